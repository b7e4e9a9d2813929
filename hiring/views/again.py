"""Who applied before in this browser is shown where that application stands.

An e-mail address in a form proves nothing, so a second form under it tells its sender nothing (`link_sent`). What does
prove something is having sent the first form, or having opened the secret page of the application: both leave a
cookie. It is signed, out of reach of scripts, sent to the one posting's apply page only and not kept beyond 30 days;
it names the application and a digest of its secret, so it ends with a secret that was changed. The session would do
too, but it would be sent everywhere and keep public pages out of caches.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from postings.models import Posting

from ..models import Application

COOKIE, SALT = "applied", "hiring.applied"
KEPT_FOR = 30 * 24 * 3600


def remember(response: HttpResponse, application: Application) -> HttpResponse:
    """Let this browser's apply page for the posting lead to an application that is its visitor's."""
    posting = application.posting
    value = signing.dumps({"pk": application.pk, "digest": _digest(application)}, salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT_FOR,
        path=reverse("hiring:apply", args=[posting.live_version.slug, posting.code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def application_before(request: HttpRequest, posting: Posting) -> Application | None:
    """Return the application for a posting that this browser is known to be the sender's of."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    applications = Application.objects.kept().select_related("candidate")
    application = applications.filter(posting=posting, pk=known["pk"]).first()
    if application is None or not constant_time_compare(known["digest"], _digest(application)):
        return None
    return application


def _digest(application: Application) -> str:
    return hashlib.sha256(application.token.encode()).hexdigest()
