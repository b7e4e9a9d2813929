"""Interviews are planned, changed and cancelled; who is named for one looks at the application and hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import mail
from accounts.audit import AuditAction, record, record_many
from accounts.models import User
from postings.models import Membership
from postings.wording import moment_words

from ..calendar import CANCEL, REQUEST, invitation
from ..choices import State
from ..models import Application, Interview
from .assigning import assign
from .errors import InterviewChanged, InterviewRefused, InterviewTwice
from .locking import in_order

A_DAY = timedelta(days=1)
PLANNED, CHANGED, CANCELLED, WITHDRAWN = "planned", "changed", "cancelled", "withdrawn"  # `emails/hiring/interview.txt`


def interviewers_for(application: Application, interview: Interview | None = None) -> QuerySet[User]:
    """Return who may interview: active members of the posting, and who does so already; by name."""
    members = Membership.objects.filter(posting=application.posting_id, user=OuterRef("pk"))
    allowed = Q(Exists(members), is_active=True)
    if interview:
        allowed |= Q(pk__in=interview.interviewers.values("pk"))
    return get_user_model().objects.filter(allowed).order_by("name", "email")


@transaction.atomic
def plan_interview(
    *,
    application: Application,
    starts_at: datetime,
    minutes: int,
    interviewers: Iterable[User],
    form_key: UUID,
    by: User,
    place: str = "",
) -> Interview:
    """Plan an interview, or write down one that was held; the same form again is the same interview.

    Its interviewers are assigned to the application. Raises InterviewRefused of an application that is decided,
    InterviewTwice where one begins then already (who goes back and sends again has another form), and NotAssignable.
    """
    now = in_order(Application.objects.select_related("version")).get(pk=application.pk)
    own = uuid5(form_key, f"interview {by.pk} {now.pk}")
    if known := Interview.objects.filter(form_key=own).first():
        return known
    if now.state != State.ACTIVE:
        raise InterviewRefused(
            _("It can’t be planned: the application is “%(state)s”.") % {"state": now.get_state_display()}
        )
    _refuse_twice(now, starts_at)
    fields = {"starts_at": starts_at, "minutes": minutes, "place": place}
    interview = Interview.objects.create(application=now, by=by, form_key=own, **fields)
    _take_in(interview, list(interviewers), by=by)
    record(AuditAction.INTERVIEW, by=by, obj=interview)
    _tell(interview, interviewers, PLANNED, by=by)
    return interview


@transaction.atomic
def change_interview(
    *,
    interview: Interview,
    starts_at: datetime,
    minutes: int,
    interviewers: Iterable[User],
    seen: str,
    by: User,
    place: str = "",
) -> bool:
    """Change when, where or with whom an interview is; return whether that changes anything.

    `seen` is the print of the interview that the user saw. Raises InterviewChanged where it is another by now,
    InterviewRefused of one that was cancelled, InterviewTwice, and NotAssignable.
    """
    now = _lock(interview)
    if now.cancelled_at:
        raise InterviewRefused(_("It was cancelled meanwhile."))
    before, people = set(now.interviewers.all()), list(interviewers)
    moved = (now.starts_at, now.minutes, now.place) != (starts_at, minutes, place)
    if not moved and before == set(people):
        return False
    if now.print_now() != seen:
        raise InterviewChanged(_("Somebody changed this interview while you were writing."), now=now)
    if now.starts_at != starts_at:
        _refuse_twice(now.application, starts_at)
    was_ahead = now.starts_at > timezone.now()
    now.starts_at, now.minutes, now.place = starts_at, minutes, place
    now.sequence += 1
    now.save(update_fields=["starts_at", "minutes", "place", "sequence"])
    _take_in(now, [user for user in people if user not in before], by=by)
    gone = before - set(people)
    now.interviewers.remove(*gone)
    record(AuditAction.INTERVIEW_CHANGED, by=by, obj=now)
    _tell(now, [user for user in people if user not in before], PLANNED, by=by)
    if moved:
        _tell(now, [user for user in people if user in before], CHANGED, by=by, always=was_ahead)
    _tell(now, gone, CANCELLED, by=by, always=was_ahead)
    return True


@transaction.atomic
def cancel_interview(*, interview: Interview, by: User) -> bool:
    """Cancel an interview; again changes nothing."""
    now = _lock(interview)
    if now.cancelled_at:
        return False
    now.cancelled_at, now.cancelled_by = timezone.now(), by
    now.sequence += 1
    now.save(update_fields=["cancelled_at", "cancelled_by", "sequence"])
    record(AuditAction.INTERVIEW_CANCELLED, by=by, obj=now)
    _tell(now, now.interviewers.all(), CANCELLED, by=by)
    return True


def cancel_coming(*, applications: Iterable[int], by: User | None, at: datetime) -> None:
    """Cancel the interviews to come of applications (their numbers, locked) that are decided at that moment.

    The moment says later which went with a decision. `by` is None where the candidate withdrew. As many queries for
    one as for many.
    """
    coming = Interview.objects.coming(at).filter(application__in=list(applications))
    keys = list(coming.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    if not keys:
        return
    Interview.objects.filter(pk__in=keys).update(cancelled_at=at, cancelled_by=by, sequence=F("sequence") + 1)
    related = Interview.objects.select_related("application__version", "by").prefetch_related("interviewers")
    rows = list(related.filter(pk__in=keys).order_by("pk"))
    record_many(AuditAction.INTERVIEW_CANCELLED, by=by, objs=rows)
    what = CANCELLED if by else WITHDRAWN
    with translation.override(settings.LANGUAGE_CODE):  # a candidate's page may speak another one
        mail.queue_texts(letter for row in rows for letter in _letters(row, row.interviewers.all(), what, by=by))


def clashes_of(interview: Interview) -> list[tuple[str, datetime]]:
    """Return who has another interview at that time, its candidate or one of its interviewers, and when that begins."""
    near = Interview.objects.filter(
        cancelled_at=None, starts_at__lt=interview.ends_at, starts_at__gt=interview.starts_at - A_DAY
    ).exclude(pk=interview.pk)
    of_candidate = near.filter(application=interview.application_id).order_by("starts_at", "pk")
    of_each = Interview.interviewers.through.objects.filter(
        user__in=interview.interviewers.values("pk"), interview__in=near
    )
    found = [(interview.application.shown_name, one) for one in of_candidate]
    for one in of_each.select_related("user", "interview").order_by("interview__starts_at", "pk"):
        if one.interview.application_id != interview.application_id:  # said of the candidate already
            found.append((str(one.user), one.interview))
    return [(name, one.starts_at) for name, one in found if one.ends_at > interview.starts_at]


def _refuse_twice(application: Application, starts_at: datetime) -> None:
    if Interview.objects.filter(application=application, starts_at=starts_at, cancelled_at=None).exists():
        raise InterviewTwice(_("An interview that begins then is planned already."))


def _lock(interview: Interview) -> Interview:
    """Read it locked, and then its application: a merge may have given it another one."""
    now = Interview.objects.select_for_update(no_key=True).get(pk=interview.pk)
    now.application = Application.objects.select_related("version").get(pk=now.application_id)
    return now


def _take_in(interview: Interview, people: list[User], *, by: User) -> None:
    for user in people:
        assign(application=interview.application, user=user, by=by, tells=False)
    interview.interviewers.add(*people)


def _tell(interview: Interview, people: Iterable[User], what: str, *, by: User, always: bool = False) -> None:
    """Write to interviewers of what is still to come: not whom it is about, for a mail can't be erased from a mailbox,
    nor where it is, for those words may say it."""
    if interview.starts_at <= timezone.now() and not always:
        return
    mail.queue_texts(_letters(interview, people, what, by=by))


def _letters(interview: Interview, people: Iterable[User], what: str, *, by: User | None) -> Iterator[dict[str, Any]]:
    """The mails to interviewers; who does it themselves gets one too, for it goes into their calendar as well."""
    application = interview.application
    url = urljoin(settings.BASE_URL, application.get_absolute_url())
    context = {
        "who": by,
        "what": what,
        "when": moment_words(interview.starts_at),
        "version": application.version,
        "url": url,
    }
    for user in people:
        if user.is_active:
            letter = mail.rendered("hiring/interview", to=user.email, context=context | {"is_own": user == by})
            yield letter | {"calendar": _calendar(interview, user, what, url=url)}


def _calendar(interview: Interview, user: User, what: str, *, url: str) -> mail.CalendarFile:
    """What puts an interview into somebody's calendar, or takes it out: no more than the mail says."""
    version = interview.application.version
    method = REQUEST if what in (PLANNED, CHANGED) else CANCEL
    text = invitation(
        uid=f"interview-{interview.pk}@{urlsplit(settings.BASE_URL).hostname}",
        sequence=interview.sequence,
        method=method,
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        summary=_("Interview: %(posting)s") % {"posting": version.title},
        url=url,
        organizer=interview.by.email,
        attendee=user.email,
        now=timezone.now(),
    )
    return mail.CalendarFile(text, method)
