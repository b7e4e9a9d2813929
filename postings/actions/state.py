"""The one door for a posting's state, and for its versions."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from .. import workflow
from ..assessment import refusals
from ..choices import CloseReason, State
from ..content import Content, draft_content
from ..models import Posting, Transition, Version
from ..readiness import Missing
from ..reviews import lacking_approval
from .errors import NotReady, TransitionRefused
from .planned import plan_after
from .templates import follow_template


@transaction.atomic
def publish_posting(*, posting: Posting, by: User, as_scheduled: bool = False) -> Version:
    """Freeze the working text as the version that candidates read, and open the posting to them.

    Publishing an unchanged text again gives the version that is there. Raises TransitionRefused, or
    NotReady with what is missing.
    """
    posting = _lock_for(posting, State.PUBLISHED)
    content = working_text(posting)
    if lacking := what_stops(posting, content, on=timezone.localdate(), by=by):
        raise NotReady(lacking)
    live = posting.live_version
    unchanged = live is not None and live.digest == content.digest
    if unchanged and posting.state == State.PUBLISHED:
        if posting.publish_at or posting.schedule_problem:
            posting._history_user = by
            posting.save(update_fields=plan_after(posting, State.PUBLISHED, by=by))
        return live
    version = live if unchanged else _freeze(posting, content, by=by)
    _set_state(posting, State.PUBLISHED, version=version, by=by, as_scheduled=as_scheduled)
    record(AuditAction.PUBLISH, by=by, obj=posting)
    return version


def what_stops(posting: Posting, content: Content, *, on: date, by: User) -> list[Missing]:
    """Return what keeps `by` from publishing a posting's working text on a day; scheduling asks the same."""
    return [*refusals(content, today=on), *lacking_approval(posting, content, by=by)]


def working_text(posting: Posting) -> Content:
    """Return the text as it would be published now."""
    return draft_content(posting, posting.lines.kept().with_sources())


def _freeze(posting: Posting, content: Content, *, by: User) -> Version:
    last = posting.versions.aggregate(last=Max("number"))["last"] or 0
    with translation.override(content.language):
        places_text = "; ".join(str(place) for place in content.places)
    return Version.objects.create(
        posting=posting,
        number=last + 1,
        content=content.as_data(),
        digest=content.digest,
        published_at=timezone.now(),
        published_by=by,
        title=content.title,
        slug=slugify(f"{content.title} {content.company.name}".replace("_", " "))[:140].strip("-") or "job",
        language=content.language,
        company_name=content.company.name,
        stage=posting.stage,
        places_text=places_text[:600],
        remote=content.remote,
        contract=content.contract,
        pay_min=content.pay.min if content.pay else None,
        pay_max=content.pay.max if content.pay else None,
        pay_currency=content.pay.currency if content.pay else "",
        pay_period=content.pay.period if content.pay else "",
        closes_on=content.closes_on,
    )


@transaction.atomic
def close_posting(*, posting: Posting, by: User | None, reason: str, as_scheduled: bool = False) -> Posting:
    """Stop taking applications; the page stays and says so. Closing a closed posting changes nothing.

    `by` is None where nobody closes it: its closing date has passed.
    """
    posting = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if posting.state == State.CLOSED:
        return posting
    _require(posting, State.CLOSED)
    _set_state(
        posting,
        State.CLOSED,
        version=posting.live_version,
        by=by,
        reason=CloseReason(reason),
        as_scheduled=as_scheduled,
    )
    record(AuditAction.CLOSE, by=by, obj=posting)
    return posting


@transaction.atomic
def reopen_posting(*, posting: Posting, by: User) -> Posting:
    """Open a closed posting again with the version that candidates knew.

    Raises NotReady where that version's closing date has passed: a new version must be published instead.
    """
    posting = (
        Posting.objects.select_for_update(of=("self",), no_key=True).select_related("live_version").get(pk=posting.pk)
    )
    if posting.state == State.PUBLISHED:
        return posting
    if posting.state != State.CLOSED:
        raise TransitionRefused(_("Only a closed posting can be reopened."))
    live = posting.live_version
    if live.closes_on and live.closes_on < timezone.localdate():
        message = _("The closing date of the published version has passed: set a later one and publish a new version.")
        raise NotReady([Missing("id_closes_on", message)])
    _set_state(posting, State.PUBLISHED, version=live, by=by)
    follow_template(posting=posting, by=by)  # what it set meanwhile reached open postings only
    record(AuditAction.REOPEN, by=by, obj=posting)
    return posting


@transaction.atomic
def archive_posting(*, posting: Posting, by: User) -> Posting:
    """Put a draft or a closed posting away for good; its public address then answers 410."""
    posting = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if posting.state == State.ARCHIVED:
        return posting
    _require(posting, State.ARCHIVED)
    _set_state(posting, State.ARCHIVED, version=posting.live_version, by=by, reason=posting.close_reason)
    record(AuditAction.ARCHIVE, by=by, obj=posting)
    return posting


def _lock_for(posting: Posting, to_state: str) -> Posting:
    locked = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    _require(locked, to_state)
    return locked


def _require(posting: Posting, to_state: str) -> None:
    if not workflow.allows(posting.state, to_state):
        raise TransitionRefused(
            _("A posting that is %(state)s cannot become %(to_state)s.")
            % {"state": posting.get_state_display().lower(), "to_state": State(to_state).label.lower()}
        )


def _set_state(
    posting: Posting,
    to_state: str,
    *,
    version: Version | None,
    by: User | None,
    reason: str = "",
    as_scheduled: bool = False,
) -> None:
    """Write the state and its log, and take out of the schedule what has no point then; nothing else writes them."""
    Transition.objects.create(
        posting=posting,
        from_state=posting.state,
        to_state=to_state,
        reason=reason,
        version=version,
        by=by,
        as_scheduled=as_scheduled,
        at=timezone.now(),
    )
    posting.state, posting.live_version, posting.close_reason = to_state, version, reason
    posting._history_user = by
    planned = plan_after(posting, to_state, by=by)
    posting.save(update_fields=["state", "live_version", "close_reason", *planned])
