"""How lists of applications are narrowed and sorted, as the address says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import django_filters
from django.db.models import Case, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When
from django.forms import DateInput, SearchInput, Select, TextInput
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate, SearchEntry
from candidates.search.hits import next_to
from candidates.search.places import of_posting
from candidates.search.query import Query, parse
from candidates.search.scope import Scope
from postings.models import Posting

from . import blind
from .answering import NEWEST
from .choices import State, StepKind
from .days import PLAUSIBLE, beginning_of
from .models import Application

OF_APPLICATION = ("posting", "step", "state")  # filters of people by their applications
POSTINGS_TO_CHOOSE = 200  # the newest; the one that is chosen is always among them

SORTS = {
    "received": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "waiting": ("waits_since", "id"),
    "name": (blind.name_order().asc(), blind.group_order().asc(), "id"),
    "-name": (blind.name_order().desc(), blind.group_order().desc(), "-id"),
    "state": ("state", "-created_at", "-id"),
    "-state": ("-state", "-created_at", "-id"),
    "screening": ("knock_outs", "-created_at", "-id"),
    "-screening": ("-knock_outs", "-created_at", "-id"),
}
BY_NAME = ("name", "-name")


def order_of_all(sort: str) -> tuple[str, ...]:
    """Return the order of a list of all applications `with_name_order`; how many answers put one last is no order."""
    if sort in BY_NAME:
        sign = sort.removesuffix("name")
        return (f"{sign}name_order", f"{sign}group_order", f"{sign}id")
    return SORTS["received"] if "screening" in sort else SORTS.get(sort, SORTS["received"])


def sorted_by(applications: QuerySet, sort: str) -> QuerySet:
    """Return applications of a list in one of the orders of SORTS, each total; newest first for any other word."""
    return applications.order_by(*SORTS.get(sort, SORTS["received"]))


@dataclass(frozen=True)
class Answering:
    """The numbers of the applications that answer a question; with `is_cut` the newest of very many."""

    keys: list[int]
    is_cut: bool = False


def search(applications: QuerySet, _name: str, text: str) -> QuerySet:
    """Keep applications by whose words for their posting a question is answered; of those that are screened without
    names, by what stands for the name alone."""
    query = parse(text, typing=True)
    if not query.clauses:
        return applications
    meant = blind.HIDDEN & Q(pk__in=blind.keys_meant(text))
    return applications.filter(~blind.HIDDEN & Q(Exists(_entries(query))) | meant)


def _entries(query: Query) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.filter(candidate=OuterRef("candidate"), posting=OuterRef("posting"))
    return entries.answering(query)


class PostingChoices:
    """The postings that a user sees, by code, as candidates read them, and the steps of the one that is chosen.

    They are read once, in one go, and only where they are shown or one is chosen.
    """

    def __init__(self, user: User, chosen: str) -> None:
        self.user = user
        self.chosen = "" if "\0" in chosen else chosen  # which PostgreSQL takes for an error

    def postings(self) -> list[tuple[str, str]]:
        labels = {code: (title, company) for code, _pk, title, company, _step, _name in self._rows}
        return [(code, ", ".join(label)) for code, label in sorted(labels.items(), key=lambda item: (item[1], item[0]))]

    def steps(self) -> list[tuple[str, list[tuple[str, str]]]]:
        own = [(str(step), name) for _code, _pk, _title, _company, step, name in self._rows if step]
        kinds = (_("A step of any posting"), StepKind.choices)
        return [(_("Steps of this posting"), own), kinds] if own else [kinds]

    def number_of(self, code: str) -> int | None:
        """The number of one of the postings."""
        return next((pk for one, pk, *_rest in self._rows if one == code), None)

    @cached_property
    def _rows(self) -> list[tuple]:
        postings = Posting.objects.visible_to(self.user).exclude(live_version=None)
        step = FilteredRelation("steps", condition=Q(code=self.chosen, steps__removed_at=None))
        first = Case(When(code=self.chosen, then=0), default=1)
        rows = postings.annotate(chosen_step=step).order_by(first, "-pk", "chosen_step__position")
        words = ("live_version__title", "live_version__company_name", "chosen_step__pk", "chosen_step__name")
        return list(rows.values_list("code", "pk", *words)[:POSTINGS_TO_CHOOSE])


class ApplicationFilter(django_filters.FilterSet):
    """All applications that a user sees, by words, posting and state."""

    q = django_filters.CharFilter(
        method=search,
        strip=False,  # a space says that the last word is whole
        label=_("Name, contact, words of the CV"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    posting = django_filters.ChoiceFilter(
        method="keep_posting",
        label=_("Posting"),
        empty_label=_("All postings"),
        widget=Select(attrs={"class": "form-select"}),
    )
    state = django_filters.ChoiceFilter(
        choices=State.choices,
        label=_("State"),
        empty_label=_("All states"),
        widget=Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.choices = choices = PostingChoices(user, self.data.get("posting", ""))
        self.filters["posting"].extra["choices"] = lambda: choices.postings()

    def keep_posting(self, applications: QuerySet, _name: str, code: str) -> QuerySet:
        """By its number, from which the database tells how many there are: whether to go through them or all."""
        return applications.filter(posting=self.choices.number_of(code))

    @property
    def query(self) -> Query:
        """The question that is asked; its last word may still be being typed."""
        return parse(self.data.get("q", ""), typing=True)

    @property
    def parts(self) -> list[QuerySet]:
        """What a list shows, in parts of which an index leads to the first few: the newest of more than NEWEST
        who answer a question, else what `qs` holds."""
        if self.query.clauses:
            return [self.queryset.filter(pk__in=self.answering.keys)]
        if self.data.get("sort") in BY_NAME and not self.data.get("posting"):  # those of one posting are sorted
            return self._rows.by_name()
        return [self._rows]

    @cached_property
    def answering(self) -> Answering:
        """The applications that answer the question, the newest of more than NEWEST.

        It takes two queries, three where a word may stand for a name.
        """
        hits = next_to(self.query, self._scope(), limit=NEWEST)
        found = SearchEntry.objects.filter(pk__in=[hit.entry for hit in hits.rows]).order_by()
        here = Subquery(_of_entry().values("pk")[:1])
        keys = set(found.values_list(here, flat=True)) - {None} if hits.rows else set()
        if meant := blind.keys_meant(self.data["q"]):
            keys |= set(self._rows.filter(blind.HIDDEN, pk__in=meant).order_by().values_list("pk", flat=True))
        return Answering(sorted(keys), hits.is_cut)

    @cached_property
    def _rows(self) -> QuerySet:
        """What is asked for but for words."""
        rows = self.queryset.all()
        for name, value in self._wanted.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    @property
    def _wanted(self) -> dict[str, str]:
        """What is chosen beside words; nothing where some of it makes no sense."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: value for name, value in chosen.items() if name != "q"}

    def _scope(self) -> Scope:
        """Where to look for words: in the entries of what is asked for but for them."""
        scope = replace(SearchEntry.objects.scope_for(self.user), of_applications=True)
        if posting := self._wanted.get("posting"):
            number = self.choices.number_of(posting)
            scope = Scope(scope.whole.filter(posting=number), places=[of_posting(number)], of_applications=True)
        if state := self._wanted.get("state"):
            whole = scope.whole.filter(Exists(_of_entry().filter(state=state)))
            scope = replace(scope, whole=whole, among=self._rows.order_by().values("candidate"))
        return scope


