"""Messages to candidates: what becomes of those that were written, and the page where a candidate stops some."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.typed import whole_number
from postings.choices import State as PostingState
from postings.models import Posting

from .. import wording
from ..actions import (
    NotWritten,
    TooLate,
    answer_all,
    call_off,
    resume_messages,
    send_again,
    stop_messages,
    why_not,
    write_message,
)
from ..composing import compose, readable, starts_for, values_of, without_name, words_for
from ..forms import AnswerAllForm, WriteForm
from ..forms.messages import PreviewForm, WordsForm
from ..message_choices import MessageKind
from ..models import Application, Interview, Message, MessageWish
from ..shipped import LANGUAGES

OVER = (PostingState.CLOSED, PostingState.ARCHIVED)


# Writing ---------------------------------------------------------------------------------------------


def _decidable(request: HttpRequest, pk: int) -> Application:
    applications = Application.objects.decidable_by(request.user).with_list_data()
    return get_object_or_404(applications, pk=pk)


def letter_of(application: Application, form: WordsForm) -> dict[str, object]:
    """Return what a preview shows of a form: the message as this candidate would get it, and fields that are none."""
    words = form.typed()
    shared = form.typed_words(application.version.language)
    values = values_of(application, by=form.by, reason=shared or application.shared_reason)
    values = without_name(readable(values), application)
    known = {name: value for name, value in values.items() if name in wording.ALLOWED[form.kind]}
    return {
        "letter": compose(words, known),
        "letter_language": application.version.language,
        "letter_to": application,
        "unknown": [f"{{{name}}}" for name in wording.unknown_fields(f"{words.subject}\n{words.body}", form.kind)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a candidate: choose words to start from, edit, look, send."""
    application = _decidable(request, pk)
    starts = {start.key: start for start in starts_for(application)}
    asked_for = request.POST.get("template") or request.GET.get("template") or ""
    of_kind = (one for one in starts.values() if one.kind == asked_for)
    start = starts.get(asked_for) or next(of_kind, None) or next(iter(starts.values()))
    refusal = why_not(application, start.kind)
    initial = {"subject": start.words.subject, "text": start.words.body, "template": start.key, "when": "now"}
    form = WriteForm(request.POST if request.method == "POST" else None, kind=start.kind, initial=initial)
    form.by = request.user
    if form.is_bound and form.is_valid() and "preview" not in request.POST:
        try:
            message = write_message(
                application=application,
                kind=start.kind,
                words=form.words,
                by=request.user,
                key=form.once_key(),
                delay=form.delay,
            )
        except NotWritten as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _written(message))
            return redirect(application)
    context = {
        "application": application,
        "form": form,
        "starts": list(starts.values()),
        "start": start,
        "refusal": refusal,
        **letter_of(application, form),
    }
    return render(request, "hiring/messages/write.html", context, status=422 if form.errors else 200)


def _written(message: Message) -> str:
    if message.goes_at:
        return _("It goes in an hour; until then you can call it back.")
    return _("It is on its way.")


@require_POST
def preview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """How a message reads that somebody is writing: a part of the page; nothing is saved."""
    application = _decidable(request, pk)
    if kind not in wording.ALLOWED:
        raise Http404
    form = PreviewForm(request.POST, kind=kind)
    form.by = request.user
    return render(request, "hiring/messages/preview.html", letter_of(application, form))


# All who wait ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answer all who still wait at a posting that is closed."""
    postings = Posting.objects.editable_by(request.user).filter(state__in=OVER).select_related("company")
    posting = get_object_or_404(postings, code=code)
    waiting = Application.objects.kept().active().filter(posting=posting).with_list_data()
    first = waiting.first()
    if request.method == "POST":
        form = AnswerAllForm(request.POST, posting=posting)
        if form.is_valid() and "preview" not in request.POST:
            return _answer(request, posting, form)
    elif first is None:
        return redirect("studio:posting_applications", posting.code)
    else:
        words = words_for(MessageKind.CLOSED, first)
        form = AnswerAllForm(posting=posting, initial={"subject": words.subject, "text": words.body})
    form.by = request.user
    context = {"posting": posting, "form": form, "first": first, "count": waiting.count()}
    context["coming"] = Interview.objects.coming().filter(application__in=waiting.order_by().values("pk")).count()
    if first:
        context |= letter_of(first, form)
    return render(request, "hiring/messages/answer_all.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, posting: Posting, form: AnswerAllForm) -> HttpResponse:
    answered = answer_all(
        posting=posting,
        applications=list(form.cleaned_data["people"]),
        by=request.user,
        reason=form.cleaned_data["reason"],
        shared_reason={language: form.shared_words(language) for language in LANGUAGES},
        words=form.words,
        delay=form.delay,
    )
    if answered.count:
        words = ngettext("%(n)d person gets an answer.", "%(n)d people get an answer.", answered.count)
        messages.success(request, words % {"n": answered.count})
    for application, why in answered.left_out:
        messages.warning(request, f"{application.shown_name}: {why}")
    return redirect("studio:posting_applications", posting.code)


# What became of them -----------------------------------------------------------------------------------


def _of_team(request: HttpRequest, pk: int) -> Message:
    """A message that the user may call back or send again."""
    messages = Message.objects.sendable_by(request.user).select_related("email", "application__posting", "candidate")
    return get_object_or_404(messages, pk=pk)


def back_from(request: HttpRequest, message: Message) -> HttpResponse:
    """Back to the application's page where the button was, else to where the person's messages are."""
    at = whole_number(request.POST.get("at", ""))
    if at is not None:
        decidable = Application.objects.decidable_by(request.user)
        if application := decidable.filter(pk=at, candidate=message.candidate_id).first():
            return redirect(application)
    if "at" in request.POST or message.application is None or message.application.superseded_by_id:
        return redirect("studio:message", message.pk)
    return redirect(message.application)


@require_POST
def call_off_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a message back before it goes."""
    message = _of_team(request, pk)
    try:
        call_off(message=message, by=request.user)
    except TooLate as late:
        messages.error(request, str(late))
    else:
        messages.success(request, _("Called back: the candidate does not get it."))
    return back_from(request, message)


@require_POST
def send_message_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more to send what could not be sent."""
    message = _of_team(request, pk)
    if send_again(message=message, by=request.user):
        messages.success(request, _("It is on its way again."))
    else:
        messages.info(request, _("Nothing to send again."))
    return back_from(request, message)


# The candidate's own ---------------------------------------------------------------------------------


@csrf_exempt  # a mail program's one-click request carries no cookie (RFC 8058); the address is the secret
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the messages that are not part of an application, or let them come again; looking changes nothing."""
    wishes = MessageWish.objects.select_related("candidate").filter(candidate__erased_at=None)
    wish = get_object_or_404(wishes, token=token)
    application = wish.candidate.applications.select_related("version").first()
    language = application.version.language if application else "en"
    with translation.override(language):
        if request.method == "POST":
            if "resume" in request.POST:
                resume_messages(wish=wish, by=None)
            else:
                stop_messages(wish=wish, by=None)
            if request.POST.get("List-Unsubscribe") == "One-Click":
                return HttpResponse()
            return redirect("hiring:stop_messages", token=token)
        context = {"wish": wish, "version": application.version if application else None}
        response = render(request, "hiring/public/stop_messages.html", context)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
