"""A role on one screen: its sheet part by part, its missions and skills as matrices of stages."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roles import models
from roles.impact import postings_behind

from .forms import NUMBERS, CollaboratorForm, EntryForm, MissionRowForm, SheetForm, SkillRowForm
from .history import sheet_history
from .pages import HistoryPage, SheetMedia, both

POSTINGS_A_PAGE = 50
BEHIND_STATES = ("published", "draft")  # of a posting; what the page of those behind offers


class Inline:
    """A part of the sheet, in the sheet's order."""

    extra = 0
    form = EntryForm
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("role")


class StageInline(SheetMedia, Inline, admin.StackedInline):
    model = models.Stage
    form = SheetForm
    max_num = len(NUMBERS)
    can_delete = False  # missions, skills and postings hang on a stage
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("number", "lean", "technical_percent", "engineers_min", "engineers_max"),
                    *both("name", "phase", "summary"),
                    "facts",
                ),
                "description": gettext_lazy(
                    "A technical share only where the source has a figure. Head-counts are our own defaults."
                ),
            },
        ),
    )


class CodeInline(SheetMedia, Inline, admin.StackedInline):
    model = models.Code
    fieldsets = ((None, {"fields": (("scheme", "code"), *both("label"), ("key", "order"), "facts")}),)
    classes = ("collapse",)


class SectionInline(SheetMedia, Inline, admin.StackedInline):
    model = models.Section
    fieldsets = ((None, {"fields": (("key", "order"), *both("question", "answer"), "facts")}),)
    classes = ("collapse",)


class CollaboratorInline(SheetMedia, Inline, admin.StackedInline):
    model = models.Collaborator
    form = CollaboratorForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("key", "order"),
                    *both("name", "description"),
                    *both(*(f"how_{number}" for number in NUMBERS)),
                    "facts",
                )
            },
        ),
    )
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("at_stages__stage")


class SignInline(SheetMedia, Inline, admin.StackedInline):
    model = models.Sign
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("fact", "at_least", "at_most", "answer"),
                    ("stage", "weight", "key", "order"),
                    *both("reason"),
                    "facts",
                ),
                "description": gettext_lazy(
                    "Which stage a company’s facts speak for. Bounds and weights are our own, from no source."
                ),
            },
        ),
    )
    classes = ("collapse",)


class TrainingInline(SheetMedia, Inline, admin.StackedInline):
    model = models.Training
    fieldsets = ((None, {"fields": (("key", "order"), *both("name", "description"), "facts")}),)
    classes = ("collapse",)


class CareerStepInline(SheetMedia, Inline, admin.StackedInline):
    model = models.CareerStep
    fk_name = "role"
    fieldsets = ((None, {"fields": (("key", "order", "to_role"), *both("title", "description"), "facts")}),)
    autocomplete_fields = ("to_role",)
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("to_role")


MATRICES = {"missions": (models.Mission, MissionRowForm), "skills": (models.Skill, SkillRowForm)}


@admin.register(models.Role)
class RoleAdmin(HistoryPage, SheetMedia, admin.ModelAdmin):
    form = SheetForm
    fieldsets = (
        (None, {"fields": (("key", "abbreviation"), *both("title", "other_titles", "family", "summary"), "facts")}),
    )
    inlines = (StageInline, SignInline, CodeInline, SectionInline, CollaboratorInline, TrainingInline, CareerStepInline)
    list_display = ("title", "abbreviation", "key", "missions_count", "skills_count", "postings_count")
    search_fields = ("key", "abbreviation", "title_en", "title_fr", "other_titles_en", "other_titles_fr")
    change_form_template = "admin/roles/role_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        counts = {
            f"{name}_count": Count(name, distinct=True) for name in ("missions", "skills", "postings")
        }  # a handful of roles: joining the three is cheap
        return super().get_queryset(request).annotate(**counts).prefetch_related("stages")

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return ("key",) if obj else ()  # addresses and files know the role by it

    def get_urls(self) -> list:
        return [
            path(
                f"<int:pk>/{part}/",
                self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.matrix)),
                {"part": part},
                name=f"roles_role_{part}",
            )
            for part in MATRICES
        ] + [
            path("<int:pk>/behind/", self.admin_site.admin_view(require_safe(self.behind)), name="roles_role_behind"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        in_use = obj is not None and obj.postings.exists()
        return not in_use and super().has_delete_permission(request, obj)

    def history_events(self, obj, before):
        return sheet_history(obj.pk, before)

    @admin.display(description=gettext_lazy("missions"), ordering="missions_count")
    def missions_count(self, role: models.Role) -> int:
        return role.missions_count

    @admin.display(description=gettext_lazy("skills"), ordering="skills_count")
    def skills_count(self, role: models.Role) -> int:
        return role.skills_count

    @admin.display(description=gettext_lazy("postings"), ordering="postings_count")
    def postings_count(self, role: models.Role) -> int:
        return role.postings_count

    def behind(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The drafts and live postings of the role that are behind the reference, to read."""
        role = get_object_or_404(models.Role, pk=pk)
        if not self.has_view_permission(request, role):
            raise PermissionDenied
        postings = postings_behind(role)
        state = request.GET.get("state", "")
        shown = postings.filter(state=state) if state in BEHIND_STATES else postings
        page = Paginator(shown, POSTINGS_A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Postings of %(role)s behind the reference") % {"role": role},
            "subtitle": None,
            "opts": self.opts,
            "original": role,
            "page": page,
            "state": state,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/roles/behind.html", context)

    def matrix(self, request: HttpRequest, pk: int, part: str) -> HttpResponse:
        """All missions or all skills of the role: words, place, and how much each belongs to each stage."""
        role = get_object_or_404(models.Role.objects.prefetch_related("stages"), pk=pk)
        model, form = MATRICES[part]
        allowed = self.admin_site.get_model_admin(model)
        if not (self.has_view_permission(request, role) and allowed.has_view_permission(request)):
            raise PermissionDenied
        editable = self.has_change_permission(request, role) and allowed.has_change_permission(request)
        if request.method == "POST" and not editable:
            raise PermissionDenied
        rows = model.objects.filter(role=role).with_postings_count().select_related("role")
        formset = forms.modelformset_factory(model, form=form, extra=0, edit_only=True)(
            request.POST if request.method == "POST" else None,
            queryset=rows.prefetch_related("at_stages__stage", "role__stages"),
        )
        if request.method == "POST" and formset.is_valid():
            changed = self._save_matrix(request, formset)
            messages.success(request, ngettext("%(n)d row saved.", "%(n)d rows saved.", changed) % {"n": changed})
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Missions of %(role)s") % {"role": role}
            if part == "missions"
            else _("Skills of %(role)s") % {"role": role},
            "subtitle": None,
            "is_nav_sidebar_enabled": False,  # the table needs the width
            "opts": self.opts,
            "part_opts": model._meta,
            "part": part,
            "original": role,
            "formset": formset,
            "stages": role.stages.all(),
            "editable": editable,
            "has_add_permission": allowed.has_add_permission(request),
            "errors": formset.is_bound and formset.total_error_count(),
            "media": self.media + formset.media,
        }
        return TemplateResponse(request, "admin/roles/matrix.html", context)

    @transaction.atomic
    def _save_matrix(self, request: HttpRequest, formset: forms.BaseModelFormSet) -> int:
        """Save the rows that changed, each with its place in the admin's log. Returns how many."""
        formset.save()
        for entry, names in formset.changed_objects:
            self.admin_site.get_model_admin(type(entry)).log_change(request, entry, [{"changed": {"fields": names}}])
        return len(formset.changed_objects)
