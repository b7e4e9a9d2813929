"""The form's actions: fields, questions, their order; who was quicker, what is refused, what is told to others."""

from uuid import uuid4

import pytest

from postings import actions
from postings.choices import Language, LineKind, QuestionKind
from postings.questions import QuestionValues, from_line, puts_last
from postings.signals import knock_out_changed
from tests.factories.postings import LineFactory, PostingFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """The questions whose rule was said to have changed."""
    heard = []

    def hear(sender, question, **kwargs):
        heard.append((question.pk, question.knock_out))

    knock_out_changed.connect(hear)
    yield heard
    knock_out_changed.disconnect(hear)


def values(**fields):
    return QuestionValues(**{"kind": QuestionKind.SHORT, "text": "What did you build?"} | fields)


def test_fields_are_set_one_by_one_and_kept_in_history(posting, recruiter):
    actions.set_form_fields(posting=posting, fields={"phone": "required"}, by=recruiter)
    actions.set_form_fields(posting=posting, fields={"links": "off"}, by=recruiter)
    actions.set_form_fields(posting=posting, fields={"links": "off"}, by=recruiter)

    posting.refresh_from_db()
    assert posting.form_fields == {"phone": "required", "links": "off", "words": "optional"}
    assert [row.form_fields.get("links") for row in posting.history.all()][:3] == ["off", "optional", None]


def test_a_field_is_asked_in_one_of_three_ways(posting, recruiter):
    with pytest.raises(ValueError, match="always"):
        actions.set_form_fields(posting=posting, fields={"phone": "always"}, by=recruiter)


def test_a_question_is_added_at_the_end_once(posting, recruiter):
    QuestionFactory(posting=posting, order=7)
    key = uuid4()
    first = actions.add_question(posting=posting, values=values(), key=key, by=recruiter)
    again = actions.add_question(posting=posting, values=values(text="Other?"), key=key, by=recruiter)

    assert first == again
    assert first.order == 8
    assert posting.questions.count() == 2


def test_adding_marks_the_posting_as_edited(posting, recruiter):
    before = posting.updated_at

    actions.add_question(posting=posting, values=values(), by=recruiter)

    posting.refresh_from_db()
    assert posting.updated_at > before


@pytest.mark.parametrize(
    "fields",
    [{"text": "How old are you?"}, {"help_text": "Are you married?"}, {"kind": "one", "options": ("Married", "No")}],
)
def test_a_forbidden_question_is_refused_wherever_it_asks(posting, recruiter, fields):
    with pytest.raises(actions.QuestionRefused, match="can’t be asked"):
        actions.add_question(posting=posting, values=values(**fields), by=recruiter)
    question = QuestionFactory(posting=posting)
    with pytest.raises(actions.QuestionRefused, match="can’t be asked"):
        actions.edit_question(question=question, values=values(**fields), revision=1, by=recruiter)


def test_a_change_of_the_rule_is_told_to_others_only_when_it_is_one(posting, recruiter, told):
    question = QuestionFactory(posting=posting, yes_no=True)
    new = values(kind=QuestionKind.YES_NO, knock_out=["no"])
    question = actions.edit_question(question=question, values=new, revision=1, by=recruiter)
    worded = values(kind=QuestionKind.YES_NO, text="Do you code?", knock_out=["no"])
    actions.edit_question(question=question, values=worded, revision=2, by=recruiter)

    assert told == [(question.pk, ["no"])]


def test_a_stale_revision_overwrites_nothing(posting, recruiter):
    question = QuestionFactory(posting=posting)
    actions.edit_question(question=question, values=values(text="First?"), revision=1, by=recruiter)

    with pytest.raises(actions.QuestionConflict) as conflict:
        actions.edit_question(question=question, values=values(text="Second?"), revision=1, by=recruiter)

    assert conflict.value.question.text == "First?"
    question.refresh_from_db()
    assert question.text == "First?"


