"""Gentle reminders: whoever owns a posting hears of those who have waited longer than it promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts import mail
from accounts.models import User
from postings.choices import Part
from postings.models import Membership, Posting

from ..debt import Debt
from ..models import Application, Reminder, ReminderChoice
from ..reminding import is_working_time, wants
from ..waiting import debt_by_posting

SHOWN = 12  # postings in a message
KEPT_FOR = timedelta(days=90)


def remind_owners() -> int:
    """Write to the owners of postings where somebody has waited too long, each once a day; return to how many."""
    now = timezone.localtime()
    if not is_working_time(now):
        return 0
    late = {pk: debt for pk, debt in debt_by_posting(Application.objects.all()).items() if debt.late}
    reminded = Reminder.objects.filter(user=OuterRef("user"), on=now.date())
    owners = (
        Membership.objects.filter(~Exists(reminded), posting__in=list(late), part=Part.OWNER, user__is_active=True)
        .select_related("user__reminder_choice", "posting__live_version")
        .defer("posting__live_version__content")
    )
    by_user: dict[User, list[Membership]] = {}
    for owner in owners:
        choice = getattr(owner.user, "reminder_choice", None)
        if wants(choice.often if choice else None, now):
            by_user.setdefault(owner.user, []).append(owner)
    sent = sum(_remind(user, [(one.posting, late[one.posting_id]) for one in own]) for user, own in by_user.items())
    Reminder.objects.filter(on__lt=now.date() - KEPT_FOR).delete()
    return sent


def _remind(user: User, rows: Sequence[tuple[Posting, Debt]]) -> bool:
    """Queue a reminder, with the row that says so, both or neither; return whether it was the day's first."""
    rows = sorted(rows, key=lambda row: (row[1].oldest, row[0].pk))
    context = {
        "user": user,
        "count": sum(debt.late for _posting, debt in rows),
        "rows": [_line(posting, debt) for posting, debt in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
        "url": urljoin(settings.BASE_URL, reverse("studio:debt")),
        "settings_url": urljoin(settings.BASE_URL, reverse("studio:reminders")),
    }
    try:
        with transaction.atomic():
            Reminder.objects.create(user=user, on=timezone.localdate())
            mail.queue("hiring/reminder", to=user.email, context=context)
    except IntegrityError:  # another sweep was quicker
        return False
    return True


def _line(posting: Posting, debt: Debt) -> dict[str, object]:
    page = reverse("studio:posting_applications", args=[posting.code])
    version = posting.live_version
    return {
        "title": version.title,
        "company": version.company_name,
        "debt": debt,
        "url": urljoin(settings.BASE_URL, f"{page}?state=active&sort=waiting"),
    }


@transaction.atomic
def choose_reminders(*, often: str, by: User) -> ReminderChoice:
    """Keep how often a user wants to be reminded; the same again changes nothing."""
    choice, _is_new = ReminderChoice.objects.update_or_create(user=by, defaults={"often": often})
    return choice
