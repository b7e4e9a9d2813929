"""How candidates and recruiters narrow lists of postings."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from roles.models import Stage

from .choices import Contract, Currency, Period, Remote, State
from .models import Posting

STAGE_NUMBERS = [(1, _("#1 first technical hire")), (2, _("#2 growing team")), (3, _("#3 large team"))]


class PublicFilter(filters.FilterSet):
    """Filters of the public list, all over what the live version says."""

    q = filters.CharFilter(method="filter_words", label=_("Words"))
    place = filters.CharFilter(field_name="live_version__places_text", lookup_expr="icontains", label=_("Place"))
    stage = filters.TypedMultipleChoiceFilter(
        field_name="live_version__stage__number",
        choices=STAGE_NUMBERS,
        coerce=int,
        label=_("Stage"),
        widget=forms.CheckboxSelectMultiple,
    )
    remote = filters.MultipleChoiceFilter(
        field_name="live_version__remote",
        choices=Remote.choices,
        label=_("Remote work"),
        widget=forms.CheckboxSelectMultiple,
    )
    contract = filters.MultipleChoiceFilter(
        field_name="live_version__contract",
        choices=Contract.choices,
        label=_("Contract"),
        widget=forms.CheckboxSelectMultiple,
    )
    pay = filters.NumberFilter(method="filter_pay", label=_("Pays at least"), min_value=0)
    currency = filters.ChoiceFilter(
        method="filter_nothing", choices=Currency.choices, label=_("Currency"), empty_label=None
    )
    period = filters.ChoiceFilter(method="filter_nothing", choices=Period.choices, label=_("Period"), empty_label=None)
    order = filters.OrderingFilter(
        label=_("Order"),
        fields={"live_version__published_at": "date", "live_version__pay_max": "pay"},
        choices=[("-date", _("Newest first")), ("-pay", _("Highest pay first"))],
        empty_label=None,
    )

    class Meta:
        model = Posting
        fields: list[str] = []

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set, other than the order."""
        return any(value for name, value in self.form.data.items() if name in self.filters and name not in UNITS)

    def filter_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word in the title or the company's name."""
        for word in value.split()[:10]:
            queryset = queryset.filter(
                Q(live_version__title__icontains=word) | Q(live_version__company_name__icontains=word)
            )
        return queryset

    def filter_pay(self, queryset: QuerySet, name: str, value) -> QuerySet:
        """Postings whose range reaches the amount, in one currency and period: amounts in others don't compare."""
        currency = self.form.cleaned_data.get("currency") or Currency.EUR
        period = self.form.cleaned_data.get("period") or Period.YEAR
        reaches = Q(live_version__pay_max__gte=value) | Q(live_version__pay_max=None, live_version__pay_min__gte=value)
        return queryset.filter(reaches, live_version__pay_currency=currency, live_version__pay_period=period)

    def filter_nothing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The unit of another filter; narrows nothing by itself."""
        return queryset


UNITS = {"currency", "period", "order"}


class StudioFilter(filters.FilterSet):
    """Filters of the studio's list."""

    q = filters.CharFilter(method="filter_words", label=_("Title or company"))
    state = filters.MultipleChoiceFilter(choices=State.choices, label=_("State"), widget=forms.CheckboxSelectMultiple)
    stage = filters.ModelChoiceFilter(
        queryset=Stage.objects.select_related("role"), label=_("Stage"), empty_label=_("All stages")
    )

    class Meta:
        model = Posting
        fields: list[str] = []

    @cached_property
    def stages(self) -> list[tuple[str, str]]:
        """The stages to choose from, read once: a template asks choices for their number first, by a query more."""
        return [(str(value), label) for value, label in self.form.fields["stage"].choices]

    def filter_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word in the title or the company's name."""
        for word in value.split()[:10]:
            queryset = queryset.filter(Q(title__icontains=word) | Q(company__name__icontains=word))
        return queryset
