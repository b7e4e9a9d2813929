"""What following a template takes, as pure rules."""

from types import SimpleNamespace

import pytest

from postings.locks import LOCKABLE, TEMPLATE_FACTS, facts_of, following, plan_lines
from postings.models import Posting, Template


def line(text, *, dropped=False, kind="other"):
    return SimpleNamespace(text=text, dropped_at="then" if dropped else None, kind=kind)


def outcome(wanted, lines):
    """The plan in words: what each line becomes, and what is added."""
    plan = plan_lines(wanted, lines)
    became = [(line.text, text) for line, text in plan.reword]
    return became, [line.text for line in plan.drop], list(plan.add)


@pytest.mark.parametrize(
    ("wanted", "lines", "expected"),
    [
        ([], [], ([], [], [])),
        (["A"], [line("A")], ([], [], [])),
        (["A", "B"], [], ([], [], ["A", "B"])),
        (["A", "B"], [line("B"), line("A")], ([], [], [])),  # the order is the posting's own
        (["A", "B"], [line("A"), line("b")], ([("b", "B")], [], [])),
        (["A"], [line("A"), line("B")], ([], ["B"], [])),
        (["A", "B", "C"], [line("x")], ([("x", "A")], [], ["B", "C"])),
        (["A"], [line("A", dropped=True)], ([("A", "A")], [], [])),
        (["A"], [line("A", kind="nice")], ([("A", "A")], [], [])),
        (["A"], [line("gone", dropped=True), line("here")], ([("here", "A")], ["gone"], [])),
        (["A", "A"], [line("A")], ([], [], ["A"])),
        (["A"], [line("A"), line("A")], ([], ["A"], [])),
    ],
)
def test_lines_become_those_of_the_template(wanted, lines, expected):
    assert outcome(wanted, lines) == expected


def test_only_what_is_locked_and_differs_is_written():
    template = Template(benefits="A bike", process="A call", contract="permanent", locked=["benefits", "contract"])
    posting = Posting(benefits="None", process="None", contract="permanent")

    change = following(template, posting, [])

    assert (change.facts, bool(change.lines), change.names) == ({"benefits": "A bike"}, False, ["benefits"])


def test_line_ends_are_no_difference():
    template = Template(benefits="A\r\nB", locked=["benefits"])

    assert not following(template, Posting(benefits="A\nB"), [])


def test_a_template_gives_what_it_says_something_about():
    template = Template(benefits="A bike", answer_days=5, places=[], remote="", contact_name="Jobs")

    assert facts_of(template) == {"benefits": "A bike", "answer_days": 5, "contact_name": "Jobs"}


def test_each_fact_of_a_template_is_one_of_a_posting_and_can_be_locked():
    for name in TEMPLATE_FACTS:
        mine, theirs = (model._meta.get_field(name) for model in (Template, Posting))
        assert (type(mine), mine.max_length) == (type(theirs), theirs.max_length)
    own = {"company", "name", "language", "locked", "created_by", "created_at", "updated_at", "retired_at", "id"}
    assert {field.name for field in Template._meta.concrete_fields} == own | set(LOCKABLE)
