"""On a candidate's page: to the next step and to any, on to the next candidate, and back again."""

import re

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from candidates.actions import read_waiting_documents
from hiring.actions import move_application
from hiring.choices import State
from hiring.models import Step
from postings.choices import Part
from tests.factories.candidates import pdf
from tests.factories.hiring import ApplicationFactory, StepFactory, shipped_reason
from tests.factories.postings import MembershipFactory

from .conftest import page_of, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate__name="Ada Lovelace")


@pytest.fixture
def steps(posting):
    return list(Step.objects.live().filter(posting=posting))


def url_of(obj, name="application") -> str:
    return reverse(f"studio:{name}", args=[obj.pk])


def step_data(application, step, **more) -> dict:
    return {"to_step": step.pk, "seen_step": application.step_id, "trail": ""} | more


def words_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Steps -----------------------------------------------------------------------------------------------


def test_the_page_shows_where_it_stands_and_what_comes_next(sign_in, owner, application, steps):
    response = sign_in(owner).get(url_of(application))

    context = response.context
    assert (context["steps"], context["step_number"], context["next_step"]) == (steps, 1, steps[1])
    assert '<li aria-current="step"><span>New</span></li>' in page_of(response)
    assert [value for value, _label in context["step_form"].fields["to_step"].choices] == [
        "",
        *(step.pk for step in steps[1:]),
    ]


def test_in_the_last_step_nothing_comes_next(sign_in, owner, application, steps):
    move_application(application=application, to_step=steps[-1], by=owner)

    assert sign_in(owner).get(url_of(application)).context["next_step"] is None


def test_a_decided_application_has_no_step_to_go_to(sign_in, owner, posting):
    application = ApplicationFactory(posting=posting, rejected=True)

    context = sign_in(owner).get(url_of(application)).context

    assert (context["next_step"], context["step_form"]) == (None, None)


@pytest.mark.parametrize("number", [1, 4])
def test_it_goes_to_any_step_and_says_so(sign_in, owner, application, steps, number):
    response = sign_in(owner).post(
        url_of(application, "move_to_step"), step_data(application, steps[number]), follow=True
    )

    application.refresh_from_db()
    assert response.redirect_chain == [(url_of(application), 302)]
    assert words_of(response) == [f"Moved to “{steps[number]}”."]
    assert application.step == steps[number]
    assert application.moves.first().by == owner


def test_the_same_step_again_changes_nothing(sign_in, owner, application, steps):
    client, data = sign_in(owner), step_data(application, steps[1])
    client.post(url_of(application, "move_to_step"), data)

    response = client.post(url_of(application, "move_to_step"), data, follow=True)

    assert "Nothing to change: it is in “Screening” already." in words_of(response)
    assert application.moves.count() == 2


def test_the_second_of_two_is_told_and_nothing_is_overwritten(sign_in, owner, lead, application, steps):
    data = step_data(application, steps[1])
    move_application(application=application, to_step=steps[2], by=lead)

    response = sign_in(owner).post(url_of(application, "move_to_step"), data)

    application.refresh_from_db()
    assert response.status_code == 409
    assert "Somebody moved this application meanwhile: it is in “First interview” now." in page_of(response)
    assert response.context["step_form"].initial["seen_step"] == steps[2].pk
    assert "<title>Error:" in page_of(response)
    assert application.step == steps[2]


@pytest.mark.parametrize(
    ("to_step", "words"), [("", "Choose a step."), ("x", "no longer one of"), ("0", "no longer one of")]
)
def test_a_step_that_is_none_is_refused(sign_in, owner, application, to_step, words):
    response = sign_in(owner).post(
        url_of(application, "move_to_step"), {"to_step": to_step, "seen_step": application.step_id}
    )

    assert response.status_code == 422
    assert page_of(response).count(words) == 2  # in the summary, and beside the field
    assert application.moves.count() == 1


