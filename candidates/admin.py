"""Candidates and their files, for support: read, find, correct contact data; nothing is added or deleted by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .actions.locking import lock_people
from .models import Candidate, Document, RetentionRule
from .signals import address_changed


def cv_link(document: Document | None) -> SafeString | str:
    """Return a link to the studio's download, which checks and writes down who opens a file."""
    if document is None:
        return "-"
    return format_html('<a href="{}">{}</a>', reverse("studio:document", args=[document.pk]), document.original_name)


class NoAddNoDelete:
    """Rows come in through the apply form and leave through erasing: never by a click here."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class DocumentInline(NoAddNoDelete, admin.TabularInline):
    model = Document
    fields = readonly_fields = ["file_link", "format", "size_shown", "created_at"]
    extra = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description=_("file"))
    def file_link(self, document: Document) -> SafeString | str:
        return cv_link(document)

    @admin.display(description=_("size"))
    def size_shown(self, document: Document) -> str:
        return filesizeformat(document.size)


@admin.register(Candidate)
class CandidateAdmin(NoAddNoDelete, admin.ModelAdmin):
    list_display = ["name", "email", "phone", "applications_count", "created_at"]
    search_fields = ["name", "email"]
    date_hierarchy = "created_at"
    fields = ["name", "email", "phone", "links", "created_at"]
    readonly_fields = ["created_at"]
    inlines = [DocumentInline]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(applications_count=Count("applications"))

    def save_model(self, request: HttpRequest, obj: Candidate, form: ModelForm, change: bool) -> None:
        """What waits to be sent follows a new address."""
        lock_people([obj.pk])
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            address_changed.send(Candidate, candidate=obj)

    @admin.display(description=_("applications"), ordering="applications_count")
    def applications_count(self, candidate: Candidate) -> int:
        return candidate.applications_count


@admin.register(RetentionRule)
class RetentionRuleAdmin(admin.ModelAdmin):
    """How long data is kept, by country."""

    list_display = ["__str__", "decided_months", "consent_months", "reminder_days", "source"]
