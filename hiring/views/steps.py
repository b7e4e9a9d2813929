"""The steps of a posting's hiring: their page in the studio, and each change of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from postings.choices import State
from postings.forms import TellMovedOnForm
from postings.models import Posting
from postings.views.editor import editable_posting

from .. import actions
from ..choices import StepKind
from ..forms import KeepStepsForm, RemoveStepForm, StepForm
from ..models import Step
from ..step_offers import offers
from ..steps import STEPS_MAX, print_of


@require_safe
def steps(request: HttpRequest, code: str) -> HttpResponse:
    """The steps: to change for those who may edit the posting, to read for its other members."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    may_edit = Posting.objects.editable_by(request.user).filter(pk=posting.pk).exists()
    return show_steps(request, posting, may_edit=may_edit and posting.state != State.ARCHIVED)


def show_steps(
    request: HttpRequest,
    posting: Posting,
    *,
    may_edit: bool = True,
    form: StepForm | None = None,
    keeping: KeepStepsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; a form that was refused takes the place of its fresh one."""
    context = _parts(request, posting, may_edit=may_edit) | {
        "form": form or StepForm(),
        "telling": TellMovedOnForm(posting=posting),
        "keeping": keeping or KeepStepsForm(),
        "offers": offers(posting) if may_edit else [],
    }
    return render(request, "hiring/steps/page.html", context, status=status)


def _parts(request: HttpRequest, posting: Posting, *, may_edit: bool = True) -> dict[str, Any]:
    """What the page shows of the steps; how many are in each only to those who may see candidates."""
    live = list(Step.objects.live().filter(posting=posting).with_counts())
    may_review = may_edit or Posting.objects.reviewable_by(request.user).filter(pk=posting.pk).exists()
    return {
        "posting": posting,
        "steps": live,
        "seen": print_of(live),
        "may_edit": may_edit,
        "may_review": may_review,
        "is_full": len(live) >= STEPS_MAX,
    }


def _page(posting: Posting, step: Step | None = None) -> str:
    return reverse("studio:steps", args=[posting.code]) + (f"#step-{step.pk}" if step else "")


@require_POST
def tell_moved_on(request: HttpRequest, code: str) -> HttpResponse:
    """Whether candidates hear when they move on."""
    posting = editable_posting(request, code)
    form = TellMovedOnForm(request.POST, posting=posting)
    if form.is_valid():  # a box: whatever comes is one or the other
        actions.tell_moved_on(posting=posting, tell=form.cleaned_data["tell"], by=request.user)
        said = _("Saved: they are told.") if posting.tell_moved_on else _("Saved: they are not told.")
        messages.success(request, said)
    return redirect(_page(posting))


def step_of(posting: Posting, pk: int) -> Step:
    """A step of the posting; who changes one that somebody removed meanwhile is told."""
    return get_object_or_404(Step.objects.select_related("posting"), posting=posting, pk=pk)


@require_POST
def add_step(request: HttpRequest, code: str) -> HttpResponse:
    """One more step."""
    posting = editable_posting(request, code)
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            step = actions.add_step(posting=posting, by=request.user, **form.values())
        except actions.StepRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Added: %(step)s") % {"step": step})
            return redirect(_page(posting, step))
    return show_steps(request, posting, form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another name or kind; where somebody else changed it meanwhile, theirs is shown beside what was typed."""
    posting = editable_posting(request, code)
    step = step_of(posting, pk)
    if step.removed_at:
        messages.error(request, _("Somebody removed this step meanwhile."))
        return redirect(_page(posting))
    if request.method != "POST":
        return _write(request, posting, step, StepForm(step=step))
    form = StepForm(request.POST, step=step)
    if not form.is_valid():
        return _write(request, posting, step, form, status=422)
    try:
        actions.edit_step(step=step, seen=form.cleaned_data["seen"], by=request.user, **form.values())
    except actions.StepsChanged as changed:
        if changed.now is None:
            messages.error(request, str(changed))
            return redirect(_page(posting))
        return _write(request, posting, changed.now, form, theirs=True, status=409)
    except actions.StepRefused as refused:
        form.add_error("name", str(refused))
        return _write(request, posting, step, form, status=422)
    messages.success(request, _("Saved."))
    return redirect(_page(posting, step))


def _write(
    request: HttpRequest, posting: Posting, step: Step, form: StepForm, *, theirs: bool = False, status: int = 200
) -> HttpResponse:
    seen = print_of([step]) if theirs else form["seen"].value()
    context = {"posting": posting, "step": step, "form": form, "theirs": theirs, "seen": seen}
    return render(request, "hiring/steps/edit.html", context, status=status)


@require_POST
def move_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a step at another place: `to` counts from 0."""
    posting = editable_posting(request, code)
    step = step_of(posting, pk)
    try:
        to = int(request.POST.get("to", ""))
    except ValueError:
        return _answer(request, posting, _("That is not a place in the list."), level=messages.ERROR)
    try:
        actions.place_step(step=step, to=to, seen=request.POST.get("seen", ""), by=request.user)
    except actions.StepsChanged as changed:
        return _answer(request, posting, str(changed), level=messages.ERROR)
    return _answer(request, posting, _("Moved."), step=step)


def _answer(
    request: HttpRequest, posting: Posting, said: str, *, level: int = messages.SUCCESS, step: Step | None = None
) -> HttpResponse:
    """Answer a change: the list to htmx, a redirect to the spot to a plain form."""
    messages.add_message(request, level, said)
    if not request.htmx:
        return redirect(_page(posting, step))
    return render(request, "hiring/steps/changed.html", _parts(request, posting))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say how many applications are in it, ask where they go, then remove it."""
    posting = editable_posting(request, code)
    step = get_object_or_404(Step.objects.with_counts().select_related("posting"), posting=posting, pk=pk)
    if step.removed_at:
        messages.info(request, _("It was removed already."))
        return redirect(_page(posting))
    if step.kind == StepKind.INBOX:
        messages.error(request, _("New applications need a step to arrive in: it can be renamed, not removed."))
        return redirect(_page(posting))
    form = RemoveStepForm(
        request.POST if request.method == "POST" else None,
        step=step,
        others=Step.objects.live().filter(posting=posting),
        is_empty=not (step.active or step.decided),
    )
    if not form.is_valid():
        return _ask(request, posting, step, form, status=422 if form.is_bound else 200)
    to_step = form.cleaned_data["to"]
    try:
        moved = actions.remove_step(step=step, to_step=to_step, seen=form.cleaned_data["seen"], by=request.user)
    except actions.StepsChanged as changed:
        messages.error(request, str(changed))
        return redirect("studio:remove_step", posting.code, pk)
    messages.success(request, _said(step, to_step, moved))
    return redirect(_page(posting))


def _ask(request: HttpRequest, posting: Posting, step: Step, form: RemoveStepForm, *, status: int) -> HttpResponse:
    context = {"posting": posting, "step": step, "form": form, "seen": print_of([step])}
    return render(request, "hiring/steps/remove.html", context, status=status)


def _said(step: Step, to_step: Step | None, count: int) -> str:
    if not count:
        return _("Removed: %(step)s") % {"step": step}
    said = ngettext(
        "Removed: %(step)s. %(count)d application is in “%(to)s” now.",
        "Removed: %(step)s. %(count)d applications are in “%(to)s” now.",
        count,
    )
    return said % {"step": step, "count": count, "to": to_step}
