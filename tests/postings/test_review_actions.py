"""Asking for a review, taking it back, deciding it; what an approval holds for; publishing that needs one."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from post_office.models import Email

from accounts.models import AuditEvent
from postings import actions, workflow
from postings.choices import Part
from postings.content import draft_content
from postings.models import Posting, Review
from postings.reviews import approvals, reviewers, standing
from postings.studio_choices import ReviewState
from tests.factories.accounts import UserFactory
from tests.factories.postings import MembershipFactory, PostingFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def content_of(posting):
    posting = Posting.objects.for_editing().get(pk=posting.pk)
    return draft_content(posting, posting.lines.kept().with_sources())


def stands(posting):
    posting = Posting.objects.for_editing().get(pk=posting.pk)
    return standing(posting, draft_content(posting, posting.lines.kept().with_sources()), by=posting.created_by)


def reword(posting, text="You hire.", *, by):
    line = posting.lines.first()
    actions.reword_line(line=line, text=text, revision=line.revision, by=by)


def audited(review):
    return list(
        AuditEvent.objects.filter(object_kind="postings.review", object_id=review.pk)
        .order_by("id")
        .values_list("action", "actor_id")
    )


# Asking


def test_asking_freezes_the_text_and_tells_the_reviewer(posting, manager, recruiter):
    review = actions.ask_review(posting=posting, reviewer=manager, by=recruiter, message="Mind the {{ pay }}.")

    reword(posting, by=recruiter)
    review.refresh_from_db()
    assert (review.state, review.reviewer, review.asked_by) == (ReviewState.OPEN, manager, recruiter)
    assert review.content["lines"][0]["text"] == "You carry out mission 1."
    assert review.digest != content_of(posting).digest
    email = Email.objects.get()
    assert email.to == [manager.email]
    assert email.subject.startswith("Your review is asked for: Chief Technical Officer")
    assert "Mind the {{ pay }}." in email.message
    assert f"http://localhost:8000/studio/postings/{posting.code}/reviews/{review.pk}/" in email.message
    assert audited(review) == [("review_asked", recruiter.pk)]


def test_asking_the_same_again_is_the_same_review(posting, manager, recruiter):
    first, again = (actions.ask_review(posting=posting, reviewer=manager, by=recruiter) for _ in range(2))

    assert first == again
    assert (Review.objects.count(), Email.objects.count()) == (1, 1)


def test_one_review_is_under_way_at_a_time(posting, manager, recruiter, lead):
    actions.ask_review(posting=posting, reviewer=manager, by=recruiter)

    with pytest.raises(actions.ReviewRefused, match="is asked already"):
        actions.ask_review(posting=posting, reviewer=lead, by=recruiter)


def test_an_edited_text_is_not_asked_for_while_another_is_read(posting, manager, recruiter):
    actions.ask_review(posting=posting, reviewer=manager, by=recruiter)
    reword(posting, by=recruiter)

    with pytest.raises(actions.ReviewRefused, match="take that review back"):
        actions.ask_review(posting=posting, reviewer=manager, by=recruiter)


def test_an_archived_posting_is_not_reviewed(recruiter, lead):
    posting = PostingFactory(archived=True, owner=recruiter, created_by=recruiter)

    with pytest.raises(actions.ReviewRefused, match="archived"):
        actions.ask_review(posting=posting, reviewer=lead, by=recruiter)


def test_who_may_be_asked(posting, manager, recruiter, lead, superuser, curator):
    MembershipFactory(posting=posting, part=Part.INTERVIEWER)
    MembershipFactory(posting=posting, part=Part.RECRUITER)
    MembershipFactory(part=Part.HIRING_MANAGER)  # of another posting
    UserFactory(lead=True, is_active=False)
    MembershipFactory(posting=posting, user=UserFactory(is_active=False), part=Part.HIRING_MANAGER)

    assert set(reviewers(posting, asked_by=recruiter)) == {manager, lead, superuser}
    assert set(reviewers(posting, asked_by=lead)) == {manager, superuser}


def test_nobody_else_is_asked(posting, recruiter, interviewer):
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)

    with pytest.raises(actions.ReviewRefused, match="Only a hiring manager"):
        actions.ask_review(posting=posting, reviewer=interviewer, by=recruiter)


# Taking back


def test_a_review_is_taken_back_once(posting, recruiter):
    review = ReviewFactory(posting=posting)

    for _ in range(2):
        review = actions.take_back_review(review=review, by=recruiter)

    assert (review.state, review.decided_by) == (ReviewState.WITHDRAWN, recruiter)
    assert audited(review) == [("review_asked", recruiter.pk), ("review_taken_back", recruiter.pk)]


# Deciding


@pytest.mark.parametrize(
    ("state", "answer", "subject"),
    [(ReviewState.APPROVED, "", "Approved: "), (ReviewState.RETURNED, "Say what it pays.", "Returned: ")],
)
def test_a_decision_is_kept_and_told(posting, manager, recruiter, state, answer, subject):
    review = ReviewFactory(posting=posting, reviewer=manager)

    for _ in range(2):
        review = actions.decide_review(review=review, state=state, by=manager, answer=answer)

    review.refresh_from_db()
    assert (review.state, review.answer, review.decided_by) == (state, answer, manager)
    email = Email.objects.exclude(to=manager.email).get()
    assert (email.to, email.subject.startswith(subject)) == ([recruiter.email], True)
    assert answer in email.message
    assert audited(review)[1:] == [(f"review_{state}", manager.pk)]


def test_a_return_needs_an_answer(manager, posting):
    review = ReviewFactory(posting=posting, reviewer=manager)

    with pytest.raises(actions.ReviewRefused, match="what should change"):
        actions.decide_review(review=review, state=ReviewState.RETURNED, by=manager)


def test_a_lead_decides_in_the_reviewers_place(posting, manager, lead):
    review = ReviewFactory(posting=posting, reviewer=manager)

    review = actions.decide_review(review=review, state=ReviewState.APPROVED, by=lead)

    assert (review.reviewer, review.decided_by) == (manager, lead)


@pytest.mark.parametrize("who", ["asker", "other manager", "recruiter"])
def test_nobody_else_decides(posting, manager, lead, who):
    review = ReviewFactory(posting=posting, reviewer=manager, asked_by=lead)
    part = Part.HIRING_MANAGER if who == "other manager" else Part.RECRUITER
    user = lead if who == "asker" else MembershipFactory(posting=posting, part=part).user

    with pytest.raises(PermissionDenied):
        actions.decide_review(review=review, state=ReviewState.APPROVED, by=user)


def test_of_two_who_decide_at_once_the_second_is_told(posting, manager, lead):
    review = ReviewFactory(posting=posting, reviewer=manager)
    actions.decide_review(review=review, state=ReviewState.APPROVED, by=lead)

    with pytest.raises(actions.ReviewRefused, match=f"{lead} approved it meanwhile"):
        actions.decide_review(review=review, state=ReviewState.RETURNED, by=manager, answer="No.")

    review.refresh_from_db()
    assert review.state == ReviewState.APPROVED


MOVES = {ReviewState.APPROVED: "approved", ReviewState.RETURNED: "returned", ReviewState.WITHDRAWN: "withdrawn"}


@pytest.mark.parametrize(("from_state", "to_state"), list(itertools.product(ReviewState, MOVES)))
def test_only_the_table_changes_a_review(posting, manager, recruiter, lead, from_state, to_state):
    traits = {MOVES[from_state]: True} if from_state in MOVES else {}
    review = ReviewFactory(posting=posting, reviewer=manager, **traits)
    legal = workflow.review_allows(from_state, to_state)

    def move():
        if to_state == ReviewState.WITHDRAWN:
            return actions.take_back_review(review=review, by=recruiter)
        return actions.decide_review(review=review, state=to_state, by=lead, answer="No.")

    if legal or from_state == to_state == ReviewState.WITHDRAWN:
        assert move().state == to_state
    else:
        with pytest.raises(actions.ReviewRefused, match="meanwhile"):
            move()
    review.refresh_from_db()
    assert review.state == (to_state if legal else from_state)


# What an approval holds for


def test_an_approval_holds_for_that_text_alone(posting, manager, recruiter):
    review = ReviewFactory(posting=posting, reviewer=manager, approved=True)
    assert stands(posting).approval == review

    reword(posting, by=recruiter)
    after = stands(posting)
    assert (after.approval, after.former) == (None, review)
    assert [(change.before, change.after) for change in after.changes] == [("You carry out mission 1.", "You hire.")]

    reword(posting, "You carry out mission 1.", by=recruiter)
    assert stands(posting).approval == review


def test_the_last_word_on_a_text_counts(posting, manager):
    ReviewFactory(posting=posting, reviewer=manager, approved=True)
    returned = ReviewFactory(posting=posting, reviewer=manager, returned=True)

    assert (stands(posting).approval, stands(posting).returned) == (None, returned)
    assert approvals(posting.reviews.all(), [returned.digest]) == {}


def test_what_was_taken_back_says_nothing(posting, manager):
    ReviewFactory(posting=posting, reviewer=manager, withdrawn=True)

    assert not stands(posting).is_told


# Publishing that needs one


@pytest.fixture
def strict(posting):
    posting.company.review_required = True
    posting.company.save()
    return posting


def why_not(posting, by):
    with pytest.raises(actions.NotReady) as refused:
        actions.publish_posting(posting=posting, by=by)
    return [(item.anchor, item.message, item.url) for item in refused.value.missing]


def test_without_an_approval_it_is_not_published(strict, recruiter):
    (found,) = why_not(strict, recruiter)

    assert found == (
        "review-note",
        "An approval of this text is needed: ask for a review.",
        f"/studio/postings/{strict.code}/reviews/ask/",
    )


def test_an_open_review_is_named(strict, manager, recruiter):
    review = ReviewFactory(posting=strict, reviewer=manager)

    (found,) = why_not(strict, recruiter)

    assert found == ("review-note", f"{manager} has not approved it yet.", review.get_absolute_url())


def test_an_approved_text_is_published(strict, manager, recruiter):
    ReviewFactory(posting=strict, reviewer=manager, approved=True)

    assert actions.publish_posting(posting=strict, by=recruiter).number == 1


def test_an_edit_after_the_approval_stops_it(strict, manager, recruiter):
    ReviewFactory(posting=strict, reviewer=manager, approved=True)
    reword(strict, by=recruiter)

    assert [message for _anchor, message, _url in why_not(strict, recruiter)] == [
        "An approval of this text is needed: ask for a review."
    ]


def test_ones_own_approval_is_not_enough(strict, manager, lead):
    ReviewFactory(posting=strict, reviewer=lead, approved=True)

    assert "You approved this text yourself" in why_not(strict, lead)[0][1]

    ReviewFactory(posting=strict, reviewer=manager, approved=True)
    assert actions.publish_posting(posting=strict, by=lead).number == 1


def test_a_returned_text_is_not_published(strict, manager, recruiter):
    ReviewFactory(posting=strict, reviewer=manager, approved=True)
    ReviewFactory(posting=strict, reviewer=manager, returned=True)

    assert len(why_not(strict, recruiter)) == 1


def test_other_companies_need_none(posting, recruiter):
    assert actions.publish_posting(posting=posting, by=recruiter).number == 1
