"""Which questions of the library suit a posting, and a line of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from roles.models import Mission, MissionStage, Skill, SkillStage

from ..content import split_lines
from ..models import LibraryQuestion, Line, Posting, Question
from ..questions import QuestionValues


@dataclass(frozen=True)
class Offer:
    """A question of the library as a posting's page offers it; `taken` is the posting's question made of it."""

    library: LibraryQuestion
    values: QuestionValues
    taken: Question | None


@dataclass(frozen=True)
class Offers:
    """What the library has for a posting: about what its lines come from, for its stage otherwise, and for others."""

    of_lines: tuple[Offer, ...]
    of_stage: tuple[Offer, ...]
    of_others: tuple[Offer, ...]

    def __bool__(self) -> bool:
        return bool(self.of_lines or self.of_stage or self.of_others)


def from_library(library: LibraryQuestion, language: str) -> QuestionValues:
    """What a question of the library says in a language."""
    return QuestionValues(
        kind=library.kind,
        text=library.says("text", language),
        help_text=library.says("help_text", language),
        options=split_lines(library.says("options", language)),
    )


def question_about(line: Line) -> LibraryQuestion | None:
    """The question to ask about a line's mission or skill at the posting's stage; the company's own goes first."""
    mission, skill = line.mission_id or line.about_mission_id, line.skill_id or line.about_skill_id
    if not (mission or skill):
        return None
    about = {"mission": mission} if mission else {"skill": skill}
    questions = LibraryQuestion.objects.of_posting(line.posting).filter(**about)
    number = line.posting.stage.number
    fitting = [one for one in questions if not one.stages or number in one.stages]
    return min(fitting, key=lambda one: (one.company_id is None, one.order, one.pk), default=None)


def offers(posting: Posting, lines: Iterable[Line], questions: Iterable[Question]) -> Offers:
    """What the library has for a posting with these kept lines and asked questions, in three queries."""
    taken = {question.library_id: question for question in questions if question.library_id}
    lines = list(lines)
    has = {(Mission, pk) for line in lines if (pk := line.mission_id or line.about_mission_id)}
    has |= {(Skill, pk) for line in lines if (pk := line.skill_id or line.about_skill_id)}
    at_stages = _stages(posting)
    found: dict[str, list[Offer]] = {"lines": [], "stage": [], "others": []}
    for library in LibraryQuestion.objects.of_posting(posting):
        source = (type(library.source), library.source.pk) if library.source else None
        stages = set(library.stages) or at_stages.get(source, set())
        suits = not stages or posting.stage.number in stages
        group = "others" if not suits else "lines" if source in has else "stage"
        found[group].append(Offer(library, from_library(library, posting.language), taken.get(library.pk)))
    return Offers(tuple(found["lines"]), tuple(found["stage"]), tuple(found["others"]))


def _stages(posting: Posting) -> dict[tuple[type, int] | None, set[int]]:
    """A mission or skill of the posting's role to the numbers of its stages."""
    stages: dict[tuple[type, int] | None, set[int]] = defaultdict(set)
    for through, source, name in ((MissionStage, Mission, "mission"), (SkillStage, Skill, "skill")):
        rows = through.objects.filter(**{f"{name}__role": posting.role_id})
        for pk, number in rows.values_list(name, "stage__number"):
            stages[source, pk].add(number)
    return stages
