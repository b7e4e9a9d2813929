import uuid

import factory
from django.utils import timezone

from hiring import models

from .accounts import UserFactory
from .candidates import CandidateFactory, DocumentFactory


class NoteFactory(factory.django.DjangoModelFactory):
    """A note about a person; give `application` for one on it."""

    class Meta:
        model = models.Note

    application = None
    candidate = factory.Maybe(
        "application", factory.SelfAttribute("application.candidate"), factory.SubFactory(CandidateFactory)
    )
    text = "Knows engines."
    by = factory.SubFactory(UserFactory, recruiter=True)
    at = factory.LazyFunction(timezone.now)
    form_key = factory.LazyFunction(uuid.uuid4)


class NoteFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.NoteFile

    note = factory.SubFactory(NoteFactory)
    document = factory.SubFactory(
        DocumentFactory, candidate=factory.SelfAttribute("..note.candidate"), kind="note", original_name="Reference.pdf"
    )


class MentionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Mention

    note = factory.SubFactory(NoteFactory)
    user = factory.SubFactory(UserFactory, recruiter=True)
