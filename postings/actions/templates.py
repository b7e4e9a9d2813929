"""Templates: saving one, what it writes into the postings that follow it, taking a posting out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..choices import LineKind, State
from ..locks import Following, LinesPlan, following
from ..merge import canonical
from ..models import Company, Line, Posting, Template
from ..querysets import PostingQuerySet
from .errors import TransitionRefused

WORKING = (State.DRAFT, State.PUBLISHED)


@dataclass(frozen=True)
class Reach:
    """The working postings that a template writes into when it is saved, each with what changes in it."""

    postings: tuple[tuple[Posting, Following], ...] = ()

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def published(self) -> int:
        """How many of them candidates read."""
        return sum(posting.state == State.PUBLISHED for posting, _change in self.postings)

    @property
    def names(self) -> list[str]:
        """Names of the locked parts that change somewhere."""
        return list(dict.fromkeys(name for _posting, change in self.postings for name in change.names))

    @property
    def key(self) -> str:
        """Tells this reach from another: other postings, or other words. Empty where there is none."""
        if not self.postings:
            return ""
        said = [
            [
                posting.pk,
                {name: canonical(value) for name, value in change.facts.items()},
                [[line.pk, text] for line, text in change.lines.reword],
                [line.pk for line in change.lines.drop],
                change.lines.add,
            ]
            for posting, change in self.postings
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class NotAgreed(Exception):
    """Saving the template writes into postings, and nobody has said yes to these; `reach` lists them."""

    def __init__(self, reach: Reach) -> None:
        super().__init__(f"{len(reach)} postings would change")
        self.reach = reach


class TemplateChanged(Exception):
    """Somebody else changed the template since the user saw it; `template` is as it is now."""

    def __init__(self, template: Template) -> None:
        super().__init__("the template was changed meanwhile")
        self.template = template


@transaction.atomic
def save_template(*, template: Template, by: User, seen: str = "", agreed: str = "") -> Reach:
    """Save a template, new or as it was changed in memory, and write what it locks into the postings that follow it.

    That is drafts and published ones: their working text, never a version. Parts that are not locked touch
    no posting. `seen` is the `updated_at` that the user saw, `agreed` the key of the reach that they said yes to.
    Raises TemplateChanged, NotAgreed, or ValidationError where the company has a template of this name.
    """
    Company.objects.select_for_update(no_key=True).only("pk").get(pk=template.company_id)
    if template.pk:
        now = Template.objects.get(pk=template.pk)
        if seen and seen != now.updated_at.isoformat():
            raise TemplateChanged(now)
        template.retired_at = now.retired_at
    template.validate_constraints()
    reach = reach_of(template, lock=True)
    if reach.postings and reach.key != agreed:
        raise NotAgreed(reach)
    template.save()
    for posting, change in reach.postings:
        _follow(posting, change, template=template, by=by)
    if reach.postings:
        record(AuditAction.TEMPLATE_CHANGE, by=by, obj=template)
    return reach


def reach_of(template: Template, *, lock: bool = False) -> Reach:
    """Return the working postings that differ from what the template, as it is in memory, locks."""
    if not template.pk or not template.locked:
        return Reach()
    postings = Posting.objects.filter(template=template.pk, state__in=WORKING).order_by("pk")
    if lock:
        postings = postings.select_for_update(no_key=True)
    changes = [(posting, following(template, posting, posting.template_lines)) for posting in _with_lines(postings)]
    return Reach(tuple((posting, change) for posting, change in changes if change))


def _with_lines(postings: PostingQuerySet) -> PostingQuerySet:
    """Postings, each with the lines that came from its template, in order."""
    lines = Line.objects.filter(from_template=True).order_by("order", "pk")
    return postings.prefetch_related(Prefetch("lines", lines, to_attr="template_lines"))


def follow_template(*, posting: Posting, by: User) -> None:
    """Bring one posting up to what its template locks today; within a transaction that holds the posting."""
    now = _with_lines(Posting.objects.filter(pk=posting.pk, template__isnull=False)).first()
    if now and (change := following(now.template, now, now.template_lines)):
        _follow(now, change, template=now.template, by=by)


def _follow(posting: Posting, change: Following, *, template: Template, by: User) -> None:
    for name, value in change.facts.items():
        setattr(posting, name, value)
    _follow_lines(posting, change.lines, by=by)
    posting._history_user = by
    posting._change_reason = _("Template “%(template)s”") % {"template": template.name[:80]}
    posting.save(update_fields=[*change.facts, "updated_at"])


def _follow_lines(posting: Posting, plan: LinesPlan, *, by: User) -> None:
    now = timezone.now()
    changed = []
    for line, text in plan.reword:
        line.text, line.kind, line.dropped_at = text, LineKind.OTHER, None
        changed.append(line)
    for line in plan.drop:
        line.dropped_at, line.from_template = line.dropped_at or now, False
        changed.append(line)
    for line in changed:
        line.revision, line.updated_by, line.updated_at = line.revision + 1, by, now
    fields = ["text", "kind", "dropped_at", "from_template", "revision", "updated_by", "updated_at"]
    Line.objects.bulk_update(changed, fields)
    if plan.add:
        last = posting.lines.aggregate(last=Max("order"))["last"]
        add_boilerplate(posting, plan.add, first=0 if last is None else last + 1, by=by)


def add_boilerplate(posting: Posting, texts: Iterable[str], *, first: int, by: User) -> None:
    """Add lines of the template's at the end of "Also good to know", numbered from `first`."""
    Line.objects.bulk_create(
        Line(posting=posting, kind=LineKind.OTHER, text=text, order=order, from_template=True, updated_by=by)
        for order, text in enumerate(texts, first)
    )


@transaction.atomic
def detach_template(*, posting: Posting, by: User) -> None:
    """Take the posting out of its template: what that set stays, as the posting's own, and can be changed.

    For those who may change the template; raises TransitionRefused for anybody else.
    """
    now = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if now.template_id is None:
        return
    if not Template.objects.editable_by(by).filter(pk=now.template_id).exists():
        raise TransitionRefused(_("Only a lead, or who made the template, can take a posting out of it."))
    now.template = None
    now._history_user = by
    now.save(update_fields=["template", "updated_at"])
    now.lines.filter(from_template=True).update(from_template=False)
    record(AuditAction.TEMPLATE_DETACH, by=by, obj=now)


@transaction.atomic
def retire_template(*, template: Template, by: User) -> None:
    """Offer the template to new postings no longer; those that follow it go on doing so."""
    if Template.objects.filter(pk=template.pk, retired_at=None).update(retired_at=timezone.now()):
        record(AuditAction.TEMPLATE_CHANGE, by=by, obj=template)


@transaction.atomic
def restore_template(*, template: Template, by: User) -> None:
    """Offer a retired template to new postings again."""
    if Template.objects.filter(pk=template.pk, retired_at__isnull=False).update(retired_at=None):
        record(AuditAction.TEMPLATE_CHANGE, by=by, obj=template)
