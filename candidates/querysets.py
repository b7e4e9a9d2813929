"""Who may see which candidate, and which documents still have to be read."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Kind

from .literals import Literal
from .scanning import has_scanner
from .search import index
from .search.places import POOL, of_user
from .search.query import Query
from .search.scope import Scope

if TYPE_CHECKING:
    from accounts.models import User


class CandidateQuerySet(models.QuerySet):
    """People, by scope. Applications are reached through the reverse relation: they belong to an app above."""

    def visible_to(self, user: User) -> CandidateQuerySet:
        """People whom the user may see: with an application that they may see, name and all; as a recruiter also
        those whom they added and the talent pool; as a lead all. Never who was erased."""
        return self._in_scope(user, self._applications().visible_to(user).shown())

    def seen_one_by_one(self, user: User) -> CandidateQuerySet:
        """The people of `visible_to`, said so that it is quick to ask of one after the other, but not of all."""
        return self._in_scope(user, self._applications().named_one_by_one(user))

    def editable_by(self, user: User) -> CandidateQuerySet:
        """People whose record the user may change: seen in the same way, by an application that they decide on."""
        return self._in_scope(user, self._applications().decidable_by(user).shown())

    def exportable_by(self, user: User) -> CandidateQuerySet:
        """People whom the user may take out of the house: not those whom they only see as an interviewer."""
        return self._in_scope(user, self._applications().reviewable_by(user).shown())

    def kept(self) -> CandidateQuerySet:
        """People who were neither erased, whose rows only count, nor merged into another, whose rows lead there."""
        return self.filter(erased_at=None, merged_into=None)

    def to_tell(self) -> CandidateQuerySet:
        """People added by hand who still have to hear that we hold their data: who applied or agreed since knows."""
        applications = self._applications().filter(candidate=OuterRef("pk"))
        return self.kept().filter(~Exists(applications), ~self._agreed(), tell_by__isnull=False, told_at=None)

    def in_pool(self) -> CandidateQuerySet:
        """The talent pool: people who agreed to be kept for other jobs and didn't take it back."""
        return self.kept().filter(self._agreed())

    def agreed(self, whether: bool = True) -> CandidateQuerySet:
        """People who agreed to be kept for other jobs, or those who didn't."""
        return self.filter(self._agreed() if whether else ~self._agreed())

    def with_pool(self) -> CandidateQuerySet:
        """People who each say as `is_in_pool` whether they are in the talent pool."""
        return self.annotate(is_in_pool=self._agreed())

    def parts_for(self, user: User) -> list[CandidateQuerySet]:
        """The people of `visible_to` by why they are seen; somebody may be in several. Of each part an index leads to
        the first few by itself, of their union none does: a long list takes the first of each."""
        if not user.is_active:
            return []
        if user.is_kind(Kind.LEAD):
            return [self.kept()]
        applications = self._applications().visible_to(user).shown()
        return [self.kept().filter(reason) for reason in self._reasons(user, applications)]

    def pool_parts_for(self, user: User) -> list[CandidateQuerySet]:
        """The people of `parts_for` who are in the talent pool; recruiters and leads see all of it."""
        if user.is_kind(Kind.LEAD, Kind.RECRUITER):
            return [self.in_pool()]
        return [part.filter(self._agreed()) for part in self.parts_for(user)]

    def pool_leads_for(self, user: User) -> models.QuerySet | None:
        """Numbers among which are those of all in the talent pool whom somebody sees by applications alone, to be asked
        of each; None for who sees all of it. It starts from applications: of most people such a user sees none."""
        if user.is_kind(Kind.LEAD, Kind.RECRUITER):
            return None
        consents = self.model._meta.get_field("consents").related_model._default_manager
        agreed = consents.filter(withdrawn_at=None).order_by().values("candidate")
        applications = self._applications().filter(posting__memberships__user=user, candidate__in=agreed)
        return applications.order_by().values_list("candidate", flat=True)

    def _in_scope(self, user: User, applications: models.QuerySet) -> CandidateQuerySet:
        if not user.is_active:
            return self.none()
        if user.is_kind(Kind.LEAD):
            return self.kept()
        # An application takes longest to tell of one person: it is asked for last.
        return self.kept().filter(reduce(or_, reversed(self._reasons(user, applications))))

    def _reasons(self, user: User, applications: models.QuerySet) -> list[Q]:
        """Why somebody is seen by who is no lead."""
        applied = Exists(applications.order_by().filter(candidate=OuterRef("pk")))
        if not user.is_kind(Kind.RECRUITER):
            return [Q(applied)]
        merged = self._shells().filter(added_by=user).values("merged_into")  # few: not asked of each person
        return [Q(applied), Q(added_by=user), Q(self._agreed()), Q(pk__in=merged)]

    def _shells(self) -> models.QuerySet:
        return self.model._default_manager.filter(merged_into__isnull=False).order_by()

    def _applications(self) -> models.QuerySet:
        return self.model._meta.get_field("applications").related_model._default_manager.all()

    def _agreed(self) -> Exists:
        consents = self.model._meta.get_field("consents").related_model._default_manager
        return Exists(consents.filter(candidate=OuterRef("pk"), withdrawn_at=None))


