"""Who may see which posting, what is public, and how lists are loaded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

from accounts.models import Kind

from .choices import EDITING_PARTS, REVIEWING_PARTS, Language, Part, State
from .counting import CountUpTo
from .drift import IN_PLAY
from .studio_choices import DriftChoice, ReviewState

if TYPE_CHECKING:
    from accounts.models import User
    from roles.models import Mission, Skill

    from .models import Change, Posting


def _membership(user: User, **filters) -> Exists:
    """A condition on postings: the user is a member (with one of the parts)."""
    return Exists(apps.get_model("postings", "Membership").objects.filter(posting=OuterRef("pk"), user=user, **filters))


class PostingQuerySet(models.QuerySet):
    """Postings, by scope."""

    def visible_to(self, user: User) -> PostingQuerySet:
        """Postings that the user may open in the studio: a lead's are all, anybody else's by membership."""
        if not user.is_active:
            return self.none()
        return self if user.is_kind(Kind.LEAD) else self.filter(_membership(user))

    def editable_by(self, user: User) -> PostingQuerySet:
        """Postings whose text and state the user may change: as a lead, as the owner or a recruiter in it."""
        if not user.is_active:
            return self.none()
        return self if user.is_kind(Kind.LEAD) else self.filter(_membership(user, part__in=EDITING_PARTS))

    def reviewable_by(self, user: User) -> PostingQuerySet:
        """Postings whose candidates the user may see; an interviewer's only once assigned, one by one."""
        if not user.is_active:
            return self.none()
        return self if user.is_kind(Kind.LEAD) else self.filter(_membership(user, part__in=REVIEWING_PARTS))

    def reviewed_by(self, user: User) -> models.QuerySet:
        """The numbers of the postings of `reviewable_by` that somebody who is no lead is a member of, as a list that is
        read in one go however many postings there are."""
        memberships = apps.get_model("postings", "Membership").objects.filter(user=user, part__in=REVIEWING_PARTS)
        return memberships.order_by().values("posting")

    def discussable_by(self, user: User) -> PostingQuerySet:
        """Postings whose reviews the user may read, and whose text they may comment on: not as an interviewer."""
        return self.reviewable_by(user)

    def published(self) -> PostingQuerySet:
        """Postings that are open to candidates today: who has the address can read them and apply."""
        return self.filter(state=State.PUBLISHED).exclude(live_version__closes_on__lt=timezone.localdate())

    def listed(self) -> PostingQuerySet:
        """Postings that may be found: on top of `published()` what lists, feed, sitemap, search and sheets show."""
        return self.filter(listed=True)

    def past_closing_date(self) -> PostingQuerySet:
        """Postings that are published although the closing date of their version has passed, where the site is."""
        return self.filter(state=State.PUBLISHED, live_version__closes_on__lt=timezone.localdate()).order_by("pk")

    def due(self, now: datetime) -> PostingQuerySet:
        """Postings that should have been published or closed by now, as scheduled, the most overdue first."""
        return self.filter(Q(publish_at__lte=now) | Q(close_at__lte=now)).order_by(
            Coalesce("publish_at", "close_at"), "pk"
        )

    def scheduled(self) -> PostingQuerySet:
        """Postings that something is planned for, the next first; before them those where it could not be done."""
        planned = Q(publish_at__isnull=False) | Q(close_at__isnull=False)
        return (
            self.filter(planned | ~Q(schedule_problem=""))
            .annotate(went_wrong=Case(When(schedule_problem="", then=0), default=1))
            .order_by("-went_wrong", Coalesce("publish_at", "close_at"), "pk")
        )

    def shown(self) -> PostingQuerySet:
        """Postings that have a public address, with the version that it shows: open, closed and archived ones."""
        return self.exclude(state=State.DRAFT).exclude(live_version=None).with_live_version()

    def with_live_version(self) -> PostingQuerySet:
        """Postings together with the version that candidates read."""
        return self.select_related("live_version", "live_version__stage", "live_version__stage__role")

    def with_list_data(self) -> PostingQuerySet:
        """Postings with what the studio's list shows of each: company, stage, version, owner, applications, which are
        counted up to a limit."""
        owners = apps.get_model("postings", "Membership").objects.filter(part=Part.OWNER).select_related("user")
        sent = self.model._meta.get_field("applications").related_model  # of an app above this one
        applications = sent._default_manager.filter(posting=OuterRef("pk"), superseded_by=None)
        return (
            self.select_related("company", "stage", "stage__role", "live_version")
            .prefetch_related(Prefetch("memberships", owners, to_attr="owners"))
            .annotate(
                applications_count=CountUpTo(applications), active_count=CountUpTo(applications.filter(state="active"))
            )
            .order_by("-updated_at", "-pk")
        )

    def with_review_right(self, user: User) -> PostingQuerySet:
        """Postings that each say as `may_review` whether the user may see their candidates."""
        return self.annotate(may_review=Exists(self.model.objects.reviewable_by(user).filter(pk=OuterRef("pk"))))

    def behind_reference(self) -> PostingQuerySet:
        """Drafts and live postings with a line whose mission or skill has changed since the line was taken."""
        return self.filter(Exists(apps.get_model("postings", "Line").objects.behind_reference().of_outer_posting()))

    def with_behind_count(self) -> PostingQuerySet:
        """Postings, each with `behind_count`: how many of its lines are behind the reference."""
        lines = apps.get_model("postings", "Line").objects.behind_reference().of_outer_posting().order_by()
        count = Subquery(lines.values("posting").annotate(count=Count("pk")).values("count"))
        return self.annotate(behind_count=Coalesce(count, 0))

    def to_check(self, *, before: datetime) -> PostingQuerySet:
        """Live postings whose version was not checked since a moment, or not since somebody waved a finding off."""
        waivers = apps.get_model("postings", "Waiver").objects.filter(posting=OuterRef("pk"))
        checked = F("live_version__live_check__checked_at")
        return (
            self.filter(state=State.PUBLISHED)
            .filter(
                Q(live_version__live_check=None)
                | Q(live_version__live_check__checked_at__lt=before)
                | Exists(waivers.filter(at__gt=OuterRef("live_version__live_check__checked_at")))
            )
            .order_by(checked.asc(nulls_first=True), "pk")
        )

    def with_live_findings(self) -> PostingQuerySet:
        """Live postings where the checks found something that blocks or warns, the worst first."""
        checked = "live_version__live_check"
        found = Q(**{f"{checked}__blocks__gt": 0}) | Q(**{f"{checked}__warns__gt": 0})
        return self.filter(found, state=State.PUBLISHED).order_by(f"-{checked}__blocks", f"-{checked}__warns", "-pk")

    def for_editing(self) -> PostingQuerySet:
        """Postings with the rows that their page in the studio reads."""
        return self.select_related("company", "role", "stage", "stage__role", "live_version", "template")


