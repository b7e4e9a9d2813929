"""How lists of applications are narrowed and sorted, as the address says."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput, Select
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate, Tag
from candidates.search.query import Query, parse
from postings.models import Posting

from . import blind
from .choices import State
from .search import Found, find

SORTS = {
    "received": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "name": (blind.name_order().asc(), "id"),
    "-name": (blind.name_order().desc(), "-id"),
    "state": ("state", "-created_at", "-id"),
    "-state": ("-state", "-created_at", "-id"),
    "screening": ("knock_outs", "-created_at", "-id"),
    "-screening": ("-knock_outs", "-created_at", "-id"),
}


def sorted_by(applications: QuerySet, sort: str) -> QuerySet:
    """Return applications of a list in one of the orders of SORTS, each total; newest first for any other word."""
    return applications.order_by(*SORTS.get(sort, SORTS["received"]))


def search(applications: QuerySet, _name: str, text: str) -> QuerySet:
    """Keep applications whose candidate's name or e-mail has every word of the text; those that are screened without
    names, by what stands for the name alone."""
    named = Q()
    for word in text.split()[:8]:
        named &= Q(candidate__name__icontains=word) | Q(candidate__email__icontains=word) | Q(sent_name__icontains=word)
    return applications.filter(~blind.HIDDEN & named | blind.HIDDEN & Q(pk__in=blind.keys_meant(text)))


class PostingApplicationFilter(django_filters.FilterSet):
    """The applications for one posting, by state."""

    state = django_filters.ChoiceFilter(choices=State.choices)


class PostingField(django_filters.fields.ModelChoiceField):
    """A choice of postings that tells two of the same title apart."""

    def label_from_instance(self, posting: Posting) -> str:
        return f"{posting.live_version.title}, {posting.live_version.company_name}"


class PostingFilter(django_filters.ModelChoiceFilter):
    field_class = PostingField


class ApplicationFilter(django_filters.FilterSet):
    """All applications that a user sees, by words, posting and state."""

    q = django_filters.CharFilter(
        method=search,
        label=_("Name or e-mail"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    posting = PostingFilter(
        queryset=Posting.objects.none(),
        to_field_name="code",
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
        postings = Posting.objects.visible_to(user).exclude(live_version=None)
        self.filters["posting"].queryset = postings.select_related("live_version").order_by("live_version__title", "id")


PEOPLE_SORTS = {
    "seen": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
}


def people_sorted_by(people: QuerySet, sort: str) -> QuerySet:
    """Return people in one of the orders of PEOPLE_SORTS, each of them total; newest first for any other word."""
    return people.order_by(*PEOPLE_SORTS.get(sort, PEOPLE_SORTS["seen"]))


class PeopleFilter(django_filters.FilterSet):
    """People that a user sees, by words, source and talent pool.

    After filtering, `query` is the question that was asked and `found` what it found, None where nothing was.
    """

    query = Query()
    found: Found | None = None

    q = django_filters.CharFilter(
        method="keep_found",
        strip=False,  # a space says that the last word is whole
        label=_("Name, contact, words of the CV"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    source = django_filters.ChoiceFilter(
        choices=Candidate.Source.choices,
        label=_("Source"),
        empty_label=_("All sources"),
        widget=Select(attrs={"class": "form-select"}),
    )
    tag = django_filters.ModelChoiceFilter(
        field_name="tags",
        queryset=Tag.objects.none(),
        label=_("Tag"),
        empty_label=_("All tags"),
        widget=Select(attrs={"class": "form-select"}),
    )
    pool = django_filters.ChoiceFilter(
        method="keep_pool",
        choices=[("yes", _("in the talent pool"))],
        label=_("Talent pool"),
        empty_label=_("In it or not"),
        widget=Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.filters["tag"].queryset = Tag.objects.visible_to(user)

    def keep_found(self, people: QuerySet, _name: str, text: str) -> QuerySet:
        self.query = parse(text, typing=True)
        if not self.query.clauses:
            return people
        self.found = find(self.query, user=self.user)
        return people.filter(pk__in=self.found.keys)

    def keep_pool(self, people: QuerySet, _name: str, _value: str) -> QuerySet:
        return people.filter(is_in_pool=True)
