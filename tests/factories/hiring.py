import uuid

import factory
from django.utils import timezone

from hiring import models
from hiring.actions import move_application
from hiring.actions.moving import arrive
from hiring.choices import State, StepKind
from postings.choices import QuestionKind

from .candidates import CandidateFactory, DocumentFactory
from .postings import PostingFactory


def shipped_reason(key):
    """One of the reasons for rejecting that ship."""
    return models.RejectionReason.objects.get(key=key)


class RejectionReasonFactory(factory.django.DjangoModelFactory):
    """A reason of the house's own that may be shared; `retired` ones are not chosen any more."""

    class Meta:
        model = models.RejectionReason

    class Params:
        retired = factory.Trait(retired_at=factory.LazyFunction(timezone.now))

    name_en = factory.Sequence(lambda n: f"Reason {n}")
    name_fr = factory.Sequence(lambda n: f"Raison {n}")
    words_en = "This is why."
    words_fr = "Voilà pourquoi."
    position = factory.Sequence(lambda n: 100 + n)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An active application for a published posting; `hired`, `rejected` and `withdrawn` went through the action."""

    class Meta:
        model = models.Application

    class Params:
        hired = factory.Trait(reach=State.HIRED)
        rejected = factory.Trait(reach=State.REJECTED)
        withdrawn = factory.Trait(reach=State.WITHDRAWN)

    candidate = factory.SubFactory(CandidateFactory)
    posting = factory.SubFactory(PostingFactory, published=True)
    version = factory.SelfAttribute("posting.live_version")
    step = factory.LazyAttribute(lambda own: models.Step.objects.inbox_of(own.posting))
    cv = factory.SubFactory(DocumentFactory, candidate=factory.SelfAttribute("..candidate"))
    sent_name = factory.SelfAttribute("candidate.name")
    form_key = factory.LazyFunction(uuid.uuid4)
    notice_version = "1"

    # Not columns: what `_create` does with the row.
    received = None
    reach = ""

    @classmethod
    def _create(cls, model_class, *args, received, reach, **kwargs):
        """Make the row and the move that every application starts with; `received` dates both back to a moment."""
        application = super()._create(model_class, *args, **kwargs)
        if received:
            model_class.objects.filter(pk=application.pk).update(created_at=received, step_since=received)
            application.refresh_from_db(fields=["created_at", "step_since", "waits_since"])
        arrive(application=application, by=None)
        if reach:
            move_application(
                application=application,
                to_state=reach,
                by=None if reach == State.WITHDRAWN else application.posting.created_by,
                reason=shipped_reason("skills") if reach == State.REJECTED else None,
            )
        return application


class StepFactory(factory.django.DjangoModelFactory):
    """One more interview, at the end of a posting's steps."""

    class Meta:
        model = models.Step

    posting = factory.SubFactory(PostingFactory, published=True)
    name = factory.Sequence(lambda n: f"Interview {n}")
    kind = StepKind.INTERVIEW
    position = factory.Sequence(lambda n: 100 + n)


class StepTemplateFactory(factory.django.DjangoModelFactory):
    """Two steps that all companies may use."""

    class Meta:
        model = models.StepTemplate

    name = factory.Sequence(lambda n: f"Steps {n}")
    steps = factory.LazyFunction(lambda: [{"name": "In", "kind": "inbox"}, {"name": "Talk", "kind": "interview"}])


class AnswerFactory(factory.django.DjangoModelFactory):
    """A short answer to a question that the posting's form asked."""

    class Meta:
        model = models.Answer

    application = factory.SubFactory(ApplicationFactory)
    number = factory.Sequence(lambda n: n + 1)
    kind = QuestionKind.SHORT
    text = "What did you build last?"
    value = "A ledger."
