"""The board: the steps of a posting as columns, whom each holds, and what a card shows of somebody. Only reads.

A board takes three queries whatever it shows: the steps with their counts, the first cards of each, and what stands
beside the names on them; `hiring.board_news` tells what moved since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from accounts.models import User
from accounts.typed import whole_number
from candidates.models import Candidate, Document, Pair
from postings.models import Membership, Posting, Version

from .debt import days_waited, is_late
from .json_rows import ListOf
from .models import Answer, Application, Assignment, Note, SavedView, Step
from .prepared import Statement, among
from .ratings import rating_read

A_COLUMN = 25
MOST_CARDS = 500  # of a column, drawn anew at once
ORDER = ("step_since", "pk")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Choices = list[tuple[int, str]]
Beside = dict[tuple[str, int], list[str]]  # texts by what they are and by the number of whom they are said of
_SHOWN = (  # all that is read of an application
    "posting",
    "candidate__name",
    "version",
    "step",
    "step_since",
    "waits_since",
    "state",
    "revealed_at",
)


@dataclass
class Card:
    """Somebody in a step. `days` are those in the step, `waits` those without an answer, in whole days."""

    application: Application
    days: int = 0
    waits: int = 0
    promised: int | None = None
    knock_outs: int = 0
    notes: int = 0
    may_be_twin: bool = False
    rating: str = ""  # what was said of them so far, as far as the user may read it
    tags: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)  # who is to look at it

    @property
    def is_late(self) -> bool:
        return is_late(self.waits, self.promised)

    @property
    def stay(self) -> str:
        """How long they are in the step, in words."""
        if not self.days:
            return gettext("since today")
        return ngettext("%(n)d day here", "%(n)d days here", self.days) % {"n": self.days}

    @property
    def wait(self) -> str:
        """That they wait for longer than was promised, in words; empty where they don't."""
        if not self.is_late:
            return ""
        return ngettext("no answer for %(n)d day", "no answer for %(n)d days", self.waits) % {"n": self.waits}

    @property
    def flags(self) -> Iterator[tuple[str, str]]:
        """What is to be looked at: an icon, and words."""
        if self.knock_outs:
            yield (
                "eye",
                ngettext("%(n)d answer to look at", "%(n)d answers to look at", self.knock_outs)
                % {"n": self.knock_outs},
            )
        if self.application.cv_reading == Document.Reading.FAILED:
            yield "exclamation-triangle", gettext("CV can’t be read")
        if self.may_be_twin:
            yield "document-duplicate", gettext("may be here twice")
        if self.notes:
            yield "chat-bubble-left", ngettext("%(n)d note", "%(n)d notes", self.notes) % {"n": self.notes}


@dataclass
class Column:
    """A step, how many it holds and the first of them; `after` is where the next ones begin, empty at the end."""

    step: Step
    count: int
    cards: list[Card]
    after: str = ""
    moves: SafeString | str = ""  # the choices of each card's menu, drawn once

    @property
    def rest(self) -> int:
        """How many come at once when more are asked for."""
        return min(A_COLUMN, self.count - len(self.cards))