class CompanyQuerySet(models.QuerySet):
    """Companies, by scope."""

    def visible_to(self, user: User) -> CompanyQuerySet:
        """Companies that the user made or has a posting of; a lead's are all."""
        if not user.is_active:
            return self.none()
        if user.is_kind(Kind.LEAD):
            return self
        of_posting = apps.get_model("postings", "Posting").objects.visible_to(user).filter(company=OuterRef("pk"))
        return self.filter(Q(created_by=user) | Exists(of_posting))

    def editable_by(self, user: User) -> CompanyQuerySet:
        """Companies whose facts the user may change: as a lead, as who made it, or as an editor of a posting of it."""
        if not user.is_active:
            return self.none()
        if user.is_kind(Kind.LEAD):
            return self
        of_posting = apps.get_model("postings", "Posting").objects.editable_by(user).filter(company=OuterRef("pk"))
        return self.filter(Q(created_by=user) | Exists(of_posting))

    def with_list_data(self, user: User) -> CompanyQuerySet:
        """Companies, each with the number of its postings that the user may see."""
        seen = apps.get_model("postings", "Posting").objects.visible_to(user).order_by().filter(company=OuterRef("pk"))
        count = Subquery(seen.values("company").annotate(count=Count("pk")).values("count"))
        return self.annotate(postings_count=Coalesce(count, 0)).order_by("name", "pk")

    def with_edit_right(self, user: User) -> CompanyQuerySet:
        """Companies that each say as `may_edit` whether the user may change their facts."""
        return self.annotate(may_edit=Exists(self.model.objects.editable_by(user).filter(pk=OuterRef("pk"))))


