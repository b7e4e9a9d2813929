"""The whole run: sorted, the same each time, never an exception, offsets on the words."""

import time
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.checks import RULES, Draft, Severity, run
from postings.content import Pay
from postings.places import Place
from tests.postings import builders

from .helpers import CTO, TODAY, draft

FAMILIES = {"law", "stage", "inclusive", "clarity", "completeness"}
SEEDS = [
    "under 35", "jeune", "young", "salary depending on profile", "selon profil", "from €", "current salary", "rockstar",
    "!!", "WE ARE HIRING NOW", "5+ years of experience", "ans d'expérience", "first engineer", "several teams", "CDI",
    "lead", "co-operate", "fiches de paie", ". ", "\n", "é", "İ", "ß", "\u00a0", "\u200b", "👩🏽‍💻",
    "e.g.", "(F/H)", "team of 8 engineers",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120), st.lists(st.one_of(st.sampled_from(SEEDS), st.text(max_size=8)), max_size=12).map(" ".join)
)
AMOUNTS = st.one_of(st.none(), st.decimals(allow_nan=True, allow_infinity=True), st.integers(-5, 200).map(Decimal))
CONTENTS = st.builds(
    builders.content,
    title=TEXTS,
    language=st.sampled_from(["en", "fr", "de", ""]),
    summary=TEXTS,
    benefits=TEXTS,
    pay_note=TEXTS,
    remote_note=TEXTS,
    contact_name=TEXTS,
    remote=st.sampled_from(["", "remote", "hybrid", "x"]),
    contract=st.sampled_from(["", "permanent", "fixed_term", "founder", "x"]),
    process=st.lists(TEXTS, max_size=2).map(tuple),
    places=st.lists(
        st.builds(Place, TEXTS, st.sampled_from(["FR", "US", "CA", "GB", "LT", "??", ""]), TEXTS), max_size=2
    ).map(tuple),
    pay=st.one_of(
        st.none(),
        st.builds(Pay, st.sampled_from(["EUR", "CAD", "", "é"]), st.sampled_from(["year", "", "x"]), AMOUNTS, AMOUNTS),
    ),
    lines=st.lists(
        st.builds(
            builders.line,
            st.integers(1, 9),
            TEXTS,
            kind=st.sampled_from(["mission", "must", "nice", "other", "x"]),
            mission=st.sampled_from([None, "budget", "bricks", "gone"]),
        ),
        max_size=6,
        unique_by=lambda line: line.id,
    ).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(content=CONTENTS, reference=st.sampled_from([None, CTO]))
def test_any_text_is_checked_without_an_exception(content, reference):
    findings = run(Draft(content, reference, TODAY))

    texts = {line.id: line.text for line in content.lines}
    for finding in findings:
        assert finding.rule in RULES
        assert finding.message
        assert finding.reason
        assert finding.evidence.source
        if finding.line is None:
            assert (finding.start, finding.end) == (0, 0)
            assert finding.anchor
        else:
            text = texts[finding.line]
            assert 0 <= finding.start < finding.end <= len(text)
            assert text[finding.start : finding.end].strip()
            assert finding.fix is None or finding.fix.text is None or finding.fix.text != text
    assert findings == run(Draft(content, reference, TODAY))


def test_every_rule_has_evidence_and_belongs_to_a_family():
    assert {rule.family for rule in RULES.values()} == FAMILIES
    assert [key for key, rule in RULES.items() if not (str(rule.evidence.source) and rule.evidence.strength)] == []
    assert [key for key, rule in RULES.items() if key != rule.key] == []


def test_two_rules_of_one_name_are_refused():
    from postings.checks.registry import rule

    with pytest.raises(ValueError, match=r"law\.age"):
        rule("law.age", Severity.BLOCKS, "x", "law")(lambda reading: iter(()))


def test_findings_are_sorted_by_severity_then_line():
    lines = (
        builders.line(9, "You are a rockstar!! You are under 35."),
        builders.line(4, "You are under 30."),
        builders.line(5, "You plan the work of the team."),
    )
    findings = run(draft(lines=lines, title="CTO", language="en", answer_days=3))

    order = [list(Severity).index(finding.severity) for finding in findings]
    assert order == sorted(order)
    assert [finding.line for finding in findings if finding.rule == "law.age"] == [9, 4]


def test_findings_are_worded_in_the_language_in_use():
    with translation.override("fr"):
        findings = run(draft())

    assert all(isinstance(finding.evidence.source, str) for finding in findings)


def test_a_good_posting_is_blocked_by_nothing():
    findings = run(Draft(builders.FULL, CTO, TODAY))

    # It is worded in English for Nantes.
    assert [finding.rule for finding in findings if finding.severity == "blocks"] == ["law.french-text"]


@pytest.mark.parametrize("text", ["\r", " ", "\u2003\n"])
def test_a_line_of_white_space_has_no_words_to_point_at(text):
    assert [finding for finding in run(draft(lines=(builders.line(1, text),))) if finding.line is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "under " * 4000,
        "a " * 12000,
        "jeune " * 4000,
        "AAAA " * 4000,
        "A" * 24000,
        "salary depending on " * 1200,
        "current salary " * 1600,
        "!" * 24000,
        "?!" * 12000,
        "!! " * 8000,
        "young engineer. current salary? " * 800,
        "1 2 3 years " * 2000,
        "." * 24000,
        " " * 24000,
        "-a" * 12000,
        "équipe de 3 " * 2000,
        "e.g. " * 4800,
    ],
)
def test_long_lines_take_no_long_time(text):
    lines = (builders.line(1, text), builders.line(2, text, kind="must"))
    start = time.process_time()

    run(draft(lines=lines, summary=text, title=text))

    assert time.process_time() - start < 3


def test_a_rule_stops_after_200_findings():
    findings = run(draft(lines=(builders.line(1, "!! " * 500),)))

    assert sum(finding.rule == "clarity.shouting" for finding in findings) == 200


def test_the_day_decides():
    place = (Place("Denver", "US", "Colorado"),)

    before = run(draft(places=place, today=date(2020, 12, 31)))
    after = run(draft(places=place, today=date(2021, 1, 1)))

    assert [finding.rule for finding in before if finding.rule == "law.pay-range"] == []
    assert [finding.rule for finding in after if finding.rule == "law.pay-range"] == ["law.pay-range"]
