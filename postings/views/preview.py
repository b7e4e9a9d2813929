"""A posting as candidates see it, on a page of its own, as wide as a phone or a desktop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Posting


@require_safe
def as_candidates(request: HttpRequest, code: str) -> HttpResponse:
    """The preview in a frame, with the switch between phone and desktop width."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    return render(request, "postings/as_candidates.html", {"posting": posting})
