"""Notes: who reads them, colleagues named in them, changing and deleting one's own."""

import uuid
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from post_office.models import Email

from candidates.actions import give_consent
from hiring.actions import erase_candidate
from hiring.actions.noting import add_note, change_note, people_to_mention
from hiring.archive import data_of
from hiring.mentions import handle_of, mentioned_in, unknown_in, without_mentions
from hiring.models import Mention, Note
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Grace Hopper"))


@pytest.fixture
def manager(posting):
    user = UserFactory(hiring_manager=True, name="Max Manager", email="max@example.com")
    return MembershipFactory(posting=posting, user=user, part=Part.HIRING_MANAGER).user


@pytest.fixture
def stranger(db):
    """A recruiter with a posting of their own."""
    return PostingFactory(published=True).created_by


def url_of(name: str, obj) -> str:
    return reverse(f"studio:{name}", args=[obj.pk])


def typed(text: str = "Knows engines.", **more) -> dict:
    return {"text": text, "form_key": str(uuid.uuid4())} | more


def write(application, text: str, *, by, **more) -> Note:
    return add_note(
        candidate=application.candidate, application=application, text=text, form_key=uuid.uuid4(), by=by, **more
    )


# Naming colleagues -----------------------------------------------------------------------------------

ADA = SimpleNamespace(name="Ada Martin", email="ada@example.com")
ZOE = SimpleNamespace(name="Zoë  Ångström-Smith", email="zoe@example.com")
NONAME = SimpleNamespace(name="", email="x.y@example.com")


@pytest.mark.parametrize(
    ("person", "handle"), [(ADA, "ada.martin"), (ZOE, "zoe.angstrom.smith"), (NONAME, "x.y@example.com")]
)
def test_what_somebody_is_named_by(person, handle):
    assert handle_of(person) == handle


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@ada.martin please call", [ADA]),
        ("ask @Ada.Martin.", [ADA]),
        ("(@ada@example.com), @zoe.angstrom.smith!", [ADA, ZOE]),
        ("@x.y@example.com", [NONAME]),
        ("ada.martin", []),
        ("write to ada@example.com", []),
        ("@ada", []),
        ("@ada.martinez", []),
        ("@@ada.martin", []),
    ],
)
def test_whom_a_text_names(text, named):
    assert mentioned_in(text, [ADA, ZOE, NONAME]) == named


@given(st.text())
def test_any_text_is_read_and_names_nobody_afterwards(text):
    assert mentioned_in(without_mentions(f"{text} @ada.martin"), [ADA]) == []


# Who reads them --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("owner", {"on it", "about", "own"}),
        ("lead", {"on it", "about", "own", "elsewhere", "private"}),
        ("manager", {"on it"}),
        ("stranger", set()),
        ("interviewer", set()),
        ("gone", set()),
    ],
)
def test_who_reads_what(posting, owner, application, manager, stranger, lead, who, seen):
    other = ApplicationFactory(candidate=application.candidate)
    NoteFactory(application=application, text="on it")
    NoteFactory(application=other, text="elsewhere")
    NoteFactory(candidate=application.candidate, text="about")
    NoteFactory(application=application, text="private", is_private=True)
    NoteFactory(application=application, text="own", is_private=True, by=owner)
    users = {"owner": owner, "lead": lead, "manager": manager, "stranger": stranger}
    users["interviewer"] = MembershipFactory(posting=posting, part=Part.INTERVIEWER).user
    users["gone"] = UserFactory(lead=True, is_active=False)

    assert {note.text for note in Note.objects.visible_to(users[who])} == seen


def test_about_the_talent_pool_every_recruiter_reads(stranger, application):
    note = NoteFactory(candidate=application.candidate)
    before = list(Note.objects.visible_to(stranger))

    give_consent(candidate=application.candidate, wording="Yes.", by=None)

    assert (before, list(Note.objects.visible_to(stranger))) == ([], [note])


@pytest.mark.parametrize("is_private", [False, True])
@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize("of_application", [False, True])
def test_whom_one_may_name_reads_the_note(
    posting, owner, application, manager, stranger, lead, superuser, is_private, agreed, of_application
):
    MembershipFactory(posting=posting, part=Part.INTERVIEWER)
    if agreed:
        give_consent(candidate=application.candidate, wording="Yes.", by=None)
    on = {"application": application} if of_application else {"candidate": application.candidate}
    note = NoteFactory(is_private=is_private, by=UserFactory(), **on)

    named = people_to_mention(candidate=note.candidate, application=note.application, is_private=is_private)

    everybody = type(owner).objects.all()
    assert set(named) == {user for user in everybody if Note.objects.visible_to(user).filter(pk=note.pk).exists()}