class PairQuerySet(models.QuerySet):
    """People who may be the same."""

    def open_to(self, user: User) -> PairQuerySet:
        """Pairs to decide on: of two people whom the user may change, not said to be different."""
        people = self.model._meta.get_field("one").related_model._default_manager
        mine = people.editable_by(user).order_by().values("pk")
        return self.filter(dismissed_at=None, one__in=mine, other__in=mine)


class ImportRunQuerySet(models.QuerySet):
    """Files on their way in."""

    def visible_to(self, user: User) -> ImportRunQuerySet:
        """Imports of the user's own, for those who may import; they hold what was in the file."""
        if not user.is_active or not user.is_kind(Kind.RECRUITER, Kind.LEAD):
            return self.none()
        return self.filter(by=user)


class TagQuerySet(models.QuerySet):
    """Tags."""

    def visible_to(self, user: User) -> TagQuerySet:
        """Tags on people whom the user may see, and those that the user made; a lead's are all."""
        if not user.is_active:
            return self.none()
        if user.is_kind(Kind.LEAD):
            return self
        people = self.model._meta.get_field("candidates").related_model._default_manager.visible_to(user)
        tagged = people.order_by().filter(tags__isnull=False).values("tags")
        return self.filter(Q(created_by=user) | Q(pk__in=tagged))


class DocumentQuerySet(models.QuerySet):
    """Documents of candidates."""

    def visible_to(self, user: User) -> DocumentQuerySet:
        """Documents that came with an application which the user may see, name and all, and files of notes that they
        may read; for recruiters and leads also CVs that came with none, of people whom they may see, and those of the
        talent pool. An answer about pay only for those who see all that was said."""
        if not user.is_active:
            return self.none()
        applications = self.model._meta.get_field("applications").related_model._default_manager
        own = applications.visible_to(user).shown().order_by()
        scope = Q(pk__in=own.values("cv")) | Q(added__application__in=own.values("pk"))
        answered = own.filter(answers__document__isnull=False)
        scope |= Q(pk__in=answered.filter(answers__is_about_pay=False).values("answers__document"))
        scope |= Q(pk__in=answered.reviewable_by(user).values("answers__document"))
        note = self.model._meta.get_field("noted").related_model._meta.get_field("note").related_model
        scope |= Q(noted__note__in=note._default_manager.visible_to(user).shown().order_by().values("pk"))
        if user.is_kind(Kind.RECRUITER, Kind.LEAD):
            people = self.model._meta.get_field("candidate").related_model._default_manager
            came_alone = ~Exists(applications.filter(cv=OuterRef("pk")))
            scope |= Q(came_alone, kind="cv", candidate__in=people.visible_to(user).order_by().values("pk"))
            scope |= Q(kind="cv", candidate__in=people.in_pool().order_by().values("pk"))
        hidden = applications.hidden().order_by().values("cv")
        return self.filter(scope, candidate__erased_at=None).exclude(pk__in=hidden.filter(cv__isnull=False))

    def in_trouble(self) -> DocumentQuerySet:
        """Documents that can't be read, must not be opened, or were not read yet; few, and found by an index."""
        reading = [Literal("failed"), Literal("waiting")]  # in the words of the index, for SQLite
        return self.filter(Q(reading__in=reading) | Q(scan=Literal("infected")))

    def due(self) -> DocumentQuerySet:
        """Documents to read now: waiting, and not in another worker's hands; where there is a scanner, those
        that came before it too."""
        now = timezone.now()
        waiting = Q(reading="waiting") | Q(scan="none") if has_scanner() else Q(reading="waiting")
        return self.filter(waiting, Q(next_try_at=None) | Q(next_try_at__lte=now)).order_by("pk")


