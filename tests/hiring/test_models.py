"""The database refuses nonsense: one failing write a constraint."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hiring.choices import State, StepKind
from hiring.models import Move, Step
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, StepFactory, shipped_reason

pytestmark = pytest.mark.django_db


def test_a_candidate_applies_once_for_a_posting(posting):
    candidate = CandidateFactory()
    ApplicationFactory(candidate=candidate, posting=posting)

    with pytest.raises(IntegrityError, match=r"application_once|candidate_id"):
        ApplicationFactory(candidate=candidate, posting=posting)


def test_a_form_makes_one_application(posting):
    key = uuid.uuid4()
    ApplicationFactory(posting=posting, form_key=key)

    with pytest.raises(IntegrityError, match="form_key"):
        ApplicationFactory(posting=posting, form_key=key)


def test_a_token_opens_one_application(posting):
    ApplicationFactory(posting=posting, token="secret")

    with pytest.raises(IntegrityError, match="token"):
        ApplicationFactory(posting=posting, token="secret")


@pytest.mark.parametrize(
    ("state", "reason"), [(State.REJECTED, None), (State.ACTIVE, "skills"), (State.HIRED, "skills")]
)
def test_rejected_is_to_have_a_reason(posting, state, reason):
    with pytest.raises(IntegrityError, match="application_rejected_has_reason"):
        ApplicationFactory(posting=posting, state=state, rejection_reason=reason and shipped_reason(reason))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"from_state": State.ACTIVE, "to_state": State.ACTIVE}, "move_changes_something"),
        ({"from_state": State.ACTIVE, "to_state": State.REJECTED}, "move_rejecting_has_reason"),
        (
            {"from_state": State.ACTIVE, "to_state": State.HIRED, "reason_said": "Pay"},
            "move_rejecting_has_reason",
        ),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(posting, fields, constraint):
    application = ApplicationFactory(posting=posting)

    with pytest.raises(IntegrityError, match=constraint):
        Move.objects.create(
            application=application,
            from_step=application.step,
            to_step=application.step,
            at=timezone.now(),
            **fields,
        )


def test_a_step_s_name_is_there_once_until_it_is_removed(posting):
    StepFactory(posting=posting, name="Coffee", removed_at=timezone.now())
    StepFactory(posting=posting, name="Coffee")

    with pytest.raises(IntegrityError, match="step_name_once"):
        StepFactory(posting=posting, name="COFFEE")


def test_a_posting_has_one_inbox_which_stays(posting):
    with pytest.raises(IntegrityError, match=r"step_one_inbox|posting_id"), transaction.atomic():
        StepFactory(posting=posting, kind=StepKind.INBOX)
    with pytest.raises(IntegrityError, match="step_inbox_stays"), transaction.atomic():
        Step.objects.filter(posting=posting, kind=StepKind.INBOX).update(removed_at=timezone.now())