def _of_entry() -> QuerySet[Application]:
    """The application of an entry."""
    same = {"candidate": OuterRef("candidate"), "posting": OuterRef("posting")}
    return Application.objects.filter(superseded_by=None, **same).order_by()


PEOPLE_SORTS = {
    "seen": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
}


def people_order(sort: str) -> tuple[str, ...]:
    """Return one of the orders of PEOPLE_SORTS, each of them total; newest first for any other word."""
    return PEOPLE_SORTS.get(sort, PEOPLE_SORTS["seen"])


def _choice(label: str, empty: str, **options) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, empty_label=empty, widget=Select(attrs={"class": "form-select"}), **options
    )


def _day(label: str, **options) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label,
        widget=DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        validators=PLAUSIBLE,
        **options,
    )


class PeopleFilter(django_filters.FilterSet):
    """People by what is known of them, and the question that is asked of the search, `query`.

    Posting, step and state are those of one application, which the user must see, name and all.
    """

    q = django_filters.CharFilter(
        method="keep_all",
        strip=False,  # a space says that the last word is whole
        label=_("Name, contact, words of the CV"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    posting = _choice(_("Applied for"), _("Any posting"), method="keep_all")
    step = _choice(_("Step"), _("Any step"), method="keep_all")
    state = _choice(_("Application"), _("Any state"), method="keep_all", choices=State.choices)
    tag = django_filters.CharFilter(
        method="keep_tagged",
        label=_("Tag"),
        widget=TextInput(attrs={"class": "form-control", "autocomplete": "off", "list": "tag-choices"}),
    )
    source = _choice(_("Source"), _("All sources"), choices=Candidate.Source.choices)
    since = _day(_("First seen from"), method="keep_since")
    until = _day(_("until"), method="keep_until")
    pool = _choice(
        _("Talent pool"),
        _("In it or not"),
        method="keep_pool",
        choices=[("yes", _("in the talent pool")), ("no", _("not in it"))],
    )

    def __init__(self, data, *, user: User, without: tuple[str, ...] = ()):
        super().__init__(data, queryset=Candidate.objects.none())
        self.user = user
        for name in without:
            del self.filters[name]
        if "posting" in self.filters:
            choices = PostingChoices(user, self.data.get("posting", ""))
            # Forms copy their fields deeply, methods with what they belong to, but no functions.
            self.filters["posting"].extra["choices"] = lambda: choices.postings()
            self.filters["step"].extra["choices"] = lambda: choices.steps()

    @property
    def query(self) -> Query:
        """The question that is asked; its last word may still be being typed."""
        return parse(self.data.get("q", ""), typing=True)

    @property
    def is_narrow(self) -> bool:
        """Whether anything but words is asked for."""
        return any(self.data.get(name) for name in self.filters if name != "q")

    @property
    def tagged(self) -> QuerySet | None:
        """The numbers of all who have the tag that is asked for, whoever may see them; None where none is."""
        self.form.is_valid()
        name = self.form.cleaned_data.get("tag")
        tagged = Candidate.tags.through.objects.filter(tag__name__iexact=name).order_by()
        return tagged.values_list("candidate", flat=True) if name else None

    def narrow(self, people: QuerySet[Candidate]) -> QuerySet[Candidate]:
        """Keep of some people those whom the filters describe; a value that makes no sense is left out."""
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            people = self.filters[name].filter(people, value)
        wanted = {key: self.form.cleaned_data.get(key) for key in OF_APPLICATION}
        if not any(wanted.values()):
            return people
        applications = Application.objects.visible_to(self.user).shown().order_by().filter(candidate=OuterRef("pk"))
        if wanted["posting"]:
            applications = applications.filter(posting__code=wanted["posting"])
        if wanted["state"]:
            applications = applications.filter(state=wanted["state"])
        if step := wanted["step"]:
            applications = applications.filter(step__kind=step) if step in StepKind else applications.filter(step=step)
        return people.filter(Exists(applications))

    def keep_all(self, people: QuerySet, _name: str, _value: str) -> QuerySet:
        return people

    def keep_tagged(self, people: QuerySet, _name: str, name: str) -> QuerySet:
        tagged = Candidate.tags.through.objects.filter(tag__name__iexact=name, candidate=OuterRef("pk"))
        return people.filter(Exists(tagged))

    def keep_since(self, people: QuerySet, _name: str, day: date) -> QuerySet:
        return people.filter(created_at__gte=beginning_of(day))

    def keep_until(self, people: QuerySet, _name: str, day: date) -> QuerySet:
        return people.filter(created_at__lt=beginning_of(day + timedelta(days=1)))

    def keep_pool(self, people: QuerySet, _name: str, value: str) -> QuerySet:
        return people.agreed() if value == "yes" else people.agreed(False)
