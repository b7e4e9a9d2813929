"""How a board is narrowed, as the address says."""

from __future__ import annotations

from decimal import Decimal

import django_filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput, Select
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate

from . import blind
from .filters import search


class BoardFilter(django_filters.FilterSet):
    """Whom a board shows of those on it, by name, tag, source and whether they wait for longer than was promised."""

    q = django_filters.CharFilter(
        method="keep_found",
        label=_("Name, contact, words of the CV"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    tag = django_filters.NumberFilter(  # what there is to choose is read with the board
        method="keep_tag", label=_("Tag"), widget=Select(attrs={"class": "form-select"})
    )
    assigned = django_filters.NumberFilter(
        method="keep_assigned", label=_("Looked at by"), widget=Select(attrs={"class": "form-select"})
    )
    source = django_filters.ChoiceFilter(
        field_name="candidate__source",
        choices=Candidate.Source.choices,
        label=_("Source"),
        empty_label=_("All sources"),
        widget=Select(attrs={"class": "form-select"}),
    )
    late = django_filters.ChoiceFilter(
        method="keep_late",
        choices=[("yes", _("longer than promised"))],
        label=_("Waits"),
        empty_label=_("However long"),
        widget=Select(attrs={"class": "form-select"}),
    )

    def offer(self, name: str, choices: list[tuple[int, str]], everything: str) -> None:
        """Give a field what there is to choose; what is asked for and isn't there any more stays chosen."""
        chosen = self.form.cleaned_data.get(name) if self.form.is_valid() else None
        gone = [(chosen, _("Not there any more"))] if chosen and int(chosen) not in dict(choices) else []
        self.form.fields[name].widget.choices = [("", everything), *gone, *choices]

    def keep_found(self, applications: QuerySet, name: str, text: str) -> QuerySet:
        """Keep whom the search finds, and whom it doesn't know yet by their name."""
        named = ~blind.HIDDEN
        for word in text.split()[:8]:
            named &= Q(candidate__name__icontains=word)
        found = search(applications, name, text).order_by().values("pk")
        return applications.filter(Q(pk__in=found) | named)

    def keep_tag(self, applications: QuerySet, _name: str, key: Decimal) -> QuerySet:
        return applications.filter(~blind.HIDDEN, candidate__tags=int(key))

    def keep_assigned(self, applications: QuerySet, _name: str, key: Decimal) -> QuerySet:
        return applications.filter(assignments__user=int(key))

    def keep_late(self, applications: QuerySet, _name: str, _value: str) -> QuerySet:
        return applications.late()
