"""Screening without names: who is called what, what is hidden from whom, and until when."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from candidates.actions import give_consent
from candidates.models import Candidate, Document, SearchEntry
from candidates.search.query import parse
from hiring import blind
from hiring.actions import move_application
from hiring.actions.revealing import reveal_application
from hiring.models import Application
from hiring.redacting import MARK, redact
from hiring.search import find, index_due
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, TagFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory, shipped_reason
from tests.factories.messages import MessageFactory
from tests.factories.notes import NoteFactory, NoteFileFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

SECRETS = ("Lovelace", "zebra@", "0611223344", "06 11 22 33 44", "github.com/zebra", "Polytechnique", "Zebra.pdf")
CV = """Ada Lovelace
zebra@example.com, 06 11 22 33 44, github.com/zebra
Built an engine with ADA LOVELACE's notes, 2010 - 2014.
École Polytechnique, 2008
"""


@pytest.fixture
def posting(db):
    posting = PostingFactory(published=True, company__name="Marée")
    posting.is_blind = True
    posting.save(update_fields=["is_blind"])
    return posting


@pytest.fixture
def application(posting):
    candidate = CandidateFactory(
        name="Ada Lovelace",
        email="zebra@example.com",
        phone="06 11 22 33 44",
        links="https://github.com/zebra",
    )
    application = ApplicationFactory(
        posting=posting,
        candidate=candidate,
        cv__text=CV,
        cv__read=True,
        cv__original_name="CV Zebra.pdf",
        sent_phone="06 11 22 33 44",
        sent_links="https://github.com/zebra",
        words="I am Ada Lovelace, of École Polytechnique. I like engines.",
    )
    AnswerFactory(application=application, value="Ask zebra@example.com about ledgers.")
    NoteFactory(application=application, by=posting.created_by, text="Knows ledgers.")
    note = NoteFactory(application=application, text="Lovelace knows ledgers.")
    NoteFileFactory(note=note)
    NoteFactory(candidate=candidate, text="Miss Lovelace, by phone.")
    MessageFactory(
        application=application, candidate=candidate, subject="Hello Lovelace", text="Dear Ada Lovelace, hi."
    )
    index_due()
    return application


def url_of(name: str, *args) -> str:
    return reverse(f"studio:{name}", args=args)


def code_of(application) -> str:
    return blind.pseudonym_code(application.pk)


# What stands for a name ------------------------------------------------------------------------------


@given(st.integers(1, 1 << 38), st.integers(1, 1 << 38))
def test_two_numbers_have_two_codes_that_lead_back(one, other):
    codes = {number: blind.pseudonym_code(number) for number in (one, other)}

    assert len(set(codes.values())) == len(codes)
    assert [blind.keys_meant(code.lower()) for code in codes.values()] == [[number] for number in codes]


@given(st.text())
def test_any_text_is_looked_at_for_codes(text):
    assert all(blind.pseudonym_code(key) in text.upper() for key in blind.keys_meant(text))


def test_codes_are_short_and_stay_the_same():
    assert [blind.pseudonym_code(number) for number in (1, 2, 1 << 20)] == ["EYDH", "XWV2", "EYDH0000"]


# Taking a person out of a text -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoë Ångström leads.", f"{MARK} leads."),
        ("ZOE ANGSTROM leads.", f"{MARK} leads."),
        ("Write to z.a@example.com or +33 6 11 22 33 44.", f"Write to {MARK} or {MARK}."),
        ("See https://zoe.dev/cv and linkedin.com/in/zoe", f"See {MARK} and {MARK}"),
        ("2010 - 2014: built ledgers", "2010 - 2014: built ledgers"),
        ("Angstroms are small", "Angstroms are small"),
        ("Université de Rennes, 2009", MARK),
        ("Master of Science, Somewhere", MARK),
        ("Education\nSomewhere, 2009\n\nSkills\nPython", f"Education\n{MARK}\n\nSkills\nPython"),
        ("Formation :\nRennes, 2009\nExpérience\nPython", f"Formation :\n{MARK}\nExpérience\nPython"),
        ("", ""),
    ],
)
def test_what_is_taken_out(text, left):
    assert redact(text, names=["Zoë Ångström"]) == left


def test_a_long_line_loses_only_the_sentence_about_a_school():
    line = "I led teams of ten people for many years, across three countries, and learnt a lot on the way there. " * 2

    assert redact(f"{line}I studied at Oxford.") == f"{line}{MARK}"


def test_short_names_go_where_they_are_written_as_names():
    assert redact("Li Wu likes wu dialects", names=["Li Wu"]) == f"{MARK} likes wu dialects"


@given(st.text(), st.text())
def test_any_text_and_name_are_read(text, name):
    redact(text, names=[name], emails=[text], links=[name])


@given(st.text(alphabet="abc é", max_size=20), st.text(alphabet="xyz \n", max_size=20))
def test_a_name_is_gone_from_any_text(before, after):
    assert "lovelace" not in redact(f"{before} Lovelace {after}", names=["Ada Lovelace"]).lower()


# On the studio's pages -------------------------------------------------------------------------------


def pages_of(application) -> list[str]:
    posting = application.posting
    return [
        url_of("today"),
        url_of("candidates"),
        url_of("people"),
        url_of("people") + "?q=engines",
        url_of("posting_applications", posting.code),
        url_of("application", application.pk),
        url_of("blind_cv", application.pk),
        url_of("write_message", application.pk),
        url_of("change_note", application.notes.get(by=posting.created_by).pk),
        url_of("delete_note", application.notes.get(by=posting.created_by).pk),
        url_of("export_applications", "csv"),
        url_of("export_people", "csv"),
    ]


@pytest.mark.parametrize("number", range(12))
def test_no_page_tells_who_it_is(sign_in, owner, application, number):
    client = sign_in(owner)

    response = client.get(pages_of(application)[number])

    text = b"".join(response).decode()
    assert [secret for secret in SECRETS if secret in text.replace(owner.email, "")] == []
    assert response.status_code == 200
    if number not in (2, 3, 11):
        assert f"Candidate {code_of(application)}" in text


@pytest.mark.parametrize("name", ["person", "document", "read_document"])
def test_the_person_and_the_file_are_not_found(sign_in, owner, application, name):
    key = application.candidate_id if name == "person" else application.cv_id

    assert sign_in(owner).get(url_of(name, key)).status_code == 404


def test_a_preview_has_the_stand_in(sign_in, owner, application):
    data = {"subject": "Hello {name}", "text": "Dear {first_name}"}

    page = page_of(sign_in(owner).post(url_of("preview_message", application.pk, "interview"), data))

    assert f"Hello Candidate {code_of(application)}" in page
    assert f"Dear Candidate {code_of(application)}" in page
    assert "Lovelace" not in page


def test_the_cv_is_read_without_whom_it_is_about_and_that_is_written_down(sign_in, owner, application):
    page = page_of(sign_in(owner).get(url_of("blind_cv", application.pk)))

    assert f"Built an engine with {MARK}&#x27;s notes, 2010 - 2014." in page or "Built an engine with" in page
    assert AuditEvent.objects.filter(action="cv_opened", object_id=str(application.cv_id)).count() == 1


@pytest.mark.parametrize("words", ["Lovelace", "zebra@example.com", "Polytechnique", "engine"])
def test_nobody_finds_it_by_words(owner, application, words):
    assert find(parse(words), user=owner).keys == []


@pytest.mark.parametrize("words", ["Polytechnique", "engine", "ledgers"])
def test_a_lead_does_not_either(lead, application, words):
    assert find(parse(words), user=lead).keys == []


@pytest.mark.parametrize(("words", "found"), [("Lovelace", 0), ("zebra", 0), ("CODE", 1), ("candidate CODE", 1)])
def test_a_list_is_narrowed_by_the_stand_in_alone(sign_in, owner, application, words, found):
    words = words.replace("CODE", code_of(application).lower())

    page = sign_in(owner).get(url_of("candidates"), {"q": words}).context["page"]

    assert len(page) == found


@pytest.mark.parametrize("is_blind", [True, False])
@pytest.mark.parametrize("name", ["posting_applications", "board"])
@pytest.mark.parametrize(("query", "asks"), [({"q": "lovelace"}, True), ({"tag": "Rust"}, True), ({}, False)])
def test_a_list_says_that_words_lead_to_no_hidden_name(sign_in, owner, application, name, query, asks, is_blind):
    application.posting.is_blind = is_blind
    application.posting.save(update_fields=["is_blind"])

    shown = sign_in(owner).get(url_of(name, application.posting.code), query).text

    assert ("Words and tags find only those whose name may be seen" in shown) is (asks and is_blind)


def test_sorting_by_name_tells_nothing_of_it(posting, application):
    others = [ApplicationFactory(posting=posting, candidate__name=name) for name in ("Zoe", "Abe")]

    names = Application.objects.order_by(blind.name_order().asc(), "id")

    assert list(names) == [application, *others]


def test_a_lead_sees_the_person_without_that_application(sign_in, lead, application):
    page = page_of(sign_in(lead).get(url_of("person", application.candidate_id)))

    assert "Ada Lovelace" in page
    assert application.get_absolute_url() not in page
    assert "Zebra.pdf" not in page


def test_in_the_talent_pool_too_the_file_stays_hidden(application, recruiter):
    give_consent(candidate=application.candidate, wording="Yes.", by=None)
    index_due()

    assert list(Candidate.objects.visible_to(recruiter)) == [application.candidate]
    assert list(Document.objects.visible_to(recruiter).filter(pk=application.cv_id)) == []
    assert find(parse("engine"), user=recruiter).keys == []


# Until when ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("to_state", "hidden"), [("hired", False), ("rejected", False), ("withdrawn", True)])
def test_a_decision_shows_the_name(application, owner, to_state, hidden):
    by = None if to_state == "withdrawn" else owner
    move_application(
        application=application,
        to_state=to_state,
        by=by,
        reason=shipped_reason("skills") if to_state == "rejected" else None,
    )

    assert application.is_hidden == hidden
    assert list(Application.objects.hidden()) == ([application] if hidden else [])
    assert list(Application.objects.shown()) == ([] if hidden else [application])
    assert Candidate.objects.visible_to(owner).exists() != hidden
    assert SearchEntry.objects.visible_to(owner).exists() != hidden


def test_an_editor_reveals_it_once_and_for_all(sign_in, owner, application):
    client = sign_in(owner)

    for _ in range(2):
        client.post(url_of("reveal", application.pk), {"reason": "A referral"})

    page = page_of(client.get(application.get_absolute_url()))
    assert "Ada Lovelace" in page
    assert "A referral" in page
    assert AuditEvent.objects.filter(action="name_revealed", object_id=str(application.pk)).count() == 1


def test_a_reason_that_is_too_long_is_kept_and_explained(sign_in, owner, application):
    response = sign_in(owner).post(url_of("reveal", application.pk), {"reason": "x" * 201})

    assert response.status_code == 422
    assert "x" * 201 in page_of(response)
    assert "Lovelace" not in page_of(response)


@pytest.mark.parametrize("part", [Part.HIRING_MANAGER, Part.INTERVIEWER])
def test_others_do_not_reveal_it(sign_in, posting, application, part):
    user = MembershipFactory(posting=posting, part=part, user=UserFactory(hiring_manager=True)).user

    assert sign_in(user).post(url_of("reveal", application.pk)).status_code == 404


def test_it_is_revealed_by_post(sign_in, owner, application):
    assert sign_in(owner).get(url_of("reveal", application.pk)).status_code == 405


def test_a_shown_cv_is_read_on_its_own_page(sign_in, owner, application):
    reveal_application(application=application, by=owner)

    response = sign_in(owner).get(url_of("blind_cv", application.pk))

    assert response.url == url_of("read_document", application.cv_id)


def test_a_reveal_has_somebody(application):
    with pytest.raises(IntegrityError, match=r"application_revealed_by_somebody|CHECK"), transaction.atomic():
        Application.objects.update(reveal_reason="why")


def test_a_board_shows_no_tag_of_who_is_hidden(sign_in, owner, application):
    tag = TagFactory(name="Grande école")
    application.candidate.tags.add(tag)
    client = sign_in(owner)

    page = page_of(client.get(url_of("board", application.posting.code)))
    narrowed = page_of(client.get(url_of("board", application.posting.code), {"tag": tag.pk}))

    assert ([text for text in (*SECRETS, "Grande école") if text in page], "Candidate " in page) == ([], True)
    assert f"card-{application.pk}" not in narrowed
