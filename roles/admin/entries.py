"""Missions and skills one by one: all their words, and whether new postings may pick them."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from roles.actions import restore_entry, retire_entry
from roles.impact import touched_by_restoring, touched_by_retiring
from roles.models import Mission, Skill

from .confirm import ConfirmsImpact
from .forms import NUMBERS, MissionForm, SkillForm
from .history import entry_history
from .pages import HistoryPage, SheetMedia, both

DEGREES = tuple(f"at_{number}" for number in NUMBERS)


class StandingFilter(admin.SimpleListFilter):
    """In use, or retired."""

    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("in_use", _("In use")), ("retired", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "in_use":
            return queryset.in_use()
        return queryset.filter(retired_at__isnull=False) if self.value() == "retired" else queryset


class StageFilter(admin.SimpleListFilter):
    """Entries that belong to a stage."""

    title = gettext_lazy("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [(str(number), f"#{number}") for number in NUMBERS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(at_stages__stage__number=self.value()) if self.value() in {"1", "2", "3"} else queryset


class EntryAdmin(ConfirmsImpact, HistoryPage, SheetMedia, admin.ModelAdmin):
    """An entry that postings may use: deleted only while none does, else retired."""

    autocomplete_fields = ("role",)
    list_per_page = 100
    list_select_related = ("role",)
    ordering = ("role", "order", "id")
    actions = ("retire_selected", "restore_selected")
    change_form_template = "admin/roles/entry_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_postings_count().prefetch_related("at_stages__stage")

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return ("role",) if obj else ()

    def get_urls(self) -> list:
        name = self.opts.model_name
        return [
            path("<int:pk>/retire/", self.admin_site.admin_view(self.retire), name=f"roles_{name}_retire"),
            path("<int:pk>/restore/", self.admin_site.admin_view(self.restore), name=f"roles_{name}_restore"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        in_use = obj is not None and obj.lines.exists()
        return not in_use and super().has_delete_permission(request, obj)

    def history_events(self, obj, before):
        return entry_history(obj, before)

    @method_decorator(require_POST)
    def retire(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the entry out of what new postings can pick."""
        entry = self._entry(request, pk)
        if asked := self._ask_about_retiring(request, [entry], entry=entry):
            return asked
        retire_entry(entry=entry, by=request.user)
        messages.success(request, _("Retired: new postings can’t pick it any more."))
        return self._page_of(entry)

    @method_decorator(require_POST)
    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer the entry to new postings again."""
        entry = self._entry(request, pk)
        if asked := self._ask_about_restoring(request, [entry], entry=entry):
            return asked
        restore_entry(entry=entry, by=request.user)
        messages.success(request, _("Restored: new postings can pick it again."))
        return self._page_of(entry)

    @admin.action(description=gettext_lazy("Retire the selected"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if asked := self._ask_about_retiring(request, queryset, several=queryset):
            return asked
        count = sum(retire_entry(entry=entry, by=request.user) for entry in queryset)
        messages.success(request, ngettext("%(n)d retired.", "%(n)d retired.", count) % {"n": count})
        return None

    @admin.action(description=gettext_lazy("Restore the selected"), permissions=["change"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if asked := self._ask_about_restoring(request, queryset, several=queryset):
            return asked
        count = sum(restore_entry(entry=entry, by=request.user) for entry in queryset)
        messages.success(request, ngettext("%(n)d restored.", "%(n)d restored.", count) % {"n": count})
        return None

    @admin.display(description=gettext_lazy("postings"), ordering="postings_count")
    def used_in(self, entry: Mission | Skill) -> int:
        return entry.postings_count

    @admin.display(description=gettext_lazy("in use"), boolean=True, ordering="retired_at")
    def in_use(self, entry: Mission | Skill) -> bool:
        return entry.retired_at is None

    @admin.display(description=gettext_lazy("stages"))
    def at(self, entry: Mission | Skill) -> str:
        degree = self.form.degree
        return ", ".join(f"#{at.stage.number} {getattr(at, f'get_{degree}_display')()}" for at in entry.at_stages.all())

    def _ask_about_retiring(self, request: HttpRequest, entries, **of) -> HttpResponse | None:
        said = _("The sheet will no longer have what these postings have a line of:")
        after = _("Recruiters will be asked to keep the line as it is, or to drop it.")
        touched = touched_by_retiring(entries)
        return self.confirm(request, touched, said=said, after=after, is_back_a_form=False, **of)

    def _ask_about_restoring(self, request: HttpRequest, entries, **of) -> HttpResponse | None:
        said = _("The sheet words it otherwise now than these postings:")
        after = _("Recruiters will be asked to keep their words, take the new ones, or write others.")
        touched = touched_by_restoring(entries)
        return self.confirm(request, touched, said=said, after=after, is_back_a_form=False, **of)

    def _entry(self, request: HttpRequest, pk: int) -> Mission | Skill:
        entry = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def _page_of(self, entry: Mission | Skill) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:roles_{self.opts.model_name}_change", args=[entry.pk]))


@admin.register(Mission)
class MissionAdmin(EntryAdmin):
    form = MissionForm
    fieldsets = (
        (None, {"fields": (("role", "key", "order"), ("area", "technical_percent"), DEGREES)}),
        (gettext_lazy("Words"), {"fields": (*both("statement", "line", "cues"), "facts")}),
    )
    list_display = ("statement", "area", "technical_percent", "at", "used_in", "in_use")
    list_filter = ("role", "area", StageFilter, StandingFilter)
    search_fields = ("key", "statement_en", "statement_fr", "line_en", "line_fr", "cues_en", "cues_fr")


@admin.register(Skill)
class SkillAdmin(EntryAdmin):
    form = SkillForm
    fieldsets = (
        (None, {"fields": (("role", "key", "order"), "kind", DEGREES)}),
        (gettext_lazy("Words"), {"fields": (*both("name", "line", "cues"), "facts")}),
    )
    list_display = ("name", "kind", "at", "used_in", "in_use")
    list_filter = ("role", "kind", StageFilter, StandingFilter)
    search_fields = ("key", "name_en", "name_fr", "line_en", "line_fr", "cues_en", "cues_fr")
