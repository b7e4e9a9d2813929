"""Where postings must state a pay range: the curators' table, which the checks go by."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from ..actions import save_jurisdiction
from ..checks.data.regions import REGIONS
from ..models import Jurisdiction
from ..places import country_choices


class JurisdictionForm(forms.ModelForm):
    """A row of the table; its code is one that a posting's place can have."""

    url = forms.URLField(
        label=_("Address of the law"), max_length=200, required=False, assume_scheme="https", widget=AdminURLFieldWidget
    )

    class Meta:
        model = Jurisdiction
        fields = ("code", "name", "in_force_from", "article", "url", "note")
        help_texts: ClassVar = {
            "in_force_from": _(
                "From this day on a posting for the place is not published without a pay range. Without a day the rule "
                "is off."
            )
        }

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().upper()
        country, _dash, region = code.partition("-")
        if country not in dict(country_choices()):
            raise ValidationError(_("“%(code)s” is no country: two letters, such as FR."), params={"code": country})
        if region and code not in REGIONS.get(country, {}).values():
            raise ValidationError(
                _("“%(code)s” is no state or province that a posting’s place can name; those of US and CA can."),
                params={"code": code},
            )
        return code


class StandingFilter(admin.SimpleListFilter):
    """On today, on from a later day, or off."""

    title = _("rule")
    parameter_name = "rule"

    def lookups(self, request, model_admin):
        return [("on", _("In force")), ("later", _("From a later day")), ("off", _("Off"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        conditions = {
            "on": {"in_force_from__lte": today},
            "later": {"in_force_from__gt": today},
            "off": {"in_force_from": None},
        }
        return queryset.filter(**conditions.get(self.value(), {}))


@admin.register(Jurisdiction)
class JurisdictionAdmin(SimpleHistoryAdmin):
    form = JurisdictionForm
    list_display = ("code", "name", "in_force_from", "is_in_force", "article", "updated_at")
    list_display_links = ("code", "name")
    list_filter = (StandingFilter,)
    list_per_page = 100
    search_fields = ("code", "name", "article")

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, jurisdiction: Jurisdiction) -> bool:
        return jurisdiction.in_force_from is not None and jurisdiction.in_force_from <= timezone.localdate()

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return ("code",) if obj else ()  # the checks know the place by it

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False  # taking the day away switches the rule off; a row that is gone would come back as it ships

    def save_model(self, request: HttpRequest, obj: Jurisdiction, form: forms.ModelForm, change: bool) -> None:
        save_jurisdiction(jurisdiction=obj, by=request.user)

    @method_decorator(require_safe)
    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a past state; the library's own would let whoever may look at it save it past our action."""
        return super().history_form_view(request, *args, **kwargs)
