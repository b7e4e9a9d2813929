"""Applications, for support: read and find. The state changes in the studio, through the one action."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from candidates.admin import CandidateAdmin, NoAddNoDelete, cv_link
from candidates.models import Candidate

from .message_admin import MessageTemplateAdmin  # noqa: F401 registers itself
from .models import Answer, Application, Move
from .reason_admin import RejectionReasonAdmin  # noqa: F401 registers itself
from .step_admin import StepTemplateAdmin  # noqa: F401 registers itself


class ReadOnly(NoAddNoDelete):
    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class MoveInline(ReadOnly, admin.TabularInline):
    model = Move
    fields = readonly_fields = ["at", "from_state", "from_step", "to_state", "to_step", "reason_said", "note", "by"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("by", "from_step", "to_step")


class AnswerInline(ReadOnly, admin.TabularInline):
    model = Answer
    fields = readonly_fields = ["text", "kind", "given", "is_knock_out"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("document")

    @admin.display(description=_("answer"))
    def given(self, answer: Answer) -> SafeString | str:
        return cv_link(answer.document) if answer.document else ", ".join(answer.texts)


@admin.register(Application)
class ApplicationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["candidate", "email", "posting_read", "state", "created_at"]
    list_filter = ["state", "created_at"]
    search_fields = ["candidate__name", "candidate__email", "version__title", "version__company_name"]
    list_select_related = ["candidate", "version"]
    fields = [
        "studio_page",
        "candidate",
        "posting_read",
        "state",
        "step",
        "rejection_reason",
        "cv_file",
        "sent_name",
        "sent_phone",
        "sent_links",
        "words",
        "notice_version",
        "created_at",
    ]
    readonly_fields = fields
    inlines = [AnswerInline, MoveInline]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        visible = super().get_queryset(request).visible_to(request.user).shown()
        return visible.select_related("candidate", "version", "cv", "step", "rejection_reason")

    @admin.display(description=_("e-mail"), ordering="candidate__email")
    def email(self, application: Application) -> str:
        return application.candidate.email

    @admin.display(description=_("posting"), ordering="version__title")
    def posting_read(self, application: Application) -> str:
        return f"{application.version.title}, {application.version.company_name}"

    @admin.display(description=_("CV"))
    def cv_file(self, application: Application) -> SafeString | str:
        return cv_link(application.cv)

    @admin.display(description=_("studio"))
    def studio_page(self, application: Application) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', application.get_absolute_url(), _("Decide in the studio: accept, reject, reopen")
        )


class ApplicationInline(ReadOnly, admin.TabularInline):
    """On a candidate's page: what they applied for, each with a link."""

    model = Application
    fields = readonly_fields = ["link", "state", "created_at"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).shown().select_related("candidate", "posting", "version")

    @admin.display(description=_("application"))
    def link(self, application: Application) -> SafeString:
        url = reverse("admin:hiring_application_change", args=[application.pk])
        words = f"{application.version.title}, {application.version.company_name}"
        return format_html('<a href="{}">{}</a>', url, words)


admin.site.unregister(Candidate)


@admin.register(Candidate)
class CandidateWithApplicationsAdmin(CandidateAdmin):
    """Candidates know nothing of applications, so their admin gets these from here."""

    inlines = [*CandidateAdmin.inlines, ApplicationInline]
