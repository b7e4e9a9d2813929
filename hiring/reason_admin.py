"""Reasons for rejecting, with their history; the studio's page has the same actions."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from accounts.audit import AuditAction, record

from .actions import save_reason
from .forms import ReasonForm
from .models import RejectionReason


@admin.register(RejectionReason)
class RejectionReasonAdmin(SimpleHistoryAdmin):
    form = ReasonForm
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
        save_reason(reason=obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: RejectionReason) -> None:
        record(AuditAction.REASONS_CHANGE, by=request.user, obj=obj)
        obj.delete()

    @method_decorator(require_safe)
    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a past state; the library's own would let whoever may look at it save it past our action."""
        return super().history_form_view(request, *args, **kwargs)
