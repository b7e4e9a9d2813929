import factory
from django.utils import timezone

from postings import models
from postings.choices import Language
from postings.studio_choices import ProposalKind

from .postings import LineFactory, PostingFactory
from .roles import StageFactory


class ProposalFactory(factory.django.DjangoModelFactory):
    """An open proposal of a line; `stands_on` are its lines, `wording` makes it other words for a `mission`."""

    class Meta:
        model = models.Proposal
        skip_postgeneration_save = True

    class Params:
        wording = factory.Trait(kind=ProposalKind.WORDING)

    kind = ProposalKind.LINE
    role = factory.LazyAttribute(lambda proposal: StageFactory().role)
    language = Language.ENGLISH
    key = factory.Sequence(lambda n: f"key-{n}")
    text = factory.Sequence(lambda n: f"You say thing {n}.")
    count = 3
    stages = factory.LazyFunction(lambda: {"2": 3})
    first_seen_at = last_seen_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def stands_on(self, create, extracted, **kwargs):
        self.lines.set(extracted or [])


def recurring(text: str = "You are on call one week in six.", *, number: int = 3, stage=None, **fields) -> list:
    """The same line in several postings, each of a company of its own; other `fields` are the lines'."""
    stage = stage or StageFactory()
    language = fields.pop("language", Language.ENGLISH)
    postings = PostingFactory.create_batch(number, stage=stage, language=language)
    return [LineFactory(posting=posting, text=text, **fields) for posting in postings]
