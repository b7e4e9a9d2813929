"""Candidates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from postings.choices import Language
from postings.models import Company

from ..links import validate_links
from ..querysets import CandidateQuerySet
from ..resume_sections import Section, place_of, sections_of
from .tag import Tag

KEPT = Q(erased_at__isnull=True, merged_into__isnull=True)


def normalise_email(email: str) -> str:
    """Return the form of an e-mail address that tells candidates apart."""
    return email.strip().lower()


class Candidate(models.Model):
    """A person who applied or was added by hand; one row a person, told apart by the normalised e-mail address.

    Whoever is added by hand didn't give us their data: the row says on what basis we hold it, by when they must be
    told (`tell_by`), when and how they were. Who applies reads the notice. A row that was erased stays, without the
    person: what counts applications still counts right. With a `hold_reason` (a dispute, an order of a court)
    nothing is erased, whoever asks.
    """

    class Source(models.TextChoices):
        APPLIED = "applied", _("applied")
        REFERRAL = "referral", _("referral")
        NETWORK = "network", _("found on a network")
        EVENT = "event", _("met at an event")
        AGENCY = "agency", _("agency")
        IMPORT = "import", _("import")
        OTHER = "other", _("other")

    class Basis(models.TextChoices):
        """Why we may hold the data: article 6(1) of the GDPR."""

        CONSENT = "consent", _("consent: they agreed (a)")
        CONTRACT = "contract", _("steps before a contract that they asked for (b)")
        INTEREST = "interest", _("legitimate interest: to fill a job that suits them (f)")

    name = models.CharField(_("name"), max_length=160)
    # NULL where the row was erased, or the address isn't known: unlike an empty text it may be there often
    email = models.EmailField(_("e-mail"), unique=True, null=True)  # noqa: DJ001
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    links = models.TextField(_("links"), blank=True, validators=[validate_links], help_text=_("One a line."))
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    hold_reason = models.CharField(_("why the data must be kept"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.APPLIED)
    source_note = models.CharField(_("where exactly"), max_length=200, blank=True)
    basis = models.CharField(
        _("lawful basis"), max_length=10, choices=Basis.choices, default=Basis.CONTRACT, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("company that they were added for"),
    )
    language = models.CharField(
        _("language to write in"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    form_key = models.UUIDField(unique=True, null=True, editable=False)
    tell_by = models.DateField(_("to be told by"), null=True, blank=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    told_how = models.CharField(_("told how"), max_length=200, blank=True)

    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="shells",
        verbose_name=_("merged into"),
        db_index=False,  # see `candidate_shells`
    )
    match_due = models.BooleanField(default=True, editable=False)  # who else they may be is to be looked for anew
    search_due = models.BooleanField(default=True, editable=False)  # what the search knows of them is out of date

    tags = models.ManyToManyField(Tag, blank=True, related_name="candidates", verbose_name=_("tags"))

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(search_due=True), name="candidate_search_due"),
            models.Index(fields=["id"], condition=Q(match_due=True), name="candidate_match_due"),
            # Of shells alone: SQLite would take one of all rows for a good way to find the newest that are no shells.
            # With who added them, which is asked of each person whom a recruiter may see.
            models.Index(
                fields=["merged_into", "added_by"], condition=Q(merged_into__isnull=False), name="candidate_shells"
            ),
            # what a long list of people is sorted by, without those whom `kept` leaves out
            models.Index(fields=["created_at", "id"], condition=KEPT, name="candidate_newest"),
            models.Index(
                fields=["tell_by"], condition=Q(tell_by__isnull=False, told_at=None), name="candidate_to_tell"
            ),
            models.Index(
                fields=["added_by", "tell_by"],
                condition=Q(tell_by__isnull=False, told_at=None),
                name="candidate_to_tell_by",
            ),
            models.Index(fields=["name", "id"], condition=KEPT, name="candidate_by_name"),
            models.Index(fields=["source", "created_at", "id"], condition=KEPT, name="candidate_by_source"),
        ]
        constraints = [
            models.CheckConstraint(
                name="candidate_has_name", condition=~Q(name=""), violation_error_message=_("A candidate has a name.")
            ),
            models.CheckConstraint(
                name="candidate_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("The e-mail is kept in lower case."),
            ),
            models.CheckConstraint(
                name="candidate_erased_is_empty",
                condition=Q(erased_at__isnull=True)
                | Q(email__isnull=True, phone="", links="", hold_reason="", source_note="", told_how=""),
                violation_error_message=_("Of somebody who was erased nothing is kept."),
            ),
            models.CheckConstraint(
                name="candidate_can_be_reached",
                condition=Q(erased_at__isnull=False)
                | Q(merged_into__isnull=False)
                | Q(email__isnull=False)
                | (Q(added_by__isnull=False) & (~Q(phone="") | ~Q(links=""))),
                violation_error_message=_("Give an e-mail address, a phone number or a link."),
            ),
            models.CheckConstraint(
                name="candidate_not_merged_into_self",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("Two different candidates are merged."),
            ),
            models.CheckConstraint(
                name="candidate_by_hand_has_basis",
                condition=Q(added_by__isnull=True) | ~Q(basis=""),
                violation_error_message=_("Say on what basis you hold this data."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("studio:person", args=[self.pk])

    @property
    def link_list(self) -> list[str]:
        return [link for link in self.links.splitlines() if link]

    @property
    def resume_content(self) -> dict[str, Any]:
        """The sections of the candidate's resume; empty where there is none."""
        resume = getattr(self, "resume", None)
        return resume.content if resume else {}

    @property
    def resume_sections(self) -> list[Section]:
        return sections_of(self.resume_content)

    @property
    def place(self) -> str:
        return place_of(self.resume_content)
