"""What waits for a user one by one: people without an answer, reviews, notes, and what failed. All in one query.

Each kind is a part of one UNION with the same columns, at most ROWS of it; a part carries only words that its line
shows. The UNION is put together once for each kind of user: a part takes the time from its `Moments` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from accounts.models import Kind, User
from candidates.models import Candidate, Document
from postings.models import Posting, Review

from . import blind
from .choices import State
from .days import beginning_of
from .debt import days_waited, is_late
from .message_choices import MessageKind
from .models import Application, Interview, Mention, Message, Note, Scorecard
from .prepared import Statement

ROWS = 8
FAILED_SHOWN_FOR = timedelta(days=30)
HELD_FOR = timedelta(hours=1)  # what began longer ago is over, mostly
STUCK_AFTER = timedelta(hours=1)  # a document that nobody has read by then waits for somebody to look

WAITS, RECENT, ASSIGNED = "waits", "recent", "assigned"
REVIEW, MENTION, MESSAGE, DOCUMENT, REPLY = "review", "mention", "message", "document", "reply"
INTERVIEW = "interview"
KINDS = (WAITS, RECENT, ASSIGNED, REVIEW, MENTION, MESSAGE, DOCUMENT, REPLY, INTERVIEW)
OLDEST_FIRST = (WAITS, ASSIGNED, REVIEW, REPLY, INTERVIEW)
NOTHING = Value("")
GIVEN = "given"  # a verdict


@dataclass(frozen=True)
class Item:
    """One line: which kind, the row's id, when, and words whose meaning is the kind's.

    `about` is what it belongs to, `of` the id or code of that; `more` is a state, a kind or words. `name` is empty of
    somebody who is screened without a name, and so are words that might give it away.
    """

    kind: str
    pk: int
    at: datetime
    name: str
    about: str
    company: str
    who: str
    more: str | None
    of: str | None

    @property
    def title(self) -> str:
        """What the line is called: a posting, or a person as the studio may name them."""
        return self.name or (self.pseudonym if self.kind != REVIEW else "")

    @property
    def pseudonym(self) -> str:
        application = (self.of or "").removeprefix("a")
        return _("Candidate %(code)s") % {"code": blind.pseudonym_code(int(application))} if application else ""

    @property
    def url(self) -> str:
        """Where something can be done about it."""
        if self.kind == REVIEW:
            return reverse("studio:review", args=[self.of, self.pk])
        if self.kind == MENTION:
            return reverse("studio:note", args=[self.pk])
        if self.kind in (MESSAGE, REPLY) and not self.of.startswith("a"):
            return reverse("studio:message", args=[self.pk])
        if self.kind in (MESSAGE, REPLY):
            return reverse("studio:application", args=[self.of[1:]]) + f"#letter-{self.pk}"
        return reverse("studio:application", args=[self.of])

    @property
    def has_verdict(self) -> bool:
        """Whether the user has said of an application that they are to look at what they think of it."""
        return self.kind == ASSIGNED and self.more == GIVEN

    @property
    def verdict_url(self) -> str:
        return reverse("studio:scorecard", args=[self.of])

    @property
    def waited(self) -> int:
        """How many days somebody has waited."""
        return days_waited(self.at, timezone.localdate())

    @property
    def promised(self) -> int | None:
        """How many days they were promised."""
        return int(self.more) if (self.more or "").isdigit() else None  # one database says "null", the other nothing

    @property
    def is_late(self) -> bool:
        return is_late(self.waited, self.promised)

    @property
    def state(self) -> str:
        return self.more

    def get_state_display(self) -> str:
        return str(State(self.more).label)

    @property
    def message_kind(self) -> str:
        return str(MessageKind(self.more).label)


class Moments(NamedTuple):
    """The times that parts are told by."""

    failed_since: datetime
    stuck_before: datetime
    over_before: datetime
    today: datetime
    after_tomorrow: datetime

    @classmethod
    def now(cls) -> Moments:
        now, today = timezone.now(), timezone.localdate()
        days = (beginning_of(today), beginning_of(today + timedelta(days=2)))
        return cls(now - FAILED_SHOWN_FOR, now - STUCK_AFTER, now - HELD_FOR, *days)


def items_of(user: User) -> dict[str, list[Item]]:
    """What waits for a user one by one, by kind."""
    found: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    for row in STATEMENT.rows(user, *Moments.now()):
        item = Item(*row)
        found[item.kind].append(item)
    for kind, items in found.items():
        items.sort(key=lambda item: (item.has_verdict, item.at, item.pk), reverse=kind not in OLDEST_FIRST)
    return found


def _all_parts(user: User, *moments: datetime) -> QuerySet:
    when = Moments(*moments)
    first, *others = (
        _waits(user),
        _recent(user),
        _assigned(user),
        _reviews(user),
        _mentions(user),
        _messages(user, when),
        _documents(user, when),
        _replies(user),
        _interviews(user, when),
    )
    return first.union(*others, all=True)


STATEMENT = Statement(_all_parts)


def _part(kind: str, rows: QuerySet, **columns) -> QuerySet:
    """A part of the UNION: the first of some rows, which are in order, with its columns."""
    first = rows.model._default_manager.filter(pk__in=rows.values("pk")[:ROWS]).order_by()
    of_row = {name: columns.get(name, NOTHING) for name in ("name", "about", "company", "who", "more", "of")}
    texts = (Cast(value, TextField()) for value in of_row.values())
    return first.values_list(Value(kind, TextField()), columns.get("pk", F("pk")), columns["at"], *texts)


def _waits(user: User) -> QuerySet:
    postings = Posting.objects.reviewable_by(user).order_by()
    rows = Application.objects.waiting().filter(posting__in=postings.values("pk")).order_by("waits_since", "id")
    promised = KeyTextTransform("answer_days", "version__content")
    return _part(WAITS, rows, **_of_application(at=F("waits_since"), more=promised))


def _recent(user: User) -> QuerySet:
    rows = Application.objects.visible_to(user).order_by("-created_at", "-id")
    return _part(RECENT, rows, **_of_application(at=F("created_at"), more=F("state")))


def _assigned(user: User) -> QuerySet:
    """What somebody is to look at, first that on which they have given no verdict: what is done hides nothing to do."""
    is_given = Exists(Scorecard.objects.filter(application=OuterRef("pk"), by=user))
    rows = Application.objects.assigned_to(user).active().order_by(is_given, "created_at", "id")
    more = Case(When(is_given, then=Value(GIVEN)), default=NOTHING)
    return _part(ASSIGNED, rows, **_of_application(at=F("created_at"), more=more))


def _of_application(**columns) -> dict:
    words = {"about": F("version__title"), "company": F("version__company_name")}
    return {"name": _unless(_is_hidden(), F("candidate__name")), "of": F("pk"), **words, **columns}


def _is_hidden(application: str = "") -> Q:
    """`blind.HIDDEN` of an application that a row refers to, by the path to it."""
    decided = Q(**{f"{application}state__in": blind.DECIDED})
    return Q(**{f"{application}posting__is_blind": True, f"{application}revealed_at": None}) & ~decided


def _unless(hidden: Q | Exists, words: F) -> Case:
    return Case(When(hidden, then=NOTHING), default=words, output_field=TextField())


def _reviews(user: User) -> QuerySet:
    posting = {"name": F("posting__title"), "company": F("posting__company__name"), "of": F("posting__code")}
    asked = {"at": F("asked_at"), "who": _name_of("asked_by"), "more": F("message")}
    return _part(REVIEW, Review.objects.waiting_for(user), **posting, **asked)


def _mentions(user: User) -> QuerySet:
    """Notes that name the user, who hasn't opened them and may still see them."""
    notes = Note.objects.visible_to(user).order_by()
    rows = Mention.objects.filter(user=user, seen_at=None, note__in=notes.values("pk")).order_by("-pk")
    hidden = Q(note__application__isnull=False) & _is_hidden("note__application__")
    words = {
        "name": _unless(hidden, F("note__candidate__name")),
        "who": _name_of("note__by"),
        "more": _unless(hidden, F("note__text")),
        "of": F("note__application"),
    }
    return _part(MENTION, rows, pk=F("note"), at=F("note__at"), **words)


