"""The one walk over a posting's text: what the public page shows, in its order and its language, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..choices import LineKind
from ..content import Content
from ..wording import date_words, pay_words
from .blocks import BREAK, Block, Facts, Heading, Items, Paragraph, Span, Spans, clean, from_markdown, link, plain


def blocks_of(content: Content, *, apply_url: str = "") -> tuple[Block, ...]:
    """Return the text as blocks; without an address the line about applying is left out."""
    with translation.override(content.language):
        return tuple(block for block in _walk(content, apply_url) if not _is_empty(block))


def _is_empty(block: Block) -> bool:
    match block:
        case Heading(spans=inner) | Paragraph(spans=inner):
            return not inner
        case Facts(pairs=inner) | Items(items=inner):
            return not inner
    return False


def _walk(content: Content, apply_url: str) -> Iterator[Block]:
    yield Heading(1, plain(content.title))
    where = [content.company.name, *map(str, content.places), content.remote_label]
    yield Paragraph(plain(" · ".join(filter(None, where))))
    stage = content.stage
    number = " ".join(filter(None, [stage.role_abbreviation, f"#{stage.number}"]))
    yield Paragraph(plain(" · ".join(filter(None, [number, stage.name]))))
    yield Paragraph(plain(content.summary))
    yield Facts(tuple(_facts(content)))
    yield from _lines(content)
    yield from _about_the_stage(content)
    yield from _about_the_company(content)
    if content.benefits.strip():
        yield _heading(_("What you get"))
        yield from from_markdown(content.benefits)
    if content.process:
        yield _heading(_("How we decide"))
        yield _items(content.process, ordered=True)
    if content.contact_name:
        yield _heading(_("Questions?"))
        yield Paragraph(_contact(content))
    yield from _applying(content, apply_url)


def _heading(words: str) -> Heading:
    return Heading(2, plain(words))


def _items(texts, *, ordered: bool = False) -> Items:
    spans = (plain(text) for text in texts)
    return Items(tuple((Paragraph(words),) for words in spans if words), ordered=ordered)


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    """Labels and values, in the order of the page's box; what is not said has no row, save for the pay."""
    pay = content.pay
    words = pay_words(pay.min, pay.max, pay.currency, pay.period) if pay else ""
    unsaid = "" if words else _("The posting does not say what it pays.")
    rows = [
        (_("Pay"), [words or unsaid, content.pay_note]),
        (_("Contract"), [content.contract_label]),
        (_("Place"), [*map(str, content.places), content.remote_label, content.remote_note]),
        (_("Team"), _team(content)),
        (_("Start"), [date_words(content.starts_on) if content.starts_on else ""]),
        (_("Apply by"), [date_words(content.closes_on) if content.closes_on else ""]),
    ]
    for label, values in rows:
        if value := clean(" · ".join(filter(None, map(clean, values)))):
            yield _("%(label)s:") % {"label": clean(label)}, value


def _team(content: Content) -> list[str]:
    people, engineers = content.company.people, content.company.engineers
    found = []
    if engineers == 0:
        found.append(_("no engineer yet"))
    elif engineers is not None:
        found.append(ngettext("%(n)s engineer", "%(n)s engineers", engineers) % {"n": engineers})
    if people is not None:
        found.append(ngettext("%(n)s person in all", "%(n)s people in all", people) % {"n": people})
    return [", ".join(found)]


def _lines(content: Content) -> Iterator[Block]:
    for kind in LineKind:
        if not (lines := content.of_kind(kind)):
            continue
        yield _heading(str(kind.label))
        yield _items(line.text for line in lines)
        share = content.technical_share_percent
        if kind == LineKind.MISSION and share is not None:
            said = _("How the work divides, as these missions describe it:")
            technical = _("Technical %(technical)s %%") % {"technical": share}
            management = _("Management %(management)s %%") % {"management": 100 - share}
            yield Paragraph(plain(f"{said} {technical}, {management}."))


def _about_the_stage(content: Content) -> Iterator[Block]:
    stage = content.stage
    yield _heading(_("What a %(role)s #%(number)s is") % {"role": stage.role_abbreviation, "number": stage.number})
    phase = (Span(f"{clean(stage.phase)}.", strong=True), Span(" ")) if clean(stage.phase) else ()
    yield Paragraph(_ended((*phase, *plain(stage.summary))))


def _ended(spans: Spans) -> Spans:
    return spans[:-1] if spans and spans[-1].text == " " else spans


def _about_the_company(content: Content) -> Iterator[Block]:
    company = content.company
    yield _heading(_("About %(company)s") % {"company": company.name})
    yield from from_markdown(company.description)
    if company.product:
        yield Paragraph(plain(_("Product: %(phase)s.") % {"phase": company.product}))
    yield Paragraph(link(company.website))


def _contact(content: Content) -> Spans:
    address = clean(content.contact_email)
    name, email = plain(content.contact_name), link(f"mailto:{address}", address) if address else ()
    return (*name, Span(", "), *email) if name and email else (*name, *email)


def _applying(content: Content, apply_url: str) -> Iterator[Block]:
    days = content.answer_days
    promise = (
        ngettext("You get an answer within %(n)s day.", "You get an answer within %(n)s days.", days) % {"n": days}
        if days
        else ""
    )
    if apply_url:
        yield _heading(_("Apply for this job"))
        yield Paragraph((*link(apply_url), BREAK, *plain(" ".join(filter(None, [_("No account needed."), promise])))))
    else:
        yield Paragraph(plain(promise))
