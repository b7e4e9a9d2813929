"""Whether a posting reads well."""

import pytest

from tests.postings import builders

from .helpers import found, words_found


@pytest.mark.parametrize(("count", "is_found"), [(0, True), (293, True), (298, False), (690, False), (710, True)])
def test_length(count, is_found):
    # The title has three words.
    fields = {"summary": "word " * count, "lines": ()}

    assert [finding.anchor for finding in found("clarity.length", **fields)] == ["id_summary"] * is_found


def test_the_evidence_on_length_conflicts():
    (finding,) = found("clarity.length")

    assert finding.evidence.strength == "mixed evidence"
    assert "conflict" in finding.evidence.source


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("word " * 30, 0),
        ("word " * 31, 1),
        ("word " * 20 + ". " + "word " * 20, 0),
        ("word " * 20 + "e.g. Python 3.11 " + "word " * 8, 1),
        ("Short. " + "mot " * 31 + "! Court.", 1),
    ],
)
def test_long_sentences(text, count):
    words = words_found("clarity.long-sentence", text)

    assert len(words) == count
    assert all(word == word.strip() for word in words)


@pytest.mark.parametrize(
    ("text", "words", "fixed"),
    [
        ("Join us!!", ["!!"], "Join us."),
        ("Really?!!", ["?!!"], "Really."),
        ("Join us!", [], None),
        ("WE ARE HIRING now", ["WE ARE HIRING"], "We are hiring now"),
        ("You own the ROADMAP.", ["ROADMAP"], "You own the roadmap."),
        ("NOTRE ÉQUIPE grandit", ["NOTRE ÉQUIPE"], "Notre équipe grandit"),
        ("You know AWS, GDPR, SQL and HTTPS", [], None),
        ("R&D, CI/CD, PCI-DSS", [], None),
        ("A CTO for our API", [], None),
    ],
)
def test_shouting(text, words, fixed):
    assert words_found("clarity.shouting", text) == words
    findings = found("clarity.shouting", lines=(builders.line(1, text),))
    assert [finding.fix.text for finding in findings] == ([fixed] if fixed else [])


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("A coding ninja", "en", ["ninja"]),
        ("You hit the ground running.", "en", ["hit the ground running"]),
        ("A fast-paced place", "en", ["fast-paced"]),
        ("Un vrai couteau suisse", "fr", ["couteau suisse"]),
        ("Un poste challengeant", "fr", ["challengeant"]),
        ("You run the ninjas-js library", "en", []),
        ("A fast page", "en", []),
        ("Un suisse", "fr", []),
    ],
)
def test_jargon(text, language, words):
    assert words_found("clarity.jargon", text, language=language) == words


def test_jargon_with_a_plain_word_is_fixed():
    (finding,) = found("clarity.jargon", lines=(builders.line(1, "You utilise cutting-edge tools"),))[:1]

    assert finding.fix.text == "You use cutting-edge tools"


@pytest.mark.parametrize(
    ("title", "fixed"),
    [("Rockstar CTO", "CTO"), ("CTO, visionary", "CTO,"), ("Super CTO", "CTO"), ("CTO", None), ("Supervisor", None)],
)
def test_inflated_titles(title, fixed):
    findings = found("clarity.inflated-title", title=title)

    assert [finding.fix.text for finding in findings] == ([fixed] if fixed else [])


@pytest.mark.parametrize(("count", "is_found"), [(8, False), (9, True)])
def test_many_musts(count, is_found):
    lines = tuple(builders.line(number, f"You know {number}.", kind="must") for number in range(count))

    assert [finding.anchor for finding in found("clarity.many-musts", lines=lines)] == ["lines-must"] * is_found


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("5+ years of experience", "must", ["5+ years of experience"]),
        ("At least five years in a team", "must", ["At least five years"]),
        ("10 ans d'expérience", "must", ["10 ans d'expérience"]),
        ("5 years of experience, because the regulator asks for it", "must", []),
        ("10 ans d’expérience car la loi l’exige", "must", []),
        ("5+ years of experience", "nice", []),
        ("You have led a team", "must", []),
        ("A company founded 5 years ago", "must", []),
    ],
)
def test_years(text, kind, words):
    assert words_found("clarity.years", text, kind=kind) == words


def test_the_same_thing_twice():
    lines = (
        builders.line(1, "You recruit and mentor the engineers of the team."),
        builders.line(2, "You write code every day."),
        builders.line(3, "You mentor and recruit the engineers of the team!", kind="must"),
        builders.line(4, "You write the roadmap every year."),
    )

    findings = found("clarity.repeat", lines=lines)

    assert [(finding.line, finding.start, finding.end, finding.fix.text) for finding in findings] == [(3, 0, 49, None)]
    assert findings[0].message.startswith("Line 3 says much the same as line 1")


def test_one_line_many_times_is_found_each_time():
    lines = tuple(builders.line(number, "You recruit the engineers.") for number in range(1, 31))

    assert [finding.line for finding in found("clarity.repeat", lines=lines)] == list(range(2, 31))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("We offer 30 days of holiday", True),
        ("5 years of experience in Java", True),
        ("Founded in 2019, we make maps", True),
        ("Send your CV to us", True),
        ("jobs@example.com", True),
        ("Your missions:", True),
        ("Code", True),
        ("Nous proposons une mutuelle", True),
        ("Solide expérience en Python", True),
        ("Nous sommes une équipe de 12", True),
        ("Vos missions :", True),
        ("You offer advice to the board", False),
        ("Recruit the first engineers", False),
        ("Experience design reviews", False),
        ("Vous proposez une architecture", False),
        ("Founded teams need you: you will structure them", False),
    ],
)
def test_lines_that_are_no_mission(text, is_found):
    assert words_found("clarity.not-a-mission", text) == [text] * is_found
    assert words_found("clarity.not-a-mission", text, kind="other") == []
