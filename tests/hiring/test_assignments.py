"""Interviewers see whom they are assigned to, and nobody else."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from post_office.models import Email

from accounts.models import AuditEvent
from candidates.models import Candidate, Document, SearchEntry
from candidates.search.query import parse
from hiring.actions import erase_candidate, merge_candidates, move_application, undo_merge
from hiring.actions.assigning import NotAssignable, assign, unassign
from hiring.actions.noting import people_to_mention
from hiring.models import Answer, Application, Assignment, Note
from hiring.posting_list import Tally
from hiring.search import find, index_due
from postings import actions
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import DocumentFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.messages import MessageFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory

from .conftest import apply_url_of, filled_in, page_of, posting_that_asks


@pytest.fixture
def interviewer(posting):
    user = UserFactory(interviewer=True, name="Iris Interviewer")
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER).user


@pytest.fixture
def mine(posting, interviewer, owner):
    """An application that the interviewer is assigned to."""
    application = ApplicationFactory(
        posting=posting, candidate__name="Grace Hopper", cv__read=True, cv__text="Compilers."
    )
    assign(application=application, user=interviewer, by=owner)
    return application


@pytest.fixture
def other(posting):
    """Another one for the same posting, that nobody is assigned to."""
    return ApplicationFactory(posting=posting, candidate__name="Alan Turing", cv__read=True, cv__text="Compilers, too.")


def url_of(name: str, *args) -> str:
    return reverse(f"studio:{name}", args=args)


# What they see ---------------------------------------------------------------------------------------


def test_an_interviewer_sees_what_they_are_assigned_to(interviewer, mine, other):
    NoteFactory(application=mine, text="seen")
    NoteFactory(application=mine, text="private", is_private=True)
    NoteFactory(candidate=mine.candidate, text="about the person")
    NoteFactory(application=other, text="other")
    index_due()

    assert list(Application.objects.visible_to(interviewer)) == [mine]
    assert list(Application.objects.assigned_to(interviewer)) == [mine]
    assert list(Application.objects.reviewable_by(interviewer)) == []
    assert list(Application.objects.decidable_by(interviewer)) == []
    assert list(Candidate.objects.visible_to(interviewer)) == [mine.candidate]
    assert list(Candidate.objects.exportable_by(interviewer)) == []
    assert list(Document.objects.visible_to(interviewer)) == [mine.cv]
    assert [note.text for note in Note.objects.visible_to(interviewer)] == ["seen"]
    assert [entry.candidate for entry in SearchEntry.objects.visible_to(interviewer)] == [mine.candidate]
    assert find(parse("compilers"), user=interviewer).keys == [mine.candidate_id]


@pytest.mark.parametrize("name", ["application", "read_document", "person"])
def test_pages_of_theirs_open_and_others_do_not(sign_in, interviewer, mine, other, name):
    client = sign_in(interviewer)
    keys = [
        {"application": one.pk, "read_document": one.cv_id, "person": one.candidate_id}[name] for one in (mine, other)
    ]

    assert [client.get(url_of(name, key)).status_code for key in keys] == [200, 404]


@pytest.mark.parametrize("name", ["today", "candidates", "people", "posting_applications"])
def test_lists_show_theirs_alone(sign_in, interviewer, posting, mine, other, name):
    url = url_of(name, posting.code) if name == "posting_applications" else url_of(name)

    page = page_of(sign_in(interviewer).get(url))

    assert ("Grace Hopper" in page, "Alan Turing" in page) == (True, False)


def test_a_list_counts_theirs_alone(sign_in, interviewer, posting, mine, other):
    response = sign_in(interviewer).get(url_of("posting_applications", posting.code))

    assert response.context["count"] == Tally(1)


def test_today_says_what_is_assigned_until_it_is_decided(sign_in, interviewer, owner, mine):
    client = sign_in(interviewer)
    page = page_of(client.get(url_of("today")))
    before = "Assigned to you" in page
    assert "Latest applications" not in page  # they are the same

    move_application(application=mine, to_state="hired", by=owner)

    assert (before, "Assigned to you" in page_of(client.get(url_of("today")))) == (True, False)


@pytest.mark.parametrize("name", ["export_applications", "export_people"])
def test_an_export_has_nobody_whom_one_only_interviews(sign_in, posting, owner, other, name):
    recruiter = UserFactory(recruiter=True)
    MembershipFactory(posting=posting, user=recruiter, part=Part.INTERVIEWER)
    assign(application=other, user=recruiter, by=owner)
    client = sign_in(recruiter)

    text = b"".join(client.get(url_of(name, "csv"))).decode()

    assert "Alan Turing" in page_of(client.get(url_of("candidates")))
    assert "Alan Turing" not in text
    assert client.get(url_of("export_person", other.candidate_id, "csv")).status_code == 404


def test_interviewers_are_refused_an_export(sign_in, interviewer, mine):
    assert sign_in(interviewer).get(url_of("export_applications", "csv")).status_code == 403


@pytest.mark.parametrize("how", ["removed", "deactivated", "taken off"])
def test_who_leaves_sees_nothing(interviewer, owner, posting, mine, how):
    if how == "removed":
        actions.remove_member(membership=posting.memberships.get(user=interviewer), by=owner)
    elif how == "deactivated":
        interviewer.is_active = False
        interviewer.save()
    else:
        unassign(assignment=mine.assignments.get(), by=owner)
    index_due()

    assert list(Application.objects.visible_to(interviewer)) == []
    assert list(Candidate.objects.visible_to(interviewer)) == []
    assert list(SearchEntry.objects.visible_to(interviewer)) == []
    assert Assignment.objects.exists() == (how == "deactivated")


def test_coming_back_brings_nothing_back(interviewer, owner, posting, mine):
    actions.remove_member(membership=posting.memberships.get(user=interviewer), by=owner)
    actions.set_member(posting=posting, user=interviewer, part=Part.INTERVIEWER, by=owner)

    assert list(Application.objects.visible_to(interviewer)) == []


# Pay -------------------------------------------------------------------------------------------------

PAY = "What salary do you hope for?"


@pytest.fixture
def with_pay(interviewer, posting, owner):
    """An application with an answer about pay, told by the question when it came in."""
    posting = posting_that_asks({"text": PAY}, {"text": "What did you build?"}, created_by=owner)
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    application = ApplicationFactory(posting=posting)
    pay, built = posting.questions.order_by("order")
    AnswerFactory(
        application=application, question=pay, text=PAY, value="Ninety zorkmids.", is_about_pay=True, is_knock_out=True
    )
    AnswerFactory(application=application, question=built, text=built.text, value="A ledger.")
    file = DocumentFactory(candidate=application.candidate, kind="answer", read=True, text="Zorkmids again")
    AnswerFactory(application=application, kind="file", value=None, document=file, text=PAY, is_about_pay=True)
    assign(application=application, user=interviewer, by=owner)
    index_due()
    return application


def test_an_interviewer_reads_nothing_of_pay(sign_in, interviewer, with_pay):
    client = sign_in(interviewer)

    pages = [page_of(client.get(url)) for url in (with_pay.get_absolute_url(), url_of("candidates"), url_of("today"))]

    assert "A ledger." in pages[0]
    assert [text for text in ("orkmids", PAY, "to look at") if any(text in page for page in pages)] == []
    assert list(Document.objects.visible_to(interviewer)) == [with_pay.cv]
    assert find(parse("zorkmids"), user=interviewer).keys == []


@pytest.mark.parametrize("part", [Part.OWNER, Part.RECRUITER, Part.HIRING_MANAGER, "lead"])
def test_who_decides_reads_it(sign_in, with_pay, part, lead):
    if part == Part.OWNER:
        user = with_pay.posting.created_by
    else:
        user = lead if part == "lead" else MembershipFactory(posting=with_pay.posting, part=part).user

    page = page_of(sign_in(user).get(with_pay.get_absolute_url()))

    assert "Ninety zorkmids." in page
    assert Document.objects.visible_to(user).filter(kind="answer").count() == 1
    assert Application.objects.with_list_data(user).get().knock_outs == 1


# Assigning -------------------------------------------------------------------------------------------


def assign_url(application) -> str:
    return url_of("assign", application.pk)


def test_who_is_assigned_hears_of_it_once(sign_in, owner, interviewer, other):
    client = sign_in(owner)

    first = client.post(assign_url(other), {"user": interviewer.pk})
    again = client.post(assign_url(other), {"user": interviewer.pk})

    assert (first.status_code, again.status_code) == (302, 422)
    assert Assignment.objects.get().user == interviewer
    mail = Email.objects.get()
    assert mail.to == [interviewer.email]
    assert other.get_absolute_url() in mail.message
    assert "Turing" not in f"{mail.subject} {mail.message}"
    assert AuditEvent.objects.filter(action="assigned").count() == 1


def test_assigning_again_is_harmless(owner, interviewer, other):
    one, two = (assign(application=other, user=interviewer, by=owner) for _ in range(2))

    assert one == two
    assert Email.objects.count() == 1


def test_who_assigns_themselves_gets_no_mail(owner, other):
    assign(application=other, user=owner, by=owner)

    assert not Email.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "inactive"])
def test_only_active_members_are_assigned(sign_in, owner, posting, other, who):
    user = UserFactory(interviewer=True)
    if who == "inactive":
        MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER)
        user.is_active = False
        user.save()

    response = sign_in(owner).post(assign_url(other), {"user": user.pk})
    with pytest.raises(NotAssignable):
        assign(application=other, user=user, by=owner)

    assert response.status_code == 422
    assert "no active member" in page_of(response)


def test_it_is_taken_off_and_again_is_harmless(sign_in, owner, interviewer, mine):
    client = sign_in(owner)

    answers = [client.post(url_of("unassign", mine.pk, interviewer.pk)).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert not Assignment.objects.exists()
    assert AuditEvent.objects.filter(action="unassigned").count() == 1


def test_a_hiring_manager_assigns_and_an_interviewer_does_not(sign_in, posting, interviewer, mine):
    manager = MembershipFactory(posting=posting, part=Part.HIRING_MANAGER).user

    assert sign_in(manager).post(assign_url(mine), {"user": manager.pk}).status_code == 302
    assert sign_in(interviewer).post(assign_url(mine), {"user": interviewer.pk}).status_code == 404
    assert sign_in(interviewer).post(url_of("unassign", mine.pk, interviewer.pk)).status_code == 404
    assert mine.assignments.count() == 2


def test_assigning_is_a_post(sign_in, owner, interviewer, mine):
    client = sign_in(owner)

    assert client.get(assign_url(mine)).status_code == 405
    assert client.get(url_of("unassign", mine.pk, interviewer.pk)).status_code == 405


def test_an_assigned_interviewer_may_be_named_and_another_not(posting, owner, interviewer, mine, other):
    assert interviewer in people_to_mention(candidate=mine.candidate, application=mine)
    assert interviewer not in people_to_mention(candidate=other.candidate, application=other)


def test_an_inactive_colleague_is_shown_as_such(sign_in, owner, interviewer, mine):
    interviewer.is_active = False
    interviewer.save()

    page = page_of(sign_in(owner).get(mine.get_absolute_url()))

    assert "Iris Interviewer" in page
    assert "switched off" in page


def test_one_is_assigned_once(mine, interviewer, owner):
    with pytest.raises(IntegrityError, match=r"assignment_once|UNIQUE"), transaction.atomic():
        Assignment.objects.create(application=mine, user=interviewer, by=owner)


@pytest.mark.parametrize("count", [1, 3])
def test_who_is_assigned_is_one_query_more(posting, owner, count, django_assert_num_queries):
    for _ in range(count):
        application = ApplicationFactory(posting=posting)
        assign(application=application, user=owner, by=owner)

    with django_assert_num_queries(2):
        names = [one.assigned_users for one in Application.objects.with_assigned()]

    assert names == [[owner]] * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_application_takes_the_same_queries_however_many_are_assigned(
    sign_in, owner, posting, other, count, django_assert_num_queries
):
    for _ in range(count):
        user = MembershipFactory(posting=posting, part=Part.INTERVIEWER).user
        assign(application=other, user=user, by=owner)
    client = sign_in(owner)
    client.get(other.get_absolute_url())

    with django_assert_num_queries(13):
        client.get(other.get_absolute_url())


def test_an_answer_about_pay_is_known_when_it_comes_in(client, posting, owner):
    posting = posting_that_asks({"text": PAY}, {"text": "What did you build?"}, created_by=owner)
    names = {f"question_{question.pk}": question.text for question in posting.questions.all()}

    client.post(apply_url_of(posting), filled_in(**names))

    assert dict(Answer.objects.values_list("text", "is_about_pay")) == {PAY: True, "What did you build?": False}


def test_a_migration_tells_the_answers_given_before(with_pay):
    Answer.objects.update(is_about_pay=False)
    Candidate.objects.update(search_due=False)

    import_module("hiring.migrations.0014_pay_answers").tell(apps, None)

    assert Answer.objects.filter(is_about_pay=True).count() == 2
    assert Candidate.objects.get(pk=with_pay.candidate_id).search_due


def test_who_looked_at_one_of_two_that_were_merged_looks_at_what_counts(posting, owner, interviewer, lead, mine):
    first = ApplicationFactory(posting=posting, hired=True)

    merge = merge_candidates(survivor=first.candidate, other=mine.candidate, by=lead)
    merged = list(Application.objects.visible_to(interviewer))
    undo_merge(merge=merge, by=lead)

    assert (merged, list(Application.objects.visible_to(interviewer))) == ([first], [mine])


def test_an_interviewer_is_not_told_how_many_apply(sign_in, interviewer, posting, mine, other):
    page = page_of(sign_in(interviewer).get(url_of("postings")))

    assert "Assigned to you" in page
    assert "2 active" not in page


def test_an_interviewer_reads_no_message_to_the_candidate(sign_in, owner, interviewer, mine):
    MessageFactory(application=mine, candidate=mine.candidate, subject="Your offer", text="Ninety zorkmids.")

    pages = [page_of(sign_in(user).get(mine.get_absolute_url())) for user in (owner, interviewer)]

    assert ["zorkmids" in page for page in pages] == [True, False]


# All of one posting ----------------------------------------------------------------------------------


WHO = ["lead", "owner", "manager", "interviewer", "interviewer with nobody", "assigned, no member", "another", "gone"]


@pytest.mark.parametrize("who", WHO)
def test_of_one_posting_each_sees_the_same_as_of_all(who, posting, interviewer, mine, other, lead, recruiter):
    manager, newcomer, outsider, gone = (UserFactory(interviewer=True) for _ in range(4))
    MembershipFactory(posting=posting, user=manager, part=Part.HIRING_MANAGER)
    MembershipFactory(posting=posting, user=newcomer, part=Part.INTERVIEWER)
    MembershipFactory(posting=posting, user=gone, part=Part.HIRING_MANAGER)
    Assignment.objects.create(application=mine, user=outsider, by=lead)
    gone.is_active = False
    erase_candidate(candidate=ApplicationFactory(posting=posting).candidate, by=lead)
    ApplicationFactory()
    everybody = (lead, posting.created_by, manager, interviewer, newcomer, outsider, recruiter, gone)
    user = everybody[WHO.index(who)]

    here = set(Application.objects.in_posting(posting, user))

    assert here == set(Application.objects.visible_to(user).filter(posting=posting))
    assert here == {"owner": {mine, other}, "lead": {mine, other}, "manager": {mine, other}, "interviewer": {mine}}.get(
        who, set()
    )
