"""The applications for one posting as a list: how many there are in each state, and a page of them with what it shows.

However many applied, none of it goes through all of them. Of a state up to MOST are counted; where there are more,
pages have no numbers, and each begins where the one before it ended. What no index sorts by is sorted among the newest
MOST.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate
from postings.counting import grouped
from postings.models import Posting, Version

from .answering import keep_answering
from .choices import State
from .json_rows import ListOf
from .list_filter import LIST_SORTS, WHOLE, ListForm, Narrowed, assigned_choices, members_of, narrow, newest_of
from .models import Application, Assignment, Step
from .paging import MOST, Part, count_of, numbered, part_of
from .querysets import ApplicationQuerySet

PLACES = ("state", "step")  # what the tabs and the step choose, which the counts tell apart


@dataclass(frozen=True)
class Tally:
    """How many there are; with `is_more` there are more than were counted."""

    count: int = 0
    is_more: bool = False

    def __bool__(self) -> bool:
        return self.count > 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.count + other.count, self.is_more or other.is_more)

    def __str__(self) -> str:
        return grouped(self.count) + ("+" if self.is_more else "")

    @property
    def is_many(self) -> bool:
        """Whether there are more than are sorted at once."""
        return self.is_more or self.count > MOST


def in_order(applications: ApplicationQuerySet, sort: str, user: User) -> ApplicationQuerySet:
    """Sort some of a posting's applications; where no index has the order, only the newest MOST of them."""
    if sort not in WHOLE:
        applications = with_sort_values(Application.objects.filter(pk__in=newest_of(applications)), sort, user)
    return applications.order_by(*LIST_SORTS.get(sort, LIST_SORTS["received"]))


def with_sort_values(applications: ApplicationQuerySet, sort: str, user: User) -> ApplicationQuerySet:
    """Applications with what an order asks of other tables."""
    if "screening" in sort:
        return applications.with_knock_outs(user)
    return applications.with_rating_order(user) if "rating" in sort else applications


