"""The candidate's page in the studio, the decision, and the CV."""

import pytest
from django.test import Client
from django.urls import reverse

from hiring.actions import add_own_document, correct_contact, move_application
from hiring.choices import State
from postings.actions import publish_posting
from postings.choices import Part
from tests.factories.candidates import CandidateFactory, checked_cv, pdf
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(posting):
    return ApplicationFactory(
        posting=posting,
        candidate=CandidateFactory(name="Ada Lovelace", email="ada@example.com", phone="+44 20 1234 5678"),
        words="I know engines.\n\n<b>All</b> of them.",
        sent_links="https://example.com/ada",
    )


@pytest.fixture
def member(posting):
    """Return a function that makes a user a member of the posting."""

    def make(user, part):
        MembershipFactory(posting=posting, user=user, part=part)
        return user

    return make


def url_of(application, name="application") -> str:
    return reverse(f"studio:{name}", args=[application.pk])


def decision(to_state, **changes) -> dict:
    return {"to_state": to_state, "seen": State.ACTIVE, "note": ""} | changes


REJECTION = decision(State.REJECTED, reason="skills", note="No on-call yet.")


# Reading ---------------------------------------------------------------------------------------------


def test_the_page_has_what_a_decision_needs(sign_in, owner, application):
    page = sign_in(owner).get(url_of(application)).content.decode()

    for words in (
        "<h1>Ada Lovelace</h1>",
        "mailto:ada@example.com",
        "tel:+442012345678",
        "<p>I know engines.</p>",
        "&lt;b&gt;All&lt;/b&gt; of them.",
        'href="https://example.com/ada" rel="noopener noreferrer nofollow"',
        "cv.pdf",
        "version 1 of",
        "<strong>Applied</strong>",
    ):
        assert words in page


@pytest.mark.parametrize("name", ["application", "application_posting"])
def test_another_recruiter_finds_no_page(sign_in, recruiter, application, name):
    assert sign_in(recruiter).get(url_of(application, name)).status_code == 404


def test_an_interviewer_finds_no_page(sign_in, interviewer, application, member):
    member(interviewer, Part.INTERVIEWER)

    assert sign_in(interviewer).get(url_of(application)).status_code == 404


@pytest.mark.parametrize("name", ["application", "application_posting"])
def test_reading_pages_take_no_other_method(sign_in, owner, application, name):
    assert sign_in(owner).post(url_of(application, name)).status_code == 405


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (State.ACTIVE, ["Hire", "Reject"]),
        (State.HIRED, ["Reopen"]),
        (State.REJECTED, ["Reopen"]),
        (State.WITHDRAWN, []),
    ],
)
def test_the_decisions_are_those_of_the_table(sign_in, owner, posting, state, buttons):
    application = ApplicationFactory(posting=posting, **({} if state == State.ACTIVE else {state.value: True}))

    decisions = sign_in(owner).get(url_of(application)).context["decisions"]

    assert [label.button for _, label, _ in decisions] == buttons


def test_a_hiring_manager_reads_and_does_not_decide(sign_in, hiring_manager, application, member):
    client = sign_in(member(hiring_manager, Part.HIRING_MANAGER))

    response = client.get(url_of(application))

    assert response.context["decisions"] == []
    assert "Decide" not in response.content.decode()


def test_what_was_sent_now_stands_beside_what_was_known(sign_in, owner, posting):
    known = CandidateFactory(name="Ada King", phone="111111", links="https://known.example")
    application = ApplicationFactory(
        posting=posting, candidate=known, sent_name="Ada Lovelace", sent_phone="222222", cv=None
    )

    page = sign_in(owner).get(url_of(application)).content.decode()

    assert [
        words
        for words in ("Ada King", "Ada Lovelace", "111111", "222222", "https://known.example")
        if words not in page
    ] == []
    assert "There is no file any more." in page


def test_other_applications_are_those_the_user_may_see(sign_in, owner, application):
    seen = ApplicationFactory(posting=PostingFactory(published=True, owner=owner), candidate=application.candidate)
    ApplicationFactory(candidate=application.candidate)

    assert list(sign_in(owner).get(url_of(application)).context["others"]) == [seen]


def test_the_posting_is_shown_as_it_was_read(sign_in, owner, posting, application):
    posting.title = "Head of Technology"
    posting.save()
    publish_posting(posting=posting, by=owner)

    page = sign_in(owner).get(url_of(application, "application_posting")).content.decode()

    assert "Chief Technical Officer</h1>" in page
    assert "Head of Technology" not in page


