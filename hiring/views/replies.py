"""Replies of candidates: taken down by hand, settled, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from candidates.models import Candidate

from ..actions.replies import record_reply, remove_reply, settle_reply
from ..forms.replies import ApplicationReplyForm, PersonReplyForm
from ..models import Application, Message
from .messages import back_from


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down what a candidate answered about an application."""
    applications = Application.objects.decidable_by(request.user).with_list_data()
    application = get_object_or_404(applications, pk=pk)
    form = ApplicationReplyForm(*_sent(request), application=application)
    if not form.is_valid():
        return _form(request, form, application.shown_name, f"{application.get_absolute_url()}#letters")
    data = form.cleaned_data
    reply = record_reply(
        candidate=application.candidate,
        application=application,
        text=data["text"],
        at=data["at"],
        answers=data.get("answers"),
        key=form.once_key(),
        by=request.user,
    )
    messages.success(request, _("The reply is recorded."))
    return redirect(f"{application.get_absolute_url()}#letter-{reply.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def record_of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down what a person answered."""
    candidate = get_object_or_404(Candidate.objects.editable_by(request.user), pk=pk)
    form = PersonReplyForm(*_sent(request), candidate=candidate, user=request.user)
    if not form.is_valid():
        return _form(request, form, candidate.name, f"{candidate.get_absolute_url()}#letters")
    data = form.cleaned_data
    reply = record_reply(
        candidate=candidate,
        application=data["application"],
        text=data["text"],
        at=data["at"],
        key=form.once_key(),
        by=request.user,
    )
    messages.success(request, _("The reply is recorded."))
    return redirect("studio:message", reply.pk)


def _sent(request: HttpRequest) -> tuple:
    return (request.POST,) if request.method == "POST" else ()


def _form(request: HttpRequest, form, name: str, back_url: str) -> HttpResponse:
    context = {"form": form, "shown_name": name, "back_url": back_url}
    return render(request, "hiring/replies/record.html", context, status=422 if form.is_bound else 200)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that there is nothing to answer."""
    reply = _reply(request, Message.objects.sendable_by(request.user).filter(kind="reply"), pk)
    settle_reply(reply=reply, by=request.user)
    return back_from(request, reply)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a reply that was taken down by mistake, after asking."""
    reply = _reply(request, Message.objects.removable_by(request.user), pk)
    application = reply.application
    page = (application or reply.candidate).get_absolute_url()
    if request.method == "POST":
        remove_reply(reply=reply, by=request.user)
        messages.success(request, _("The reply is removed."))
        return redirect(f"{page}#letters")
    context = {
        "reply": reply,
        "shown_name": application.shown_name if application else reply.candidate.name,
        "back_url": reverse("studio:message", args=[pk]),
    }
    return render(request, "hiring/replies/remove.html", context)


def _reply(request: HttpRequest, replies, pk: int) -> Message:
    related = ("email", "candidate", "application__posting", "application__candidate")
    return get_object_or_404(replies.select_related(*related), pk=pk)
