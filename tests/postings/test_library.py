"""The library of questions: what ships, what suits a posting, what a company keeps, what curators edit."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.choices import Language, LineKind, QuestionKind
from postings.content import split_lines
from postings.library import load_library, read_files
from postings.library.choosing import offers
from postings.models import LibraryQuestion
from roles.management.commands.load_reference import SHEETS
from roles.models import Weight
from roles.reference.format import read_sheet
from tests.factories.postings import (
    CompanyFactory,
    LibraryQuestionFactory,
    LineFactory,
    PostingFactory,
    QuestionFactory,
)
from tests.factories.roles import MissionFactory, RoleFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

((ROLE, SHIPPED),) = read_files()


@pytest.fixture
def mission(posting):
    return MissionFactory(role=posting.role, at={posting.stage: Weight.CORE})


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


# What ships


def test_what_ships_is_complete_and_lawful_in_both_languages():
    parts = read_sheet(SHEETS / "cto.yaml").parts
    for shipped in SHIPPED:
        assert shipped.kind in QuestionKind.values
        assert not shipped.mission or shipped.mission in {entry.key for entry in parts["missions"]}
        assert not shipped.skill or shipped.skill in {entry.key for entry in parts["skills"]}
        assert bool(shipped.options) == (shipped.kind in QuestionKind.choosing())
        assert len({len(shipped.options.get(language, ())) for language in Language.values}) == 1
        for texts in (shipped.text, shipped.help_text):
            assert all(len(text) <= 300 for text in texts.values())
            assert not texts or set(texts) == set(Language.values)


def test_what_ships_asks_nothing_that_the_law_forbids():
    role = RoleFactory(key=ROLE)
    load_library()

    for row in LibraryQuestion.objects.filter(role=role):
        for language in Language.values:
            said = actions.asking.from_library(row, language)
            assert said.refusals == []
    assert len(SHIPPED) == LibraryQuestion.objects.count() >= 25


def test_french_questions_have_no_break_spaces():
    french = [
        text for shipped in SHIPPED for texts in (shipped.text, shipped.help_text) for text in [texts.get("fr", "")]
    ]

    assert [text for text in french if any(f" {mark}" in text for mark in "?!;:%")] == []


def test_loading_links_missions_and_skills_and_again_changes_nothing():
    role = RoleFactory(key=ROLE)
    mission = MissionFactory(role=role, key="choose-technologies")
    skill = SkillFactory(role=role, key="communication")

    first = load_library()
    again = load_library()

    assert (len(first.added), again.added, again.changed, again.kept) == (len(SHIPPED), [], [], [])
    assert LibraryQuestion.objects.get(key="chosen-technology").source == mission
    assert LibraryQuestion.objects.get(key="said-plainly").source == skill
    assert LibraryQuestion.history.filter(history_change_reason="shipped library").count() == len(SHIPPED)


def test_what_a_curator_edited_or_deleted_stays_so(curator):
    RoleFactory(key=ROLE)
    load_library()
    edited = LibraryQuestion.objects.get(key="on-call")
    edited.text_en = "Ours?"
    actions.save_library_question(question=edited, by=curator)
    LibraryQuestion.objects.get(key="when-to-start").delete()
    LibraryQuestion.objects.filter(key="hires").update(text_en="Old words of the house?")

    loaded = load_library()

    assert (loaded.changed, sorted(loaded.kept)) == (["hires"], ["on-call", "when-to-start"])
    assert LibraryQuestion.objects.get(key="on-call").text_en == "Ours?"
    assert not LibraryQuestion.objects.filter(key="when-to-start").exists()


def test_nothing_is_loaded_for_a_role_that_is_not_there(capsys):
    call_command("load_library")

    assert capsys.readouterr().out == "questions: nothing new\n"
    assert not LibraryQuestion.objects.exists()


# Choosing


def test_the_library_is_sorted_by_what_suits_the_posting(posting, mission):
    LineFactory(posting=posting, mission=mission, source_text=mission.line)
    other_stage = StageFactory(role=posting.role, number=3)
    elsewhere = MissionFactory(role=posting.role, at={other_stage: Weight.CORE})
    role = {"role": posting.role}
    about = LibraryQuestionFactory(**role, mission=mission)
    anywhere = LibraryQuestionFactory(**role)
    third = LibraryQuestionFactory(**role, stages=[3])
    of_third = LibraryQuestionFactory(**role, mission=elsewhere)
    LibraryQuestionFactory(**role, retired_at=timezone.now())
    LibraryQuestionFactory(**role, text_en="")
    LibraryQuestionFactory(**role, company=CompanyFactory())
    LibraryQuestionFactory(role=RoleFactory(key="other"))
    own = LibraryQuestionFactory(**role, company=posting.company)

    found = offers(posting, posting.lines.kept(), [])

    assert [offer.library for offer in found.of_lines] == [about]
    assert [offer.library for offer in found.of_stage] == [anywhere, own]
    assert [offer.library for offer in found.of_others] == [third, of_third]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_long_the_library(client, posting, django_assert_num_queries, count):
    for _ in range(count):
        source = MissionFactory(role=posting.role, at={posting.stage: Weight.CORE})
        LineFactory(posting=posting, mission=source, source_text=source.line)
        LibraryQuestionFactory(role=posting.role, mission=source)
        LibraryQuestionFactory(role=posting.role, skill=SkillFactory(role=posting.role))

    with django_assert_num_queries(11):
        client.get(url("form", posting))


def test_asking_about_a_line_takes_the_librarys_words_once(client, posting, mission):
    line = LineFactory(posting=posting, mission=mission, source_text=mission.line)
    LibraryQuestionFactory(role=posting.role, mission=mission, stages=[3])
    library = LibraryQuestionFactory(role=posting.role, mission=mission, one=True)
    for _ in range(2):
        client.post(url("ask_about", posting, line.pk))

    question = posting.questions.get()
    assert (question.library, question.line, question.line_text) == (library, line, line.text)
    assert (question.kind, question.text, question.options) == ("one", library.text_en, ["Seed", "Later"])


def test_a_french_posting_is_asked_in_french(recruiter):
    posting = PostingFactory(language="fr", owner=recruiter)
    library = LibraryQuestionFactory(role=posting.role)

    assert actions.add_from_library(posting=posting, library=library, by=recruiter).text == library.text_fr


def test_a_line_of_ones_own_is_asked_about_as_what_it_is_said_to_be_about(posting, mission, recruiter):
    line = LineFactory(posting=posting, kind=LineKind.MISSION, about_mission=mission, about_settled=True)
    library = LibraryQuestionFactory(role=posting.role, mission=mission)

    assert actions.ask_about(line=line, by=recruiter).library == library


def test_the_companys_own_question_goes_before_the_houses(posting, mission, recruiter):
    line = LineFactory(posting=posting, mission=mission, source_text=mission.line)
    LibraryQuestionFactory(role=posting.role, mission=mission)
    own = LibraryQuestionFactory(role=posting.role, mission=mission, company=posting.company)

    assert actions.ask_about(line=line, by=recruiter).library == own


def test_taking_a_question_links_the_line_of_its_mission(client, posting, mission):
    line = LineFactory(posting=posting, mission=mission, source_text=mission.line)
    library = LibraryQuestionFactory(role=posting.role, mission=mission)
    for _ in range(2):
        response = client.post(url("take_question", posting, library.pk))

    question = posting.questions.get()
    assert response.url == f"{url('form', posting)}#question-{question.pk}"
    assert (question.line, question.line_text) == (line, line.text)
    assert "In the form" in client.get(url("form", posting)).text


@pytest.mark.parametrize("hidden", [{"retired_at": timezone.now()}, {"text_en": ""}, {"company": True}])
def test_what_is_not_for_this_posting_is_not_found(client, posting, hidden):
    if "company" in hidden:
        hidden = {"company": CompanyFactory()}
    library = LibraryQuestionFactory(role=posting.role, **hidden)

    assert client.post(url("take_question", posting, library.pk)).status_code == 404


def test_a_question_of_the_library_that_the_law_forbids_is_not_taken(client, posting):
    library = LibraryQuestionFactory(role=posting.role, text_en="How old are you?")

    page = client.post(url("take_question", posting, library.pk), follow=True).text

    assert "can’t be asked" in page
    assert not posting.questions.exists()


# Keeping


def test_keeping_a_question_offers_it_to_the_companys_other_postings(client, posting, mission, recruiter):
    line = LineFactory(posting=posting, mission=mission, source_text=mission.line)
    question = QuestionFactory(posting=posting, line=line, line_text=line.text, one=True, text="Which stage?")
    for _ in range(2):
        client.post(url("keep_question", posting, question.pk))

    kept = LibraryQuestion.objects.get()
    question.refresh_from_db()
    assert question.library == kept
    assert (kept.company, kept.mission, kept.text_en, kept.created_by) == (
        posting.company,
        mission,
        "Which stage?",
        recruiter,
    )
    assert split_lines(kept.options_en) == ("Seed", "Series A", "Later")
    sibling = PostingFactory(company=posting.company, stage=posting.stage, owner=recruiter)
    foreign = PostingFactory(stage=posting.stage, owner=recruiter)
    assert "Which stage?" in client.get(url("form", sibling)).text
    assert "Which stage?" not in client.get(url("form", foreign)).text


def test_a_question_that_was_let_go_is_kept_again(client, posting):
    question = QuestionFactory(posting=posting)
    client.post(url("keep_question", posting, question.pk))
    kept = LibraryQuestion.objects.get()
    for _ in range(2):
        client.post(url("let_go_question", posting, kept.pk))
    kept.refresh_from_db()
    assert kept.retired_at is not None
    assert "Keep in the library" in client.get(url("form", posting)).text

    client.post(url("keep_question", posting, question.pk))

    kept.refresh_from_db()
    assert kept.retired_at is None


@pytest.mark.parametrize("company", [None, "other"])
def test_only_the_companys_own_are_let_go(client, posting, company):
    kept = LibraryQuestionFactory(role=posting.role, company=company and CompanyFactory())

    assert client.post(url("let_go_question", posting, kept.pk)).status_code == 404


# Curators


def sent(role, **fields):
    texts = {"text_en": "What did you build?", "text_fr": "Qu’avez-vous construit\xa0?"}
    empty = {f"{name}_{language}": "" for name in ("help_text", "options") for language in ("en", "fr")}
    return {"role": role.pk, "kind": "short", "order": 0} | texts | empty | fields


def test_a_curator_adds_and_edits_a_question_with_its_history(sign_in, curator):
    role = RoleFactory(key=ROLE)
    client = sign_in(curator)

    client.post(reverse("admin:postings_libraryquestion_add"), sent(role, stages=["1", "2"]))

    row = LibraryQuestion.objects.get()
    assert (row.stages, row.created_by) == ([1, 2], curator)
    change = reverse("admin:postings_libraryquestion_change", args=[row.pk])
    client.post(change, sent(role, text_en="Better?"))
    row.refresh_from_db()
    assert row.text_en == "Better?"
    assert [record.history_user for record in row.history.all()] == [curator, curator]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text_fr": ""}, "Write the question in both languages."),
        ({"text_fr": "Quel âge avez-vous ?"}, "can’t be asked"),
        ({"kind": "one", "options_en": "a\nb", "options_fr": "a"}, "as many in each language"),
        ({"options_en": "a"}, "has no answers to choose from"),
    ],
)
def test_what_a_curator_writes_wrong_is_said(sign_in, curator, fields, message):
    page = sign_in(curator).post(reverse("admin:postings_libraryquestion_add"), sent(RoleFactory(key=ROLE), **fields))

    assert message in page.text
    assert not LibraryQuestion.objects.exists()


def test_a_mission_of_another_role_is_refused(sign_in, curator):
    other = MissionFactory(role=RoleFactory(key="other"))

    page = sign_in(curator).post(
        reverse("admin:postings_libraryquestion_add"), sent(RoleFactory(key=ROLE), mission=other.pk)
    )

    assert "It belongs to another role." in page.text


def test_curators_see_the_houses_questions_not_a_companys(sign_in, curator):
    LibraryQuestionFactory(role=RoleFactory(key=ROLE), text_en="For all?")
    LibraryQuestionFactory(role=RoleFactory(key="b"), company=CompanyFactory(), text_en="A company’s own?")

    page = sign_in(curator).get(reverse("admin:postings_libraryquestion_changelist")).text

    assert "For all?" in page
    assert "A company’s own?" not in page


@pytest.mark.parametrize(("action", "retired"), [("retire_selected", True), ("restore_selected", False)])
def test_curators_retire_and_restore(sign_in, curator, action, retired):
    row = LibraryQuestionFactory(role=RoleFactory(key=ROLE), retired_at=None if retired else timezone.now())

    sign_in(curator).post(
        reverse("admin:postings_libraryquestion_changelist"), {"action": action, "_selected_action": [row.pk]}
    )

    row.refresh_from_db()
    assert (row.retired_at is not None) == retired
