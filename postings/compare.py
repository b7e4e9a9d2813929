"""What differs between two versions of a posting: pure functions over their contents."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import FORM_FIELD_LABELS, Asked, LineKind, QuestionKind
from .content import Content, ContentLine, ContentQuestion


@dataclass(frozen=True)
class Change:
    """A difference: what it is about, the words before and after; empty where there were none."""

    label: str
    before: str
    after: str


LABELS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Opening words"),
    "stage": gettext_lazy("Stage"),
    "places": gettext_lazy("Places"),
    "remote": gettext_lazy("Remote work"),
    "contract": gettext_lazy("Contract"),
    "starts_on": gettext_lazy("Start"),
    "pay": gettext_lazy("Pay"),
    "company": gettext_lazy("Company"),
    "benefits": gettext_lazy("Benefits"),
    "process": gettext_lazy("Hiring process"),
    "contact": gettext_lazy("Contact"),
    "answer_days": gettext_lazy("Answer within, days"),
    "closes_on": gettext_lazy("Closing date"),
}


def compare(before: Content, after: Content) -> list[Change]:
    """Return what changed: facts, then lines in the order of the newer text, then the form; moving is no change."""
    old, new = facts(before), facts(after)
    changes = [Change(str(LABELS[name]), old[name], new[name]) for name in LABELS if old[name] != new[name]]
    return changes + _line_changes(before.lines, after.lines) + compare_forms(before, after)


def compare_forms(before: Content, after: Content) -> list[Change]:
    """Return what changed in the form: its fields, then its questions in the order of the newer one."""
    fields = [
        Change(_("Form: %(field)s") % {"field": label}, *(str(Asked(asked).label) for asked in (was, now)))
        for name, label in FORM_FIELD_LABELS.items()
        if (was := before.form_fields[name]) != (now := after.form_fields[name])
    ]
    old = {asked.id: question_words(asked) for asked in before.questions}
    new = {asked.id: question_words(asked) for asked in after.questions}
    changed = [Change(_("Question"), old.get(pk, ""), words) for pk, words in new.items() if old.get(pk) != words]
    return fields + changed + [Change(_("Question"), words, "") for pk, words in old.items() if pk not in new]


def field_words(content: Content) -> list[str]:
    """Return how each field is asked that a posting may leave out."""
    return [f"{label}: {Asked(content.form_fields[name]).label}" for name, label in FORM_FIELD_LABELS.items()]


def question_words(asked: ContentQuestion) -> str:
    """Return all that a candidate reads of a question."""
    kind = QuestionKind(asked.kind).label
    rule = _("%(kind)s, must be answered") if asked.is_required else _("%(kind)s, may be left out")
    said = (asked.text, asked.help_text, *(f"- {option}" for option in asked.options), rule % {"kind": kind})
    return "\n".join(words for words in said if words)


def facts(content: Content) -> dict[str, str]:
    """Return all of a text but its lines in words, by the names of `LABELS`."""
    return {
        "title": content.title,
        "summary": content.summary,
        "stage": f"{content.stage.role_abbreviation} #{content.stage.number}",
        "places": "; ".join(str(place) for place in content.places),
        "remote": ", ".join(filter(None, (content.remote_label, content.remote_note))),
        "contract": content.contract_label,
        "starts_on": format_date(content.starts_on, "DATE_FORMAT") if content.starts_on else "",
        "pay": _pay(content),
        "company": "\n".join(str(value) for value in asdict(content.company).values() if value not in ("", None)),
        "benefits": content.benefits,
        "process": "\n".join(content.process),
        "contact": ", ".join(filter(None, (content.contact_name, content.contact_email))),
        "answer_days": "" if content.answer_days is None else str(content.answer_days),
        "closes_on": format_date(content.closes_on, "DATE_FORMAT") if content.closes_on else "",
    }


def _pay(content: Content) -> str:
    pay = content.pay
    amounts = f"{pay.min or '?'} – {pay.max or '?'} {pay.currency} {pay.period_label}" if pay else ""
    return " ".join(filter(None, (amounts, content.pay_note)))


def _line_changes(before: tuple[ContentLine, ...], after: tuple[ContentLine, ...]) -> list[Change]:
    old = {line.id: line for line in before}
    new = {line.id: line for line in after}
    changes = [
        Change(_kind(line), _in_kind(old.get(line.id), line), line.text)
        for line in after
        if line.id not in old or (old[line.id].text, old[line.id].kind) != (line.text, line.kind)
    ]
    return changes + [Change(_kind(line), line.text, "") for line in before if line.id not in new]


def _in_kind(line: ContentLine | None, now: ContentLine) -> str:
    """Return the former words, with the part of the posting where that changed too."""
    if line is None:
        return ""
    return line.text if line.kind == now.kind else _("%(part)s: %(text)s") % {"part": _kind(line), "text": line.text}


def _kind(line: ContentLine) -> str:
    return str(LineKind(line.kind).label)
