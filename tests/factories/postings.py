import factory

from postings import models
from postings.choices import Contract, LineKind, Part, Remote

from .accounts import UserFactory
from .roles import StageFactory


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Company

    name = factory.Sequence(lambda n: f"Company {n}")
    created_by = factory.SubFactory(UserFactory, recruiter=True)


class PostingFactory(factory.django.DjangoModelFactory):
    """A draft; `ready` has all that publishing needs, `published`, `closed` and `archived` went through the actions."""

    class Meta:
        model = models.Posting
        skip_postgeneration_save = True

    class Params:
        ready = factory.Trait(
            title="Chief Technical Officer",
            places=[{"locality": "Nantes", "country": "FR"}],
            remote=Remote.HYBRID,
            contract=Contract.PERMANENT,
            contact_name="Claire Morel",
            contact_email="claire@example.com",
            mission_lines=3,
        )
        published = factory.Trait(ready=True, reach="published")
        closed = factory.Trait(ready=True, reach="closed")
        archived = factory.Trait(ready=True, reach="archived")

    company = factory.SubFactory(CompanyFactory)
    stage = factory.SubFactory(StageFactory)
    role = factory.SelfAttribute("stage.role")
    created_by = factory.SelfAttribute("company.created_by")

    @factory.post_generation
    def owner(self, create, extracted, **kwargs):
        """The owner; who created it unless told."""
        MembershipFactory(posting=self, user=extracted or self.created_by, part=Part.OWNER)

    @factory.post_generation
    def mission_lines(self, create, extracted, **kwargs):
        for number in range(extracted or 0):
            LineFactory(posting=self, text=f"You carry out mission {number + 1}.", order=number)

    @factory.post_generation
    def reach(self, create, extracted, **kwargs):
        from postings.actions import archive_posting, close_posting, publish_posting

        if extracted:
            publish_posting(posting=self, by=self.created_by)
        if extracted in {"closed", "archived"}:
            close_posting(posting=self, by=self.created_by, reason="filled")
        if extracted == "archived":
            archive_posting(posting=self, by=self.created_by)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    posting = factory.SubFactory(PostingFactory)
    user = factory.SubFactory(UserFactory, recruiter=True)
    part = Part.RECRUITER


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Line

    posting = factory.SubFactory(PostingFactory)
    kind = LineKind.MISSION
    text = factory.Sequence(lambda n: f"You do thing {n}.")
    order = factory.Sequence(int)
    updated_by = factory.SelfAttribute("posting.created_by")
