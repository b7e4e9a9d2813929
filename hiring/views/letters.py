"""All that was written to a person, on their page and on one of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from candidates.models import Candidate

from ..models import Application, Message
from ..paging import beside, part_of

ORDER = ("-created_at", "-id")
FIRST = 10  # on the person's page; the rest is a page away


def letter_context(user: User, candidate: Candidate) -> dict[str, Any]:
    """What `hiring/letters/person.html` shows: the newest messages, and whether there are more."""
    rows = Message.objects.visible_to(user).filter(candidate=candidate).with_person_data(user).order_by(*ORDER)
    letters = list(rows[: FIRST + 1])
    return {"letters": letters[:FIRST], "has_more_letters": len(letters) > FIRST}


@require_safe
@never_cache
def person_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """All messages of a person that the user may read, the newest first, a page at a time."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=pk)
    rows = Message.objects.visible_to(request.user).filter(candidate=candidate)
    page = part_of([rows], ORDER, request.GET, seen=rows, shape=lambda part: part.with_person_data(request.user))
    return render(request, "hiring/letters/all.html", {"candidate": candidate, "page": page})


@require_safe
@never_cache
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where a message is read: among all of the person's, else on its application's page."""
    own = Message.objects.visible_to(request.user)
    message = own.filter(pk=pk).first()
    if message is None:
        return _of_application(request, pk)
    newer, _older = beside([own.filter(candidate=message.candidate_id)], ORDER, own.filter(pk=pk))
    query = "".join(f"?after={row['pk']}" for row in newer)
    page = reverse("studio:person_messages", args=[message.candidate_id])
    return redirect(f"{page}{query}#letter-{pk}")


def _of_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to a message about somebody who is screened without a name."""
    applications = Application.objects.reviewable_by(request.user).order_by()
    messages = Message.objects.select_related("application").filter(application__in=applications.values("pk"))
    message = get_object_or_404(messages, pk=pk)
    return redirect(f"{message.application.get_absolute_url()}#letter-{pk}")
