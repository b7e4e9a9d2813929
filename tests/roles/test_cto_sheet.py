"""The sheet that ships: every fact of the source, both languages, no figure that the source lacks."""

import re

import pytest

from roles.reference.kinds import LANGUAGES, TextsByStage
from roles.reference.kinds import Texts as TextsKind
from roles.reference.rows import plain

FACTS = [
    *["F1", "F2", "F3", "F4", "F5", "F6"],
    *["S1", "S2", "S3", "S4", "S5", "S6", "S7"],
    *["W1", "W2", "W3", "W4"],
    *["P1", "P2", "P3", "P4"],
    *["K1", "K2", "K3", "K4"],
    *["T1", "M1", "C1"],
    *["ESCO", "ONET", "ROME"],
]
"""Ids of the source's facts.

F: the role (title, what it is, who hires one, why, rank, cost of not finding one). S: the stages, and what is
not known of them. W: whom it works with. P: the problems it solves, which are the areas of missions. K: skills.
T: training. M: pay, of which the source has no figure. C: career. ESCO, ONET, ROME: public classifications.
"""


def texts_of(value) -> list[str]:
    """Every text within a plain value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_of(item)]
    return [text for item in value for text in texts_of(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_covered_by_some_entry(sheet, fact):
    assert [str(entry) for entry in sheet if fact in entry.facts] != []


def test_no_entry_names_a_fact_that_the_source_does_not_have(sheet):
    assert {fact for entry in sheet for fact in entry.facts} - set(FACTS) == set()


def test_no_salary_figure(sheet):
    money = re.compile(r"[€$£]|\b(EUR|USD|GBP|euros?|dollars?|k€)\b|\d\s?k\b|\b\d{2,3}[.,  ]?000\b", re.IGNORECASE)

    found = [
        (str(entry), text)
        for entry in sheet
        if entry.part != "codes"
        for text in texts_of(plain(entry))
        if money.search(text)
    ]

    assert found == []


def test_only_the_growing_stage_has_a_share_that_the_source_knows(sheet):
    assert {stage.number: stage.technical_percent for stage in sheet.parts["stages"]} == {1: None, 2: 50, 3: None}
    assert {stage.number: stage.lean for stage in sheet.parts["stages"]} == {
        1: "technical",
        2: "balanced",
        3: "management",
    }


def test_both_languages_are_complete_and_not_copies_of_each_other(sheet):
    """A text is the same in both only where it is a name."""
    same = []
    for entry in sheet:
        for name, kind in entry.kinds().items():
            value = getattr(entry, name)
            pairs = [value] if isinstance(kind, TextsKind) else []
            pairs += value.values() if isinstance(kind, TextsByStage) else []
            assert all(sorted(pair) == sorted(LANGUAGES) and all(pair.values()) for pair in pairs)
            same += [pair["en"] for pair in pairs if pair["en"] == pair["fr"]]

    assert [text for text in same if len(text.split()) > 3] == []


def test_every_stage_has_missions_in_every_area_and_core_ones_to_start_a_posting(sheet):
    for number in (1, 2, 3):
        at_stage = [mission for mission in sheet.parts["missions"] if number in mission.stages]
        core = [mission for mission in at_stage if mission.stages[number] == "core"]
        assert {mission.area for mission in at_stage} == {"technical", "technological", "managerial", "strategic"}
        assert 5 <= len(core) <= 12


def test_each_mission_and_skill_has_cue_words_in_both_languages(sheet):
    entries = [*sheet.parts["missions"], *sheet.parts["skills"]]

    assert [entry.key for entry in entries if not all(len(entry.cues[lang]) >= 2 for lang in LANGUAGES)] == []


def test_the_roadmap_is_core_at_every_stage(sheet):
    roadmap = [mission for mission in sheet.parts["missions"] if "S4" in mission.facts]

    assert [mission.stages for mission in roadmap] == [{1: "core", 2: "core", 3: "core"}]