class LineQuerySet(models.QuerySet):
    """Lines of postings."""

    def kept(self) -> LineQuerySet:
        """Lines that are part of the text: those which nobody dropped."""
        return self.filter(dropped_at=None)

    def with_sources(self) -> LineQuerySet:
        """Lines together with the mission or skill that each came from, or is said to be about."""
        return self.select_related("mission", "skill", "about_mission", "about_skill")

    def of_entry(self, entry: Mission | Skill) -> LineQuerySet:
        """Lines that came from a mission or skill, dropped ones too."""
        return self.filter(**{entry._meta.model_name: entry})

    def in_play(self) -> LineQuerySet:
        """Lines that somebody may be asked about: kept ones, of drafts and live postings."""
        return self.kept().filter(posting__state__in=IN_PLAY)

    def behind(self, language: str, text: str) -> LineQuerySet:
        """Lines in play, in a language, that the reference leaves behind once it says this text."""
        return self.in_play().filter(posting__language=language).exclude(source_text=text).exclude(text=text)

    def worded_otherwise(self) -> LineQuerySet:
        """Lines in play that the reference, as it is worded today, leaves behind unless it is retired."""
        return self.in_play().with_drift().filter(_WORDED_OTHERWISE)

    def count_uses(self) -> dict[tuple[str, bool], int]:
        """In how many postings these lines are: by language, and whether the posting is live."""
        is_live = Case(When(posting__state=State.PUBLISHED, then=Value(True)), default=Value(False))
        rows = self.order_by().annotate(is_live=is_live).values_list("posting__language", "is_live")
        return {
            (language, is_live): count
            for language, is_live, count in rows.annotate(count=Count("posting", distinct=True))
        }

    def postings(self) -> int:
        """In how many postings these lines are."""
        return self.order_by().values("posting").distinct().count()

    def with_drift(self) -> LineQuerySet:
        """Lines, each with what `Line.drift` reads: the reference's wording today in the posting's language.

        `is_behind` says in SQL what `drift.drift_of` says of a row.
        """
        settlements = apps.get_model("postings", "Settlement").objects
        return (
            self.annotate(
                posting_state=F("posting__state"),
                reference_text=Coalesce(
                    _wording_of("mission"), _wording_of("skill"), _EMPTY, output_field=models.TextField()
                ),
                source_retired_at=Coalesce("mission__retired_at", "skill__retired_at"),
            )
            .annotate(
                is_retirement_settled=Exists(
                    settlements.filter(
                        line=OuterRef("pk"), choice=DriftChoice.KEEP, now="", at__gte=OuterRef("source_retired_at")
                    )
                )
            )
            .annotate(is_behind=Case(When(_IS_BEHIND, then=Value(True)), default=Value(False)))
        )

    def behind_reference(self) -> LineQuerySet:
        """Lines whose mission or skill is worded otherwise now, or was retired, and nobody has decided yet.

        Those of drafts and live postings only, and none that was dropped.
        """
        return self.with_drift().filter(_IS_BEHIND)

    def of_outer_posting(self) -> LineQuerySet:
        """Lines of the posting that an outer query is at."""
        return self.filter(posting=OuterRef("pk"))


_EMPTY = Value("", output_field=models.TextField())


def _wording_of(source: str) -> Case:
    """A mission's or skill's line in the posting's language; in English where it has none in that."""
    english = _text(source, Language.ENGLISH)
    others = [language for language in Language.values if language != Language.ENGLISH]
    return Case(
        *(
            When(posting__language=language, then=Coalesce(NullIf(_text(source, language), _EMPTY), english))
            for language in others
        ),
        default=english,
    )


