"""A new posting from another one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.typed import whole_number

from .. import actions
from ..forms import CopyForm
from ..models import Posting, Version
from ..originals import original_of
from .access import require_creator


@require_http_methods(["GET", "HEAD", "POST"])
def copy_posting(request: HttpRequest, code: str) -> HttpResponse:
    """A draft from a posting, or from the version that `?version=` names; sent twice it is one."""
    require_creator(request)
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    original = original_of(posting, _version(request, posting))
    form = CopyForm(request.POST if request.method == "POST" else None, user=request.user, original=original)
    if not form.is_valid():
        return render(request, "postings/copy.html", {"form": form, "posting": posting, "version": original.version})
    answers = {name: value for name, value in form.cleaned_data.items() if name != "creation_key"}

    def make(key: UUID) -> Posting:
        return actions.copy_posting(original=original, creation_key=key, by=request.user, **answers)

    copy = actions.once(make, key=form.once_key(), by=request.user)
    messages.success(
        request,
        _("This is a copy of “%(posting)s”: a draft of its own, in which you are alone so far.") % {"posting": posting},
    )
    return redirect(copy)


def _version(request: HttpRequest, posting: Posting) -> Version | None:
    if (asked := request.GET.get("version")) is None:
        return None
    number = whole_number(asked, digits=9)
    return get_object_or_404(posting.versions.select_related("stage", "stage__role"), number=number)
