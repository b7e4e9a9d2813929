"""The library's questions for all companies, which curators look after; a company's own are none of their business."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from roles.admin.fields import Textarea
from roles.models import Mission, Skill

from .. import actions
from ..asking import refusals
from ..choices import Language, QuestionKind
from ..content import split_lines
from ..models import LibraryQuestion

NUMBERS = (1, 2, 3)


class LibraryQuestionForm(forms.ModelForm):
    """A question in both languages, with the same answers to choose from."""

    stages = forms.TypedMultipleChoiceField(
        label=_("Stages"),
        choices=[(number, f"#{number}") for number in NUMBERS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: where its mission or skill belongs, or everywhere."),
    )

    class Meta:
        model = LibraryQuestion
        fields = (
            "role",
            "mission",
            "skill",
            "stages",
            "kind",
            *(f"{name}_{language}" for name in ("text", "help_text", "options") for language in Language.values),
            "order",
        )
        widgets: ClassVar = {
            f"{name}_{language}": Textarea(one_line=True)
            for name in ("text", "help_text")
            for language in Language.values
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("mission", "skill"):
            if data.get(name) and data.get("role") and data[name].role_id != data["role"].pk:
                self.add_error(name, gettext("It belongs to another role."))
        for language in Language.values:
            self._clean_texts(data, language)
        counts = {len(split_lines(data.get(f"options_{language}") or "")) for language in Language.values}
        if data.get("kind") in QuestionKind.choosing():
            if min(counts) < 2 or len(counts) > 1:
                self.add_error("options_en", gettext("Give two or more answers, as many in each language."))
        elif counts != {0}:
            self.add_error("kind", gettext("A question of this kind has no answers to choose from."))
        return data

    def _clean_texts(self, data: dict[str, Any], language: str) -> None:
        if not data.get(f"text_{language}") and f"text_{language}" not in self.errors:
            self.add_error(f"text_{language}", gettext("Write the question in both languages."))
        for name in ("text", "help_text", "options"):
            field = f"{name}_{language}"
            said = split_lines(data.get(field) or "") if name == "options" else [data.get(field) or ""]
            for text in said:
                for refusal in refusals(text, is_answer=name == "options"):
                    self.add_error(field, refusal.message)


class InUseFilter(admin.SimpleListFilter):
    """Offered, or retired."""

    title = _("in use")
    parameter_name = "in_use"

    def lookups(self, request, model_admin):
        return [("yes", _("In use")), ("no", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        retired = {"yes": True, "no": False}.get(self.value())
        return queryset if retired is None else queryset.filter(retired_at__isnull=retired)


@admin.register(LibraryQuestion)
class LibraryQuestionAdmin(SimpleHistoryAdmin):
    form = LibraryQuestionForm
    list_display = ("text_en", "about", "kind", "stages", "in_use")
    list_filter = ("role", InUseFilter, "kind")
    list_per_page = 100
    list_select_related = ("mission", "skill")
    search_fields = ("text_en", "text_fr", "mission__statement_en", "skill__name_en")
    formfield_overrides = {models.TextField: {"widget": Textarea()}}
    actions = ("retire_selected", "restore_selected")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(company=None)

    @admin.display(description=_("about"))
    def about(self, question: LibraryQuestion) -> Mission | Skill | str:
        return question.source or "-"

    @admin.display(description=_("in use"), boolean=True, ordering="retired_at")
    def in_use(self, question: LibraryQuestion) -> bool:
        return question.retired_at is None

    @admin.action(description=_("Retire the selected"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        for question in queryset:
            actions.retire_library_question(question=question, by=request.user)
        said = ngettext("%(n)d retired.", "%(n)d retired.", len(queryset)) % {"n": len(queryset)}
        messages.success(request, said)

    @admin.action(description=_("Restore the selected"), permissions=["change"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        for question in queryset:
            actions.restore_library_question(question=question, by=request.user)
        said = ngettext("%(n)d restored.", "%(n)d restored.", len(queryset)) % {"n": len(queryset)}
        messages.success(request, said)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False  # retired instead: forms that took it say where it came from

    def save_model(self, request: HttpRequest, obj: LibraryQuestion, form: forms.ModelForm, change: bool) -> None:
        actions.save_library_question(question=obj, by=request.user)

    @method_decorator(require_safe)
    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a past state; the library's own would let whoever may look at it save it past our action."""
        return super().history_form_view(request, *args, **kwargs)
