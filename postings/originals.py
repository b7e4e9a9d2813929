"""What a new posting is copied from: the working text of another one, or a version of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from roles.models import Mission, MissionStage, Skill, SkillStage, Stage

from .content import Content
from .models import Line, Posting, Question, Version

# What a copy takes over; everything else of a posting is the copy's own (tests name it).
FACTS = (
    "summary",
    "places",
    "remote",
    "remote_note",
    "contract",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "pay_note",
    "benefits",
    "process",
    "contact_name",
    "contact_email",
    "answer_days",
    "form_fields",
    "listed",
    "tell_moved_on",
)
IN_CONTENT = tuple(name for name in FACTS if not name.startswith("pay_m") and name in Content.__dataclass_fields__)


@dataclass(frozen=True)
class Original:
    """A text to copy: the posting that it is of, its facts by name, its lines and questions, which are never saved.

    Each question comes with its line, None where it has none in this text.
    """

    posting: Posting
    stage: Stage
    language: str
    title: str
    facts: dict[str, Any]
    lines: tuple[Line, ...]
    questions: tuple[tuple[Question, Line | None], ...] = ()
    version: Version | None = None

    @cached_property
    def _stages(self) -> dict[tuple[type, int], set[int]]:
        """Mission or skill to the stages that it belongs to."""
        stages = defaultdict(set)
        for through, source, name in ((MissionStage, Mission, "mission"), (SkillStage, Skill, "skill")):
            rows = through.objects.filter(**{f"{name}__role": self.posting.role_id})
            for pk, stage in rows.values_list(name, "stage"):
                stages[source, pk].add(stage)
        return stages

    def foreign_to(self, stage: Stage) -> list[Line]:
        """Lines whose mission or skill, or what they are about, belongs to other stages only."""
        return [line for line in self.lines if (of := self._of(line)) and stage.pk not in self._stages[of]]

    def lacking(self, core: Iterable[Mission]) -> list[Mission]:
        """Those of these missions that no line comes from or is about."""
        has = {pk for line in self.lines for pk in (line.mission_id, line.about_mission_id)}
        return [mission for mission in core if mission.pk not in has]

    @staticmethod
    def _of(line: Line) -> tuple[type, int] | None:
        if pk := line.mission_id or line.about_mission_id:
            return Mission, pk
        if pk := line.skill_id or line.about_skill_id:
            return Skill, pk
        return None


def original_of(posting: Posting, version: Version | None = None) -> Original:
    """Read the working text, or the text of a version of it; for a number of queries that lines don't change."""
    rows = list(posting.lines.with_sources())
    if version is None:
        kept = tuple(line for line in rows if line.dropped_at is None)
        facts = {name: getattr(posting, name) for name in FACTS}
        by_id = {line.pk: line for line in kept}
        asked = posting.questions.filter(dropped_at=None).select_related("library")
        questions = tuple((question, by_id.get(question.line_id)) for question in asked)
        return Original(posting, posting.stage, posting.language, posting.title, facts, kept, questions)
    content = Content.from_data(version.content)
    facts = {name: getattr(content, name) for name in IN_CONTENT} | {
        "places": [place.as_data() for place in content.places],
        "process": "\n".join(content.process),
        "listed": posting.listed,
        "tell_moved_on": posting.tell_moved_on,
    }
    if content.pay:
        pay = content.pay
        facts |= {"pay_min": pay.min, "pay_max": pay.max, "pay_currency": pay.currency, "pay_period": pay.period}
    lines = _lines_of(posting, content, rows)
    questions = _questions_of(posting, content, lines)
    return Original(posting, version.stage, content.language, content.title, facts, lines, questions, version)


def _lines_of(posting: Posting, content: Content, rows: list[Line]) -> tuple[Line, ...]:
    """The lines of a version, with their sources where the reference still has them.

    What only a row knows comes from it: that it is the template's, and what a line of one's own is about while
    the row has the words of the version.
    """
    missions = {mission.key: mission for mission in posting.role.missions.all()}
    skills = {skill.key: skill for skill in posting.role.skills.all()}
    by_id = {row.pk: row for row in rows}
    lines = []
    for item in content.lines:
        mission, skill = missions.get(item.mission), skills.get(item.skill)
        line = Line(kind=item.kind, text=item.text, mission=mission, skill=skill)
        line.source_text = item.source_text if mission or skill else ""
        row = by_id.get(item.id)
        line.from_template = row is not None and row.from_template
        if row and row.text == item.text and not line.source_text:
            line.about_mission_id, line.about_skill_id = row.about_mission_id, row.about_skill_id
            line.about_settled = row.about_settled
        lines.append(line)
    return tuple(lines)


def _questions_of(
    posting: Posting, content: Content, lines: tuple[Line, ...]
) -> tuple[tuple[Question, Line | None], ...]:
    """The questions of a version; what puts last comes from the row, while it has the answers of the version."""
    rows = {row.pk: row for row in posting.questions.select_related("library")}
    by_id = {item.id: line for item, line in zip(content.lines, lines, strict=True)}
    questions = []
    for asked in content.questions:
        row, line = rows.get(asked.id), by_id.get(asked.line)
        question = Question(kind=asked.kind, text=asked.text, help_text=asked.help_text, is_required=asked.is_required)
        question.options = list(asked.options)
        question.line_text = row.line_text if row and line else ""
        if row and (row.kind, row.options) == (asked.kind, question.options):
            question.knock_out, question.library = row.knock_out, row.library
        questions.append((question, line))
    return tuple(questions)
