"""Who may see which application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Kind

from .choices import State, StepKind

if TYPE_CHECKING:
    from accounts.models import User
    from candidates.models import Document
    from postings.models import Posting

    from .models import Step


class ApplicationQuerySet(models.QuerySet):
    """Applications, by the scope of their posting."""

    def visible_to(self, user: User) -> ApplicationQuerySet:
        """Applications for postings whose candidates the user may see."""
        return self.kept().filter(posting__in=apps.get_model("postings", "Posting").objects.reviewable_by(user))

    def decidable_by(self, user: User) -> ApplicationQuerySet:
        """Applications that the user may accept or reject: those of postings that the user may edit."""
        return self.kept().filter(posting__in=apps.get_model("postings", "Posting").objects.editable_by(user))

    def kept(self) -> ApplicationQuerySet:
        """Applications of people who were not erased; the others only count. Of two for one posting that a merge put
        together the one that counts."""
        return self.filter(candidate__erased_at=None, superseded_by=None)

    def with_document(self, document: Document) -> ApplicationQuerySet:
        """Applications that a file came with: as the CV, as an answer, or added later."""
        return self.filter(
            models.Q(cv=document) | models.Q(answers__document=document) | models.Q(added_documents__document=document)
        )

    def active(self) -> ApplicationQuerySet:
        """Applications that wait for an answer."""
        return self.filter(state=State.ACTIVE)

    def with_list_data(self) -> ApplicationQuerySet:
        """Applications with what a list shows of each: candidate, posting as read, stage, answers to look at."""
        return self.select_related("candidate", "posting", "version__stage__role").with_knock_outs()

    def with_knock_outs(self) -> ApplicationQuerySet:
        """Applications that each say as `knock_outs` how many of their answers put them last."""
        answers = apps.get_model("hiring", "Answer").objects.filter(application=OuterRef("pk"), is_knock_out=True)
        count = answers.order_by().values("application").annotate(count=models.Count("pk")).values("count")
        return self.annotate(knock_outs=Coalesce(Subquery(count), 0))

    def count_by_state(self) -> dict[str, int]:
        """How many applications are in each state, those without any included."""
        counts = dict(self.order_by().values_list("state").annotate(models.Count("pk")))
        return {state: counts.get(state, 0) for state in State}


class StepQuerySet(models.QuerySet):
    """Steps of postings."""

    def live(self) -> StepQuerySet:
        """Steps that applications may be in, in the order of the pipeline."""
        return self.filter(removed_at=None).order_by("posting", "position", "pk")

    def inbox_of(self, posting: Posting) -> Step:
        """The step in which new applications for a posting arrive."""
        return self.live().get(posting=posting, kind=StepKind.INBOX)


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
        notes = self.filter(scope, candidate__erased_at=None)
        return notes if user.is_kind(Kind.LEAD) else notes.filter(Q(is_private=False) | Q(by=user))

    def of_user(self, user: User) -> NoteQuerySet:
        """Notes that the user wrote and may still see: those may be changed."""
        return self.visible_to(user).filter(by=user)

    def with_list_data(self) -> NoteQuerySet:
        """Notes with what a list shows of each: who wrote it, on what, and its files."""
        of_each = self.select_related("by", "candidate", "application__version").prefetch_related(
            Prefetch("files", apps.get_model("hiring", "NoteFile").objects.select_related("document"))
        )
        return of_each.order_by("-at", "-id")
