"""Words that recur: what says the same, what is put together, and what a curator starts from."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.choices import LineKind
from postings.proposals import (
    THRESHOLDS,
    Group,
    Known,
    Said,
    Scope,
    asks_to_bring,
    degrees_at,
    group,
    key_from,
    key_of,
    shared_cues,
    similarity,
    statement_of,
    subject,
)

SCOPE = Scope("line", 1, "en")
DAY = datetime(2026, 11, 2, tzinfo=UTC)


def said(number: int, text: str, **fields) -> Said:
    defaults = {
        "kind": LineKind.MISSION,
        "posting": number,
        "company": number,
        "recruiter": number,
        "stage": 1,
        "at": DAY.replace(day=number % 28 + 1),
    }
    return Said(number, text, **(defaults | fields))


def together(*texts: str) -> list[list[int]]:
    """Which texts are put together, each group's numbers in order."""
    groups = group([said(number, text) for number, text in enumerate(texts)], SCOPE)
    return sorted([line.id for line in one.lines] for one in groups)


# What says the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You mentor junior developers.", "YOU MENTOR JUNIOR DEVELOPERS!"),
        ("You mentor junior developers.", "You will mentor our junior developer"),
        ("You’ll mentor junior developers.", "You'll mentor junior developers"),
        ("Vous êtes d’astreinte une semaine sur six", "vous etes d'astreinte une semaine sur six."),
        ("You lead a team of 5 engineers", "You lead a team of 12 engineers"),
        ("You lead two teams", "You lead 3 teams"),
        ("You own on-call duty", "You own on call duty"),
    ],
)
def test_case_accents_marks_small_words_plurals_and_numbers_make_no_difference(one, other):
    assert subject(one) == subject(other) != frozenset()


@pytest.mark.parametrize("text", ["", "   ", "You will have it.", "…", "\u0301"])
def test_what_has_no_subject_is_in_no_group(text):
    assert together(text, text, text) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # one word more, in lines of three words or more
        (["You mentor junior developers", "You mentor junior developers weekly"], [[0, 1]]),
        # another word of five
        (["You hire and manage remote data engineers", "You hire and manage remote mobile engineers"], [[0, 1]]),
        # another word of three: another mission
        (["You run the data platform", "You run the mobile platform"], [[0], [1]]),
        (["Travel", "Travel and German"], [[0], [1]]),
        (["You hire", "You code", "You hire", "You code"], [[0, 2], [1, 3]]),
    ],
)
def test_what_is_put_together(texts, expected):
    assert together(*texts) == expected


def test_likeness_goes_by_the_words_that_lead_not_from_line_to_line():
    chain = [
        "code ship test plan hire",
        "code ship test plan coach",
        "code ship test lead coach",
        "code ship sell lead coach",
    ]

    groups = group([said(number, text) for number, text in enumerate(chain)], SCOPE)

    for one in groups:
        words = [subject(line.text) for line in one.lines]
        assert any(all(similarity(leader, other) >= THRESHOLDS.similarity for other in words) for leader in words)
    assert max(len(one.lines) for one in groups) < len(chain)


# When it recurs


@pytest.mark.parametrize(
    ("lines", "recurs"),
    [
        ([(1, 1, 1), (2, 2, 1), (3, 1, 1)], True),  # two companies
        ([(1, 1, 1), (2, 1, 2), (3, 1, 1)], True),  # two recruiters
        ([(1, 1, 1), (2, 1, 1), (3, 1, 1)], False),  # one of each: somebody's habit
        ([(1, 1, 1), (1, 2, 2), (2, 3, 3)], False),  # two postings
    ],
)
def test_words_recur_from_three_postings_of_two_companies_or_recruiters(lines, recurs):
    found = [
        said(number, "You are on call.", posting=posting, company=company, recruiter=recruiter)
        for number, (posting, company, recruiter) in enumerate(lines)
    ]

    assert Group("key", tuple(found)).recurs() is recurs


def test_a_group_tells_its_commonest_wording_its_stages_and_since_when():
    lines = [
        said(1, "You are on call every  week.", stage=1),
        said(2, "You’re on call every week", stage=2),
        said(3, "You are on call every week.", stage=2),
        said(4, "You are on call every week, gladly", stage=2, posting=3),
    ]

    [one] = group(lines, SCOPE)

    assert (one.text, one.postings, one.stages) == ("You are on call every week.", 3, {"1": 1, "2": 2})
    assert (one.first_at, one.last_at) == (lines[0].at, lines[3].at)


# Keys that stay


def test_a_group_found_before_keeps_its_key_though_another_wording_is_the_commonest_now():
    old, new = "You hire and manage remote data engineers", "You hire and manage remote mobile engineers"
    [before] = group([said(1, old), said(2, old)], SCOPE)

    [after] = group([said(n, old if n == 1 else new) for n in range(1, 6)], SCOPE, [Known(before.key, before.text)])
    [gone] = group([said(n, new) for n in range(3)], SCOPE, [Known(before.key, before.text)])

    assert before.key == after.key == gone.key == key_of(SCOPE, subject(old))


