"""Publishing and closing at a set time: what somebody plans, and the sweep carries out, once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .. import mail
from ..choices import CloseReason, Part, State
from ..models import Posting
from ..readiness import Missing
from ..schedule import Schedule, faults
from ..wording import moment_words
from .errors import NotReady, TransitionRefused
from .planned import plan
from .state import close_posting, publish_posting, what_stops, working_text


@transaction.atomic
def schedule_posting(*, posting: Posting, schedule: Schedule, by: User) -> Posting:
    """Plan when the posting is published and closed; what was planned before gives way.

    The text must be ready now, as it would have to be on that day. Raises NotReady with what is missing, or
    TransitionRefused.
    """
    posting = _lock(posting)
    if wrong := faults(schedule, state=posting.state, now=timezone.now()):
        raise TransitionRefused(" ".join(wrong.values()))
    if schedule.publish_at and (lacking := _lacking(posting, schedule, by=by)):
        raise NotReady(lacking)
    return _save(posting, schedule, by=by, saved_by=by)


@transaction.atomic
def cancel_schedule(*, posting: Posting, by: User) -> Posting:
    """Take back what is planned, and the note of what could not be done; where there is neither, change nothing."""
    posting = _lock(posting)
    if not Schedule.of(posting) and not posting.schedule_problem:
        return posting
    return _save(posting, Schedule(), by=by, saved_by=by)


@transaction.atomic
def carry_out_schedule(*, posting: Posting) -> bool:
    """Do what is due of a posting's schedule; return whether anything was. The next step has a transaction of its own.

    It is done by whom planned it, with the right that they have now, and the plan goes in the same transaction: so it
    happens once, however many sweeps run, and a crash leaves all or nothing of it. What can't be done is not
    tried again: the plan goes, and those whom it concerns are told why.
    """
    posting = _lock(posting)
    now = timezone.now()
    is_publishing = posting.publish_at is not None and posting.publish_at <= now
    if not is_publishing and not (posting.close_at and posting.close_at <= now):
        return False
    by = posting.scheduled_by
    try:
        with transaction.atomic():
            _require_right(posting, by)
            if is_publishing:
                publish_posting(posting=posting, by=by, as_scheduled=True)
            else:
                close_posting(posting=posting, by=by, reason=posting.close_at_reason, as_scheduled=True)
    except NotReady as error:
        _give_up(posting, why=" ".join(item.message for item in error.missing))
    except TransitionRefused as refused:
        _give_up(posting, why=str(refused))
    return True


@transaction.atomic
def give_up_schedule(*, posting: Posting) -> None:
    """Stop trying what is due and failed again and again, for a reason that is ours and not the posting's."""
    posting = _lock(posting)
    if Schedule.of(posting):
        _give_up(posting, why=_("Something went wrong on our side."))


@transaction.atomic
def close_expired_posting(*, posting: Posting) -> bool:
    """Close a posting whose closing date has passed, by nobody; return whether it still was one to close.

    No user stands for it: the owner did nothing that day, may have left, or may have lost the right, and a
    log that names somebody who did not act is worth less than one that names nobody.
    """
    posting = _lock(posting)
    closes_on = posting.live_version.closes_on if posting.live_version else None
    if posting.state != State.PUBLISHED or closes_on is None or closes_on >= timezone.localdate():
        return False
    close_posting(posting=posting, by=None, reason=CloseReason.EXPIRED)
    return True


def _lock(posting: Posting) -> Posting:
    postings = Posting.objects.select_for_update(of=("self",), no_key=True).select_related(
        "live_version", "scheduled_by"
    )
    return postings.get(pk=posting.pk)


def _lacking(posting: Posting, schedule: Schedule, *, by: User) -> list[Missing]:
    return what_stops(posting, working_text(posting), on=timezone.localdate(schedule.publish_at), by=by)


def _save(
    posting: Posting, schedule: Schedule, *, by: User | None, saved_by: User | None, problem: str = ""
) -> Posting:
    columns = plan(posting, schedule, by=by, problem=problem)
    posting._history_user = saved_by
    posting.save(update_fields=columns)
    return posting


def _require_right(posting: Posting, by: User) -> None:
    """Refuse for somebody who may no longer do by hand what they planned."""
    if not by.is_active:
        raise TransitionRefused(_("The account of %(who)s, who planned it, is switched off.") % {"who": by})
    if not Posting.objects.editable_by(by).filter(pk=posting.pk).exists():
        raise TransitionRefused(_("%(who)s, who planned it, may no longer change this posting.") % {"who": by})


def _give_up(posting: Posting, *, why: str) -> None:
    """Take out of the plan what could not be done, note why, and tell the owner and who planned it."""
    planner, schedule = posting.scheduled_by, Schedule.of(posting)
    if schedule.publish_at:
        said = _("Not published on %(moment)s.") % {"moment": moment_words(schedule.publish_at)}
        left = Schedule(None, schedule.close_at, schedule.close_reason) if posting.state == State.PUBLISHED else None
        if schedule.close_at and left is None:
            said = _("%(said)s What was to follow, closing on %(moment)s, is off too.") % {
                "said": said,
                "moment": moment_words(schedule.close_at),
            }
    else:
        said = _("Not closed on %(moment)s: candidates can still apply.") % {"moment": moment_words(schedule.close_at)}
        left = None
    limit = Posting._meta.get_field("schedule_problem").max_length
    problem = f"{said} {why}"
    problem = problem if len(problem) <= limit else f"{problem[: limit - 1]}…"
    _save(posting, left or Schedule(), by=planner, saved_by=None, problem=problem)
    owners = User.objects.filter(memberships__posting=posting, memberships__part=Part.OWNER)
    told = {user.pk: user for user in [*owners, planner] if user.is_active}
    for user in told.values():
        mail.queue("schedule_problem", to=user, posting=posting)
