"""Who may see which application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Kind
from postings.choices import REVIEWING_PARTS

from . import blind
from .choices import State, StepKind
from .json_rows import ListOf
from .ratings import RATING

if TYPE_CHECKING:
    from accounts.models import User
    from candidates.models import Document
    from postings.models import Posting

    from .models import Step


def _may_read_pay(user: User | None, application: OuterRef) -> Exists | Q:
    """A condition: the user sees all that was said in an application; nobody, where it isn't known who asks."""
    if user is None:
        return Q(pk=None)
    return Exists(apps.get_model("postings", "Posting").objects.reviewable_by(user).filter(applications=application))


class ApplicationQuerySet(models.QuerySet):
    """Applications, by the scope of their posting."""

    def visible_to(self, user: User) -> ApplicationQuerySet:
        """Applications for postings whose candidates the user may see, and those that the user is assigned to in a
        posting that they are a member of: an interviewer sees no others."""
        return self.kept()._seen_by(user, _told_of_each)

    def in_posting(self, posting: Posting, user: User) -> ApplicationQuerySet:
        """The applications of `visible_to` for one posting: whether the user sees them all is asked once, not of each,
        for tens of thousands may have applied."""
        return self.kept().filter(posting=posting)._seen_by(user, _told_by_lists)

    def waiting_in(self, posting: Posting, user: User) -> ApplicationQuerySet:
        """Those of `in_posting` that wait for an answer, without a look at each person."""
        return self.waiting().filter(posting=posting)._seen_by(user, _told_by_lists)

    def named_one_by_one(self, user: User) -> ApplicationQuerySet:
        """Of people who were not erased, the applications of `visible_to` whose name may be read: told by postings that
        a statement looks up once, so that it is quick to ask of one application after the other."""
        blind_ones = apps.get_model("postings", "Posting").objects.filter(is_blind=True).order_by().values("pk")
        hidden = Q(posting__in=blind_ones, revealed_at=None) & ~Q(state__in=blind.DECIDED)
        return self.filter(~hidden, superseded_by=None)._seen_by(user, _told_by_lists)

    def _seen_by(self, user: User, told: Callable[[User], Q]) -> ApplicationQuerySet:
        """Those of these applications that the user sees: nobody's without an account in use, a lead's are all, anybody
        else's as `told`, in one of the two ways to say the same. That all agree, test_who_sees_what.py tries out."""
        if not user.is_active:
            return self.none()
        return self if user.is_kind(Kind.LEAD) else self.filter(told(user))

    def reviewable_by(self, user: User) -> ApplicationQuerySet:
        """Applications that the user sees with all that was said, pay too, and assigns to others: those of postings
        whose candidates they may see. What lists take out of the house are these."""
        return self.kept().filter(posting__in=apps.get_model("postings", "Posting").objects.reviewable_by(user))

    def decidable_by(self, user: User) -> ApplicationQuerySet:
        """Applications that the user may accept or reject: those of postings that the user may edit."""
        return self.kept().filter(posting__in=apps.get_model("postings", "Posting").objects.editable_by(user))

    def kept(self) -> ApplicationQuerySet:
        """Applications of people who were not erased; the others only count. Of two for one posting that a merge put
        together the one that counts."""
        return self.filter(candidate__erased_at=None, superseded_by=None)

    def hidden(self) -> ApplicationQuerySet:
        """Applications that are screened without names; see `blind`."""
        return self.filter(blind.HIDDEN)

    def shown(self) -> ApplicationQuerySet:
        """Applications whose candidate's name may be read."""
        return self.exclude(blind.HIDDEN)

    def assigned_to(self, user: User) -> ApplicationQuerySet:
        """Applications that the user is to look at and may see."""
        mine = apps.get_model("hiring", "Assignment").objects.filter(user=user).order_by().values("application")
        return self.visible_to(user).filter(pk__in=mine)

    def with_assigned(self) -> ApplicationQuerySet:
        """Applications with who is to look at each, first assigned first: `assigned_users`. One query more."""
        assignments = apps.get_model("hiring", "Assignment").objects.select_related("user").order_by("pk")
        return self.prefetch_related(Prefetch("assignments", assignments))

    def with_document(self, document: Document) -> ApplicationQuerySet:
        """Applications that a file came with: as the CV, as an answer, or added later."""
        return self.filter(
            models.Q(cv=document) | models.Q(answers__document=document) | models.Q(added_documents__document=document)
        )

    def active(self) -> ApplicationQuerySet:
        """Applications that wait for an answer."""
        return self.filter(state=State.ACTIVE)

    def waiting(self) -> ApplicationQuerySet:
        """Applications of those who wait for an answer; one that was erased is not active any more."""
        return self.filter(state=State.ACTIVE, superseded_by__isnull=True)

    def with_list_data(self, user: User | None = None) -> ApplicationQuerySet:
        """Applications with what a list shows this user of each: candidate, posting as read, stage, answers to look
        at."""
        return self.select_related("candidate", "posting", "version__stage__role").with_knock_outs(user)

    def with_page_data(self, user: User) -> ApplicationQuerySet:
        """Applications with what their page asks once: what the user may do there (`may_decide`, `may_review`,
        `may_tag`, `is_member`), since when the candidate wants no messages (`stopped_at`), and whether there are
        corrections, added documents, interviews, scorecards, or other applications of the same person."""
        model, own = apps.get_model, OuterRef("pk")
        postings, person = model("postings", "Posting").objects, OuterRef("candidate")
        people = model("candidates", "Candidate").objects.editable_by(user).order_by()
        stopped = model("hiring", "MessageWish").objects.filter(candidate=person, stopped_at__isnull=False)
        others = self.model.objects.filter(candidate=person).exclude(pk=own)
        return (
            self.with_list_data(user)
            .select_related("cv", "step", "revealed_by")
            .annotate(
                may_decide=Exists(postings.editable_by(user).filter(pk=OuterRef("posting"))),
                may_review=Exists(postings.reviewable_by(user).filter(pk=OuterRef("posting"))),
                may_tag=Exists(people.filter(pk=person)),
                stopped_at=Subquery(stopped.order_by("pk").values("stopped_at")[:1]),
                has_corrections=Exists(model("hiring", "ContactChange").objects.filter(application=own)),
                has_added=Exists(model("hiring", "AddedDocument").objects.filter(application=own)),
                has_others=Exists(others.order_by()),
                has_interviews=Exists(model("hiring", "Interview").objects.filter(application=own)),
                has_scorecards=Exists(model("hiring", "Scorecard").objects.filter(application=own)),
                is_member=Exists(
                    model("postings", "Membership").objects.filter(posting=OuterRef("posting"), user=user)
                ),
            )
        )

    def with_knock_outs(self, user: User | None = None) -> ApplicationQuerySet:
        """Applications that each say as `knock_outs` how many of their answers put them last; answers about pay count
        for whom that is to be read."""
        answers = apps.get_model("hiring", "Answer").objects.filter(application=OuterRef("pk"), is_knock_out=True)
        if user is None or not user.is_kind(Kind.LEAD):
            answers = answers.filter(Q(is_about_pay=False) | _may_read_pay(user, OuterRef("application")))
        count = answers.order_by().values("application").annotate(count=models.Count("pk")).values("count")
        return self.annotate(knock_outs=Coalesce(Subquery(count), 0))

    def with_rating(self, user: User) -> ApplicationQuerySet:
        """Applications that each say what came together of the verdicts on them which the user may read: `rated`, as
        `ratings.rating_read` has it; empty where there is none."""
        return self.annotate(rated=Coalesce(self._rating(user, RATING), models.Value("")))

    def with_rating_order(self, user: User) -> ApplicationQuerySet:
        """Applications that lists can sort by `rating`: the average of those verdicts, 0 where there is none."""
        return self.alias(rating=Coalesce(self._rating(user, models.Avg("verdict")), 0.0))

    def _rating(self, user: User, said: Any) -> Subquery:
        cards = apps.get_model("hiring", "Scorecard").objects.open_to(user).filter(application=OuterRef("pk"))
        return Subquery(cards.order_by().values("application").annotate(said=said).values("said"))

    def with_name_order(self) -> ApplicationQuerySet:
        """Applications that lists can sort by `name_order` and `group_order`: hidden ones stand together."""
        return self.alias(name_order=blind.name_order(), group_order=blind.group_order())

    def by_name(self) -> list[ApplicationQuerySet]:
        """The applications in two parts, each in the same order as by `with_name_order`: those of known names, to which
        the index of names leads, and hidden ones, by posting."""
        blind_ones = apps.get_model("postings", "Posting").objects.filter(is_blind=True).order_by().values("pk")
        hidden = self.filter(blind.HIDDEN, posting__in=blind_ones)
        # Nobody's application is with a shell; of those there are no names in the index.
        shown = self.filter(~blind.HIDDEN, candidate__merged_into=None)
        return [
            shown.alias(name_order=F("candidate__name"), group_order=F("candidate")),
            hidden.alias(name_order=models.Value(""), group_order=F("posting")),
        ]