def test_the_same_change_sent_again_is_no_conflict(posting, recruiter):
    question = QuestionFactory(posting=posting)
    for _ in range(2):
        actions.edit_question(question=question, values=values(text="First?"), revision=1, by=recruiter)

    question.refresh_from_db()
    assert question.revision == 2


def test_changing_a_dropped_question_puts_it_back(posting, recruiter):
    question = QuestionFactory(posting=posting)
    actions.drop_question(question=question, by=recruiter)
    with pytest.raises(actions.QuestionConflict):
        actions.edit_question(question=question, values=values(), revision=1, by=recruiter)

    question = actions.edit_question(question=question, values=values(), revision=2, by=recruiter)

    assert question.dropped_at is None


def test_the_kind_changes_until_a_version_has_the_question(posting, recruiter):
    question = QuestionFactory(posting=posting)
    question = actions.edit_question(question=question, values=values(kind="long"), revision=1, by=recruiter)
    actions.publish_posting(posting=posting, by=recruiter)

    with pytest.raises(actions.QuestionRefused, match="its kind stays"):
        actions.edit_question(question=question, values=values(kind="date"), revision=2, by=recruiter)


@pytest.mark.parametrize(
    ("to", "expected"), [(-1, ["b", "a", "c"]), (0, ["b", "a", "c"]), (1, ["a", "b", "c"]), (9, ["a", "c", "b"])]
)
@pytest.mark.parametrize("orders", [(0, 1, 2), (5, 5, 5), (1, 4, 4)])
def test_a_question_moves_among_those_that_are_asked(posting, recruiter, orders, to, expected):
    rows = [QuestionFactory(posting=posting, text=text, order=order) for text, order in zip("abc", orders, strict=True)]
    actions.drop_question(question=QuestionFactory(posting=posting, text="dropped", order=0), by=recruiter)

    actions.move_question(question=rows[1], to=to, by=recruiter)

    assert list(posting.questions.kept().values_list("text", flat=True)) == expected


def test_asking_about_a_line_puts_the_dropped_question_back(posting, line, recruiter):
    question = actions.ask_about(line=line, by=recruiter)
    actions.drop_question(question=question, by=recruiter)

    assert actions.ask_about(line=line, by=recruiter) == question
    assert posting.questions.kept().get() == question


def test_a_line_keeps_its_words_in_the_question(posting, line, recruiter):
    words = line.text
    question = actions.ask_about(line=line, by=recruiter)
    actions.reword_line(line=line, text="Something else.", revision=1, by=recruiter)

    question.refresh_from_db()
    assert question.line_text == words


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("kind", LineKind.values)
def test_there_is_a_wording_for_each_part_in_each_language_that_fits(recruiter, language, kind):
    posting = PostingFactory(language=language, owner=recruiter)
    line = LineFactory(posting=posting, kind=kind, text="word " * 119 + "end.")

    question = actions.ask_about(line=line, by=recruiter)

    assert len(question.text) <= 300
    assert question.text.startswith("“word word" if language == "en" else "«\xa0word word")
    assert question.line_text == line.text


def test_a_french_question_about_a_mission():
    made = from_line("Vous choisissez nos technologies.", LineKind.MISSION, Language.FRENCH)

    assert made.text == "«\xa0Vous choisissez nos technologies.\xa0» Racontez-nous une fois où vous l’avez fait."


@pytest.mark.parametrize(
    ("kind", "knock_out", "said"),
    [
        ("short", None, []),
        ("yes_no", ["no"], ["No"]),
        ("one", ["Seed", "Later"], ["Seed", "Later"]),
        ("number", {"min": 3, "max": None}, ["less than 3"]),
        ("number", {"min": 0, "max": 2.5}, ["less than 0", "more than 2.5"]),
    ],
)
def test_what_puts_last_is_said_in_words(kind, knock_out, said):
    assert puts_last(kind, knock_out) == said