# Writing ---------------------------------------------------------------------------------------------


def test_a_note_is_written_on_an_application_and_read_there(sign_in, application, manager, owner):
    response = sign_in(manager).post(
        url_of("add_application_note", application), typed("Call her <b>soon</b>: https://example.com/x")
    )

    note = Note.objects.get()
    page = page_of(sign_in(owner).get(application.get_absolute_url()))
    assert response["Location"] == f"{application.get_absolute_url()}#note-{note.pk}"
    assert (note.application, note.candidate, note.by) == (application, application.candidate, manager)
    assert "Call her &lt;b&gt;soon&lt;/b&gt;" in page
    assert '<a href="https://example.com/x" rel="nofollow">https://example.com/x</a>' in page


def test_a_note_about_a_person_is_for_recruiters_and_leads(sign_in, application, manager, owner):
    url = url_of("add_note", application.candidate)

    assert sign_in(manager).post(url, typed()).status_code == 404
    assert sign_in(owner).post(url, typed("About her.")).status_code == 302
    assert "About her." in page_of(sign_in(owner).get(application.candidate.get_absolute_url()))
    assert "About her." not in page_of(sign_in(manager).get(application.candidate.get_absolute_url()))


def test_the_same_form_again_is_the_same_note(sign_in, application, owner):
    data = typed()

    pages = [sign_in(owner).post(url_of("add_application_note", application), data)["Location"] for _time in range(2)]

    assert (len(set(pages)), Note.objects.count()) == (1, 1)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001])
def test_what_is_no_note_is_said_and_stays(sign_in, application, owner, text):
    response = sign_in(owner).post(url_of("add_application_note", application), typed(text, is_private="on"))

    assert response.status_code == 422
    assert (response.context["form"]["text"].value(), Note.objects.count()) == (text, 0)
    assert "checked" in page_of(response)


@pytest.mark.parametrize("name", ["add_note", "add_application_note"])
def test_other_teams_write_nothing(sign_in, application, stranger, name):
    obj = application if name == "add_application_note" else application.candidate

    assert sign_in(stranger).post(url_of(name, obj), typed()).status_code == 404
    assert sign_in(stranger).get(url_of(name, obj)).status_code == 405
    assert not Note.objects.exists()


def test_other_teams_notes_are_on_no_page(sign_in, application, owner):
    other = ApplicationFactory(candidate=application.candidate)
    NoteFactory(application=other, text="Secret elsewhere")
    NoteFactory(application=application, text="Secret of hers", is_private=True)
    client = sign_in(owner)

    pages = page_of(client.get(application.get_absolute_url()))
    pages += page_of(client.get(application.candidate.get_absolute_url()))

    assert "Secret" not in pages


# Mentions --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("db")
def test_a_name_that_is_nobodys_is_said(sign_in, application, owner, manager):
    client, url = sign_in(owner), url_of("add_application_note", application)

    page = client.post(url, typed("@max, @Max.Manager and @zoe: call ada@example.org"), follow=True).text
    well = client.post(url, typed("@max.manager: call ada@example.org"), follow=True).text
    note = Note.objects.latest("pk")
    private = client.post(
        url_of("change_note", note),
        {"text": note.text + " Now.", "is_private": "on", "form_key": note.form_key},
        follow=True,
    ).text

    said = "No colleague who can read this note is called"
    assert [(f"{said} “@{name}”" in page) for name in ("max", "zoe", "Max.Manager")] == [True, True, False]
    assert (page.count(said), well.count(said), private.count(f"{said} “@max.manager”")) == (2, 0, 1)


def test_what_a_text_names_that_is_nobody():
    people = [SimpleNamespace(name="Ada Martin", email="ada@example.com")]

    assert unknown_in("@ada.martin @ADA@example.com @Ada @ada @Bob", people) == ["ada", "Bob"]


def test_who_is_named_gets_a_message_without_the_words(application, owner, manager, stranger):
    write(application, f"@max.manager @{stranger.email} @{owner.email} She is brilliant", by=owner)

    email = Email.objects.get()
    text = email.email_message().body
    assert email.to == ["max@example.com"]
    assert (str(owner) in text, f"/studio/notes/{Note.objects.get().pk}/" in text) == (True, True)
    assert ("brilliant" in text, "Hopper" in text) == (False, False)


