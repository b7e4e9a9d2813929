"""How lists of applications are narrowed and sorted, as the address says."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput, Select
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate
from postings.models import Posting

from .choices import State

SORTS = {
    "received": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "name": ("candidate__name", "id"),
    "-name": ("-candidate__name", "-id"),
    "state": ("state", "-created_at", "-id"),
    "-state": ("-state", "-created_at", "-id"),
    "screening": ("knock_outs", "-created_at", "-id"),
    "-screening": ("-knock_outs", "-created_at", "-id"),
}


def sorted_by(applications: QuerySet, sort: str) -> QuerySet:
    """Return applications of a list in one of the orders of SORTS, each total; newest first for any other word."""
    return applications.order_by(*SORTS.get(sort, SORTS["received"]))


def search(applications: QuerySet, _name: str, text: str) -> QuerySet:
    """Keep applications whose candidate's name or e-mail has every word of the text."""
    for word in text.split()[:8]:
        applications = applications.filter(
            Q(candidate__name__icontains=word) | Q(candidate__email__icontains=word) | Q(sent_name__icontains=word)
        )
    return applications


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
        postings = Posting.objects.reviewable_by(user).exclude(live_version=None)
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


def search_people(people: QuerySet, _name: str, text: str) -> QuerySet:
    """Keep people whose name, e-mail or phone has every word of the text."""
    for word in text.split()[:8]:
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(phone__icontains=word))
    return people


class PeopleFilter(django_filters.FilterSet):
    """People that a user sees, by words, source and talent pool."""

    q = django_filters.CharFilter(
        method=search_people,
        label=_("Name, e-mail or phone"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    source = django_filters.ChoiceFilter(
        choices=Candidate.Source.choices,
        label=_("Source"),
        empty_label=_("All sources"),
        widget=Select(attrs={"class": "form-select"}),
    )
    pool = django_filters.ChoiceFilter(
        method="keep_pool",
        choices=[("yes", _("in the talent pool"))],
        label=_("Talent pool"),
        empty_label=_("In it or not"),
        widget=Select(attrs={"class": "form-select"}),
    )

    def keep_pool(self, people: QuerySet, _name: str, _value: str) -> QuerySet:
        return people.filter(is_in_pool=True)
