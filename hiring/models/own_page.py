"""What candidates add and correct on the page of their application."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Document

from .application import Application


class AddedDocumentQuerySet(models.QuerySet):
    """Documents that were added to an application."""

    def with_documents(self) -> AddedDocumentQuerySet:
        """In the order of their coming, each with its document."""
        return self.select_related("document").order_by("pk")


class AddedDocument(models.Model):
    """A document that a candidate added to an application after sending it; the same bytes are kept once."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="added_documents", verbose_name=_("application")
    )
    document = models.OneToOneField(Document, models.CASCADE, related_name="added", verbose_name=_("document"))
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = AddedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("added document")
        verbose_name_plural = _("added documents")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sha256"],
                name="added_document_once",
                violation_error_message=_("This document is there already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class ContactChange(models.Model):
    """A correction that a candidate made to what they had sent: which field, what it said before, when."""

    class Field(models.TextChoices):
        NAME = "name", _("Name")
        PHONE = "phone", _("Phone")
        LINKS = "links", _("Links")
        EMAIL = "email", _("E-mail")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="contact_changes", verbose_name=_("application")
    )
    field = models.CharField(_("field"), max_length=8, choices=Field.choices)
    before = models.TextField(_("before"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_field_display()}, {self.at:%Y-%m-%d}"
