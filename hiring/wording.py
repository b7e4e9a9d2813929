"""Words of messages with named fields in braces, "Hello {first_name},": pure functions over plain values.

A field is replaced, nothing else: no attribute, no filter, no logic. A line that has a field without a value is
left out. Values are one line each and stay what they are: neither a field nor Markdown in them counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

import nh3
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from accounts import mail

from .message_choices import MessageKind

SUBJECT_MAX = 250

# What each field stands for, in the order in which pages list them.
FIELDS: dict[str, str | Promise] = {
    "name": _("the candidate’s name"),
    "first_name": _("the candidate’s first name"),
    "posting": _("the posting’s title"),
    "company": _("the company"),
    "answer_by": _("the day by which the posting promises an answer"),
    "reason": _("the reason that you share"),
    "ends_on": _("the day on which the data is deleted"),
    "link": _("the candidate’s own page, by its secret address"),
    "contact_name": _("whom candidates write to"),
    "contact_email": _("the address that candidates write to"),
    "sender": _("who sends the message"),
}

# Nothing that the form's sender typed goes to an address that nobody has shown to be theirs.
OF_POSTING = frozenset({"posting", "company", "link", "contact_name", "contact_email"})
OF_PERSON = OF_POSTING | {"name", "first_name", "sender"}
ALLOWED: dict[str, frozenset[str]] = {
    MessageKind.RECEIVED: OF_POSTING | {"answer_by"},
    MessageKind.MOVED_ON: OF_PERSON | {"answer_by"},
    MessageKind.INTERVIEW: OF_PERSON | {"answer_by"},
    MessageKind.REJECTED: OF_PERSON | {"reason"},
    MessageKind.CLOSED: OF_PERSON | {"reason"},
    MessageKind.DATA_ENDING: OF_POSTING | {"ends_on"},
    MessageKind.OTHER: OF_PERSON | {"answer_by"},
}
KINDS = tuple(ALLOWED)

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_URL = re.compile(r"https?://[^\s<>]+")
_MARKS = re.compile("\ue000(\\d+)\ue001")
_PRIVATE = re.compile("[\ue000-\ue001]")

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["code", "fence", "backticks", "heading", "lheading", "html_block", "html_inline", "image", "reference"]
)
_TAGS = {"p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote"}


def fields_of(kind: str) -> list[str]:
    """Return the fields that a kind of message may use, in the order of FIELDS."""
    return [name for name in FIELDS if name in ALLOWED[kind]]


def unknown_fields(text: str, kind: str) -> list[str]:
    """Return what stands in braces and is no field of a kind of message, each once."""
    found = (match[1] for match in _FIELD.finditer(text) if match[1] is not None)
    return list(dict.fromkeys(name for name in found if name not in ALLOWED[kind]))


def one_line(text: object) -> str:
    """Return a text without line ends and other control characters: what a header, or a value, may be."""
    return mail.one_line(str(text))


def subject_of(text: str, values: Mapping[str, str]) -> str:
    """Fill a subject: one line, of bounded length."""
    return one_line(_fill(text, values, one_line))[:SUBJECT_MAX].rstrip()


def text_of(body: str, values: Mapping[str, str]) -> str:
    """Fill a text and take the Markdown off it that reads badly as plain text."""
    plain = _BOLD.sub(r"\1", _LINK.sub(r"\1: \2", normalize_newlines(body)))
    return _tidy(_fill("\n".join(_lines_with_values(plain, values)), values, one_line))


def html_of(body: str, values: Mapping[str, str]) -> SafeString:
    """Fill a text and render its Markdown as clean HTML; a value is text, whatever it looks like."""
    put: list[str] = []

    def mark(name: str, value: str) -> str:
        value = one_line(value)
        if (name == "link" and _URL.fullmatch(value)) or (name == "contact_email" and _EMAIL.fullmatch(value)):
            return f"<{value}>"  # an address: Markdown makes a link of it
        put.append(value)
        return f"\ue000{len(put) - 1}\ue001"

    source = _PRIVATE.sub("", normalize_newlines(body))
    source = _tidy(_replace("\n".join(_lines_with_values(source, values)), values, mark))
    cleaned = nh3.clean(
        _markdown.render(source),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel=None,
    )
    html = _MARKS.sub(lambda match: escape(put[int(match[1])], quote=False), cleaned)
    return mark_safe(html)  # what nh3 lets through is the allow-list above; values are escaped


def _lines_with_values(text: str, values: Mapping[str, str]) -> Iterable[str]:
    """Leave out lines that have a field without a value."""
    for line in text.split("\n"):
        names = (match[1] for match in _FIELD.finditer(line))
        if all(one_line(values[name]) for name in names if name in values):
            yield line


def _fill(text: str, values: Mapping[str, str], clean: Callable[[str], str]) -> str:
    return _replace(text, values, lambda name, value: clean(value))


def _replace(text: str, values: Mapping[str, str], put: Callable[[str, str], str]) -> str:
    """Replace each field once, from left to right; double braces are braces, what is no field stays as typed."""

    def replacement(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        return put(match[1], values[match[1]]) if match[1] in values else match[0]

    return _FIELD.sub(replacement, text)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()
