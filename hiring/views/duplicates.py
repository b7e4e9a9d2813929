"""People who may be there twice: the list of pairs, two side by side, merged or said to be different, and undone."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.actions import NotMergeable, dismiss_pair
from candidates.models import Candidate, Document, Merge, Pair

from ..actions import merge_candidates, undo_merge
from ..forms import MergeForm
from ..models import Application
from .imports import require_importer

PAIRS_A_PAGE = 25
REASONS = {
    "email": gettext_lazy("same e-mail box"),
    "phone": gettext_lazy("same phone number"),
    "text": gettext_lazy("similar name and the same CV"),
}


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of people who may be the same, both of whom the user may change."""
    require_importer(request)
    pairs = Pair.objects.open_to(request.user).select_related("one", "other").order_by("-found_at", "-id")
    page = Paginator(pairs, PAIRS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(pair, _reasons(pair)) for pair in page]
    return render(request, "hiring/duplicates/list.html", {"page": page, "rows": rows})


def _pair(request: HttpRequest, pk: int) -> Pair:
    pairs = Pair.objects.open_to(request.user).select_related("one__resume", "other__resume")
    return get_object_or_404(pairs, pk=pk)


def _reasons(pair: Pair) -> list[str]:
    return [REASONS[reason] for reason in pair.reasons if reason in REASONS]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Two people side by side; posting merges them."""
    require_importer(request)
    pair = _pair(request, pk)
    form = MergeForm(request.POST if request.method == "POST" else None, pair=pair)
    if form.is_valid():
        try:
            merge = merge_candidates(
                survivor=form.survivor, other=pair.other, take=form.take, both_links=form.both_links, by=request.user
            )
        except NotMergeable as refused:
            messages.error(request, str(refused))
            return redirect("studio:duplicates")
        messages.success(request, _("Merged. You can undo it for 30 days on this page."))
        return redirect(merge.survivor)
    context = {
        "pair": pair,
        "reasons": _reasons(pair),
        "form": form,
        "sides": [_side(request, candidate) for candidate in (pair.one, pair.other)],
    }
    return render(request, "hiring/duplicates/pair.html", context, status=422 if form.is_bound else 200)


def _side(request: HttpRequest, candidate: Candidate) -> dict[str, object]:
    """What is known of one of the two, as far as the user may see it."""
    applications = Application.objects.visible_to(request.user).shown().filter(candidate=candidate).with_list_data()
    return {
        "candidate": candidate,
        "applications": applications.order_by("-created_at", "-id"),
        "documents": Document.objects.visible_to(request.user).filter(candidate=candidate).distinct(),
        "consent": candidate.consents.filter(withdrawn_at=None).first(),
    }


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that two are not the same person; it is remembered."""
    require_importer(request)
    dismiss_pair(pair=_pair(request, pk), by=request.user)
    messages.success(request, _("Remembered: they are two people."))
    return redirect("studio:duplicates")


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put two people apart again who were merged."""
    require_importer(request)
    people = Candidate.objects.editable_by(request.user)
    merge = get_object_or_404(Merge.objects.select_related("survivor"), pk=pk, survivor__in=people)
    try:
        done = undo_merge(merge=merge, by=request.user)
    except NotMergeable as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, _("Undone: they are two people again. What came since stays here."))
    return redirect(merge.survivor)
