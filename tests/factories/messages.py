from datetime import timedelta

import factory
from django.utils import timezone
from post_office.models import STATUS, Email

from hiring import models
from hiring.actions.replies import take_down
from hiring.message_choices import MessageKind

from .candidates import CandidateFactory
from .hiring import ApplicationFactory


class MessageFactory(factory.django.DjangoModelFactory):
    """A message written by hand that waits to be sent."""

    class Meta:
        model = models.Message

    class Params:
        sent = factory.Trait(email__status=STATUS.sent)
        failed = factory.Trait(email__status=STATUS.failed, email__number_of_retries=6)
        delayed = factory.Trait(email__scheduled_time=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1)))

    application = factory.SubFactory(ApplicationFactory)
    candidate = factory.SelfAttribute("application.candidate")
    kind = MessageKind.OTHER
    to = factory.SelfAttribute("candidate.email")
    subject = "A question"
    text = "When may we call?"
    language = "en"
    email = factory.SubFactory(
        "tests.factories.messages.EmailFactory",
        to=factory.LazyAttribute(lambda email: [email.factory_parent.to]),
        subject=factory.SelfAttribute("..subject"),
        message=factory.SelfAttribute("..text"),
    )
    email__status = STATUS.queued
    email__scheduled_time = None
    email__number_of_retries = None


class ReplyFactory(factory.django.DjangoModelFactory):
    """What a candidate answered, taken down by hand by a recruiter; with `by=None` it came as a mail."""

    class Meta:
        model = models.Message

    application = factory.SubFactory(ApplicationFactory, cv=None)
    candidate = factory.SelfAttribute("application.candidate")
    by = factory.SubFactory("tests.factories.accounts.UserFactory", recruiter=True)
    at = factory.LazyFunction(timezone.now)
    text = "On Monday, please."

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return take_down(**kwargs)


class EmailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Email

    from_email = "jobs@example.com"
    to = ["ada@example.com"]
    status = STATUS.queued


class MessageTemplateFactory(factory.django.DjangoModelFactory):
    """Words for other messages, of every company."""

    class Meta:
        model = models.MessageTemplate

    kind = MessageKind.OTHER
    name = factory.Sequence(lambda n: f"Words {n}")
    language = "en"
    subject = "About {posting}"
    body = "Hello {first_name},\n\na word about {posting}."


class MessageWishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.MessageWish

    candidate = factory.SubFactory(CandidateFactory)
