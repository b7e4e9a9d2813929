"""Starting a posting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import User
from roles.models import Importance, Mission, Role, Skill, Stage, Weight

from ..choices import LineKind, Part, Period
from ..locks import facts_of
from ..models import Company, Line, Membership, Posting, Template
from ..places import usual_currency
from .lines import from_source
from .templates import add_boilerplate


def once(make: Callable[[UUID], Posting], *, key: UUID, by: User) -> Posting:
    """Return the posting that `make` creates, in one transaction, or the one that it created for `key` before.

    `make` gets the key to put into the posting's `creation_key`. It is of this user, so nobody reaches
    another's posting with a key that they saw. However often and however parallel a form comes in, it makes
    one posting.
    """
    own = uuid5(key, str(by.pk))
    try:
        return _found_or_made(make, own)
    except IntegrityError:  # the same came in at the same time, and is there now
        return _found_or_made(make, own)


@transaction.atomic
def _found_or_made(make: Callable[[UUID], Posting], key: UUID) -> Posting:
    return Posting.objects.filter(creation_key=key).first() or make(key)


@transaction.atomic
def create_posting(
    *,
    company: Company,
    role: Role,
    stage: Stage,
    language: str,
    by: User,
    title: str = "",
    diagnosis: dict[str, Any] | None = None,
    stage_reason: str = "",
    template: Template | None = None,
    creation_key: UUID | None = None,
) -> Posting:
    """Start a draft owned by `by`, with the stage's core missions and essential skills already picked.

    A template of the company gives its facts and, after the picked lines, its own.
    `diagnosis` is what the company's facts called for (`Diagnosis.as_data`), `stage_reason` why the stage is another.
    """
    if template and template.company_id != company.pk:
        raise ValueError("The template is another company's.")
    facts = {"contact_name": by.name, "contact_email": by.email} | (facts_of(template) if template else {})
    with translation.override(language):
        posting = Posting.objects.create(
            company=company,
            role=role,
            stage=stage,
            diagnosis=diagnosis,
            stage_reason=stage_reason,
            language=language,
            title=title or role.title,
            pay_currency=usual_currency(company.country),
            pay_period=Period.YEAR,
            template=template,
            creation_key=creation_key,
            created_by=by,
            **facts,
        )
    Membership.objects.create(posting=posting, user=by, part=Part.OWNER)
    picked = _pick_all(posting=posting, by=by)
    if template:
        add_boilerplate(posting, template.lines, first=picked, by=by)
    return posting


def _pick_all(*, posting: Posting, by: User) -> int:
    """Pick the core missions of the posting's stage and the skills essential at it, in the sheet's order; say how many.

    Useful skills are left to the recruiter: a long list of wishes keeps people from applying.
    """
    missions = Mission.objects.in_use().filter(at_stages__stage=posting.stage, at_stages__weight=Weight.CORE)
    skills = Skill.objects.in_use().filter(at_stages__stage=posting.stage, at_stages__importance=Importance.ESSENTIAL)
    sources = [*((mission, LineKind.MISSION) for mission in missions), *((skill, LineKind.MUST) for skill in skills)]
    with translation.override(posting.language):
        Line.objects.bulk_create(
            Line(posting=posting, kind=kind, order=order, updated_by=by, **from_source(source))
            for order, (source, kind) in enumerate(sources)
        )
    return len(sources)