def _text(source: str, language: str) -> Cast:
    """The column of a language; cast, for each translated column counts as a type of its own."""
    return Cast(f"{source}__line_{language}", models.TextField())


_WORDED_OTHERWISE = (
    ~Q(source_text="") & ~Q(reference_text="") & ~Q(reference_text=F("source_text")) & ~Q(reference_text=F("text"))
)
_IS_BEHIND = Q(dropped_at=None, posting__state__in=IN_PLAY) & (
    Q(source_retired_at__isnull=False, is_retirement_settled=False)
    | (Q(source_retired_at__isnull=True) & _WORDED_OTHERWISE)
)


class ChangeQuerySet(models.QuerySet):
    """Changes of postings, the last one first."""

    def to_undo(self, user: User) -> Change | None:
        """The last change of the user's that can be undone."""
        return self.filter(by=user, undone_at=None, refused_at=None).first()

    def to_redo(self, user: User) -> Change | None:
        """What the user undid last; nothing once something else was done after it."""
        undone = self.filter(by=user, refused_at=None).exclude(undone_at=None).order_by("-undone_at", "id").first()
        last = self.filter(by=user, undone_at=None).first() if undone else None
        return None if last and last.at > undone.undone_at else undone


class ReviewQuerySet(models.QuerySet):
    """Reviews of postings, by scope."""

    def waiting_for(self, user: User) -> ReviewQuerySet:
        """Reviews that the user was asked for and has not decided, of postings that they still take part in."""
        postings = apps.get_model("postings", "Posting").objects.discussable_by(user).exclude(state=State.ARCHIVED)
        return self.filter(reviewer=user, state=ReviewState.OPEN, posting__in=postings).order_by("asked_at", "id")

    def with_people(self) -> ReviewQuerySet:
        """Reviews with who asked, who was asked and who decided, without their texts."""
        return self.select_related("reviewer", "asked_by", "decided_by").defer("content")


class TemplateQuerySet(models.QuerySet):
    """Templates, by scope."""

    def visible_to(self, user: User) -> TemplateQuerySet:
        """Templates of the companies whose facts the user may change: new postings can start with them."""
        return self.filter(company__in=apps.get_model("postings", "Company").objects.editable_by(user).values("pk"))

    def editable_by(self, user: User) -> TemplateQuerySet:
        """Templates that the user may change: a lead's are all, anybody else's those that they made."""
        if user.is_kind(Kind.LEAD):
            return self
        return self.visible_to(user).filter(created_by=user)

    def in_use(self) -> TemplateQuerySet:
        """Templates that new postings may start with."""
        return self.filter(retired_at=None)

    def with_list_data(self) -> TemplateQuerySet:
        """Templates with who made each and how many postings follow it, those in use first."""
        return (
            self.select_related("created_by")
            .annotate(postings_count=Count("postings"), retired=Q(retired_at__isnull=False))
            .order_by("retired", "name", "pk")
        )


class QuestionQuerySet(models.QuerySet):
    """Questions of postings' forms."""

    def kept(self) -> QuestionQuerySet:
        """Questions that are asked, in order, each with its line's source."""
        return self.filter(dropped_at=None).select_related("line__mission", "line__skill")


class LibraryQuestionQuerySet(models.QuerySet):
    """Questions to take into a form."""

    def of_posting(self, posting: Posting) -> LibraryQuestionQuerySet:
        """Those that a posting may take: of its role, in its language, for all or its company's, none retired."""
        return (
            self.filter(Q(company=None) | Q(company=posting.company_id), role=posting.role_id, retired_at=None)
            .exclude(Q(**{f"text_{posting.language}__isnull": True}) | Q(**{f"text_{posting.language}": ""}))
            .select_related("mission", "skill")
        )

    def shipped(self) -> LibraryQuestionQuerySet:
        """Those that came with the house, by their key."""
        return self.exclude(key=None)
