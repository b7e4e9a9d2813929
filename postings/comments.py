"""What is said of a posting, by the place that it is said of: a line, a field, or the whole.

A place is named as its part of the pages is: `line-12`, `id_title`, `whole`. At one place what is not settled is one
conversation, and what was settled together is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User

from .compare import LABELS, facts
from .content import Content
from .models import Comment, Line, Posting

WHOLE = "whole"
COMPANY = "company"
# A field's id in the editor, and the fact that it is part of. Several fields of one fact share its place.
ANCHORS = {
    "id_title": "title",
    "id_stage": "stage",
    "id_summary": "summary",
    "id_places": "places",
    "id_remote": "remote",
    "id_contract": "contract",
    "id_starts_on": "starts_on",
    "id_pay_min": "pay",
    COMPANY: "company",
    "id_benefits": "benefits",
    "id_process": "process",
    "id_contact_name": "contact",
    "id_answer_days": "answer_days",
    "id_closes_on": "closes_on",
}
QUOTED = Comment._meta.get_field("quoted").max_length


@dataclass(frozen=True)
class Remark:
    """A comment; `said_of` is what it was said of, where that reads otherwise now."""

    comment: Comment
    said_of: str


@dataclass(frozen=True)
class Conversation:
    """What was said at one place and is open, or was settled together."""

    remarks: tuple[Remark, ...]
    may_settle: bool

    @property
    def first(self) -> Comment:
        return self.remarks[0].comment

    @property
    def last(self) -> Comment:
        return self.remarks[-1].comment


@dataclass
class Thread:
    """All that was said at one place; `typed` and `problem` are set where a comment was refused."""

    key: str
    label: str
    may_comment: bool = False
    open: Conversation | None = None
    settled: tuple[Conversation, ...] = ()
    typed: str = field(default="", compare=False)
    problem: str = field(default="", compare=False)

    @property
    def count(self) -> int:
        """How many comments are open."""
        return len(self.open.remarks) if self.open else 0

    @property
    def is_empty(self) -> bool:
        return self.open is None and not self.settled


class Threads(dict[str, Thread]):
    """The threads of a posting by the name of their place, in the order of the page."""

    @property
    def waiting(self) -> list[Thread]:
        """Those with something open."""
        return [thread for thread in self.values() if thread.open]


def texts_of(content: Content) -> dict[str, str]:
    """Return every place of a text that can be commented on, with the words there."""
    words = facts(content)
    lines = {line_key(line.id): line.text for line in content.lines}
    return {WHOLE: ""} | {anchor: words[name] for anchor, name in ANCHORS.items()} | lines


def line_key(pk: int) -> str:
    return f"line-{pk}"


def key_of(comment: Comment) -> str:
    """The name of the place that a comment is about."""
    return line_key(comment.line_id) if comment.line_id else comment.anchor or WHOLE


def excerpt(text: str) -> str:
    """Return a text as a comment quotes it."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def comments_of(posting: Posting) -> QuerySet[Comment]:
    """A posting's comments with who said and who settled them, in the order in which they were said."""
    return posting.comments.select_related("by", "resolved_by").order_by("at", "pk")


def threads(
    comments: Iterable[Comment], texts: Mapping[str, str], *, reader: User | None, may_comment: bool
) -> Threads:
    """Return the thread of every place: those of the text first, then those of lines that it lacks.

    `reader` is who looks, who may settle what they began; None for somebody who edits and may settle all. Without
    `may_comment` all of it can only be read.
    """

    def may_settle(first: Comment) -> bool:
        return may_comment and (reader is None or first.by_id == reader.pk)

    by_place: dict[str, list[Comment]] = {key: [] for key in texts}
    for comment in comments:
        by_place.setdefault(key_of(comment), []).append(comment)
    return Threads(
        {
            key: _thread(key, said, texts.get(key), may_settle=may_settle, may_comment=may_comment and key in texts)
            for key, said in by_place.items()
        }
    )


def editor_threads(posting: Posting, content: Content, dropped: Iterable[Line]) -> Threads:
    """Return the threads of the working text and of dropped lines, for somebody who edits it; one query."""
    texts = texts_of(content) | {line_key(line.pk): line.text for line in dropped}
    return threads(comments_of(posting), texts, reader=None, may_comment=True)


def _thread(
    key: str, said: list[Comment], now: str | None, *, may_settle: Callable[[Comment], bool], may_comment: bool
) -> Thread:
    def conversation(comments: list[Comment]) -> Conversation:
        return Conversation(tuple(_remarks(comments, now)), may_settle(comments[0]))

    unsettled = [comment for comment in said if comment.resolved_at is None]
    settled = sorted((one for one in said if one.resolved_at), key=lambda one: (one.resolved_at, one.at, one.pk))
    return Thread(
        key=key,
        label=_label(key, now, said),
        may_comment=may_comment,
        open=conversation(unsettled) if unsettled else None,
        settled=tuple(conversation(list(group)) for _at, group in groupby(settled, key=lambda one: one.resolved_at)),
    )


def _remarks(comments: list[Comment], now: str | None) -> Iterable[Remark]:
    """The comments, each that follows one said of the same words without repeating them."""
    before = None if now is None else excerpt(now)
    for comment in comments:
        yield Remark(comment, "" if comment.quoted == before else comment.quoted)
        before = comment.quoted


def _label(key: str, now: str | None, said: list[Comment]) -> str:
    """What a place is called."""
    if key == WHOLE:
        return _("The whole posting")
    if key in ANCHORS:
        return str(LABELS[ANCHORS[key]])
    return Truncator(now if now is not None else said[-1].quoted).chars(90)
