"""Before a change of the reference that postings will be asked about: how many they are, and whether to go ahead."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from roles.impact import Uses, touched_by_wording, uses_of, wordings
from roles.models import Mission, Skill

CONFIRMED, BACK = "_confirmed", "_back"


class ConfirmsImpact:
    """An admin of missions or skills that asks before it saves what postings will be asked about.

    A plain form in two steps: the second one sends all of the first again, with the numbers that it showed.
    """

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any):
        if request.method == "POST" and object_id and BACK not in request.POST:
            asked = self._ask_about_wording(request, object_id)
            if asked:
                return asked
        return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = context.get("original")
        return super().render_change_form(request, context | {"uses": uses_of([obj]) if obj else None}, *args, **kwargs)

    def _ask_about_wording(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        entry = self.get_object(request, unquote(object_id))
        if entry is None or not self.has_change_permission(request, entry):
            return None
        before = wordings(entry)
        fields = flatten_fieldsets(self.get_fieldsets(request, entry))
        form = self.get_form(request, entry, change=True, fields=fields)(request.POST, request.FILES, instance=entry)
        if not form.is_valid():  # the form itself says why
            return None
        touched = touched_by_wording(entry, before, wordings(form.instance))
        said = _("This changes the wording of:")
        after = _("Recruiters will be asked to keep their words, take the new ones, or write others.")
        return self.confirm(request, touched, said=said, after=after, entry=type(entry).objects.get(pk=entry.pk))

    def confirm(
        self,
        request: HttpRequest,
        touched: Uses,
        *,
        said: str,
        after: str,
        entry: Mission | Skill | None = None,
        several: QuerySet | None = None,
        is_back_a_form: bool = True,
    ) -> HttpResponse | None:
        """The page that asks; None where no posting is touched, or where these very numbers were seen."""
        if not touched or request.POST.get(CONFIRMED) == touched.token:
            return None
        sent = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {"csrfmiddlewaretoken", CONFIRMED, BACK}
            for value in values
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Before this is saved"),
            "subtitle": None,
            "opts": self.opts,
            "original": entry,
            "several": several,
            "touched": touched,
            "said": said,
            "after": after,
            "sent": sent,
            "is_back_a_form": is_back_a_form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/roles/confirm.html", context)