class StepQuerySet(models.QuerySet):
    """Steps of postings."""

    def live(self) -> StepQuerySet:
        """Steps that applications may be in, in the order of the pipeline."""
        return self.filter(removed_at=None).order_by("posting_id", "position", "pk")

    def with_counts(self) -> StepQuerySet:
        """Steps, each with how many applications are in it: `active` ones, and `decided` ones."""
        is_active = Q(applications__state=State.ACTIVE)
        return self.annotate(
            active=models.Count("applications", filter=is_active),
            decided=models.Count("applications", filter=~is_active),
        )

    def inbox_of(self, posting: Posting) -> Step:
        """The step in which new applications for a posting arrive."""
        return self.live().get(posting=posting, kind=StepKind.INBOX)


class BatchQuerySet(models.QuerySet):
    """Bulk actions."""

    def visible_to(self, user: User) -> BatchQuerySet:
        """Bulk actions on applications that the user may decide on, whoever did them."""
        return self.filter(posting__in=apps.get_model("postings", "Posting").objects.editable_by(user))

    def with_counts(self) -> BatchQuerySet:
        """Bulk actions that each say to how many it was done (`count`), and for how many taken back (`undone`)."""
        moves = apps.get_model("hiring", "Move").objects.filter(batch=OuterRef("key")).order_by().values("batch")
        counted = Subquery(moves.annotate(count=models.Count("pk")).values("count"))
        undone = Subquery(moves.annotate(count=models.Count("undone_by")).values("count"))
        return self.annotate(count=Coalesce(counted, 0), undone=Coalesce(undone, 0))


