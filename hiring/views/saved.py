"""A form that somebody saved to finish it later: the page behind the link in their mail."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from postings.content import Content
from postings.models import Posting

from ..actions import find_form, forget_forms
from ..forms import ApplyForm
from ..models import SavedForm
from .applying import is_open, show_closed, show_form
from .public import of_posting


@login_not_required
@never_cache
@require_safe
@of_posting
def form_saved(request: HttpRequest, posting: Posting) -> HttpResponse:
    """What somebody reads who saved a form: the same whatever the address."""
    return render(request, "hiring/public/form_saved.html", {"posting": posting, "version": posting.live_version})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved_form(request: HttpRequest, token: str) -> HttpResponse:
    """The form as it was left, to be sent to the posting's own address; a POST here deletes it."""
    saved = find_form(token)
    if saved is None:
        response = render(request, "hiring/public/saved_gone.html", status=410)
    else:
        with translation.override(saved.version.language):
            response = _answer(request, saved)
        response["Content-Language"] = saved.version.language
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _answer(request: HttpRequest, saved: SavedForm) -> HttpResponse:
    posting = saved.posting
    if request.method == "POST":
        forget_forms(SavedForm.objects.filter(pk=saved.pk))
        return redirect(posting.public_path)
    if not is_open(posting):
        return show_closed(request, posting)
    form = ApplyForm.as_left(saved, content=Content.from_data(saved.version.content))
    return show_form(request, posting, saved.version, form, saved=saved)
