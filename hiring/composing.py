"""From words with fields to a message: which words a message starts from, what its fields stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from postings.content import Content
from postings.wording import date_words

from . import wording
from .choices import State
from .message_choices import MessageKind
from .models import Application, MessageTemplate
from .shipped import Words, shipped


@dataclass(frozen=True)
class Letter:
    """A message, ready to send: subject, plain text, and the same as HTML."""

    subject: str
    text: str
    html: SafeString


def compose(words: Words, values: Mapping[str, str]) -> Letter:
    """Put values into words."""
    return Letter(
        subject=wording.subject_of(words.subject, values),
        text=wording.text_of(words.body, values),
        html=wording.html_of(words.body, values),
    )


def words_for(kind: str, application: Application) -> Words:
    """Return the words that a kind of message starts from: the company's, else the house's, else what ships."""
    language = application.version.language
    templates = MessageTemplate.objects.usable(language=language, company=application.posting.company_id)
    template = templates.filter(kind=kind).first()
    return Words(template.subject, template.body) if template else shipped()[kind, language, ""]


@dataclass(frozen=True)
class Start:
    """Words that a message written by hand may start from; `key` names them in an address."""

    key: str
    kind: str
    label: str
    words: Words


BY_HAND: dict[str, tuple[str, ...]] = {
    State.ACTIVE: (MessageKind.INTERVIEW, MessageKind.MOVED_ON, MessageKind.OTHER),
    State.REJECTED: (MessageKind.REJECTED, MessageKind.OTHER),
    State.HIRED: (MessageKind.OTHER,),
    State.WITHDRAWN: (MessageKind.OTHER,),
}


def starts_for(application: Application) -> list[Start]:
    """Return what may be written to a candidate by hand as things stand; one query."""
    language, kinds = application.version.language, BY_HAND[application.state]
    found: dict[tuple[str, str], Start] = {}
    templates = MessageTemplate.objects.usable(language=language, company=application.posting.company_id)
    for row in templates.filter(kind__in=kinds):
        key = f"{row.kind}-{row.pk}" if row.name else row.kind
        label = row.name or row.get_kind_display()
        found.setdefault((row.kind, row.name), Start(key, row.kind, label, Words(row.subject, row.body)))
    for kind in kinds:
        if (kind, "") not in found and kind != MessageKind.OTHER:
            label = str(MessageKind(kind).label)
            found[kind, ""] = Start(kind, kind, label, shipped()[kind, language, ""])
    if not any(kind == MessageKind.OTHER for kind, _name in found):
        blank = next(words for key, words in shipped().items() if key[:2] == (MessageKind.OTHER, language))
        found[MessageKind.OTHER, ""] = Start(MessageKind.OTHER, MessageKind.OTHER, _("Blank"), blank)
    return sorted(found.values(), key=lambda start: kinds.index(start.kind))


def values_of(
    application: Application,
    *,
    by: User | None = None,
    reason: str = "",
    link: str = "",
    ends_on: date | None = None,
    content: Content | None = None,
) -> dict[str, str]:
    """Return what the fields stand for in a message about an application, in the language of its posting.

    `link` is another secret address than that of the candidate's page; `by` sends it, the company where nobody does;
    `content` is the version's, where it was read already.
    """
    version, candidate = application.version, application.candidate
    content = content or Content.from_data(version.content)
    with translation.override(version.language):
        return {
            "name": candidate.name,
            "first_name": first_name(candidate.name),
            "posting": version.title,
            "company": version.company_name,
            "answer_by": _day(application.answer_by(content.answer_days)),
            "reason": reason,
            "ends_on": _day(ends_on),
            "link": link or address("mine", application.token),
            "contact_name": content.contact_name,
            "contact_email": content.contact_email,
            "sender": str(by) if by else version.company_name,
        }


def readable(values: Mapping[str, str]) -> dict[str, str]:
    """The values as the team may read them: the secret address is the candidate's."""
    return {**values, "link": _("(the candidate’s own link)")}


def without_name(values: Mapping[str, str], application: Application) -> dict[str, str]:
    """The values with a stand-in for the name, where the application is screened without it."""
    names = dict.fromkeys(("name", "first_name"), application.shown_name) if application.is_hidden else {}
    return {**values, **names}


def sample_values(language: str) -> dict[str, str]:
    """Return values of somebody who is nobody, to show a template with."""
    french = language == "fr"
    with translation.override(language):
        return {
            "name": "Ada Lovelace",
            "first_name": "Ada",
            "posting": "CTO",
            "company": "Marée",
            "answer_by": _day(date(2026, 3, 2)),
            "reason": "Une autre personne a été retenue." if french else "Somebody else was hired.",
            "ends_on": _day(date(2026, 3, 2)),
            "link": urljoin(settings.BASE_URL, "/my/application/…/"),
            "contact_name": "Claire Le Goff",
            "contact_email": "claire@example.com",
            "sender": "Claire Le Goff",
        }


def first_name(name: str) -> str:
    """Return the first word of a name; the whole of one that has no spaces."""
    return (name.split() or [""])[0]


def address(page: str, token: str) -> str:
    """Return the full address of a candidate's page."""
    return urljoin(settings.BASE_URL, reverse(f"hiring:{page}", args=[token]))


def _day(day: date | None) -> str:
    return date_words(day) if day else ""
