"""How a board is narrowed, as the address says."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput, Select
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate

from . import blind
from .filters import search
from .list_filter import ME, NOBODY, assigned_choices, narrow


class BoardFilter(django_filters.FilterSet):
    """Whom a board shows of those on it, by name, tag, source and whether they wait for longer than was promised."""

    q = django_filters.CharFilter(
        method="keep_found",
        label=_("Name, contact, words of the CV"),
        widget=SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    tag = django_filters.CharFilter(  # what there is to choose is read with the board
        method="keep", label=_("Tag"), widget=Select(attrs={"class": "form-select"})
    )
    assigned = django_filters.CharFilter(
        method="keep_assigned", label=_("Assigned to"), widget=Select(attrs={"class": "form-select"})
    )
    source = django_filters.ChoiceFilter(
        field_name="candidate__source",
        choices=Candidate.Source.choices,
        label=_("Source"),
        empty_label=_("All sources"),
        widget=Select(attrs={"class": "form-select"}),
    )
    late = django_filters.ChoiceFilter(
        method="keep",
        choices=[("on", _("longer than promised"))],
        label=_("Waits"),
        empty_label=_("However long"),
        widget=Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def offer(self, tags: list[str], members: list[tuple[int, str]]) -> None:
        """Give the form what there is to choose; what is asked for and isn't there any more stays chosen."""
        self._offer("tag", [("", _("All tags")), *((tag, tag) for tag in tags)])
        self._offer("assigned", assigned_choices(members, self.user))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        asked = self.form.cleaned_data.get(name, "") if self.form.is_valid() else ""
        gone = [(asked, _("Not there any more"))] if asked not in dict(choices) else []
        self.form.fields[name].widget.choices = [*choices, *gone]

    def keep(self, applications: QuerySet, name: str, value: str) -> QuerySet:
        """Keep what the list keeps for the same question."""
        return narrow(applications, {name: value}, user=self.user)

    def keep_assigned(self, applications: QuerySet, name: str, who: str) -> QuerySet:
        is_known = who in (ME, NOBODY) or (who.isascii() and who.isdecimal() and len(who) < 19)
        return self.keep(applications, name, who) if is_known else applications

    def keep_found(self, applications: QuerySet, name: str, text: str) -> QuerySet:
        """Keep whom the search finds, and whom it doesn't know yet by their name."""
        named = ~blind.HIDDEN
        for word in text.split()[:8]:
            named &= Q(candidate__name__icontains=word)
        found = search(applications, name, text).order_by().values("pk")
        return applications.filter(Q(pk__in=found) | named)