def test_the_same_words_elsewhere_have_another_key():
    scopes = [SCOPE, Scope("line", 1, "fr"), Scope("line", 2, "en"), Scope("wording", 1, "en", mission=1)]
    scopes += [Scope("wording", 1, "en", skill=1)]

    assert len({group([said(1, "You hire")], scope)[0].key for scope in scopes}) == len(scopes)


# Whatever the words

SOME = "hire code teams team Équipe équipes data 12 you will the on-call café product vision"
WORDS = st.sampled_from(SOME.split(" "))
SENTENCES = st.lists(WORDS, max_size=7).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=60))


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(TEXTS, max_size=25),
    known=st.lists(st.tuples(st.text(max_size=5), TEXTS), max_size=4, unique_by=lambda one: one[0]),
    seed=st.integers(),
)
def test_any_lines_in_any_order_are_each_in_one_group_at_most(texts, known, seed):
    lines = [said(number, text, posting=number // 2) for number, text in enumerate(texts)]
    shuffled, seen = random.Random(seed).sample(lines, len(lines)), [Known(*one) for one in known]

    groups = group(lines, SCOPE, seen)

    assert group(shuffled, SCOPE, reversed(seen)) == groups
    ids = [line.id for one in groups for line in one.lines]
    assert sorted(ids) == [line.id for line in lines if subject(line.text)]
    assert len({one.key for one in groups}) == len(groups)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(SENTENCES, min_size=1, max_size=25))
def test_looking_again_finds_the_same(texts):
    lines = [said(number, text) for number, text in enumerate(texts)]
    first = group(lines, SCOPE)

    again = group(lines, SCOPE, [Known(one.key, one.text) for one in first])

    assert {line.id for one in again for line in one.lines} == {line.id for one in first for line in one.lines}
    assert {one.key for one in again} <= {one.key for one in first}


def test_many_lines_that_share_a_word_are_held_against_few(monkeypatch):
    compared = []

    def counted(one, other):
        compared.append(one)
        return similarity(one, other)

    monkeypatch.setattr("postings.proposals.similarity", counted)
    lines = [said(number, f"alpha beta {chr(97 + number // 26)}{chr(97 + number % 26)}") for number in range(676)]

    group(lines, SCOPE)

    assert len(compared) <= len(lines) * THRESHOLDS.compared


# What a curator starts from


@pytest.mark.parametrize(
    ("text", "language", "limit", "expected"),
    [
        ("You will own the roadmap.", "en", 200, "Own the roadmap"),
        ("You’ll own the roadmap", "en", 200, "Own the roadmap"),
        ("Vous portez la feuille de route.", "fr", 200, "Portez la feuille de route"),
        ("Own it.", "en", 200, "Own it"),
        ("You own the whole roadmap", "en", 12, "Own the"),
        ("", "en", 200, ""),
    ],
)
def test_a_statement_speaks_to_nobody(text, language, limit, expected):
    assert statement_of(text, language, limit) == expected


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("Own the roadmap", (), "own-the-roadmap"),
        ("Own the roadmap", ("own-the-roadmap",), "own-the-roadmap-2"),
        ("Être d’astreinte", (), "etre-dastreinte"),
        ("x" * 80, (), "x" * 44),
        ("one two three four five six seven eight nine ten", (), "one-two-three-four-five-six-seven-eight"),
        ("…", ("entry",), "entry-2"),
    ],
)
def test_a_key_is_made_of_words(text, taken, expected):
    assert key_from(text, taken) == expected


def test_cues_are_runs_of_words_that_most_wordings_share():
    texts = [
        "You share the night duty for outages.",
        "You will share our night duty with the team, paid",
        "You take your turn in the Night Duty",
    ]

    assert shared_cues(texts) == ["night duty"]
    assert shared_cues([]) == []


def test_a_stage_with_half_of_the_postings_counts_much():
    assert degrees_at({"1": 2, "2": 1, "3": 0}, 4, much="core", little="occasional") == {1: "core", 2: "occasional"}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [(["must", "nice", "mission"], True), (["must", "mission"], False), (["other"], False), ([], False)],
)
def test_what_somebody_must_bring_makes_a_skill(kinds, expected):
    assert asks_to_bring(kinds) is expected


@given(text=st.text(max_size=300), limit=st.integers(1, 60))
def test_what_a_curator_starts_from_fits_whatever_the_words(text, limit):
    assert len(statement_of(text, "en", limit)) <= limit
    assert 0 < len(key_from(text)) <= 44
    assert all(cue.strip() for cue in shared_cues([text, text.upper()]))
