"""Adding somebody by hand, and telling them that we hold their data."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Kind
from candidates.actions import KnownAlready, WasErased, add_candidate, note_told
from candidates.files import StorageUnavailable
from candidates.models import Candidate

from ..actions.telling import notice_of, tell_candidate
from ..forms import AddCandidateForm, TellForm, ToldForm
from ..today import to_tell_of

SHOWN = 200


def _require_recruiter(request: HttpRequest) -> None:
    if not request.user.is_kind(Kind.RECRUITER, Kind.LEAD):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody who didn't apply."""
    _require_recruiter(request)
    if request.method != "POST":
        return render(request, "hiring/add_candidate.html", {"form": AddCandidateForm(user=request.user)})
    form = AddCandidateForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "kept_cv"}
        try:
            candidate = add_candidate(by=request.user, **fields)
        except KnownAlready as known:
            form.add_error("email", _known(request, known.args[0]))
        except WasErased as erased:
            form.add_error("email", str(erased))
        except StorageUnavailable:
            form.add_error("cv", _("We can’t keep the file just now. Send again in a few minutes."))
        else:
            messages.success(request, _("Added. Within 30 days they must hear that you hold their data."))
            return redirect(candidate)
    with suppress(StorageUnavailable):  # the other errors matter now; the CV is asked for again
        form.put_cv_aside()
    return render(request, "hiring/add_candidate.html", {"form": form}, status=422)


def _known(request: HttpRequest, candidate: Candidate) -> str:
    """Say that the address is known: with a link for who may see the person, and nothing more for others."""
    if Candidate.objects.visible_to(request.user).filter(pk=candidate.pk).exists():
        words = _("This address is known: it is that of {link}.")
        link = format_html('<a href="{}">{}</a>', candidate.get_absolute_url(), candidate.name)
        return format_html(words, link=link)
    return _("This address is known already to another team: ask a lead.")


# Telling ---------------------------------------------------------------------------------------------


@require_safe
def to_tell(request: HttpRequest) -> HttpResponse:
    """Who was added by hand and hasn't heard of it, the most urgent first."""
    people = to_tell_of(request.user).order_by("tell_by", "pk")
    context = {"people": people[:SHOWN], "count": people.count(), "today": timezone.localdate()}
    return render(request, "hiring/to_tell.html", context)


def _to_tell(request: HttpRequest, pk: int) -> Candidate:
    candidates = Candidate.objects.editable_by(request.user).filter(added_by__isnull=False)
    return get_object_or_404(candidates.select_related("company"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody will read, in both languages; then send it."""
    candidate = _to_tell(request, pk)
    if request.method != "POST":
        return _show(request, candidate)
    form = TellForm(request.POST, user=request.user, auto_id="id_tell_%s")
    if not candidate.email:
        messages.error(request, _("Their e-mail address isn’t known: tell them yourself, and note it here."))
        return redirect("studio:tell", pk)
    if not form.is_valid():
        return _show(request, candidate, tell=form)
    if tell_candidate(candidate=candidate, by=request.user, **form.cleaned_data):
        messages.success(request, _("The message is on its way to %(email)s.") % {"email": candidate.email})
    else:
        messages.info(request, _("Nothing to do: they know already."))
    return redirect(candidate)


@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the user told the person themself."""
    candidate = _to_tell(request, pk)
    form = ToldForm(request.POST, candidate=candidate, auto_id="id_told_%s")
    if not form.is_valid():
        return _show(request, candidate, told=form)
    data = form.cleaned_data
    if note_told(candidate=candidate, at=data["on"], how=data["how"], by=request.user):
        messages.success(request, _("Noted."))
    else:
        messages.info(request, _("Nothing to do: they know already."))
    return redirect(candidate)


def _show(
    request: HttpRequest, candidate: Candidate, *, tell: TellForm | None = None, told: ToldForm | None = None
) -> HttpResponse:
    """Render the page of telling; a form that was refused takes the place of its fresh one."""
    initial = {"language": candidate.language} | ({"company": candidate.company_id} if candidate.company_id else {})
    context = {
        "candidate": candidate,
        "due": Candidate.objects.to_tell().filter(pk=candidate.pk).exists(),
        "notice": notice_of(candidate, contact=request.user.email),
        "tell": tell or TellForm(user=request.user, auto_id="id_tell_%s", initial=initial),
        "told": told or ToldForm(candidate=candidate, auto_id="id_told_%s"),
        "refused": tell or told,
        "today": timezone.localdate(),
    }
    return render(request, "hiring/tell.html", context, status=422 if tell or told else 200)
