import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from hiring import models
from hiring.choices import Verdict

from .accounts import UserFactory
from .hiring import ApplicationFactory


class InterviewFactory(factory.django.DjangoModelFactory):
    """An interview of 45 minutes in an hour; `interviewers` are put to it, without being assigned."""

    class Meta:
        model = models.Interview
        skip_postgeneration_save = True

    class Params:
        cancelled = factory.Trait(
            cancelled_at=factory.LazyFunction(timezone.now), cancelled_by=factory.SelfAttribute("by")
        )

    application = factory.SubFactory(ApplicationFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))
    minutes = 45
    by = factory.SelfAttribute("application.posting.created_by")
    form_key = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def interviewers(self, create, extracted, **kwargs):
        self.interviewers.set(extracted or [])


class ScorecardFactory(factory.django.DjangoModelFactory):
    """A yes by somebody."""

    class Meta:
        model = models.Scorecard

    application = factory.SubFactory(ApplicationFactory)
    by = factory.SubFactory(UserFactory, recruiter=True)
    verdict = Verdict.YES
    words = "Explains well."
    at = factory.LazyFunction(timezone.now)