def _messages(user: User, when: Moments) -> QuerySet:
    """Messages that could not be delivered, to people of whom the user decides or whom they added, and
    that can be sent again."""
    failed = Email.objects.filter(status=STATUS.failed, last_updated__gt=when.failed_since)
    rows = _own_messages(user).filter(email__in=failed.order_by().values("pk"), outcome="")
    return _part(MESSAGE, rows.order_by("-created_at", "-id"), **_of_message())


def _replies(user: User) -> QuerySet:
    """Replies that wait for an answer."""
    rows = _own_messages(user).to_answer().order_by("created_at", "id")
    return _part(REPLY, rows, **_of_message())


def _own_messages(user: User) -> QuerySet:
    """Messages about applications on which the user decides, and about people of these or whom they added."""
    theirs = Application.objects.decidable_by(user).filter(candidate=OuterRef("candidate")).order_by()
    own = theirs.filter(pk=OuterRef("application"))
    as_such = Q(Exists(theirs.shown()))
    if user.is_kind(Kind.RECRUITER, Kind.LEAD):
        as_such |= Q(Exists(_people(user)))
    return Message.objects.filter(Exists(own) | Q(application=None) & as_such)


def _of_message() -> dict:
    of = Case(
        When(application=None, then=Concat(Value("p"), Cast("candidate_id", TextField()), output_field=TextField())),
        default=Concat(Value("a"), Cast("application_id", TextField()), output_field=TextField()),
    )
    hidden = Q(application__isnull=False) & _is_hidden("application__")
    words = {"name": _unless(hidden, F("candidate__name")), "about": F("application__version__title")}
    return {"at": F("created_at"), "of": of, "more": F("kind"), **words}


