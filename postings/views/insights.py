"""What recruiters make of the reference: for leads and curators."""

from __future__ import annotations

import csv

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Kind
from accounts.spreadsheets import escape
from roles.models import Role

from ..forms.usage import UsageForm
from ..usage import Usage, standing_out, usage_of


def _asked(request: HttpRequest) -> tuple[UsageForm, Usage | None]:
    """The form as it was sent, and the use of the sheet that it asks for; None where there is no role.

    What can't be read narrows nothing. Raises PermissionDenied for whoever sees single postings only.
    """
    if not request.user.is_kind(Kind.LEAD, Kind.CURATOR):
        raise PermissionDenied
    form = UsageForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    role = asked.get("role") or Role.objects.first()
    if role is None:
        return form, None
    usage = usage_of(role, stage=asked.get("stage"), since=asked.get("since"), order=asked.get("order") or "sheet")
    return form, usage


@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    """How often each mission and skill is picked, dropped and reworded, at each stage."""
    form, found = _asked(request)
    context = {
        "form": form,
        "usage": found,
        "outliers": standing_out(found) if found else [],
        "filtered": any(request.GET.get(name) for name in ("stage", "since", "order")),
        "query": request.GET.urlencode(),
        "parts": [(_("Missions"), found.missions), (_("Skills"), found.skills)] if found else [],
        "choose_role": len(form.fields["role"].choices) > 1,
    }
    return render(request, "postings/usage.html", context)


@require_safe
def usage_csv(request: HttpRequest) -> HttpResponse:
    """The same numbers, a row for each entry at each stage."""
    _form, found = _asked(request)
    name = f"usage-{found.role.key}.csv" if found else "usage.csv"
    response = HttpResponse(
        "\ufeff",  # tells spreadsheets that it is UTF-8
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.writer(response)
    writer.writerow(
        [
            _("kind"),
            _("key"),
            _("entry"),
            _("retired"),
            _("stage"),
            _("on the sheet"),
            _("postings"),
            _("picked"),
            _("dropped"),
            _("reworded"),
            _("kept"),
            _("kept (%)"),
        ]
    )
    for one in found or ():
        entry = one.entry
        about = [str(entry._meta.verbose_name), entry.key, str(entry), _("yes") if entry.retired_at else ""]
        for use in one.uses:
            numbers = [use.postings, use.picked, use.dropped, use.reworded, use.kept]
            share = "" if use.percent is None else use.percent
            writer.writerow([*map(escape, about), f"#{use.stage.number}", use.degree, *numbers, share])
    return response
