"""Templates of steps on the page of a posting's steps: one is used, or the steps are kept as one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from postings.models import Posting
from postings.views.editor import editable_posting

from .. import actions
from ..forms import KeepStepsForm, UseStepsForm
from ..models import Step
from ..step_offers import Offer, offer_of
from ..steps import matched, print_of
from .steps import show_steps


@require_http_methods(["GET", "HEAD", "POST"])
def use_steps(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Show which steps stay, come and go; ask where applications go; then take the template's steps."""
    posting = editable_posting(request, code)
    offer = offer_of(posting, key)
    if offer is None:
        raise Http404
    live = list(Step.objects.live().filter(posting=posting).with_counts())
    form = UseStepsForm(request.POST if request.method == "POST" else None, old=live, new=offer.steps)
    if not form.is_valid():
        return _ask(request, posting, offer, live, form, status=422 if form.is_bound else 200)
    try:
        moved = actions.use_steps(
            posting=posting, steps=offer.steps, to=form.places(), seen=form.cleaned_data["seen"], by=request.user
        )
    except actions.StepRefused as refused:
        messages.error(request, str(refused))
        return redirect("studio:use_steps", posting.code, key)
    said = _("These are the steps now.")
    if moved:
        words = ngettext("%(count)d application was moved.", "%(count)d applications were moved.", moved)
        said = f"{said} {words % {'count': moved}}"
    messages.success(request, said)
    return redirect("studio:steps", posting.code)


def _ask(
    request: HttpRequest, posting: Posting, offer: Offer, live: list[Step], form: UseStepsForm, *, status: int
) -> HttpResponse:
    places = matched(live, offer.steps)
    context = {
        "posting": posting,
        "offer": offer,
        "form": form,
        "seen": print_of(live),
        "new": [(step, place in places.values()) for place, step in enumerate(offer.steps)],
        "going": [step for step in live if step.pk not in places],
    }
    return render(request, "hiring/steps/use.html", context, status=status)


@require_POST
def keep_steps(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the posting's steps as a template of its company."""
    posting = editable_posting(request, code)
    form = KeepStepsForm(request.POST)
    if form.is_valid():
        try:
            template = actions.keep_steps(posting=posting, by=request.user, **form.cleaned_data)
        except actions.StepRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Kept as a template: %(name)s") % {"name": template})
            return redirect("studio:steps", posting.code)
    return show_steps(request, posting, keeping=form, status=422)
