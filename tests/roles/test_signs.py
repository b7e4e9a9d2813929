"""Signs of a stage: the database and the file refuse what makes no sense."""

import pytest
from django.db import IntegrityError, transaction

from roles.models import Sign
from roles.reference.format import parse
from roles.reference.nodes import MalformedSheet
from tests.factories.roles import RoleFactory

from .test_format import SMALL

GOOD = {"fact": "engineers", "at_least": 1, "stage": 2, "weight": 3, "reason_en": "Because."}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("sign_stage_1_to_3", {"stage": 4}),
        ("sign_weight_1_to_5", {"weight": 0}),
        ("sign_weight_1_to_5", {"weight": 6}),
        ("sign_number_or_answer", {"answer": "yes"}),
        ("sign_number_or_answer", {"fact": "in_use"}),
        ("sign_number_or_answer", {"fact": "in_use", "answer": "yes"}),
        ("sign_bounds_in_order", {"at_least": 2, "at_most": 1}),
    ],
)
def test_the_database_refuses(db, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Sign.objects.create(role=RoleFactory(), key="sign", **(GOOD | fields))


def test_a_sign_is_read_as_the_diagnosis_wants_it(db):
    sign = Sign.objects.create(role=RoleFactory(), key="sign", **GOOD).as_sign()

    assert (sign.fact, sign.stage, sign.weight, sign.reason, sign.at_least) == ("engineers", 2, 3, "Because.", 1)


ENTRY = """signs:
  - key: sign
    fact: engineers
    at_least: 0
    at_most: 2
    answer: null
    stage: 1
    weight: 3
    reason: {en: Because., fr: Parce que.}
    facts: []
"""


def test_a_sign_is_read_from_a_file():
    (sign,) = parse(SMALL.replace("signs: []\n", ENTRY), "cook.yaml").parts["signs"]

    assert (sign.fact, sign.at_least, sign.at_most, sign.answer, sign.reason["fr"]) == (
        "engineers",
        0,
        2,
        "",
        "Parce que.",
    )


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("answer: null", "answer: 'yes'", "a question with answers needs one of them"),
        ("fact: engineers", "fact: in_use", "a question with answers needs one of them"),
        ("fact: engineers", "fact: shoes", "'shoes' is none of"),
        ("at_least: 0", "at_least: 3", "at_least is above at_most"),
        ("stage: 1", "stage: 2", "the sheet has no stage 2"),
        ("weight: 3", "weight: 9", "a whole number from 1 to 5"),
    ],
)
def test_a_bad_sign_is_refused_with_its_line_and_reason(good, bad, problem):
    with pytest.raises(MalformedSheet) as refused:
        parse(SMALL.replace("signs: []\n", ENTRY.replace(good, bad)), "cook.yaml")

    assert problem in str(refused.value.problems[0])
