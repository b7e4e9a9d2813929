"""Whether a posting fits its stage and the company's facts."""

from dataclasses import replace

import pytest

from postings.content import ContentCompany
from tests.postings import builders

from .helpers import CTO, found


def at_stage(number):
    return replace(builders.STAGE, number=number, name=CTO.stages[number - 1].name)


def company(engineers=None, phase=""):
    return ContentCompany(name="Marée", engineers=engineers, product_phase=phase)


@pytest.mark.parametrize(("count", "is_found"), [(0, True), (2, True), (3, False), (8, False), (9, True)])
def test_mission_count(count, is_found):
    lines = tuple(builders.line(number, f"You do {number}.") for number in range(1, count + 1))
    lines += (builders.line(99, "You speak English.", kind="must"),)

    assert [finding.anchor for finding in found("stage.mission-count", lines=lines)] == ["lines-mission"] * is_found


@pytest.mark.parametrize(
    ("title", "is_found"),
    [
        ("VP of Engineering", True),
        ("Head of Engineering", True),
        ("Lead developer", True),
        ("Lead dev", True),
        ("Tech lead", True),
        ("Chief Information Officer", True),
        ("Product manager", True),
        ("CTO", False),
        ("CTO (Head of Engineering)", False),
        ("Chief Technology Officer", False),
        ("Technical Director", False),
        ("Responsable technique", False),
        ("", False),
    ],
)
def test_a_title_of_another_role(title, is_found):
    findings = found("stage.other-role", title=title)

    assert [(finding.anchor, finding.fix.text) for finding in findings] == (
        [("id_title", "Chief Technical Officer")] if is_found else []
    )
    assert found("stage.other-role", title=title, reference=None) == []


def test_a_title_of_another_role_says_which_stage_it_reads_as():
    (finding,) = found("stage.other-role", title="Lead developer", stage=at_stage(3))

    assert finding.message == ("“Lead developer” is the title of another role. Candidates would read it as stage 1.")


@pytest.mark.parametrize(
    ("title", "number", "is_found"),
    [
        ("Founding CTO", 1, False),
        ("Founding CTO", 3, True),
        ("CTO and co-founder", 2, True),
        ("Group CTO", 1, True),
        ("Group CTO", 3, False),
        ("Hands-on CTO", 3, True),
        ("Hands-on CTO", 2, False),
        ("CTO", 2, False),
    ],
)
def test_a_title_that_reads_as_another_stage(title, number, is_found):
    assert len(found("stage.title", title=title, stage=at_stage(number))) == is_found


@pytest.mark.parametrize(
    ("mission", "number", "is_found"),
    [
        ("budget", 1, True),
        ("budget", 3, False),
        ("bricks", 2, True),
        ("architecture", 2, False),
        ("architecture", 3, True),
        ("gone", 1, False),
        (None, 1, False),
    ],
)
def test_a_mission_of_other_stages_only(mission, number, is_found):
    lines = (builders.line(5, "You do it.", mission=mission),)

    findings = found("stage.foreign-mission", lines=lines, stage=at_stage(number))

    assert [(finding.line, finding.start, finding.end, finding.fix.text) for finding in findings] == (
        [(5, 0, 10, None)] if is_found else []
    )


def test_the_contradiction_is_a_plain_sentence():
    lines = (builders.line(1, "You code."), builders.line(2, "You plan the money.", mission="budget"))

    (finding,) = found("stage.foreign-mission", lines=lines, stage=at_stage(1), company=company(2))

    assert finding.message == (
        "You look for somebody to build the product with 2 engineers, and line 2 asks to manage the budget."
    )


@pytest.mark.parametrize(
    ("engineers", "number", "is_found"),
    [(None, 1, False), (2, 1, False), (3, 1, True), (3, 2, False), (40, 2, True), (15, 3, True), (400, 3, False)],
)
def test_team_size(engineers, number, is_found):
    findings = found("stage.team-size", company=company(engineers), stage=at_stage(number))

    assert [finding.anchor for finding in findings] == ["id_stage"] * is_found


@pytest.mark.parametrize(
    ("text", "engineers", "words"),
    [
        ("You run several teams", 2, ["several teams"]),
        ("You mentor engineering managers", 5, ["engineering managers"]),
        ("Vous pilotez plusieurs équipes", 3, ["plusieurs équipes"]),
        ("You run several teams", 30, []),
        ("You run several teams", None, []),
        ("You run the team", 2, []),
    ],
)
def test_several_teams(text, engineers, words):
    lines = (builders.line(1, text),)

    findings = found("stage.several-teams", lines=lines, company=company(engineers))

    assert [text[finding.start : finding.end] for finding in findings] == words


def test_a_line_that_belongs_to_another_stage_is_not_said_to_speak_of_several_teams_too():
    lines = (builders.line(1, "You run several teams", mission=None, about="mission:budget"),)

    assert found("stage.several-teams", lines=lines, company=company(2), stage=at_stage(1)) == []
    assert len(found("stage.foreign-mission", lines=lines, company=company(2), stage=at_stage(1))) == 1


@pytest.mark.parametrize(
    ("rule", "fields", "anchor"),
    [
        ("stage.people", {"company": ContentCompany(name="M", people=20)}, "id_stage"),
        ("stage.people", {"company": ContentCompany(name="M", people=3, engineers=9)}, "id_stage"),
        ("stage.technical-share", {"lines": (builders.line(1, "You do it.", mission="budget"),)}, "lines-mission"),
    ],
)
def test_what_the_whole_posting_contradicts(rule, fields, anchor):
    stage = replace(at_stage(3 if "company" in fields else 2), lean="balanced")

    assert [one.anchor for one in found(rule, stage=stage, **fields)] == [anchor]


@pytest.mark.parametrize(
    ("text", "facts", "words"),
    [
        ("You build it from scratch", company(1, "in_use"), ["from scratch"]),
        ("Vous partez d’une page blanche", company(1, "established"), ["page blanche"]),
        ("You build it from scratch", company(1, "idea"), []),
        ("You are our first engineer", company(6), ["first engineer"]),
        ("Vous êtes la première recrue technique", company(6), ["première recrue technique"]),
        ("You are our first engineer", company(0), []),
        ("You recruit the first team", company(6), []),
    ],
)
def test_words_that_contradict_facts(text, facts, words):
    findings = found("stage.from-scratch", lines=(builders.line(1, text),), company=facts)

    assert [text[finding.start : finding.end] for finding in findings] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You join our team of 8 engineers", ["our team of 8 engineers"]),
        ("Vous rejoignez une équipe de 8 développeurs", ["une équipe de 8 développeurs"]),
        ("You join our team of 3 engineers", []),
        ("You grow into a team of 8 engineers", []),
        ("You join a company of 80", []),
    ],
)
def test_a_stated_team(text, words):
    findings = found("stage.stated-team", lines=(builders.line(1, text),), company=company(3))

    assert [text[finding.start : finding.end] for finding in findings] == words