class SavedViewQuerySet(models.QuerySet):
    """Saved filters."""

    def for_posting(self, posting: Posting, user: User) -> SavedViewQuerySet:
        """What the user may choose on a posting's list: their own, and what others share there."""
        own = Q(user=user) & (Q(posting=posting) | Q(posting=None))
        return self.filter(own | Q(posting=posting, is_shared=True)).select_related("user")


class NoteQuerySet(models.QuerySet):
    """Notes, by scope."""

    def visible_to(self, user: User) -> NoteQuerySet:
        """Notes on applications that the user may see; for recruiters and leads those about people whom they may see.

        A private one only for who wrote it and for leads.
        """
        if not user.is_active:
            return self.none()
        applications = apps.get_model("hiring", "Application").objects.visible_to(user).order_by()
        scope = Q(application__in=applications.values("pk"))
        if user.is_kind(Kind.RECRUITER, Kind.LEAD):
            people = apps.get_model("candidates", "Candidate").objects.visible_to(user).order_by()
            scope |= Q(application=None, candidate__in=people.values("pk"))
        return self.filter(scope, candidate__erased_at=None).open_to(user)

    def open_to(self, user: User) -> NoteQuerySet:
        """Of notes on what the user sees, those that they may read: a private one for its author and leads."""
        return self if user.is_kind(Kind.LEAD) else self.filter(Q(is_private=False) | Q(by=user))

    def shown(self) -> NoteQuerySet:
        """Notes that don't lead to an application which is screened without names."""
        hidden = apps.get_model("hiring", "Application").objects.hidden().filter(pk=OuterRef("application"))
        return self.exclude(Exists(hidden))

    def of_user(self, user: User) -> NoteQuerySet:
        """Notes that the user wrote and may still see: those may be changed."""
        return self.visible_to(user).filter(by=user)

    def with_list_data(self) -> NoteQuerySet:
        """Notes with what a list shows of each: who wrote it, on what, and its files."""
        of_each = self.select_related(
            "by", "candidate", "application__version", "application__posting", "application__candidate"
        ).prefetch_related(Prefetch("files", apps.get_model("hiring", "NoteFile").objects.select_related("document")))
        return of_each.order_by("-at", "-id")


