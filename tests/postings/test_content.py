from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.utils import timezone

from postings.content import Content, ContentQuestion, draft_content, split_lines
from tests.factories.postings import LineFactory, PostingFactory, QuestionFactory
from tests.factories.roles import MissionFactory

from .builders import FULL, content, line


@pytest.mark.parametrize("value", [FULL, content()])
def test_content_survives_being_stored(value):
    assert Content.from_data(value.as_data()) == value


def test_equal_texts_have_equal_digests_whatever_rows_they_came_from():
    other_rows = replace(FULL, lines=tuple(replace(item, id=item.id + 100) for item in FULL.lines))

    assert other_rows.digest == FULL.digest


def test_what_a_line_is_about_is_kept_and_leaves_the_digest_alone():
    about = replace(FULL, lines=tuple(replace(item, about="mission:recruit") for item in FULL.lines))

    assert Content.from_data(about.as_data()) == about
    assert about.digest == FULL.digest


def test_the_digest_of_a_text_stays_what_it_was_when_versions_were_frozen():
    assert FULL.digest == "74b3ca499c9babeffbad327e4173984dcf2f4f060332c676043748412ca49ded"


def test_a_version_frozen_before_lines_said_what_they_are_about_is_read():
    data = FULL.as_data()
    for item in data["lines"]:
        del item["about"]

    assert Content.from_data(data) == FULL


def test_a_version_frozen_before_there_were_questions_is_read_and_unchanged():
    data = FULL.as_data()
    del data["questions"], data["form_fields"]

    assert Content.from_data(data) == FULL


@pytest.mark.parametrize(
    "changed",
    [
        {"form_fields": FULL.form_fields | {"phone": "required"}},
        {"questions": (ContentQuestion(1, "short", "Why?"),)},
    ],
)
def test_the_form_is_part_of_what_candidates_read(changed):
    assert replace(FULL, **changed).digest != FULL.digest


def test_a_question_names_its_line_by_place_in_the_digest():
    def asked(shift, number):
        lines = tuple(replace(item, id=item.id + shift) for item in FULL.lines)
        question = ContentQuestion(number, "short", "Why?", line=lines[0].id, source="mission:recruit")
        return replace(FULL, lines=lines, questions=(question,))

    assert asked(0, 1).digest == asked(100, 2).digest
    assert Content.from_data(asked(0, 1).as_data()) == asked(0, 1)


def test_questions_are_read_off_the_rows_with_the_source_of_their_line(db):
    posting = PostingFactory(form_fields={"links": "off"})
    line = LineFactory(posting=posting, mission=MissionFactory(role=posting.role, key="recruit"), source_text="Recruit")
    QuestionFactory(posting=posting, line=line, line_text=line.text, text="Whom did you hire last?", order=1)
    QuestionFactory(posting=posting, one=True, text="What suits you?", is_required=True)
    QuestionFactory(posting=posting, text="Dropped?", dropped_at=timezone.now())

    read = draft_content(posting, [])

    assert read.form_fields == {"phone": "optional", "links": "off", "words": "optional"}
    assert [(item.text, item.kind, item.options, item.is_required, item.source) for item in read.questions] == [
        ("What suits you?", "one", ("Seed", "Series A", "Later"), True, ""),
        ("Whom did you hire last?", "short", (), False, "mission:recruit"),
    ]
    assert read.questions[1].line == line.pk


def test_a_changed_word_changes_the_digest():
    assert replace(FULL, title="CTO").digest != FULL.digest


@pytest.mark.parametrize(
    ("percents", "share"), [([], None), ([None], None), ([100, 0], Fraction(1, 2)), ([20, 90, None], Fraction(11, 20))]
)
def test_technical_share_is_the_mean_of_the_missions_that_have_a_source(percents, share):
    lines = tuple(
        line(number, "Text", mission=f"m{number}" if percent is not None else None, technical_percent=percent)
        for number, percent in enumerate(percents)
    )

    assert content(lines=lines).technical_share == share


@pytest.mark.parametrize(
    ("closes_on", "is_open"),
    [(None, True), (date(2026, 11, 21), False), (date(2026, 11, 22), True), (date(2026, 11, 23), True)],
)
def test_the_closing_date_itself_still_counts(closes_on, is_open):
    assert content(closes_on=closes_on).is_open_on(date(2026, 11, 22)) is is_open


def test_bullets_that_people_type_are_taken_off():
    assert split_lines("- A call.\n\n • A session.\nLunch.") == ("A call.", "A session.", "Lunch.")


def test_draft_content_words_the_stage_in_the_language_of_the_posting(db):
    posting = PostingFactory(ready=True, language="fr")

    assert draft_content(posting, []).stage.name == "Étape 2"


def test_draft_content_names_the_mission_of_a_line(db):
    posting = PostingFactory()
    mission = MissionFactory(role=posting.role, key="recruit", technical_percent=20)
    LineFactory(posting=posting, text="You hire four people.", mission=mission, source_text="You recruit.")

    (only,) = draft_content(posting, posting.lines.kept().with_sources()).lines

    assert (only.mission, only.source_text, only.technical_percent) == ("recruit", "You recruit.", 20)
