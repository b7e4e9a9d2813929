"""A new posting from another one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import translation

from accounts.models import User
from roles.models import Mission, Stage, Weight

from ..choices import LineKind, Part, QuestionKind
from ..library.choosing import from_library
from ..models import Company, Line, Membership, Posting, Question
from ..originals import Original
from ..questions import QuestionValues, from_line
from .asking import own_key, row_of, values_of
from .lines import from_source
from .templates import follow_template


@transaction.atomic
def copy_posting(
    *,
    original: Original,
    company: Company,
    stage: Stage,
    language: str,
    by: User,
    title: str = "",
    take_core: bool = False,
    drop_foreign: bool = False,
    creation_key: UUID | None = None,
) -> Posting:
    """Start a draft with the facts, kept lines and questions of another posting, owned by `by` alone.

    Where it is for another stage, `take_core` adds that stage's core missions and `drop_foreign` leaves out
    lines that belong to other stages only. In another language, lines of the sheet take its wording there
    unless they were reworded. The template goes along within the company and the language; the template's
    lines stay behind where the copy is another company's, and so does a question whose line does. Dates, members
    and all that was said stay behind too.
    """
    source = original.posting
    if stage.role_id != source.role_id:
        raise ValueError("The stage is another role's.")
    same_company = company.pk == source.company_id
    template = source.template if same_company and language == original.language else None
    if template and template.retired_at:
        template = None
    same_job = same_company and stage == original.stage
    with translation.override(language):
        posting = Posting.objects.create(
            company=company,
            role=source.role,
            stage=stage,
            diagnosis=source.diagnosis if same_job else None,
            stage_reason=source.stage_reason if same_job else "",
            language=language,
            title=title or source.role.title,
            template=template,
            copied_from=source,
            creation_key=creation_key,
            created_by=by,
            **original.facts,
        )
        Membership.objects.create(posting=posting, user=by, part=Part.OWNER)
        foreign = original.foreign_to(stage) if drop_foreign and stage != original.stage else []
        taken = [line for line in original.lines if line not in foreign and (same_company or not line.from_template)]
        lines = [_copied(line, posting, by=by, other_language=language != original.language) for line in taken]
        if take_core and stage != original.stage:
            lacking = original.lacking(core_missions(stage))
            lines += [
                Line(posting=posting, kind=LineKind.MISSION, updated_by=by, **from_source(item)) for item in lacking
            ]
        for order, line in enumerate(lines):
            line.order = order
        Line.objects.bulk_create(lines)
        copies = {id(line): copy for line, copy in zip(taken, lines, strict=False)}  # core missions come after
        Question.objects.bulk_create(_questions(original, posting, copies, by=by))
    follow_template(posting=posting, by=by)
    posting.refresh_from_db()
    return posting


def core_missions(stage: Stage) -> list[Mission]:
    """The core missions of a stage, in the sheet's order."""
    return list(Mission.objects.in_use().filter(at_stages__stage=stage, at_stages__weight=Weight.CORE))


def _copied(line: Line, posting: Posting, *, by: User, other_language: bool) -> Line:
    text, source_text = line.text, line.source_text
    if other_language and line.source:
        source_text = line.source.line
        text = text if line.is_reworded else source_text
    return Line(
        posting=posting,
        kind=line.kind,
        text=text,
        mission=line.mission,
        skill=line.skill,
        source_text=source_text,
        about_mission_id=line.about_mission_id,
        about_skill_id=line.about_skill_id,
        about_settled=line.about_settled,
        from_template=line.from_template and posting.template_id is not None,
        updated_by=by,
    )


def _questions(original: Original, posting: Posting, copies: dict[int, Line], *, by: User) -> list[Question]:
    """The copy's questions, each about the copy of its line; one whose line stays behind stays behind too."""
    questions = []
    for asked, line in original.questions:
        if line is not None and id(line) not in copies:
            continue
        copy, library = line and copies[id(line)], asked.library
        values, is_own = values_of(asked), False
        if line and not library:
            is_own = values == replace(values, text=from_line(asked.line_text, line.kind, original.language).text)
        if posting.language != original.language:
            values = _in_other_language(values, asked, copy if is_own else None, original.language, posting.language)
        if library and library.company_id not in {None, posting.company_id}:
            library = None
        key = own_key(copy) if is_own else None
        questions.append(
            row_of(posting, values, order=len(questions), line=copy, library=library, creation_key=key, by=by)
        )
    return questions


def _in_other_language(
    values: QuestionValues, asked: Question, line: Line | None, was: str, now: str
) -> QuestionValues:
    """What a question says in another language: the library's words there, or those of its line; else as it is."""
    if line:
        return replace(values, text=from_line(line.text, line.kind, now).text)
    library = asked.library
    if not library or not library.says("text", now) or from_library(library, was).text != values.text:
        return values
    there = from_library(library, now)
    knock_out = values.knock_out
    if values.kind in QuestionKind.choosing():
        if len(there.options) != len(values.options):
            return values
        places = [values.options.index(answer) for answer in knock_out or () if answer in values.options]
        knock_out = [there.options[place] for place in places] or None
    return replace(values, text=there.text, help_text=there.help_text, options=there.options, knock_out=knock_out)
