"""Coded words, counted as Gender Decoder counts them."""

import pytest

from postings.checks.data.coded_words import EXEMPTABLE, FEMININE, MASCULINE
from postings.checks.inclusive import assess, score
from tests.postings import builders

from .helpers import draft, found


@pytest.mark.parametrize(
    ("text", "masculine", "feminine", "result"),
    [
        ("", 0, 0, "empty"),
        ("A job.", 0, 0, "empty"),
        ("active support", 1, 1, "neutral"),
        ("support", 0, 1, "feminine-coded"),
        ("support, share and trust", 0, 3, "feminine-coded"),
        ("support, share, trust, together", 0, 4, "strongly feminine-coded"),
        ("lead", 1, 0, "masculine-coded"),
        ("lead lead lead", 3, 0, "masculine-coded"),
        ("lead lead lead lead", 4, 0, "strongly masculine-coded"),
        ("LEADING Leader", 2, 0, "masculine-coded"),
        ("mislead", 0, 0, "empty"),
        ("SharePoint", 0, 0, "empty"),
        ("sharepoint, shared", 0, 1, "feminine-coded"),
        ("interpersonal", 0, 1, "feminine-coded"),
        ("dominant", 1, 0, "masculine-coded"),
        ("inter-personal skills", 0, 1, "feminine-coded"),
        ("co-operation", 0, 1, "feminine-coded"),
        ("self-reliant", 1, 0, "masculine-coded"),
        ("data-driven, well-supported", 1, 1, "neutral"),
        ("lead-support", 1, 1, "neutral"),
        ("(lead)/[lead] “lead” lead…", 4, 0, "strongly masculine-coded"),
        ("competitive/committed", 1, 1, "neutral"),
        ("décisive", 0, 0, "empty"),
    ],
)
def test_score(text, masculine, feminine, result):
    counted = score(text)

    assert (counted.masculine, counted.feminine, counted.result) == (masculine, feminine, result)


@pytest.mark.parametrize("stem", sorted(MASCULINE | FEMININE))
def test_each_stem_counts_once(stem):
    counted = score(stem)

    assert (counted.masculine, counted.feminine) == ((1, 0) if stem in MASCULINE else (0, 1))


def test_no_stem_is_coded_both_ways():
    assert frozenset() == MASCULINE & FEMININE


def test_exempt_stems_are_not_counted_and_shown():
    counted = score("You lead, analyse and respond; a champion.", exempt=EXEMPTABLE["cto"])

    assert (counted.masculine, counted.feminine, counted.result) == (1, 0, "masculine-coded")
    assert [(word.text, word.exempt) for word in counted.words] == [
        ("lead", True),
        ("analyse", True),
        ("respond", True),
        ("champion", False),
    ]


def test_words_know_where_they_stand():
    text = "Well-driven; co-operate"

    assert [text[word.start : word.end] for word in score(text).words] == ["driven", "co-operate"]


def test_french_is_not_assessed():
    assert assess(builders.content(language="fr", summary="lead")).result == "not assessed"


def test_findings_name_the_words_of_a_posting_that_leans_masculine():
    lines = (builders.line(1, "You lead a competitive team."),)

    assert [(finding.line, finding.start, finding.end) for finding in found("inclusive.coded-word", lines=lines)] == [
        (1, 4, 8),
        (1, 11, 22),
    ]
    assert [finding.anchor for finding in found("inclusive.balance", lines=lines)] == ["id_summary"]


@pytest.mark.parametrize("fields", [{"summary": "support"}, {"language": "fr"}, {"exempt": {"lead"}}])
def test_no_findings_where_it_does_not_lean_masculine(fields):
    lines = (builders.line(1, "You lead."),)

    assert found("inclusive.coded-word", lines=lines, **fields) == []
    assert found("inclusive.balance", lines=lines, **fields) == []


def test_the_evidence_is_said_to_be_mixed():
    lines = (builders.line(1, "You lead."),)
    (finding,) = found("inclusive.balance", lines=lines)

    assert finding.evidence.strength == "mixed evidence"
    assert "Castilla and Rho 2023" in finding.evidence.source
    assert draft().exempt_stems == frozenset()
