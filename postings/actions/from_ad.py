"""Making a draft of an existing ad."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from accounts.models import User
from roles.models import Mission, Role, Skill, Stage

from ..choices import LineKind, Part, Period
from ..models import Company, Line, Membership, Posting
from ..places import usual_currency
from ..reader.plan import LINE_MAX, Plan, PlannedLine, opening, pieces


@transaction.atomic
def create_from_ad(
    *,
    company: Company,
    role: Role,
    stage: Stage,
    language: str,
    plan: Plan,
    by: User,
    title: str = "",
    is_new_company: bool = False,
    creation_key: UUID | None = None,
) -> Posting:
    """Start a draft owned by `by` with what an ad says: its lines in its own words, each with its source.

    What the ad says of the company becomes the description of a new company, else the posting's opening words
    and, where these have no room, lines of its own: a company that is there already is not reworded.
    """
    fields = dict(plan.fields)
    others: tuple[str, ...] = ()
    if is_new_company:
        company.description = "\n\n".join(plan.about_company)
        company.save(update_fields=["description"])
    else:
        fields["summary"], others = opening(plan.about_company)
    with translation.override(language):
        posting = Posting.objects.create(
            company=company,
            role=role,
            stage=stage,
            language=language,
            contact_name=by.name,
            creation_key=creation_key,
            created_by=by,
            **_filled_in(fields, role, company, by, title),
        )
        Membership.objects.create(posting=posting, user=by, part=Part.OWNER)
        more = tuple(PlannedLine(LineKind.OTHER, piece) for text in others for piece in pieces(text, LINE_MAX))
        _write_lines(posting, (*plan.lines, *more), by=by)
    return posting


def _filled_in(fields: dict[str, Any], role: Role, company: Company, by: User, title: str) -> dict[str, Any]:
    """The fields with what every draft starts with where the ad says nothing."""
    usual = {
        "pay_currency": usual_currency(company.country),
        "pay_period": Period.YEAR,
        "contact_email": by.email,
        "title": role.title,
    }
    said = {name: value for name, value in fields.items() if value not in ("", None)}
    return usual | said | ({"title": title} if title else {})


def _write_lines(posting: Posting, lines: tuple[PlannedLine, ...], *, by: User) -> None:
    """Write the lines with their sources as the sheet words them now, in the active language.

    A source that has no words there, or was retired meanwhile, is none: the line is one of their own.
    """
    missions = {mission.key: mission for mission in Mission.objects.in_use().filter(role=posting.role)}
    skills = {skill.key: skill for skill in Skill.objects.in_use().filter(role=posting.role)}
    rows = []
    for order, line in enumerate(lines):
        source = (missions if line.is_mission else skills).get(line.source)
        from_source = {}
        if source is not None and source.line:
            from_source = {"mission" if line.is_mission else "skill": source, "source_text": source.line}
        rows.append(Line(posting=posting, kind=line.kind, text=line.text, order=order, updated_by=by, **from_source))
    Line.objects.bulk_create(rows)