@dataclass
class Board:
    """The columns of a posting; where they were asked for, the `tags` that somebody on it has, its `members`, and the
    filters that the user saved or others share (`views`: name and address in the list)."""

    columns: list[Column]
    tags: Choices = field(default_factory=list)
    members: Choices = field(default_factory=list)
    views: list[tuple[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(column.count for column in self.columns)

    def drawn(self, steps: Iterable[int]) -> list[Column]:
        """The columns of these steps."""
        wanted = set(steps)
        return [column for column in self.columns if column.step.pk in wanted]

    def place_of(self, key: int) -> Column | None:
        """The column that shows an application's card."""
        return next((one for one in self.columns if any(card.application.pk == key for card in one.cards)), None)


def on_board(posting: Posting, user: User) -> QuerySet[Application]:
    """The applications that a user sees on a posting's board: those that wait for an answer."""
    return Application.objects.waiting_in(posting, user)


def board_of(
    posting: Posting,
    user: User,
    applications: QuerySet,
    *,
    steps: Iterable[int] | None = None,
    size: int = A_COLUMN,
    with_choices: bool = False,
) -> Board:
    """Return a posting's board with these applications of those on it: the first `size` cards of some steps, or of all.

    `with_choices` adds what there is to choose from: the tags of all who are on it, the posting's members, and saved
    filters.
    """
    there = applications.filter(step=OuterRef("pk")).order_by()
    drawn = there if steps is None else there.filter(step__in=list(steps))
    first = drawn.order_by(*ORDER)[: min(size, MOST_CARDS)]
    counts = there.values("step").annotate(n=Count("pk")).values("n")
    rows = list(
        Step.objects.live()
        .filter(posting=posting)
        .annotate(count=Coalesce(Subquery(counts), 0), first=ListOf(first.values(value=F("pk"))))
    )
    # What is shown of applications is read once it is known of which: a window over all would read it of each.
    cards = [Card(row) for row in _cards(applications.filter(pk__in=[pk for row in rows for pk in row.first]))]
    by_step: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        by_step[card.application.step_id].append(card)
    columns = [Column(row, row.count, by_step[row.pk], _cursor_after(by_step[row.pk], row.count)) for row in rows]
    found = _beside([card.application for card in cards], posting, user, with_choices=with_choices)
    _fill(cards, posting, found)
    views = [tuple(text.split("\n", 1)) for _key, text in _choices(found, "view")]
    return Board(columns, _choices(found, "tag_on_board"), _choices(found, "member"), views)


def column_after(posting: Posting, user: User, applications: QuerySet, step: Step, after: str) -> Column:
    """Return the next cards of a step, after those that a cursor ends; the first ones after what is none."""
    rows = _cards(applications.filter(step=step))
    if place := _place_of(after):
        since, key = place
        rows = rows.filter(Q(step_since__gt=since) | Q(pk__gt=key), step_since__gte=since)
    found = list(rows[: A_COLUMN + 1])
    cards = [Card(row) for row in found[:A_COLUMN]]
    _fill(cards, posting, _beside(found, posting, user))
    return Column(step, len(found), cards, _cursor_after(cards, len(found)))


def _cards(applications: QuerySet) -> QuerySet:
    return applications.select_related("candidate").only(*_SHOWN).annotate(cv_reading=F("cv__reading")).order_by(*ORDER)


# Where a page of a column ends ---------------------------------------------------------------------------


def _cursor_after(cards: Sequence[Card], count: int) -> str:
    if not cards or len(cards) >= count:
        return ""
    last = cards[-1].application
    return f"{(last.step_since - _EPOCH) // timedelta(microseconds=1)}-{last.pk}"


def _place_of(cursor: str) -> tuple[datetime, int] | None:
    moment, _dash, key = cursor.partition("-")
    since, pk = whole_number(moment, digits=17), whole_number(key, digits=17)
    if since is None or pk is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=since), pk
    except OverflowError:
        return None


# What stands beside the names ----------------------------------------------------------------------------


def _fill(cards: list[Card], posting: Posting, found: Beside) -> None:
    """Write on cards what other tables say."""
    today, read = timezone.localdate(), cache(rating_read)  # many have the same
    for card in cards:
        row = card.application
        card.days = days_waited(row.step_since, today)
        card.waits = days_waited(row.waits_since, today)
        card.promised = _number(found["promised", row.version_id])
        card.knock_outs = _number(found["knock_outs", row.pk]) or 0
        card.notes = _number(found["notes", row.pk]) or 0
        card.rating = read("".join(found["rating", row.pk]))
        card.may_be_twin = bool(found["twin", row.candidate_id])
        card.tags = [] if row.is_hidden else sorted(found["tag", row.candidate_id], key=str.casefold)
        card.people = sorted(found["assigned", row.pk], key=str.casefold)


def _number(values: list[str]) -> int | None:
    return int(values[0]) if values and str(values[0]).isdecimal() else None  # what is null in JSON is so in words


def _choices(found: Beside, wanted: str) -> Choices:
    choices = [(key, names[0]) for (kind, key), names in found.items() if kind == wanted and names]
    return sorted(choices, key=lambda choice: choice[1].casefold())


def _beside(rows: list[Application], posting: Posting, user: User, *, with_choices: bool = False) -> Beside:
    """What other tables say of applications, and of the posting, in one query."""
    for row in rows:
        row.posting = posting
    keys = [row.pk for row in rows]
    people = list({row.candidate_id for row in rows if not row.is_hidden})  # tags may tell who somebody is
    versions = list({row.version_id for row in rows})
    traits = {"may_review": bool(posting.may_review), "with_choices": with_choices}
    found: Beside = defaultdict(list)
    for kind, key, text in BESIDE.rows(user, posting.pk, keys, people, versions, **traits):
        found[kind, key].append(text)
    return found


def _all_beside(
    user: User,
    posting: int,
    keys: list[int],
    people: list[int],
    versions: list[int],
    *,
    may_review: bool,
    with_choices: bool,
) -> QuerySet:
    of_these, of_people = among("application", keys), among("candidate", people)
    answers = Answer.objects.filter(of_these, is_knock_out=True)
    if not may_review:
        answers = answers.filter(is_about_pay=False)
    notes = Note.objects.open_to(user).filter(of_these)
    rated = Application.objects.filter(among("pk", keys)).with_rating(user)
    assigned = Assignment.objects.filter(of_these, user__memberships__posting=posting)
    tags = Candidate.tags.through.objects.all()
    pairs = Pair.objects.filter(dismissed_at=None)
    called = Coalesce(NullIf("user__name", Value("")), "user__email")
    parts = [
        _part("tag", "candidate_id", F("tag__name"), tags.filter(of_people)),
        _part("promised", "pk", KT("content__answer_days"), Version.objects.filter(among("pk", versions))),
        _part("knock_outs", "application_id", Count("pk"), answers),
        _part("notes", "application_id", Count("pk"), notes),
        _part("rating", "pk", F("rated"), rated),
        _part("assigned", "application_id", called, assigned),
        _part("twin", "one_id", Value(""), pairs.filter(among("one", people), _may_change("other", user))),
        _part("twin", "other_id", Value(""), pairs.filter(among("other", people), _may_change("one", user))),
    ]
    if with_choices:
        everybody = Application.objects.in_posting(posting, user).active().shown()
        tagged = tags.filter(candidate__in=everybody.order_by().values("candidate"))
        parts.append(_part("tag_on_board", "tag_id", F("tag__name"), tagged).distinct())
        parts.append(_part("member", "user_id", called, Membership.objects.filter(posting=posting)))
        saved = SavedView.objects.for_posting(posting, user).select_related(None)
        parts.append(_part("view", "pk", Concat("name", Value("\n"), "query"), saved))  # a name has one line
    return parts[0].union(*parts[1:], all=True)


BESIDE = Statement(_all_beside)


def _may_change(side: str, user: User) -> Exists:
    """A condition on pairs: the user may change this one of the two, and so hears of the pair."""
    return Exists(Candidate.objects.editable_by(user).order_by().filter(pk=OuterRef(side)))


def _part(kind: str, key: str, text: Combinable, rows: QuerySet) -> QuerySet:
    by_key = rows.order_by().values(key)  # what counts, counts for each key
    return by_key.values_list(Value(kind, output_field=CharField()), key, Cast(text, CharField()))