def test_another_postings_step_is_none(sign_in, owner, application):
    data = step_data(application, StepFactory())

    assert sign_in(owner).post(url_of(application, "move_to_step"), data).status_code == 422


def test_a_decided_application_goes_to_no_step(sign_in, owner, posting, steps):
    application = ApplicationFactory(posting=posting, rejected=True)

    response = sign_in(owner).post(url_of(application, "move_to_step"), step_data(application, steps[1]), follow=True)

    assert words_of(response) == ["An application that is “Rejected” does not allow this."]


def test_a_decision_on_what_was_changed_keeps_what_was_typed(sign_in, owner, lead, application):
    data = {"to_state": State.HIRED, "seen": State.ACTIVE, "note": "Start in May."}
    move_application(application=application, to_state=State.REJECTED, reason=shipped_reason("skills"), by=lead)
    move_application(application=application, to_state=State.ACTIVE, by=lead)
    move_application(application=application, to_state=State.HIRED, by=lead)
    move_application(application=application, to_state=State.ACTIVE, by=lead)
    move_application(application=application, to_state=State.REJECTED, reason=shipped_reason("skills"), by=lead)

    response = sign_in(owner).post(url_of(application, "move_application"), data)

    assert response.status_code == 409
    assert "This application was changed meanwhile: it is “Rejected” now." in page_of(response)


# On to the next one ----------------------------------------------------------------------------------


@pytest.fixture
def following(posting, application):
    return ApplicationFactory(posting=posting, candidate__name="Grace Hopper")


def test_after_a_move_the_next_one_is_shown_with_a_way_back(sign_in, owner, application, following, steps):
    data = step_data(application, steps[1], trail="from=list&sort=oldest", then="next")

    response = sign_in(owner).post(url_of(application, "move_to_step"), data, follow=True)

    assert response.redirect_chain == [(f"{url_of(following)}?from=list&sort=oldest", 302)]
    assert words_of(response) == ["Ada Lovelace: Moved to “Screening”."]
    assert url_of(application.moves.first(), "undo_move") in page_of(response)


def test_after_a_rejection_the_next_of_the_column_is_shown(sign_in, owner, application, following):
    data = {"to_state": State.REJECTED, "seen": State.ACTIVE, "reason": "skills", "then": "next"}

    response = sign_in(owner).post(url_of(application, "move_application"), data, follow=True)

    assert response.context["application"] == following
    assert words_of(response) == ["Ada Lovelace: Rejected."]


def test_after_the_last_one_it_says_so(sign_in, owner, application, following, steps):
    data = step_data(following, steps[1], trail="from=list&sort=oldest", then="next")

    response = sign_in(owner).post(url_of(following, "move_to_step"), data, follow=True)

    assert response.context["application"] == following
    assert words_of(response) == ["Moved to “Screening”.", "Nobody comes after this one in the list."]


# Undoing ---------------------------------------------------------------------------------------------


def test_ones_own_last_move_can_be_undone_on_the_page(sign_in, owner, application, steps):
    move = move_application(application=application, to_step=steps[3], by=owner)
    client = sign_in(owner)
    page = client.get(url_of(application), {"from": "list", "sort": "name"})
    assert page.context["undoable"] == move

    data = {"next": value_of(page_of(page), "next").replace("&amp;", "&")}
    response = client.post(url_of(move, "undo_move"), data, follow=True)

    application.refresh_from_db()
    assert response.redirect_chain == [(f"{url_of(application)}?from=list&sort=name", 302)]
    assert application.step == steps[0]
    assert response.context["undoable"] is None


def test_what_a_colleague_moved_is_not_offered_to_be_undone(sign_in, owner, lead, application, steps):
    move_application(application=application, to_step=steps[3], by=owner)
    move_application(application=application, to_step=steps[4], by=lead)

    assert sign_in(owner).get(url_of(application)).context["undoable"] is None


