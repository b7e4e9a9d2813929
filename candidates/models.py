"""Candidates and their files."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from . import files
from .links import validate_links


def normalise_email(email: str) -> str:
    """Return the form of an e-mail address that tells candidates apart."""
    return email.strip().lower()


class Candidate(models.Model):
    """A person who applied; one row a person, told apart by the normalised e-mail address."""

    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"), unique=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    links = models.TextField(_("links"), blank=True, validators=[validate_links], help_text=_("One a line."))
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="candidate_has_name", condition=~Q(name=""), violation_error_message=_("A candidate has a name.")
            ),
            models.CheckConstraint(
                name="candidate_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("The e-mail is kept in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def link_list(self) -> list[str]:
        return [link for link in self.links.splitlines() if link]


class Document(models.Model):
    """A file of a candidate's, kept in the private folder under a random name."""

    class Kind(models.TextChoices):
        CV = "cv", _("CV")

    class Format(models.TextChoices):
        PDF = files.PDF, "PDF"
        DOCX = files.DOCX, "DOCX"

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="documents", verbose_name=_("candidate"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.CV)
    file = models.FileField(_("file"), upload_to=files.private_path, max_length=200)
    original_name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=80, choices=Format.choices)
    size = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="document_not_empty", condition=Q(size__gt=0), violation_error_message=_("The file is empty.")
            )
        ]

    def __str__(self) -> str:
        return self.original_name
