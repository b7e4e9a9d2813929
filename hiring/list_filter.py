"""How the applications for one posting are narrowed, counted and sorted, as the address says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Case, Count, DateTimeField, Exists, F, Min, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate
from postings.models import Membership, Posting

from . import blind
from .answering import keep_answering
from .choices import State
from .days import PLAUSIBLE, beginning_of
from .filters import SORTS
from .json_rows import ListOf
from .models import Application, Assignment, Step
from .querysets import ApplicationQuerySet

ME, NOBODY = "me", "none"  # besides a user's number
PLACES = ("state", "step")  # what the tabs and the step choose, which the counts tell apart
LIST_SORTS = SORTS | {
    "step": ("step__position", "step_since", "id"),
    "-step": ("-step__position", "step_since", "id"),
    "since": ("step_since", "id"),
    "-since": ("-step_since", "-id"),
    "source": ("candidate__source", "-created_at", "-id"),
    "-source": ("-candidate__source", "-created_at", "-id"),
    "rating": ("rating", "-created_at", "-id"),
    "-rating": ("-rating", "-created_at", "-id"),
}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        validators=PLAUSIBLE,
        error_messages={"invalid": _("Enter a date, like 2026-03-02.")},
    )


class ListForm(forms.Form):
    """What is asked of a posting's applications; a value that makes no sense is left out."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Name, contact, words of the CV"),
        required=False,
        max_length=200,
        widget=forms.SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    step = forms.IntegerField(
        label=_("Step"),
        required=False,
        min_value=1,
        max_value=2**62,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tag = forms.CharField(
        label=_("Tag"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "list": "tag-choices"}),
    )
    assigned = forms.RegexField(
        r"\A(me|none|[0-9]{1,18})\Z",
        label=_("Assigned to"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    source = forms.ChoiceField(
        label=_("Source"),
        required=False,
        choices=[("", _("All sources")), *Candidate.Source.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    since = _day(_("Applied from"))
    until = _day(_("until"))
    late = forms.BooleanField(
        label=_("Answer late"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    state = forms.ChoiceField(choices=State.choices, required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=[(sort, sort) for sort in LIST_SORTS], required=False, widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        """What is asked for, without what is empty or makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}

    def in_words(self, wanted: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """What is asked for as people read it: the label of each field that is shown, and the value, or its words where
        one chooses."""
        fields = {name: self.fields[name] for name in wanted if name in self.fields}
        shown = [(name, field) for name, field in fields.items() if not field.widget.is_hidden]
        return [(field.label, _words_of(field, wanted[name])) for name, field in shown]


def _words_of(field: forms.Field, value: Any) -> Any:
    choices = getattr(field.widget, "choices", ())
    return {str(key): words for key, words in choices}.get(str(value), value)


@dataclass
class StepCount:
    """A step, how many of the applications asked for are in it, by state, and since when the first of them waits."""

    pk: int
    name: str
    kind: str
    counts: dict[str, int] = field(default_factory=dict)
    waits_since: datetime | None = None

    def count(self, state: str = "") -> int:
        """How many in a state; in any, without one."""
        return self.counts.get(state, 0) if state else sum(self.counts.values())


class Narrowed:
    """A posting's applications as an address narrows them: `form` reads it, `wanted` is what makes sense of it."""

    form: ListForm
    wanted: dict[str, Any]

    @property
    def query(self) -> str:
        """The address of what is asked for, after the "?": one spelling for one question."""
        return query_of(self.wanted)

    @property
    def typed(self) -> str:
        """The words that are looked for; empty where none are."""
        return self.wanted.get("q", "")

    @property
    def in_words(self) -> list[tuple[str, Any]]:
        return self.form.in_words(self.wanted)


class Listing(Narrowed):
    """The applications for a posting as an address asks for them: `form` reads it, `steps` counts, `rows` are shown.

    Only those that the user sees are in it, and only answers that the user may read count.
    """

    def __init__(self, data: Mapping[str, Any], *, posting: Posting, user: User) -> None:
        self.posting, self.user = posting, user
        self.all = Application.objects.in_posting(posting, user)
        self.form = ListForm(data)
        self.form.fields["assigned"].widget.choices = assigned_choices(members_of(posting), user)
        self.wanted = self.form.wanted()
        self.narrowed = self._narrowed_but_for_places()
        self.steps = steps_with_counts(posting, self.narrowed)
        if self.wanted.get("step") not in {None, *(step.pk for step in self.steps)}:
            del self.wanted["step"]  # removed since, or another posting's
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

    def count(self, state: str = "") -> int:
        """How many there are in a state, or in any, in the step that is asked for."""
        return sum(step.count(state) for step in self.steps if self.step in (None, step.pk))

    @property
    def waits_since(self) -> datetime | None:
        """Since when the one waits who has waited longest for an answer."""
        return min((step.waits_since for step in self.steps if step.waits_since), default=None)

    @property
    def total(self) -> int:
        return self.count(self.state)

    def keys(self) -> QuerySet:
        """The applications, in order, as primary keys."""
        found = narrow(self.all, self.wanted, posting=self.posting, user=self.user)
        if "screening" in self.sort:
            found = found.with_knock_outs(self.user)
        if "rating" in self.sort:
            found = found.with_rating_order(self.user)
        return found.order_by(*LIST_SORTS.get(self.sort, LIST_SORTS["received"])).values("pk")

    def _narrowed_but_for_places(self) -> ApplicationQuerySet:
        """All that answer in the place that is asked for, as `keys` has them, and what of the others is counted."""
        asked = {name: value for name, value in self.wanted.items() if name not in (*PLACES, "q")}
        rows = narrow(self.all, asked, posting=self.posting, user=self.user)
        if "q" not in self.wanted:
            return rows
        place = {name: self.wanted[name] for name in PLACES if name in self.wanted}
        there = [narrow(rows, place, posting=self.posting, user=self.user)] if place else []
        return keep_answering(rows, self.wanted["q"], posting=self.posting, among=there)

    def rows(self, keys: QuerySet) -> ApplicationQuerySet:
        """The applications of some of the keys, in order, with what a list shows of each."""
        rows = Application.objects.filter(pk__in=keys).select_related("candidate", "posting", "step")
        rows = rows.with_rating_order(self.user) if "rating" in self.sort else rows
        tags = Candidate.tags.through.objects.filter(candidate=OuterRef("candidate")).order_by("tag__name", "pk")
        assigned = Assignment.objects.filter(application=OuterRef("pk")).order_by("pk")
        names = Case(When(user__name="", then=F("user__email")), default=F("user__name"))
        rows = (
            rows.with_knock_outs(self.user)
            .with_rating(self.user)
            .annotate(
                tag_names=ListOf(tags.values(value=F("tag__name"))),
                assigned_names=ListOf(assigned.values(value=names)),
            )
        )
        return rows.order_by(*LIST_SORTS.get(self.sort, LIST_SORTS["received"]))


def narrow(
    applications: ApplicationQuerySet, wanted: Mapping[str, Any], *, posting: Posting, user: User
) -> ApplicationQuerySet:
    """Keep of a posting's applications those that are as the user asks for (`ListForm.wanted`); see `answering`."""
    for name, value in wanted.items():
        if name in _KEEP:
            applications = _KEEP[name](applications, user.pk if (name, value) == ("assigned", ME) else value)
    return keep_answering(applications, wanted["q"], posting=posting) if "q" in wanted else applications


def query_of(wanted: Mapping[str, Any]) -> str:
    """What is asked for as an address says it, in the order of the form."""
    pairs = [(name, wanted[name]) for name in ListForm.base_fields if name in wanted]
    return urlencode([(name, "on" if value is True else value) for name, value in pairs])


def steps_with_counts(posting: Posting, applications: QuerySet) -> list[StepCount]:
    """The posting's steps, in order, with how many of some applications are in each and who waits; one query.

    They are counted apart from the steps: to ask of each application of a step whether it is among those asked for
    takes many times as long.
    """
    no_state, none, nobody = Value(""), Value(0), Value(None, DateTimeField())
    steps = Step.objects.live().filter(posting=posting).order_by()
    counted = applications.order_by().values("step", "state").annotate(n=Count("pk"), first=Min("waits_since"))
    rows = steps.values_list("position", "pk", "name", "kind", no_state, none, nobody).union(
        counted.values_list(none, "step", no_state, no_state, "state", "n", "first"), all=True
    )
    found: dict[int, StepCount] = {}
    counts = []
    for _position, pk, name, kind, *count in sorted(rows, key=lambda row: row[:2]):
        if name:
            found[pk] = StepCount(pk, name, kind)
        else:
            counts.append((pk, *count))
    for pk, state, count, first in counts:
        if pk in found:  # else it was removed meanwhile
            found[pk].counts[state] = count
            if state == State.ACTIVE:
                found[pk].waits_since = first
    return list(found.values())


def members_of(posting: Posting) -> list[tuple[int, str]]:
    """The posting's members, by number and name; one query."""
    members = Membership.objects.filter(posting=posting).select_related("user").order_by("user__name", "user__email")
    return [(member.user_id, str(member.user)) for member in members]


def assigned_choices(members: Iterable[tuple[int, str]], user: User) -> list[tuple[str, str]]:
    """Whom applications may be assigned to: the posting's members, the user first."""
    others = [(str(key), name) for key, name in members if key != user.pk]
    return [("", _("Anybody")), (ME, _("Me")), (NOBODY, _("Nobody")), *others]


def _assigned(applications: QuerySet, who: str) -> QuerySet:
    assigned = Assignment.objects.filter(application=OuterRef("pk"))
    if who == NOBODY:
        return applications.filter(~Exists(assigned))
    return applications.filter(Exists(assigned.filter(user=who)))


def _tagged(applications: QuerySet, name: str) -> QuerySet:
    """By a tag of the person, which may tell who somebody is that is screened without a name."""
    tagged = Candidate.tags.through.objects.filter(tag__name__iexact=name, candidate=OuterRef("candidate"))
    return applications.filter(~blind.HIDDEN, Exists(tagged))


_KEEP = {
    "tag": _tagged,
    "assigned": _assigned,
    "late": lambda applications, _yes: applications.late(),
    "state": lambda applications, state: applications.filter(state=state),
    "step": lambda applications, step: applications.filter(step=step),
    "source": lambda applications, source: applications.filter(candidate__source=source),
    "since": lambda applications, day: applications.filter(created_at__gte=beginning_of(day)),
    "until": lambda applications, day: applications.filter(created_at__lt=beginning_of(day + timedelta(days=1))),
}
