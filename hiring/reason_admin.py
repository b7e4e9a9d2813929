"""Reasons for rejecting, with their history; the studio's page has the same actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from accounts.audit import AuditAction, record

from .actions import save_reason
from .actions.reasons import reason_as_it_is
from .forms import ReasonForm
from .models import RejectionReason


class SeenReasonForm(ReasonForm):
    """A reason as it was seen: where somebody changed it meanwhile, theirs is said, and what was typed stays."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.print_now()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.pk or self.errors:
            return data
        now = reason_as_it_is(self.instance)
        theirs = self.differing(now)
        if theirs and data.get("seen") != now.print_now():
            said = _now("Somebody changed this reason while you were writing.")
            self.add_error(None, [said, *(f"{label}: {value}" for label, value in theirs)])
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now.print_now()
        return data


@admin.register(RejectionReason)
class RejectionReasonAdmin(SimpleHistoryAdmin):
    form = SeenReasonForm
    list_display = ("name_en", "name_fr", "is_shareable", "in_use")
    list_per_page = 100
    search_fields = ("name_en", "name_fr", "words_en", "words_fr")
    actions: ClassVar = None

    @admin.display(description=_("in use"), boolean=True)
    def in_use(self, reason: RejectionReason) -> bool:
        return reason.retired_at is None

    def has_delete_permission(self, request: HttpRequest, obj: RejectionReason | None = None) -> bool:
        """One that was given to somebody is retired, not deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.moves.exists())

    def save_model(self, request: HttpRequest, obj: RejectionReason, form: forms.ModelForm, change: bool) -> None:
        save_reason(reason=obj, seen=form.cleaned_data["seen"] if change else None, by=request.user)

    def delete_model(self, request: HttpRequest, obj: RejectionReason) -> None:
        record(AuditAction.REASONS_CHANGE, by=request.user, obj=obj)
        obj.delete()

    @method_decorator(require_safe)
    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a past state; the library's own would let whoever may look at it save it past our action."""
        return super().history_form_view(request, *args, **kwargs)
