"""Support's view of postings; state changes only through the actions, on the posting's page in the studio."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from ..counting import up_to
from ..models import Company, Line, Membership, Posting, Review, Template, Transition, Version
from .read_only import ReadOnly


class MembershipInline(ReadOnly, admin.TabularInline):
    model = Membership
    fields = ("user", "part")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user")


class LineInline(ReadOnly, admin.TabularInline):
    model = Line
    fields = ("kind", "text", "source_text", "dropped_at", "updated_by", "updated_at")
    readonly_fields = ("dropped_at", "updated_by", "updated_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Line]:
        return super().get_queryset(request).select_related("updated_by")


class TransitionInline(ReadOnly, admin.TabularInline):
    model = Transition
    fields = ("at", "from_state", "to_state", "reason", "by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transition]:
        return super().get_queryset(request).select_related("by")


class ReviewInline(ReadOnly, admin.TabularInline):
    model = Review
    fk_name = "posting"
    fields = ("asked_at", "asked_by", "reviewer", "state", "decided_by", "decided_at")
    readonly_fields = ("state",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return super().get_queryset(request).with_people()


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = (
        "name",
        "place",
        "country",
        "people",
        "engineers",
        "product_phase",
        "review_required",
        "postings_count",
    )
    list_filter = ("product_phase", "review_required")
    search_fields = ("name", "place")
    autocomplete_fields = ("created_by",)
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        return super().get_queryset(request).with_list_data(request.user)

    @admin.display(description=_("postings"), ordering="postings_count")
    def postings_count(self, company: Company) -> int:
        return company.postings_count

    def has_delete_permission(self, request: HttpRequest, obj: Company | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.postings.exists())


class BehindFilter(admin.SimpleListFilter):
    """Postings that are behind the reference."""

    title = _("reference")
    parameter_name = "reference"

    def lookups(self, request, model_admin):
        return [("behind", _("Behind the reference"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.behind_reference() if self.value() == "behind" else queryset


@admin.register(Posting)
class PostingAdmin(ReadOnly, SimpleHistoryAdmin):
    list_display = ("title", "company", "stage", "language", "state", "owner", "applications", "behind", "updated_at")
    list_filter = ("state", BehindFilter, "stage", "language", "contract", "remote")
    search_fields = ("title", "code", "company__name")
    date_hierarchy = "created_at"
    inlines = (MembershipInline, LineInline, ReviewInline, TransitionInline)
    readonly_fields = ("studio",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Posting]:
        return super().get_queryset(request).with_list_data().with_behind_count()

    @method_decorator(require_safe)
    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a past state; the library's own would let whoever may look at it save it as well."""
        return super().history_form_view(request, *args, **kwargs)

    @admin.display(description=_("owner"))
    def owner(self, posting: Posting) -> str:
        return ", ".join(str(membership.user) for membership in posting.owners)

    @admin.display(description=_("applications"), ordering="applications_count")
    def applications(self, posting: Posting) -> str:
        return up_to(posting.applications_count)

    @admin.display(description=_("lines behind"), ordering="behind_count")
    def behind(self, posting: Posting) -> int:
        return posting.behind_count

    @admin.display(description=_("in the studio"))
    def studio(self, posting: Posting) -> str:
        return format_html('<a href="{}">{}</a>', posting.get_absolute_url(), posting.get_absolute_url())


@admin.register(Version)
class VersionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("title", "number", "company_name", "stage", "published_at", "published_by")
    list_select_related = ("stage", "stage__role", "published_by")
    list_filter = ("stage", "language")
    search_fields = ("title", "company_name", "posting__code")
    date_hierarchy = "published_at"


@admin.register(Template)
class TemplateAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("name", "company", "language", "created_by", "updated_at", "retired_at")
    list_select_related = ("company", "created_by")
    list_filter = ("language",)
    search_fields = ("name", "company__name")
    date_hierarchy = "updated_at"