class InterviewQuerySet(models.QuerySet):
    """Interviews, by scope."""

    def editable_by(self, user: User) -> InterviewQuerySet:
        """Interviews that the user plans: those for postings that they may edit."""
        return self.filter(application__in=_keys(apps.get_model("hiring", "Application").objects.decidable_by(user)))

    def around(self, user: User) -> InterviewQuerySet:
        """Interviews that the user holds, and those that they plan, without cancelled ones."""
        applications = apps.get_model("hiring", "Application").objects.filter(pk=OuterRef("application"))
        held = Q(self._held_by(user), Exists(applications.visible_to(user)))
        return self.filter(held | Q(Exists(applications.decidable_by(user))), cancelled_at=None)

    def coming(self, at: datetime | None = None) -> InterviewQuerySet:
        """Interviews that are still to be held at a moment, by default now: a decision cancels them."""
        return self.filter(cancelled_at=None, starts_at__gt=at or timezone.now())

    def cancelled_with(self, moves: Iterable[Any]) -> InterviewQuerySet:
        """Interviews that were cancelled by these decisions: at the same moment."""
        of_it = apps.get_model("hiring", "Move").objects.filter(
            pk__in=[move.pk for move in moves], application=OuterRef("application"), at=OuterRef("cancelled_at")
        )
        return self.filter(Exists(of_it))

    def with_names(self) -> InterviewQuerySet:
        """Interviews that each say who interviews, by name (`names`)."""
        return self.annotate(names=self.names_of(OuterRef("pk")))

    def as_seen_by(self, user: User) -> InterviewQuerySet:
        """Interviews that each say whether the user holds it (`is_own`)."""
        return self.annotate(is_own=self._held_by(user))

    def _held_by(self, user: User) -> Exists:
        return Exists(self.model.interviewers.through.objects.filter(interview=OuterRef("pk"), user=user))

    def names_of(self, interview: OuterRef) -> ListOf:
        people = self.model.interviewers.through.objects.filter(interview=interview)
        name = Case(When(user__name="", then=F("user__email")), default=F("user__name"))
        return ListOf(people.order_by(name, "pk").values(value=name))


# Who is no lead sees what they are assigned to where they are a member, and all where their part lets them. It is said
# twice, for what is quick of a few applications is slow of tens of thousands, and the other way round.


def _told_of_each(user: User) -> Q:
    """By the user's membership and assignment, looked up for each application."""
    mine = apps.get_model("hiring", "Assignment").objects.filter(application=OuterRef(OuterRef("pk")), user=user)
    seen = Q(part__in=REVIEWING_PARTS) | Q(Exists(mine))
    return Q(
        Exists(apps.get_model("postings", "Membership").objects.filter(seen, posting=OuterRef("posting"), user=user))
    )


def _told_by_lists(user: User) -> Q:
    """By lists of the user's postings, which are read once."""
    own = apps.get_model("postings", "Membership").objects.filter(user=user).order_by().values("posting")
    mine = apps.get_model("hiring", "Assignment").objects.filter(application=OuterRef("pk"), user=user)
    reviewed = Q(posting__in=apps.get_model("postings", "Posting").objects.reviewed_by(user))
    return reviewed | Q(Q(posting__in=own), Exists(mine))


def _keys(applications: ApplicationQuerySet) -> models.QuerySet:
    return applications.order_by().values("pk")


class ScorecardQuerySet(models.QuerySet):
    """Scorecards on applications that the user sees, by what they may read of them.

    Verdicts are given independently: as long as the application waits, others' are for those who have given theirs.
    Whoever may edit the posting decides on them and reads all, unless they are assigned: then theirs comes first, too.
    """

    def open_to(self, user: User) -> ScorecardQuerySet:
        """Those that the user may read."""
        return self.filter(self._openness(user))

    def of(self, application: Any, user: User) -> ScorecardQuerySet:
        """Those of an application, with who wrote each; `is_open` says which the user may read."""
        rows = self.filter(application=application).annotate(is_open=self._openness(user))
        return rows.select_related("by").order_by("at", "pk")

    def _openness(self, user: User) -> Q:
        here = OuterRef("application")
        own = self.model.objects.filter(application=here, by=user)
        mine = apps.get_model("hiring", "Assignment").objects.filter(application=here, user=user)
        edited = apps.get_model("postings", "Posting").objects.editable_by(user).order_by().values("pk")
        decides = ~Q(Exists(mine))
        if not user.is_kind(Kind.LEAD):
            decides &= Q(application__posting__in=edited)  # those few are looked up once, not for each card
        return Q(by=user) | ~Q(application__state=State.ACTIVE) | Q(Exists(own)) | decides


class SavedSearchQuerySet(models.QuerySet):
    """Saved searches."""

    def of_user(self, user: User) -> SavedSearchQuerySet:
        """The user's own; nobody sees another's."""
        return self.filter(owner=user)
