"""What the curators' pages share: their scripts and styles, fields laid out by language, the page of changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from .fields import Textarea


def both(*names: str) -> tuple[tuple[str, str], ...]:
    """Lines of a form: each translated field in its languages, side by side."""
    return tuple((f"{name}_en", f"{name}_fr") for name in names)


class SheetMedia:
    """Language switch, order buttons, and the look of both."""

    formfield_overrides = {models.TextField: {"widget": Textarea()}}

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            css={"all": ("css/roles_admin.css",)},
            js=("js/admin_languages.js", "js/admin_order.js", "js/admin_labels.js"),
        )


class HistoryPage:
    """A page of what changed, in place of the admin's own log."""

    def history_events(self, obj: models.Model, before: datetime | None) -> tuple[list[Any], datetime | None]:
        raise NotImplementedError

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        events, older = self.history_events(obj, _moment(request.GET.get("before", "")))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Changes of %(name)s") % {"name": obj},
            "subtitle": None,
            "opts": self.opts,
            "object": obj,
            "original": obj,
            "events": events,
            "older": older,
            "media": self.media,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/roles/history.html", context)


def _moment(text: str) -> datetime | None:
    """The moment that an address names; none for an empty one. Raises Http404 where it names none."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        if moment is None or not is_aware(moment):
            raise Http404
        return moment.astimezone(UTC)  # at either end of the calendar, a moment may have none
    except (ValueError, OverflowError) as error:
        raise Http404 from error
