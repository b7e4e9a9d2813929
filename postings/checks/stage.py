"""Whether a posting fits its stage and the company's facts, in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..choices import ProductPhase
from .contradictions import Contradiction, contradictions, looked_for
from .data.titles import OTHER_ROLES, STAGE_WORDS
from .finding import Fix, Severity, Strength
from .registry import Hit, Passage, Reading, at, quoted, rule

MISSIONS_MIN, MISSIONS_MAX = 3, 8
SHEET = gettext_lazy("The role’s reference sheet")
HEAD_COUNTS = gettext_lazy("The reference sheet’s own head counts, which curators edit; no source gives them")

_SEVERAL_TEAMS = re.compile(
    r"\b(?:several|multiple|many|your|all(?:\s+the)?)\s+(?:\w+\s+)?teams\b|\bteams\s+of\s+teams\b"
    r"|\b(?:managers\s+of\s+managers|leaders\s+of\s+leaders|engineering\s+(?:managers|directors)|through\s+(?:managers|directors))\b"
    r"|\bplusieurs\s+équipes\b|\b(?:managers\s+de\s+managers|responsables\s+d['’]équipes?)\b",
    re.IGNORECASE,
)
_FROM_SCRATCH = re.compile(
    r"\bfrom\s+(?:scratch|the\s+ground\s+up)\b|\bfirst\s+(?:version|prototypes?)\s+of\s+the\s+product\b|\b(?:build|ship)\s+(?:the|our|an)\s+mvp\b"
    r"|\b(?:partir\s+de\s+zéro|page\s+blanche|première\s+version\s+du\s+produit|construi\w+\s+(?:le|un|notre)\s+mvp)\b",
    re.IGNORECASE,
)
_FIRST_HIRE = re.compile(
    r"\b(?:first|only|sole)\s+(?:technical\s+hire|engineer|developer|person\s+on\s+the\s+technical\s+team)\b"
    r"|\b(?:première\s+(?:recrue|personne)\s+(?:technique|de\s+l['’]équipe\s+technique)|seule?\s+(?:développeu\w+|ingénieure?))\b",
    re.IGNORECASE,
)
_TEAM_OF = re.compile(
    r"\b(?:(?:our|the|a)\s+(?:technical\s+|tech\s+|engineering\s+)?team\s+of\s+(?P<en>\d{1,4})\s+(?:engineers|developers)"
    r"|(?:une|notre|l['’])\s*équipe\s+(?:technique\s+|tech\s+)?de\s+(?P<fr>\d{1,4})\s+(?:développeurs|ingénieurs))\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:grow|build|hire|become|reach|scale|expand|will|future|recrut\w*|constitu\w*|atteindre|grandi\w*|passer)\b",
    re.IGNORECASE,
)


@rule("stage.mission-count", Severity.WARNS, gettext_lazy("House advice: 3 to 8 missions"), Strength.HOUSE)
def mission_count(reading: Reading) -> Iterator[Hit]:
    """Too few missions to know the job by, or too many to do."""
    count = len(reading.content.missions)
    if MISSIONS_MIN <= count <= MISSIONS_MAX:
        return
    yield Hit(
        ngettext(
            "The posting has %(count)d mission; %(min)d to %(max)d are asked for.",
            "The posting has %(count)d missions; %(min)d to %(max)d are asked for.",
            count,
        )
        % {"count": count, "min": MISSIONS_MIN, "max": MISSIONS_MAX},
        _("With fewer, candidates can’t tell what they will do.")
        if count < MISSIONS_MIN
        else _("With more, nobody can tell which ones matter. Keep those that the year will be judged by."),
        anchor="lines-mission",
        rests_on="<" if count < MISSIONS_MIN else ">",
    )


@rule("stage.other-role", Severity.WARNS, SHEET, Strength.REFERENCE)
def other_role(reading: Reading) -> Iterator[Hit]:
    """A title that names another role."""
    title, reference = reading.content.title, reading.draft.reference
    if not title or reference is None or reference.role_key not in OTHER_ROLES:
        return
    own = [reference.role_title, reference.abbreviation, *reference.other_titles]
    lowered = title.lower()
    if any(name and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", lowered) for name in own):
        return
    for pattern, stages in OTHER_ROLES[reference.role_key]:
        if match := pattern.search(title):
            reads = ""
            if stages and reading.content.stage.number not in stages:
                reads = _(" Candidates would read it as stage %(stages)s.") % {"stages": _numbers(stages)}
            yield Hit(
                _("“%(words)s” is the title of another role.%(reads)s")
                % {"words": quoted(match.group()), "reads": reads},
                _("The posting is drafted from the sheet of the %(role)s; people search by title.")
                % {"role": reference.role_title},
                fix=Fix(_("Say “%(text)s”") % {"text": reference.role_title}, reference.role_title),
                **at(Passage(title, anchor="id_title"), match),
            )
            return


@rule("stage.title", Severity.WARNS, SHEET, Strength.REFERENCE)
def title_stage(reading: Reading) -> Iterator[Hit]:
    """A title that reads as another stage."""
    title, number = reading.content.title, reading.content.stage.number
    for pattern, stages in STAGE_WORDS:
        if number not in stages and (match := pattern.search(title)):
            yield Hit(
                _("“%(words)s” in the title reads as stage %(stages)s; this posting is for stage %(number)d.")
                % {"words": quoted(match.group()), "stages": _numbers(stages), "number": number},
                _("A title that promises another job brings the wrong candidates."),
                **at(Passage(title, anchor="id_title"), match),
            )


@rule("stage.foreign-mission", Severity.WARNS, SHEET, Strength.REFERENCE)
def foreign_mission(reading: Reading) -> Iterator[Hit]:
    """A line whose mission belongs to other stages only."""
    passages = {passage.line.id: passage for passage in reading.lines if passage.line}
    for one in _contradictions(reading, "stage.foreign-mission"):
        if (passage := passages.get(one.line)) is not None and passage.text[one.start : one.end].strip():
            yield Hit(one.message, one.reason, fix=Fix(_("Drop the line"), None), **at(passage, (one.start, one.end)))


@rule("stage.team-size", Severity.WARNS, HEAD_COUNTS, Strength.HOUSE)
def team_size(reading: Reading) -> Iterator[Hit]:
    """A number of engineers for which the sheet would suggest another stage."""
    yield from _of_the_whole(reading, "stage.team-size", anchor="id_stage")


@rule("stage.people", Severity.WARNS, HEAD_COUNTS, Strength.HOUSE)
def people(reading: Reading) -> Iterator[Hit]:
    """A company too small for the stage, or smaller than its own technical team."""
    yield from _of_the_whole(reading, "stage.people", anchor="id_stage")


@rule("stage.technical-share", Severity.WARNS, SHEET, Strength.REFERENCE)
def technical_share(reading: Reading) -> Iterator[Hit]:
    """Missions that are more, or less, technical than the stage calls for."""
    yield from _of_the_whole(reading, "stage.technical-share", anchor="lines-mission")


@rule("stage.several-teams", Severity.WARNS, HEAD_COUNTS, Strength.HOUSE)
def several_teams(reading: Reading) -> Iterator[Hit]:
    """Several teams to run, in a company whose engineers make one."""
    engineers = reading.content.company.engineers
    stage = reading.content.stage
    few = engineers is not None and engineers < 8
    if not few and not (engineers is None and stage.number == 1):
        return
    named = {one.line for one in _contradictions(reading, "stage.foreign-mission")}
    for passage in reading.lines:
        if (
            passage.line
            and not passage.line.mission
            and passage.line.id not in named
            and passage.is_mission
            and (match := _SEVERAL_TEAMS.search(passage.text))
        ):
            yield Hit(
                _("%(looking)s, and line %(line)d speaks of “%(words)s”.")
                % {
                    "looking": looked_for(stage, reading.content.company),
                    "line": passage.number,
                    "words": quoted(match.group()),
                },
                _("So few engineers make one team. Say what this person will run in the first year."),
                **at(passage, match),
            )


@rule("stage.from-scratch", Severity.WARNS, gettext_lazy("The company’s facts"), Strength.HOUSE)
def from_scratch(reading: Reading) -> Iterator[Hit]:
    """A first version to build where the product is in use, a first engineer to be where there are some."""
    company = reading.content.company
    built = company.product_phase in {ProductPhase.IN_USE, ProductPhase.ESTABLISHED}
    several = company.engineers is not None and company.engineers >= 3
    for passage in reading.lines:
        if built and (match := _FROM_SCRATCH.search(passage.text)):
            yield Hit(
                _("Line %(line)d says “%(words)s”, but the company’s product is already in use.")
                % {"line": passage.number, "words": quoted(match.group())},
                _("Say what is to be built or rebuilt, or correct the company’s facts."),
                **at(passage, match),
            )
        if several and (match := _FIRST_HIRE.search(passage.text)):
            yield Hit(
                _("Line %(line)d says “%(words)s”, but the company has %(count)d engineers.")
                % {"line": passage.number, "words": quoted(match.group()), "count": company.engineers},
                _("Candidates will meet the team. Correct the line or the company’s facts."),
                **at(passage, match),
            )


@rule("stage.stated-team", Severity.WARNS, gettext_lazy("The company’s facts"), Strength.HOUSE)
def stated_team(reading: Reading) -> Iterator[Hit]:
    """A number of engineers in the text that is not the company's."""
    engineers = reading.content.company.engineers
    if engineers is None:
        return
    for passage in reading.body:
        for match in _TEAM_OF.finditer(passage.text):
            stated = int(match.group("en") or match.group("fr"))
            if stated == engineers or _FUTURE.search(passage.text[max(0, match.start() - 60) : match.start()]):
                continue
            yield Hit(
                _("“%(words)s” contradicts the company’s facts: %(count)d engineers.")
                % {"words": quoted(match.group()), "count": engineers},
                _("One of the two is out of date."),
                **at(passage, match),
            )


def _contradictions(reading: Reading, rule_key: str) -> list[Contradiction]:
    return [one for one in contradictions(reading) if one.rule == rule_key]


def _of_the_whole(reading: Reading, rule_key: str, *, anchor: str) -> Iterator[Hit]:
    for one in _contradictions(reading, rule_key):
        yield Hit(one.message, one.reason, anchor=anchor, rests_on=one.rests_on)


def _numbers(stages) -> str:
    numbers = [str(number) for number in sorted(stages)]
    return _(" or ").join(numbers)