def test_what_happened_is_told_newest_first(sign_in, owner, application):
    move_application(
        application=application, to_state=State.REJECTED, by=owner, reason=shipped_reason("pay"), note="Too far apart."
    )
    move_application(application=application, to_state=State.ACTIVE, by=owner)

    page = sign_in(owner).get(url_of(application)).content.decode()

    places = [page.index(f"<strong>{words}</strong>") for words in ("Opened again", "Rejected", "Applied")]
    assert places == sorted(places)
    assert "Pay does not fit" in page
    assert "Too far apart." in page
    assert page.count(f"· {owner}") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(sign_in, owner, application, count, django_assert_num_queries):
    for number in range(count):
        correct_contact(application=application, name=f"Ada {number}", phone="", links="", by=None)
        add_own_document(application=application, file=checked_cv(pdf(f"Letter {number}")), by=None)
        move_application(application=application, to_state=State.HIRED, by=owner)
        move_application(application=application, to_state=State.ACTIVE, by=owner)
        ApplicationFactory(posting=PostingFactory(published=True, owner=owner), candidate=application.candidate)
    client = sign_in(owner)

    with django_assert_num_queries(16):
        client.get(url_of(application))


# Deciding --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "state", "words"),
    [(REJECTION, State.REJECTED, "Rejected."), (decision(State.HIRED), State.HIRED, "Hired.")],
)
def test_a_decision_is_taken_and_said(sign_in, owner, application, data, state, words):
    response = sign_in(owner).post(url_of(application, "move_application"), data, follow=True)

    application.refresh_from_db()
    move = application.moves.first()
    assert response.redirect_chain == [(url_of(application), 302)]
    assert [str(message) for message in response.context["messages"]] == [words]
    given = application.rejection_reason
    assert (application.state, given and given.key) == (state, data.get("reason"))
    assert (move.to_state, move.by, move.note) == (state, owner, data["note"])


def test_what_is_decided_can_be_reopened(sign_in, owner, posting):
    application = ApplicationFactory(posting=posting, rejected=True)

    sign_in(owner).post(url_of(application, "move_application"), decision(State.ACTIVE, seen=State.REJECTED))

    application.refresh_from_db()
    assert (application.state, application.rejection_reason) == (State.ACTIVE, None)


def test_the_same_decision_again_changes_nothing(sign_in, owner, application):
    client = sign_in(owner)
    client.post(url_of(application, "move_application"), REJECTION)

    response = client.post(url_of(application, "move_application"), REJECTION, follow=True)

    assert "Nothing to change: it is “Rejected” already." in response.content.decode()
    assert application.moves.count() == 2


def test_a_decision_on_what_somebody_changed_meanwhile_is_told(sign_in, owner, application):
    move_application(application=application, to_state=State.WITHDRAWN, by=None)

    response = sign_in(owner).post(url_of(application, "move_application"), REJECTION, follow=True)

    assert "This application was changed meanwhile: it is “Withdrawn” now." in response.content.decode()
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN


def test_a_move_that_the_table_lacks_is_refused(sign_in, owner, application):
    response = sign_in(owner).post(url_of(application, "move_application"), decision(State.WITHDRAWN), follow=True)

    assert "does not allow this" in response.content.decode()
    application.refresh_from_db()
    assert application.state == State.ACTIVE


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reason": ""}, "reason", "Choose a reason."),
        ({"reason": "nonsense"}, "reason", "Select a valid choice. nonsense is not one of the available choices."),
        ({"note": "x" * 501}, "note", "Ensure this value has at most 500 characters (it has 501)."),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept(sign_in, owner, application, changes, field, message):
    response = sign_in(owner).post(url_of(application, "move_application"), REJECTION | changes)

    page = response.content.decode()
    form = response.context["refused"]
    assert response.status_code == 200
    assert form.errors == {field: [message]}
    assert page.count(message) == 2  # in the summary, and beside the field
    assert f'href="#id_rejected_{field}"' in page
    assert "<title>Error:" in page
    assert form["note"].value() == (REJECTION | changes)["note"]
    assert page.count('<details class="decision" open>') == 1
    application.refresh_from_db()
    assert application.state == State.ACTIVE


@pytest.mark.parametrize("data", [{}, {"to_state": "nonsense", "seen": "active"}, {"to_state": "hired"}])
def test_a_decision_without_sense_changes_nothing(sign_in, owner, application, data):
    assert sign_in(owner).post(url_of(application, "move_application"), data).status_code == 200
    assert application.moves.count() == 1


def test_another_recruiter_decides_nothing(sign_in, recruiter, application):
    assert sign_in(recruiter).post(url_of(application, "move_application"), REJECTION).status_code == 404


def test_a_hiring_manager_decides_nothing(sign_in, hiring_manager, application, member):
    client = sign_in(member(hiring_manager, Part.HIRING_MANAGER))

    assert client.post(url_of(application, "move_application"), REJECTION).status_code == 404


def test_deciding_is_no_reading(sign_in, owner, application):
    assert sign_in(owner).get(url_of(application, "move_application")).status_code == 405


def test_deciding_from_another_site_is_refused(owner, application):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(url_of(application, "move_application"), REJECTION).status_code == 403
