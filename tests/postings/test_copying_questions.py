"""Questions of a copy: which come along, about which line, in which words."""

import pytest

from postings import actions
from postings.choices import QuestionKind
from postings.models import Posting
from postings.originals import original_of
from postings.questions import QuestionValues
from roles.models import Weight
from tests.factories.postings import CompanyFactory, LibraryQuestionFactory, LineFactory, QuestionFactory
from tests.factories.roles import MissionFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(posting):
    posting.lines.all().delete()
    return posting


@pytest.fixture
def mission(posting):
    return MissionFactory(role=posting.role, at={posting.stage: Weight.CORE})


@pytest.fixture
def line(posting, mission, recruiter):
    return actions.pick(posting=posting, source=mission, by=recruiter)


def copy(posting, by, *, version=None, **changes) -> Posting:
    fields = {"company": posting.company, "stage": posting.stage, "language": posting.language} | changes
    return actions.copy_posting(original=original_of(posting, version), by=by, **fields)


def test_questions_come_along_in_order_about_the_copys_lines(posting, line, recruiter):
    QuestionFactory(posting=posting, order=5, yes_no=True, text="Second?", knock_out=["no"], is_required=True)
    QuestionFactory(posting=posting, order=2, text="First?", line=line, line_text=line.text)
    actions.drop_question(question=QuestionFactory(posting=posting, order=1), by=recruiter)

    first, second = copy(posting, recruiter).questions.all()

    assert (first.text, first.line.mission, first.line_text) == ("First?", line.mission, line.text)
    assert first.line.posting == first.posting != posting
    assert (second.text, second.line, second.knock_out, second.is_required) == ("Second?", None, ["no"], True)


def test_asking_about_the_copied_line_gives_the_copied_question(posting, line, recruiter):
    actions.ask_about(line=line, by=recruiter)
    made = copy(posting, recruiter)

    again = actions.ask_about(line=made.lines.get(), by=recruiter)

    assert made.questions.get() == again


def test_a_question_stays_behind_with_its_line(posting, recruiter):
    third = StageFactory(role=posting.role, number=posting.stage.number % 3 + 1)
    foreign = actions.pick(
        posting=posting, source=MissionFactory(role=posting.role, at={posting.stage: Weight.CORE}), by=recruiter
    )
    actions.ask_about(line=foreign, by=recruiter)

    assert not copy(posting, recruiter, stage=third, drop_foreign=True).questions.exists()
    assert copy(posting, recruiter, stage=third).questions.exists()


def test_a_question_of_a_dropped_line_comes_without_it(posting, line, recruiter):
    actions.ask_about(line=line, by=recruiter)
    actions.drop_line(line=line, by=recruiter)

    question = copy(posting, recruiter).questions.get()

    assert (question.line, question.line_text) == (None, "")


def test_a_version_is_copied_with_the_questions_that_it_had(posting, line, recruiter):
    for number in range(2):
        LineFactory(posting=posting, text=f"You do {number}.")
    first = actions.ask_about(line=line, by=recruiter)
    rule = QuestionFactory(posting=posting, one=True, order=9, knock_out=["Later"])
    version = actions.publish_posting(posting=posting, by=recruiter)
    words = first.text
    values = QuestionValues(kind=QuestionKind.LONG, text="Otherwise?")
    actions.edit_question(question=first, values=values, revision=1, by=recruiter)
    actions.drop_question(question=rule, by=recruiter)

    about, choice = copy(posting, recruiter, version=version).questions.all()

    assert (about.text, about.line.mission) == (words, line.mission)
    assert (choice.options, choice.knock_out) == (["Seed", "Series A", "Later"], ["Later"])


def test_in_another_language_the_librarys_words_and_those_of_lines_are_translated(posting, mission, recruiter):
    own_line = LineFactory(posting=posting, text="You ask first.", order=9)
    library = LibraryQuestionFactory(role=posting.role, one=True)
    taken = actions.add_from_library(posting=posting, library=library, by=recruiter)
    ruled = QuestionValues(kind=taken.kind, text=taken.text, options=tuple(taken.options), knock_out=["Later"])
    actions.edit_question(question=taken, values=ruled, revision=1, by=recruiter)
    actions.ask_about(line=own_line, by=recruiter)
    QuestionFactory(posting=posting, text="Ours?", order=9)

    of_library, of_line, own = copy(posting, recruiter, language="fr").questions.all()

    assert (of_library.text, of_library.options) == (library.text_fr, ["Amorçage", "Plus tard"])
    assert of_library.knock_out == ["Plus tard"]
    assert of_line.text.startswith("«\xa0You ask first.\xa0» Racontez-nous")
    assert own.text == "Ours?"


def test_another_company_does_not_get_the_tie_to_what_the_first_one_keeps(posting, recruiter):
    kept = LibraryQuestionFactory(role=posting.role, company=posting.company)
    actions.add_from_library(posting=posting, library=kept, by=recruiter)

    question = copy(posting, recruiter, company=CompanyFactory(created_by=recruiter)).questions.get()

    assert (question.text, question.library) == (kept.text_en, None)
