"""What the recruiter does with a finding in the editor: wave it off, take that back, make the change it proposes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions
from ..forms import FactsForm, FixForm, WaiveForm
from ..models import Posting
from .editor import answer, editable_posting, editor_context
from .templates import says_what_is_locked

GONE = "#checks-title"


@require_POST
def wave(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Wave a finding off, for a reason; what blocks publishing is not waved off."""
    posting = editable_posting(request, code)
    form = WaiveForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, posting, key, form)
    try:
        actions.wave_off(posting=posting, key=key, reason=form.cleaned_data["reason"], by=request.user)
    except actions.FindingGone:
        return _gone(request, posting)
    except actions.WavingRefused as refused:
        messages.error(request, str(refused))
        return render(request, "postings/editor.html", editor_context(posting, request.user), status=400)
    return _redrawn(request, posting, _("Waved off."))


def _ask_again(request: HttpRequest, posting: Posting, key: str, form: WaiveForm) -> HttpResponse:
    """Show the form again at the place where it was sent from, with what is wrong with the reason."""
    context = editor_context(posting, request.user)
    where = request.POST.get("where") if request.POST.get("where") in {"line", "panel"} else "panel"
    item = next((one for one in context["checks"]["standing"] if one.finding.key == key), None)
    if item is None or not item.may_wave:
        return _gone(request, posting)
    item.reason, item.problem, item.where = request.POST.get("reason", ""), form.errors["reason"][0], where
    if not request.htmx:
        return render(request, "postings/editor.html", context, status=422)
    response = render(
        request, "postings/editor/wave.html", {"posting": posting, "item": item, "where": where}, status=422
    )
    response["HX-Retarget"], response["HX-Reswap"] = f"#wave-{where}-{item.uid}", "outerHTML"
    return response


@require_POST
def take_back(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Let a finding that was waved off stand again."""
    posting = editable_posting(request, code)
    actions.take_waiver_back(posting=posting, key=key, by=request.user)
    return _redrawn(request, posting, _("It counts again."))


@require_POST
@says_what_is_locked
def fix(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Make the change that a finding proposes, as the rule proposes it for the text that is there now."""
    posting = editable_posting(request, code)
    form = FixForm(request.POST)
    seen = form.cleaned_data if form.is_valid() else {}
    try:
        fixed = actions.apply_fix(
            posting=posting, key=key, revision=seen.get("revision"), seen=seen.get("seen"), by=request.user
        )
    except actions.FindingGone:
        return _gone(request, posting)
    except actions.LineConflict:
        return _warn(request, posting, _("Somebody changed this line meanwhile. Look at it again."))
    except actions.FixRefused as refused:
        return _warn(request, posting, str(refused))
    if fixed.line is None:
        return _title_fixed(request, posting, seen.get("base", ""))
    if fixed.line.dropped_at:
        said = _("Dropped: %(text)s") % {"text": fixed.line.text}
        return answer(request, posting, said, anchor="dropped", just_dropped=fixed.line)
    said = _("Changed to: %(text)s") % {"text": fixed.line.text}
    return answer(request, posting, said, anchor=f"line-{fixed.line.pk}")


def _title_fixed(request: HttpRequest, posting: Posting, base: str) -> HttpResponse:
    posting.refresh_from_db(fields=["title"])
    said = _("Changed to: %(text)s") % {"text": posting.title}
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{posting.get_absolute_url()}#id_title")
    form = FactsForm({"base": base}, instance=posting)
    form.is_valid()  # nothing but the record of what was seen is sent
    form.rebase(["title"])
    context = editor_context(posting, request.user, said=said, saved_at=timezone.now())
    context |= {"changed": ["title"], "base": form["base"].value()}
    response = render(request, "postings/editor/undone.html", context)
    response["HX-Trigger-After-Settle"] = "posting-saved"
    return response


def _gone(request: HttpRequest, posting: Posting) -> HttpResponse:
    return _warn(request, posting, _("This is no longer found: the text has changed meanwhile."))


def _warn(request: HttpRequest, posting: Posting, said: str) -> HttpResponse:
    """Say why nothing was done, and show what there is now."""
    if not request.htmx:
        messages.warning(request, said)
        return redirect(f"{posting.get_absolute_url()}{GONE}")
    response = render(request, "postings/editor/lines_changed.html", editor_context(posting, request.user, said=said))
    response["HX-Retarget"], response["HX-Reswap"] = "#lines", "outerHTML"
    return response


def _redrawn(request: HttpRequest, posting: Posting, said: str) -> HttpResponse:
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{posting.get_absolute_url()}{GONE}")
    context = editor_context(posting, request.user, said=said, saved_at=timezone.now())
    return render(request, "postings/editor/findings_changed.html", context)