class Listing(Narrowed):
    """The applications for a posting as an address asks for them: `form` reads it, `steps` are the posting's.

    Only those that the user sees are in it, and only answers that the user may read count. `waits_since` says since
    when the one waits who has waited longest for an answer, as long as nothing is asked for.
    """

    steps: list[Step]
    waits_since: datetime | None

    def __init__(self, data: Mapping[str, Any], *, posting: Posting, user: User) -> None:
        self.posting, self.user = posting, user
        self.all = Application.objects.in_posting(posting, user)
        self.form = ListForm(data)
        self.form.fields["assigned"].widget.choices = assigned_choices(members_of(posting), user)
        self.wanted = self.form.wanted()
        self._look()
        if self.step not in {None, *(step.pk for step in self.steps)}:  # removed since, or another posting's
            del self.wanted["step"]
            self._look()
        every = [("", _("All steps")), *((step.pk, step.name) for step in self.steps)]
        self.form.fields["step"].widget.choices = every

    @property
    def state(self) -> str:
        return self.wanted.get("state", "")

    @property
    def step(self) -> int | None:
        return self.wanted.get("step")

    @property
    def sort(self) -> str:
        return self.wanted.get("sort", "")

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state and the order is asked for."""
        return bool(set(self.wanted) - {"state", "sort"})

    def count(self, state: str = "") -> Tally:
        """How many there are in a state, or in any, in the step that is asked for."""
        states = [state] if state else State.values
        return sum((self._tallies.get(one, Tally()) for one in states), Tally())

    @property
    def total(self) -> Tally:
        return self.count(self.state)

    @property
    def is_sorted_in_part(self) -> bool:
        """Whether there are more than are sorted in the order that is asked for."""
        return self.sort not in WHOLE and self.total.is_many

    def keys(self) -> QuerySet:
        """The applications, in order, as primary keys."""
        return in_order(self._found(), self.sort, self.user).values("pk")

    def page(self, query: Mapping[str, str]) -> Part:
        """The page that an address asks for: by its number, or of very many by the row that it begins after."""
        if self.total.is_more and self.sort in WHOLE:
            order = LIST_SORTS.get(self.sort, LIST_SORTS["received"])
            return part_of([self._found()], order, query, seen=self.all, shape=self._with_cells, is_many=True)
        count = MOST if self.is_sorted_in_part else self.total.count  # counted with the steps already
        return numbered(self.keys(), count, query, self.rows)

    def rows(self, keys: QuerySet) -> ApplicationQuerySet:
        """The applications of some of the keys, in order, with what a list shows of each."""
        rows = with_sort_values(Application.objects.filter(pk__in=keys), self.sort, self.user)
        return self._with_cells(rows).order_by(*LIST_SORTS.get(self.sort, LIST_SORTS["received"]))

    def _with_cells(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        tags = Candidate.tags.through.objects.filter(candidate=OuterRef("candidate")).order_by("tag__name", "pk")
        assigned = Assignment.objects.filter(application=OuterRef("pk")).order_by("pk")
        names = Case(When(user__name="", then=F("user__email")), default=F("user__name"))
        return (
            rows.select_related("candidate", "posting", "step")
            .with_knock_outs(self.user)
            .with_rating(self.user)
            .annotate(
                tag_names=ListOf(tags.values(value=F("tag__name"))),
                assigned_names=ListOf(assigned.values(value=names)),
            )
        )

    # What is looked up -------------------------------------------------------------------------------

    def _look(self) -> None:
        """Read the posting's steps, how many there are in each state, and who waits longest: one query.

        Where words are looked for, those who answer are few, and are read one by one: each search takes its time.
        """
        self.answering: dict[int, tuple[int, str]] = {}  # their steps and states, by number
        self.steps, self.waits_since, self._tallies = [], None, {}
        no_text, none, nobody = Value(""), Value(0), Value(None, DateTimeField())
        steps = Step.objects.live().filter(posting=self.posting).order_by()
        rows = steps.values_list("position", "pk", "name", "kind", no_text, none, nobody)
        others = self._answers() if "q" in self.wanted else self._counts()
        for position, pk, name, kind, state, number, since in rows.union(*others, all=True):
            if name:
                self.steps.append(Step(pk=pk, posting=self.posting, position=position, name=name, kind=kind))
            elif "q" in self.wanted:
                self.answering[number] = (pk, state)
            else:
                self._tallies[state] = Tally(min(number, MOST), number > MOST)
                self.waits_since = since or self.waits_since
        self.steps.sort(key=lambda step: (step.position, step.pk))
        here = [state for step, state in self.answering.values() if self.step in (None, step)]
        self._tallies |= {state: Tally(count) for state, count in Counter(here).items()}

    def _counts(self) -> list[QuerySet]:
        """A state, how many are in it, and since when the first of them waits: a row for each."""
        no_text, none, nobody = Value(""), Value(0), Value(None, DateTimeField())
        asked = {name: value for name, value in self.wanted.items() if name not in ("state", "sort")}
        rows = narrow(self.all, asked, posting=self.posting, user=self.user)
        waiting = Application.objects.waiting_in(self.posting, self.user)  # without a look at each person
        by_state = {state: rows.filter(state=state) for state in State.values}
        by_state[State.ACTIVE] = narrow(waiting, asked, posting=self.posting, user=self.user)
        waits = dict.fromkeys(State.values, nobody) | ({} if asked else {State.ACTIVE: self._first_wait()})
        here = Posting.objects.filter(pk=self.posting.pk).order_by()
        # as indexes have those of a step, and of a posting; who is late stands beside each other in another order
        indexed = ("step_since", "id") if self.step else ("-created_at", "-id")
        indexed = () if "late" in asked else indexed
        return [
            here.values_list(none, none, no_text, no_text, Value(state), count_of(those, indexed), waits[state])
            for state, those in by_state.items()
        ]

    def _first_wait(self) -> Subquery:
        """By version, for an index has the first of each."""
        waiting = Application.objects.waiting_in(self.posting, self.user).filter(version=OuterRef("pk"))
        first = Subquery(waiting.order_by("waits_since").values("waits_since")[:1])
        versions = Version.objects.filter(posting=self.posting).annotate(first=first).order_by("first")
        return Subquery(versions.filter(first__isnull=False).values("first")[:1])

    def _answers(self) -> list[QuerySet]:
        """Who answers, in any place: a step, a state, and the number of an application."""
        no_text, none, nobody = Value(""), Value(0), Value(None, DateTimeField())
        asked = {name: value for name, value in self.wanted.items() if name not in (*PLACES, "q", "sort")}
        rows = narrow(self.all, asked, posting=self.posting, user=self.user)
        place = {name: self.wanted[name] for name in PLACES if name in self.wanted}
        there = [narrow(rows, place, posting=self.posting, user=self.user)] if place else []
        rows = keep_answering(rows, self.wanted["q"], posting=self.posting, are_all=not asked, among=there)
        return [rows.order_by().values_list(none, "step", no_text, no_text, "state", "pk", nobody)]

    def _found(self) -> ApplicationQuerySet:
        """All that is asked for."""
        if "q" not in self.wanted:
            return narrow(self.all, self.wanted, posting=self.posting, user=self.user)
        places = self.answering.items()
        here = [pk for pk, (step, state) in places if self.step in (None, step) and self.state in ("", state)]
        return self.all.filter(pk__in=here)