def test_an_arrival_or_a_reopening_is_not_offered_to_be_undone(sign_in, owner, posting, application):
    client = sign_in(owner)
    assert client.get(url_of(application)).context["undoable"] is None
    reopened = ApplicationFactory(posting=posting, rejected=True)
    move_application(application=reopened, to_state=State.ACTIVE, by=owner)

    assert client.get(url_of(reopened)).context["undoable"] is None


# Who may ---------------------------------------------------------------------------------------------


def test_moving_is_for_those_who_decide(sign_in, recruiter, hiring_manager, application, steps, owner, posting):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    url = url_of(application, "move_to_step")

    for user in (recruiter, hiring_manager):
        assert sign_in(user).post(url, step_data(application, steps[2])).status_code == 404
    assert sign_in(owner).get(url).status_code == 405


def test_a_hiring_manager_sees_the_step_and_moves_nothing(sign_in, hiring_manager, posting, application):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)

    response = sign_in(hiring_manager).get(url_of(application))

    assert (response.context["step_form"], response.context["step_number"]) == (None, 1)
    assert "/step/" not in page_of(response)


# What the page loads later ---------------------------------------------------------------------------

HTMX = {"HX-Request": "true"}


def test_the_cv_beside_the_form_is_written_down_as_opened(sign_in, owner, posting):
    application = ApplicationFactory(posting=posting, cv__file__data=pdf("I build engines."))
    read_waiting_documents()
    client = sign_in(owner)
    page = client.get(url_of(application))
    assert "I build engines." not in page_of(page)
    assert not AuditEvent.objects.filter(action="cv_opened").exists()

    part = page_of(client.get(url_of(application, "cv_beside"), headers=HTMX))

    assert "I build engines." in part
    assert reverse("studio:document_page", args=[application.cv_id, 1]) in part
    assert AuditEvent.objects.get(action="cv_opened").object_id == str(application.cv_id)


def test_a_cv_that_is_not_read_yet_shows_nothing_and_counts_as_unopened(sign_in, owner, application):
    part = page_of(sign_in(owner).get(url_of(application, "cv_beside"), headers=HTMX))

    assert "The pages come here once the file is read." in part
    assert not AuditEvent.objects.filter(action="cv_opened").exists()


def test_screened_without_names_the_cv_beside_the_form_has_none(sign_in, owner, posting):
    posting.is_blind = True
    posting.save(update_fields=["is_blind"])
    application = ApplicationFactory(
        posting=posting, candidate__name="Ada Lovelace", cv__file__data=pdf("Ada Lovelace builds engines.")
    )
    read_waiting_documents()

    part = page_of(sign_in(owner).get(url_of(application, "cv_beside"), headers=HTMX))

    assert "builds engines." in part
    assert "Lovelace" not in part
    assert "<img" not in part


def test_personal_data_is_loaded_once_it_is_wanted(sign_in, lead, application):
    part = page_of(sign_in(lead).get(url_of(application, "application_data"), headers=HTMX))

    assert "Kept while an application is open or led to a hire." in part
    assert reverse("studio:erase_candidate", args=[application.candidate_id]) in part


@pytest.mark.parametrize(
    ("name", "to"),
    [("cv_beside", "/studio/documents/{cv}/read/"), ("application_data", "/studio/candidates/{person}/")],
)
def test_parts_lead_to_their_pages_where_no_page_asks_for_them(sign_in, owner, application, name, to):
    response = sign_in(owner).get(url_of(application, name))

    assert response.url == to.format(cv=application.cv_id, person=application.candidate_id)


@pytest.mark.parametrize("name", ["cv_beside", "application_data"])
def test_parts_are_for_the_team_and_only_read(sign_in, recruiter, owner, application, name):
    assert sign_in(recruiter).get(url_of(application, name), headers=HTMX).status_code == 404
    assert sign_in(owner).post(url_of(application, name)).status_code == 405


