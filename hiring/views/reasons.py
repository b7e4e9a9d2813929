"""The list of reasons for rejecting, as leads keep it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Kind
from accounts.typed import whole_number

from .. import actions
from ..forms import ReasonForm
from ..models import RejectionReason


def _require_lead(request: HttpRequest) -> None:
    if not request.user.is_kind(Kind.LEAD):
        raise PermissionDenied


def _reasons() -> QuerySet[RejectionReason]:
    return RejectionReason.objects.annotate(used=Count("applications"))


def _page(reason: RejectionReason | None = None) -> str:
    return reverse("studio:reasons") + (f"#reason-{reason.pk}" if reason else "")


@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest) -> HttpResponse:
    """All reasons, those that are retired too; adding one."""
    _require_lead(request)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reason = actions.save_reason(reason=form.save(commit=False), by=request.user)
        except actions.ReasonRefused as refused:
            form.add_error("name_en", str(refused))
        else:
            messages.success(request, _("Added: %(reason)s") % {"reason": reason})
            return redirect(_page(reason))
    context = _lists() | {"form": form}
    return render(request, "hiring/reasons/page.html", context, status=422 if form.errors else 200)


def _lists() -> dict[str, list[RejectionReason]]:
    rows = list(_reasons())
    return {
        "live": [reason for reason in rows if reason.retired_at is None],
        "retired": [reason for reason in rows if reason.retired_at],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a reason; whoever was rejected before keeps those of then.

    Where somebody else changed it meanwhile, theirs is shown beside what was typed.
    """
    _require_lead(request)
    reason = get_object_or_404(_reasons(), pk=pk)
    context = {"reason": reason, "name": str(reason), "seen": request.POST.get("seen", "")}
    form = ReasonForm(request.POST if request.method == "POST" else None, instance=reason)
    if not form.is_bound:
        context["seen"] = reason.print_now()
    if form.is_valid():
        try:
            actions.save_reason(reason=form.save(commit=False), seen=context["seen"], by=request.user)
        except actions.ReasonChanged as changed:
            now = changed.now
            context |= {"name": str(now), "seen": now.print_now(), "said": str(changed), "theirs": form.differing(now)}
            return render(request, "hiring/reasons/edit.html", context | {"form": form}, status=409)
        except actions.ReasonRefused as refused:
            form.add_error("name_en", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(_page(reason))
    return render(request, "hiring/reasons/edit.html", context | {"form": form}, status=422 if form.errors else 200)


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a reason at another place: `to` counts from 0."""
    _require_lead(request)
    reason = get_object_or_404(RejectionReason, pk=pk)
    to = whole_number(request.POST.get("to", ""), digits=5)
    if to is None:
        return _answer(request, _("That is not a place in the list."), level=messages.ERROR)
    try:
        actions.place_reason(reason=reason, to=to, by=request.user)
    except actions.ReasonRefused as refused:
        return _answer(request, str(refused), level=messages.ERROR)
    return _answer(request, _("Moved."), reason=reason)


def _answer(
    request: HttpRequest, said: str, *, level: int = messages.SUCCESS, reason: RejectionReason | None = None
) -> HttpResponse:
    """Answer a change of the order: the list to htmx, a redirect to the spot to a plain form."""
    messages.add_message(request, level, said)
    if not request.htmx:
        return redirect(_page(reason))
    return render(request, "hiring/reasons/changed.html", _lists())


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Let nobody choose a reason any more."""
    return _change(request, pk, actions.retire_reason, _("Retired: %(reason)s"))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a retired reason be chosen again."""
    return _change(request, pk, actions.take_back_reason, _("It can be chosen again: %(reason)s"))


def _change(request: HttpRequest, pk: int, action: Callable[..., bool], said: str) -> HttpResponse:
    """Do something with one reason, and say so where that changed anything."""
    _require_lead(request)
    reason = get_object_or_404(RejectionReason, pk=pk)
    try:
        if action(reason=reason, by=request.user):
            messages.success(request, said % {"reason": reason})
    except actions.ReasonRefused as refused:
        messages.error(request, str(refused))
    return redirect(_page(reason))