def _people(user: User) -> QuerySet:
    """Of people whom a recruiter added, in a query of messages; for a lead anybody."""
    people = Candidate.objects.kept().filter(pk=OuterRef("candidate")).order_by()
    return people if user.is_kind(Kind.LEAD) else people.filter(added_by=user)


def _documents(user: User, when: Moments) -> QuerySet:
    """Files of people who wait for a decision that can't be read, must not be opened, or were not read in time."""
    stuck = Q(reading=Document.Reading.WAITING, created_at__lt=when.stuck_before)
    came_with = _came_with(user)
    rows = (
        Document.objects.in_trouble()
        .filter(stuck | ~Q(reading=Document.Reading.WAITING), Exists(came_with))
        .order_by("-created_at", "-id")
    )
    problem = Case(
        When(scan=Document.Scan.INFECTED, then=Value("infected")),
        When(reading=Document.Reading.WAITING, then=Value("waiting")),
        default=F("problem"),
        output_field=TextField(),
    )
    hidden = Exists(came_with.hidden())
    words = {
        "name": _unless(hidden, F("candidate__name")),
        "about": _unless(hidden, F("original_name")),
        "more": problem,
    }
    return _part(DOCUMENT, rows, at=F("created_at"), of=Subquery(came_with.values("pk")[:1]), **words)


def _came_with(user: User) -> QuerySet:
    """Active applications, in a query of documents, that a document came with."""
    files = Q(cv=OuterRef("pk")) | Q(answers__document=OuterRef("pk")) | Q(added_documents__document=OuterRef("pk"))
    own = Application.objects.decidable_by(user).waiting().filter(files, candidate=OuterRef("candidate"))
    return own.order_by("-created_at", "-id")


def _interviews(user: User, when: Moments) -> QuerySet:
    """Interviews of today and tomorrow that the user holds or plans; those that began a while ago make room."""
    soon = Interview.objects.around(user).filter(starts_at__gte=when.today, starts_at__lt=when.after_tomorrow)
    is_over = Case(When(starts_at__lt=when.over_before, then=Value(1)), default=Value(0))
    rows = soon.order_by(is_over, "starts_at", "id")
    parts = [Cast("minutes", TextField()), F("application__state"), F("application__step__name")]
    parts.append(F("place"))  # it may have a name in it: `Meeting` shows no more than the way to a call then
    words = {
        "name": _unless(_is_hidden("application__"), F("application__candidate__name")),
        "about": F("application__version__title"),
        "company": F("application__version__company_name"),
        "who": Interview.objects.names_of(OuterRef("pk")),
        "more": Concat(*chain.from_iterable((part, Value("\n")) for part in parts), output_field=TextField()),
        "of": F("application"),
    }
    return _part(INTERVIEW, rows, at=F("starts_at"), **words)


def _name_of(user: str) -> Coalesce:
    """A user's name as `str` gives it."""
    return Coalesce(NullIf(F(f"{user}__name"), NOTHING), F(f"{user}__email"), output_field=TextField())
