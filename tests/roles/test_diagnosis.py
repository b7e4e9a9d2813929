from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.diagnosis import Answer, Coder, CompanyFacts, Manager, StageSign, diagnose
from roles.reference.format import read_sheet

SHEET = Path(__file__).resolve().parents[2] / "roles" / "reference" / "cto.yaml"
DEFAULTS = [
    StageSign(sign.fact, sign.stage, sign.weight, sign.reason["en"], sign.at_least, sign.at_most, sign.answer)
    for sign in read_sheet(SHEET).parts["signs"]
]

FACTS = st.builds(
    CompanyFacts,
    people=st.none() | st.integers(0, 100_000),
    engineers=st.none() | st.integers(0, 10_000),
    engineers_next_year=st.none() | st.integers(0, 10_000),
    in_use=st.none() | st.sampled_from(Answer.values),
    coder=st.none() | st.sampled_from(Coder.values),
    manager=st.none() | st.sampled_from(Manager.values),
    rests_on_tech=st.none() | st.sampled_from(Answer.values),
    hands_on=st.none() | st.integers(0, 100),
)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({}, 1),
        ({"engineers": 0, "in_use": "no", "coder": "nobody"}, 1),
        ({"engineers": 1, "coder": "outside", "people": 5}, 1),
        ({"engineers": 6, "in_use": "yes", "manager": "founder"}, 2),
        ({"engineers": 12, "engineers_next_year": 18, "manager": "engineer"}, 2),
        ({"engineers": 15}, 2),
        ({"engineers": 16}, 3),
        ({"engineers": 40, "manager": "managers", "people": 150}, 3),
        ({"hands_on": 90}, 1),
        ({"hands_on": 50}, 2),
        ({"hands_on": 10}, 3),
        ({"engineers": 2, "engineers_next_year": 10, "manager": "engineer", "in_use": "yes"}, 2),
    ],
)
def test_facts_call_for_a_stage(facts, stage):
    assert diagnose(CompanyFacts(**facts), DEFAULTS).stage == stage


def test_the_reasons_are_the_signs_seen_the_weightiest_first():
    diagnosis = diagnose(CompanyFacts(engineers=6, in_use="yes", people=22), DEFAULTS)

    assert diagnosis.reasons[0] == "With 6 engineers, there is a team to lead and still much to build."
    assert len(diagnosis.reasons) == 3


def test_what_speaks_for_the_runner_up_is_said_too():
    diagnosis = diagnose(CompanyFacts(engineers=6, in_use="no"), DEFAULTS)

    assert (diagnosis.stage, diagnosis.runner_up) == (2, 1)
    assert diagnosis.against == ("Nothing is in use yet: the first version has to be built.",)


def test_what_would_tip_it_is_the_smallest_change_of_a_fact():
    diagnosis = diagnose(CompanyFacts(engineers=15), DEFAULTS)
    other = diagnose(CompanyFacts(engineers=15, manager="managers"), DEFAULTS)

    assert diagnosis.tips[0].startswith("It would be #1 with ")
    assert other.tips[0] == "It would be #3 with 16 or more: engineers today."


def test_unknown_facts_lower_the_confidence():
    few = diagnose(CompanyFacts(engineers=6), DEFAULTS)
    more = diagnose(CompanyFacts(engineers=6, people=22, in_use="yes", manager="founder"), DEFAULTS)

    assert few.stage == more.stage == 2
    assert few.confidence < more.confidence
    assert "people" in few.unknown


def test_nothing_known_gives_an_answer_without_confidence():
    diagnosis = diagnose(CompanyFacts(), DEFAULTS)

    assert (diagnosis.confidence, diagnosis.reasons, set(diagnosis.shares.values())) == (0, (), {0})


def test_equal_weights_go_to_the_earlier_stage():
    signs = [StageSign("people", 3, 2, "three"), StageSign("people", 2, 2, "two")]

    assert diagnose(CompanyFacts(people=1), signs).stage == 2


@given(FACTS)
def test_every_combination_gives_an_answer(facts):
    diagnosis = diagnose(facts, DEFAULTS)

    assert diagnosis.stage in {1, 2, 3} - {diagnosis.runner_up}
    assert 0 <= diagnosis.confidence <= 1
    assert sum(diagnosis.shares.values()) in (0, 1)
    assert not any("%(" in sentence for sentence in (*diagnosis.reasons, *diagnosis.against, *diagnosis.tips))


def test_every_choice_of_answers_gives_an_answer():
    for in_use, coder, manager, rests in product([None, *Answer], [None, *Coder], [None, *Manager], [None, *Answer]):
        facts = CompanyFacts(in_use=in_use, coder=coder, manager=manager, rests_on_tech=rests)
        assert diagnose(facts, DEFAULTS).confidence >= Fraction(0)