def test_screened_without_names_no_personal_data_is_told(sign_in, owner, posting, application):
    posting.is_blind = True
    posting.save(update_fields=["is_blind"])

    assert sign_in(owner).get(url_of(application, "application_data"), headers=HTMX).status_code == 404


@pytest.mark.parametrize("to_state", [State.HIRED, State.REJECTED])
def test_a_note_to_a_decision_that_another_took_first_is_not_lost(sign_in, owner, lead, application, to_state):
    move_application(application=application, to_state=State.HIRED, by=lead, note="All agree.")
    data = {"to_state": to_state, "seen": "active", "note": "Starts in May.", "reason": "skills"}

    response = sign_in(owner).post(url_of(application, "move_application"), data)

    assert (response.status_code, application.moves.first().note) == (409, "All agree.")
    assert response.context["note_form"]["text"].value() == "Starts in May."
    assert "Starts in May." in response.text


def test_a_decision_that_is_sent_twice_has_kept_its_note(sign_in, owner, application):
    client, data = sign_in(owner), {"to_state": "hired", "seen": "active", "note": "Starts in May."}

    answers = [client.post(url_of(application, "move_application"), data).status_code for _time in range(2)]

    assert (answers, application.moves.filter(note="Starts in May.").count()) == ([302, 302], 1)


@pytest.mark.parametrize("to_state", [State.HIRED, State.REJECTED])
def test_a_message_to_a_decision_that_another_took_first_is_not_lost(sign_in, owner, lead, application, to_state):
    """It stands there, and leads to a message of its own."""
    reasons = {"reason": shipped_reason("skills")} if to_state == State.REJECTED else {}
    move_application(application=application, to_state=to_state, by=lead, **reasons)
    typed = {"subject": "About your application", "text": "Not this time, but do write in May."}
    data = {"to_state": "rejected", "seen": "active", "note": "", "reason": "skills", "tell": "on", "when": "hour"}
    client = sign_in(owner)

    response = client.post(url_of(application, "move_application"), data | typed)
    (kind,) = re.findall(r'name="template" value="(\w+)"', response.text)
    written = client.post(url_of(application, "write_message"), {"template": kind, "preview": "1"} | typed)

    assert (response.status_code, application.messages.count()) == (409, 0)
    assert "Your message was not sent" in response.text
    assert "Not this time, but do write in May." in response.text
    assert [written.context["form"][name].value() for name in typed] == list(typed.values())
    assert application.messages.count() == 0


def test_a_message_that_was_not_sent_may_say_what_a_rejection_says(sign_in, owner, lead, application):
    """Of somebody who is rejected it is the message of that, with its fields."""
    move_application(application=application, to_state=State.REJECTED, by=lead, reason=shipped_reason("skills"))
    data = {"to_state": "rejected", "seen": "active", "note": "", "reason": "skills", "tell": "on", "when": "hour"}
    typed = {"subject": "About your application", "text": "Not this time: {reason}"}
    client = sign_in(owner)

    response = client.post(url_of(application, "move_application"), data | typed)
    (kind,) = re.findall(r'name="template" value="(\w+)"', response.text)
    written = client.post(url_of(application, "write_message"), {"template": kind, "preview": "1"} | typed)

    assert (kind, written.status_code, written.context["form"].errors) == ("rejected", 200, {})


def test_the_words_that_nobody_changed_are_no_loss(sign_in, owner, lead, application):
    client = sign_in(owner)
    decisions = client.get(url_of(application)).context["decisions"]
    form = next(form for state, _label, form in decisions if state == State.REJECTED)
    typed = {name: form.initial[name] for name in ("subject", "text")}
    move_application(application=application, to_state=State.HIRED, by=lead)
    data = {"to_state": "rejected", "seen": "active", "note": "", "reason": "skills", "tell": "on", "when": "hour"}

    response = client.post(url_of(application, "move_application"), data | typed)

    assert (response.status_code, "Your message was not sent" in response.text) == (409, False)