def test_who_is_named_sees_it_first_until_it_is_opened(sign_in, application, owner, manager):
    note = write(application, "@max.manager She is brilliant", by=owner)
    client = sign_in(manager)
    before = page_of(client.get("/studio/"))

    opened = client.get(note.get_absolute_url())

    assert opened["Location"] == f"{application.get_absolute_url()}#note-{note.pk}"
    assert ("You were mentioned" in before, "Grace Hopper" in before) == (True, True)
    assert "You were mentioned" not in page_of(client.get("/studio/"))


def test_who_may_no_longer_read_it_is_not_shown_it(sign_in, posting, application, owner, manager):
    note = write(application, "@max.manager She is brilliant", by=owner)
    posting.memberships.filter(user=manager).delete()
    client = sign_in(manager)

    assert "brilliant" not in page_of(client.get("/studio/"))
    assert client.get(note.get_absolute_url()).status_code == 404


def test_changing_a_note_writes_only_to_who_is_new(application, owner, manager, lead):
    note = write(application, "@max.manager hello", by=owner)

    change_note(note=note, text=f"@max.manager @{lead.email}", is_private=False, by=owner)
    change_note(note=note, text=f"@{lead.email}", is_private=False, by=owner)

    assert sorted(email.to[0] for email in Email.objects.all()) == sorted(["max@example.com", lead.email])
    assert [mention.user for mention in Mention.objects.all()] == [lead]


def test_nobody_is_named_in_a_private_note_but_leads(application, owner, manager, lead):
    write(application, f"@max.manager @{lead.email}", by=owner, is_private=True)

    assert [mention.user for mention in Mention.objects.all()] == [lead]


# One's own -------------------------------------------------------------------------------------------


def test_one_changes_and_deletes_ones_own(sign_in, application, owner):
    note = NoteFactory(application=application, by=owner)
    client = sign_in(owner)

    client.post(url_of("change_note", note), typed("Knows ships.", is_private="on"))
    note.refresh_from_db()
    asked = page_of(client.get(url_of("delete_note", note)))
    client.post(url_of("delete_note", note))

    assert (note.text, note.is_private, note.edited_at is not None) == ("Knows ships.", True, True)
    assert "Knows ships." in asked
    assert not Note.objects.exists()
    assert client.post(url_of("delete_note", note)).status_code == 404


def test_saving_unchanged_is_no_edit(application, owner):
    note = NoteFactory(application=application, by=owner)

    assert change_note(note=note, text=note.text, is_private=False, by=owner).edited_at is None


@pytest.mark.parametrize("name", ["change_note", "delete_note"])
def test_others_notes_are_not_ones_own(sign_in, application, lead, name):
    note = NoteFactory(application=application)

    assert sign_in(lead).post(url_of(name, note), typed("x")).status_code == 404
    assert Note.objects.get().text == note.text


def test_an_empty_change_is_refused(sign_in, application, owner):
    note = NoteFactory(application=application, by=owner)

    assert sign_in(owner).post(url_of("change_note", note), typed("")).status_code == 422


# Everywhere ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("of_person", [False, True])
def test_notes_take_the_same_queries(sign_in, application, owner, django_assert_num_queries, of_person, count):
    client = sign_in(owner)
    page = (application.candidate if of_person else application).get_absolute_url()
    NoteFactory.create_batch(count, application=application)
    NoteFactory.create_batch(count, candidate=application.candidate)

    with django_assert_num_queries(20 if of_person else 14):
        assert len(client.get(page).context["notes"]) == 2 * count


def test_a_note_without_words_is_refused(db):
    with pytest.raises(IntegrityError, match="note_has_text"), transaction.atomic():
        NoteFactory(text="")


def test_nobody_is_named_twice_in_one(application, owner):
    note = NoteFactory(application=application)
    Mention.objects.create(note=note, user=owner)

    with pytest.raises(IntegrityError, match=r"mention_once|UNIQUE"), transaction.atomic():
        Mention.objects.create(note=note, user=owner)


def test_a_candidate_takes_the_words_along_without_the_colleagues(application, manager):
    NoteFactory(application=application, text="@max.manager she knows engines", by=manager)

    (note,) = data_of(application.candidate)["notes"]

    assert (note["text"], "Max" in str(note)) == ("@… she knows engines", False)


def test_erasing_takes_the_notes_along(application, lead):
    NoteFactory(application=application)
    NoteFactory(candidate=application.candidate)

    erase_candidate(candidate=application.candidate, by=lead)

    assert not Note.objects.exists()