class SearchEntryQuerySet(models.QuerySet):
    """What the search knows of candidates."""

    def visible_to(self, user: User) -> SearchEntryQuerySet:
        """Entries for postings whose candidates the user may see, or of applications that they are assigned to, and
        those of people whom they may see. Never what was sent with an application that is screened without names."""
        return self._seen_by(user).filter(candidate__erased_at=None)

    def _seen_by(self, user: User) -> SearchEntryQuerySet:
        """The entries of `visible_to`, but for a person's who was erased: there are none."""
        if not user.is_active:
            return self.none()
        postings, people = self._postings(), self._people()
        entries = self.exclude(self._is_hidden(postings, people))
        if user.is_kind(Kind.LEAD):
            return entries
        scope = Q(posting__in=postings.reviewed_by(user))
        if user.is_kind(Kind.RECRUITER):
            seen = people.seen_one_by_one(user).order_by().filter(pk=OuterRef("candidate"))
            scope |= Q(Q(posting=None), Exists(seen))
        return entries.filter(scope | Q(self._is_assigned(user)))  # what is true of most is asked first

    def _postings(self) -> models.QuerySet:
        return self.model._meta.get_field("posting").related_model._default_manager.all()

    def _people(self) -> CandidateQuerySet:
        return self.model._meta.get_field("candidate").related_model._default_manager.all()

    def _is_assigned(self, user: User) -> Exists:
        """Whether an entry is of an application that the user is assigned to in a posting that they are a member of."""
        mine = self._applications().filter(assignments__user=user, posting__memberships__user=user)
        return Exists(mine.filter(candidate=OuterRef("candidate"), posting=OuterRef("posting")).order_by())

    def _applications(self) -> models.QuerySet:
        return self._people().model._meta.get_field("applications").related_model._default_manager.all()

    def _is_hidden(self, postings: models.QuerySet, people: models.QuerySet) -> Q:
        """Whether an entry is of an application screened without names; asked of those in such a posting only."""
        applications = people.model._meta.get_field("applications").related_model._default_manager
        of_entry = applications.hidden().filter(candidate=OuterRef("candidate"), posting=OuterRef("posting"))
        return Q(posting__in=postings.filter(is_blind=True).order_by().values("pk")) & Q(Exists(of_entry))

    def scope_for(self, user: User, among: models.QuerySet | None = None) -> Scope:
        """The entries of `visible_to` as the search goes through them; `among` some people only."""
        whole = self._seen_by(user)
        if user.is_active and user.is_kind(Kind.LEAD):
            return Scope(whole, hidden=self.filter(self._is_hidden(self._postings(), self._people())), among=among)
        assigned = self._applications().filter(assignments__user=user).order_by().values("candidate")
        places = [POOL, of_user(user.pk)] if user.is_kind(Kind.RECRUITER) else []
        return Scope(whole, postings=self._postings().reviewable_by(user), places=places, people=assigned, among=among)

    def answering(self, query: Query) -> SearchEntryQuerySet:
        """Entries that have what is asked for; none where a question says nothing."""
        return self.none() if query.says_nothing else self.filter(index.condition(query))
