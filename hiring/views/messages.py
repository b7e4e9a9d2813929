"""Messages to candidates: what becomes of those that were written, and the page where a candidate stops some."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import TooLate, call_off, resume_messages, send_again, stop_messages
from ..models import Application, Message, MessageWish


def _of_team(request: HttpRequest, pk: int) -> tuple[Message, Application]:
    """A message to a candidate of whom the user decides, and the application whose page it is shown on."""
    decidable = Application.objects.decidable_by(request.user)
    message = get_object_or_404(
        Message.objects.select_related("email").filter(candidate__in=decidable.values("candidate")), pk=pk
    )
    own = decidable.filter(candidate=message.candidate_id)
    if message.application_id:
        return message, get_object_or_404(own, pk=message.application_id)
    return message, own.first()


@require_POST
def call_off_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a message back before it goes."""
    message, application = _of_team(request, pk)
    try:
        call_off(message=message, by=request.user)
    except TooLate as late:
        messages.error(request, str(late))
    else:
        messages.success(request, _("Called back: the candidate does not get it."))
    return redirect(application)


@require_POST
def send_message_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more to send what could not be sent."""
    message, application = _of_team(request, pk)
    if send_again(message=message, by=request.user):
        messages.success(request, _("It is on its way again."))
    else:
        messages.info(request, _("Nothing to send again."))
    return redirect(application)


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
