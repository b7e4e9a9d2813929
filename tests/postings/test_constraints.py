"""The database refuses nonsense: one failing row a constraint."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from postings.choices import LineKind, Part, State
from postings.models import Comment, Posting, Proposal, Review, Waiver
from postings.studio_choices import ReviewState
from tests.factories.curation import ProposalFactory
from tests.factories.postings import (
    CommentFactory,
    CompanyFactory,
    LibraryQuestionFactory,
    LineFactory,
    MembershipFactory,
    PostingFactory,
    QuestionFactory,
    ReviewFactory,
)
from tests.factories.roles import MissionFactory, SkillFactory

pytestmark = pytest.mark.django_db

NOON, MIDNIGHT = datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)
SCHEDULED = {"publish_at": NOON, "close_at": MIDNIGHT, "close_at_reason": "filled", "scheduled_by": "somebody"}


def refused(name, action):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        action()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("posting_pay_in_order", {"pay_min": 2, "pay_max": 1, "pay_currency": "EUR", "pay_period": "year"}),
        ("posting_pay_positive", {"pay_min": 0, "pay_max": 1, "pay_currency": "EUR", "pay_period": "year"}),
        ("posting_pay_positive", {"pay_max": -1, "pay_currency": "EUR", "pay_period": "year"}),
        ("posting_pay_with_currency_and_period", {"pay_min": 1, "pay_period": "year"}),
        ("posting_pay_with_currency_and_period", {"pay_max": 1, "pay_currency": "EUR"}),
        ("posting_schedule_has_author", {"publish_at": NOON}),
        ("posting_schedule_fits_state", SCHEDULED | {"publish_at": None}),
        ("posting_schedule_in_order", SCHEDULED | {"publish_at": MIDNIGHT}),
        ("posting_close_at_has_reason", SCHEDULED | {"close_at_reason": ""}),
        ("posting_close_at_has_reason", SCHEDULED | {"close_at": None}),
        ("posting_shown_has_version", {"state": State.PUBLISHED}),
        ("posting_shown_has_version", {"state": State.CLOSED, "close_reason": "filled"}),
    ],
)
def test_posting(name, fields):
    posting = PostingFactory()
    fields = {name: posting.created_by if value == "somebody" else value for name, value in fields.items()}

    refused(name, lambda: Posting.objects.filter(pk=posting.pk).update(**fields))


def test_what_is_archived_has_no_schedule():
    posting = PostingFactory(archived=True)
    fields = {"publish_at": NOON, "scheduled_by": posting.created_by}

    refused("posting_schedule_fits_state", lambda: Posting.objects.filter(pk=posting.pk).update(**fields))


def test_a_closed_posting_has_a_reason():
    posting = PostingFactory(closed=True)

    refused("posting_closed_has_reason", lambda: Posting.objects.filter(pk=posting.pk).update(close_reason=""))


def test_a_published_posting_has_no_reason_for_closing():
    posting = PostingFactory(published=True)

    refused("posting_closed_has_reason", lambda: Posting.objects.filter(pk=posting.pk).update(close_reason="filled"))


def test_a_draft_has_no_version():
    posting = PostingFactory(published=True)

    refused("posting_shown_has_version", lambda: Posting.objects.filter(pk=posting.pk).update(state=State.DRAFT))


def test_a_form_makes_one_posting():
    posting = PostingFactory(creation_key=uuid4())

    refused("creation_key", lambda: PostingFactory(creation_key=posting.creation_key))


def test_a_form_makes_one_line():
    line = LineFactory(creation_key=uuid4())

    refused(
        "line_created_once|postings_line.creation_key",
        lambda: LineFactory(posting=line.posting, creation_key=line.creation_key),
    )


def test_engineers_are_among_the_people():
    refused("company_engineers_among_people", lambda: CompanyFactory(people=2, engineers=3))


def test_a_line_has_words():
    refused("line_has_text", lambda: LineFactory(text=""))


def test_a_line_has_one_source():
    posting = PostingFactory()
    sources = {"mission": MissionFactory(role=posting.role), "skill": SkillFactory(role=posting.role)}

    refused("line_one_source", lambda: LineFactory(posting=posting, source_text="Text", **sources))


def test_a_line_with_a_source_keeps_its_wording():
    posting = PostingFactory()
    mission = MissionFactory(role=posting.role)

    refused("line_source_has_text", lambda: LineFactory(posting=posting, mission=mission, source_text=""))


def test_a_line_without_a_source_has_no_reference_wording():
    refused("line_source_has_text", lambda: LineFactory(source_text="Text"))


@pytest.mark.parametrize(
    ("field", "factory", "kind"),
    [("mission", MissionFactory, LineKind.MISSION), ("skill", SkillFactory, LineKind.MUST)],
)
def test_a_posting_has_a_mission_or_skill_once(field, factory, kind):
    posting = PostingFactory()
    fields = {"posting": posting, "kind": kind, "source_text": "Text", field: factory(role=posting.role)}
    LineFactory(**fields)

    # SQLite names the columns of a unique index with a condition, PostgreSQL the constraint.
    refused(rf"line_{field}_once|postings_line.{field}_id", lambda: LineFactory(**fields))


def test_a_line_is_about_one_entry():
    posting = PostingFactory()
    about = {"about_mission": MissionFactory(role=posting.role), "about_skill": SkillFactory(role=posting.role)}

    refused("line_about_one", lambda: LineFactory(posting=posting, about_settled=True, **about))


def test_what_a_line_is_about_is_settled():
    posting = PostingFactory()

    refused(
        "line_about_is_settled",
        lambda: LineFactory(posting=posting, about_skill=SkillFactory(role=posting.role), about_settled=False),
    )


def test_a_line_with_a_source_is_about_that():
    posting = PostingFactory()
    source = {"mission": MissionFactory(role=posting.role), "source_text": "Text"}

    refused("line_about_without_source", lambda: LineFactory(posting=posting, about_settled=True, **source))


def waived(line=None, **fields):
    posting = line.posting if line else fields.pop("posting")
    defaults = {"rule": "clarity.jargon", "words": "ninja", "reason": "Ours.", "by": posting.created_by}
    return Waiver.objects.create(posting=posting, line=line, at=timezone.now(), **(defaults | fields))


def test_a_waiver_has_a_reason():
    refused("waiver_has_reason", lambda: waived(LineFactory(), reason=""))


def test_a_finding_of_a_line_is_waved_off_once():
    line = LineFactory()
    waived(line)

    refused("waiver_once_a_line|postings_waiver.posting_id", lambda: waived(line))


def test_a_finding_of_a_field_is_waved_off_once():
    posting = PostingFactory()
    waived(posting=posting, anchor="id_title")

    refused("waiver_once_a_field|postings_waiver.posting_id", lambda: waived(posting=posting, anchor="id_title"))


def test_a_posting_has_one_owner():
    posting = PostingFactory()

    refused(
        "membership_one_owner|postings_membership.posting_id",
        lambda: MembershipFactory(posting=posting, part=Part.OWNER),
    )


def test_somebody_is_a_member_once():
    member = MembershipFactory()

    refused(
        "membership_unique|postings_membership.posting_id",
        lambda: MembershipFactory(posting=member.posting, user=member.user, part=Part.INTERVIEWER),
    )


def test_versions_of_a_posting_have_different_numbers():
    version = PostingFactory(published=True).versions.get()
    version.pk = None

    refused("version_number_unique|postings_version.posting_id", version.save)


def test_versions_are_numbered_from_1():
    version = PostingFactory(published=True).versions.get()
    version.pk, version.number = None, 0

    refused("version_numbered_from_1", version.save)


def test_a_version_that_candidates_read_is_not_deleted():
    posting = PostingFactory(published=True)

    with pytest.raises(Exception, match="protected"):
        posting.versions.get().delete()


@pytest.mark.parametrize("fields", [{"content": {}}, {"digest": "x"}, {"number": 2}])
def test_what_a_version_froze_cannot_be_changed(fields):
    versions = PostingFactory(published=True).versions

    refused("the text of a version is frozen", lambda: versions.update(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        lambda user: {"state": "dismissed"},
        lambda user: {"state": "dismissed", "decided_by": user},
        lambda user: {"decided_by": user, "decided_at": timezone.now()},
    ],
)
def test_a_proposal_that_is_decided_was_decided_by_somebody(fields, curator):
    proposal = ProposalFactory()

    refused(
        "proposal_decided_by_somebody",
        lambda: Proposal.objects.filter(pk=proposal.pk).update(**fields(curator)),
    )


def test_a_proposal_is_of_a_mission_or_of_a_skill():
    refused("proposal_one_source", lambda: ProposalFactory(mission=MissionFactory(), skill=SkillFactory()))


def test_a_posting_has_one_open_review():
    review = ReviewFactory()
    review.pk = None

    refused("review_one_open|postings_review.posting_id", review.save)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("review_decided_has_time", {"decided_at": None}),
        ("review_decided_by_somebody", {"decided_by": None}),
        ("review_returned_has_answer", {"state": ReviewState.RETURNED}),
        ("review_decided_has_time|review_decided_by_somebody", {"state": ReviewState.OPEN}),
    ],
)
def test_a_decided_review(name, fields):
    review = ReviewFactory(approved=True)

    refused(name, lambda: Review.objects.filter(pk=review.pk).update(**fields))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("comment_one_place", {"anchor": "id_title"}),
        ("comment_has_text", {"text": ""}),
        ("comment_settled_by_somebody", {"resolved_at": "2026-01-01T00:00Z"}),
    ],
)
def test_a_comment(name, fields):
    line = LineFactory()
    comment = CommentFactory(posting=line.posting, line=line)

    refused(name, lambda: Comment.objects.filter(pk=comment.pk).update(**fields))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("question_has_text", {"text": ""}),
        ("question_options_for_choices", {"kind": "one"}),
        ("question_options_for_choices", {"kind": "short", "options": ["Yes"]}),
        ("question_line_has_words", {"from_line": True, "line_text": ""}),
    ],
)
def test_a_question(name, fields):
    posting = PostingFactory()

    refused(name, lambda: QuestionFactory(posting=posting, **fields))


def test_a_question_is_added_once():
    question = QuestionFactory(creation_key=uuid4())

    refused(
        "posting_id|question_created_once",
        lambda: QuestionFactory(posting=question.posting, creation_key=question.creation_key),
    )


def test_a_question_of_the_library_is_about_one_entry():
    mission = MissionFactory()

    refused(
        "library_one_source",
        lambda: LibraryQuestionFactory(role=mission.role, mission=mission, skill=SkillFactory(role=mission.role)),
    )
