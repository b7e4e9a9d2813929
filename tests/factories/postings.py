import factory

from postings import actions, models
from postings.choices import Contract, LineKind, Part, QuestionKind, Remote
from postings.studio_choices import ReviewState

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

    class Params:
        ready = factory.Trait(
            title="Chief Technical Officer",
            places=[{"locality": "Gent", "country": "BE"}],
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

    # Not columns: what `_create` makes beside the row.
    owner = factory.SelfAttribute("created_by")
    mission_lines = 0
    reach = ""

    @classmethod
    def _create(cls, model_class, *args, owner, mission_lines, reach, **kwargs):
        posting = super()._create(model_class, *args, **kwargs)
        MembershipFactory(posting=posting, user=owner, part=Part.OWNER)
        for number in range(mission_lines):
            LineFactory(posting=posting, text=f"You carry out mission {number + 1}.", order=number)
        if reach:
            actions.publish_posting(posting=posting, by=posting.created_by)
        if reach in {"closed", "archived"}:
            actions.close_posting(posting=posting, by=posting.created_by, reason="filled")
        if reach == "archived":
            actions.archive_posting(posting=posting, by=posting.created_by)
        if reach:
            posting.refresh_from_db()
        return posting


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


class TemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Template

    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda n: f"Template {n}")
    created_by = factory.SelfAttribute("company.created_by")


class ReviewFactory(factory.django.DjangoModelFactory):
    """A review that the owner asked of a hiring manager; `approved`, `returned` and `withdrawn` ones are decided."""

    class Meta:
        model = models.Review

    class Params:
        approved = factory.Trait(reach=ReviewState.APPROVED)
        returned = factory.Trait(reach=ReviewState.RETURNED, answer="Say what it pays.")
        withdrawn = factory.Trait(reach=ReviewState.WITHDRAWN)

    posting = factory.SubFactory(PostingFactory, ready=True)
    reviewer = factory.LazyAttribute(
        lambda made: (
            MembershipFactory(
                posting=made.posting, user=UserFactory(hiring_manager=True), part=Part.HIRING_MANAGER
            ).user
        )
    )
    asked_by = factory.SelfAttribute("posting.created_by")
    message = ""
    answer = ""

    # Not a column: the actions write it.
    reach = ""

    @classmethod
    def _create(cls, model_class, *, posting, reviewer, asked_by, message, answer, reach):
        review = actions.ask_review(posting=posting, reviewer=reviewer, by=asked_by, message=message)
        if reach == ReviewState.WITHDRAWN:
            return actions.take_back_review(review=review, by=asked_by)
        return actions.decide_review(review=review, state=reach, by=reviewer, answer=answer) if reach else review


class CommentFactory(factory.django.DjangoModelFactory):
    """A comment by the posting's owner: on the whole, or on `line`, or on the field `anchor`."""

    class Meta:
        model = models.Comment

    posting = factory.SubFactory(PostingFactory)
    by = factory.SelfAttribute("posting.created_by")
    text = factory.Sequence(lambda n: f"Comment {n}.")

    @classmethod
    def _create(cls, model_class, **fields):
        line = fields.get("line")
        return actions.add_comment(**{"said_of": line.text if line else ""} | fields)


class QuestionFactory(factory.django.DjangoModelFactory):
    """A short question; `yes_no`, `one` and `several` are of those kinds, `from_line` was made from a line."""

    class Meta:
        model = models.Question

    class Params:
        yes_no = factory.Trait(kind=QuestionKind.YES_NO)
        one = factory.Trait(kind=QuestionKind.ONE, options=["Seed", "Series A", "Later"])
        several = factory.Trait(kind=QuestionKind.SEVERAL, options=["Python", "Go", "Rust"])
        from_line = factory.Trait(
            line=factory.SubFactory(LineFactory, posting=factory.SelfAttribute("..posting")),
            line_text=factory.SelfAttribute("line.text"),
        )

    posting = factory.SubFactory(PostingFactory)
    kind = QuestionKind.SHORT
    text = factory.Sequence(lambda n: f"What did you build last, {n}?")
    updated_by = factory.SelfAttribute("posting.created_by")


class LibraryQuestionFactory(factory.django.DjangoModelFactory):
    """A long question for all companies, in both languages; `one` is a choice."""

    class Meta:
        model = models.LibraryQuestion

    class Params:
        one = factory.Trait(kind=QuestionKind.ONE, options_en="Seed\nLater", options_fr="Amorçage\nPlus tard")

    role = factory.LazyAttribute(lambda made: StageFactory().role)
    kind = QuestionKind.LONG
    text_en = factory.Sequence(lambda n: f"What did you choose, {n}?")
    text_fr = factory.Sequence(lambda n: f"Qu’avez-vous choisi, {n}\xa0?")
    order = factory.Sequence(int)
