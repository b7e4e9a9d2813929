"""The words that messages to candidates start from: the curators' pages, with a preview."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from simple_history.admin import SimpleHistoryAdmin

from . import wording
from .actions import save_message_template, take_shipped_words
from .composing import compose, sample_values
from .forms import MessageTemplateForm, TemplatePreviewForm
from .message_choices import MessageKind
from .models import MessageTemplate
from .shipped import Words, shipped


@admin.register(MessageTemplate)
class MessageTemplateAdmin(SimpleHistoryAdmin):
    form = MessageTemplateForm
    change_form_template = "admin/hiring/message_template.html"
    fields = ("kind", "name", "language", "company", "subject", "body")
    list_display = ("kind_shown", "language", "company", "subject", "updated_at")
    list_display_links = ("kind_shown",)
    list_filter = ("kind", "language")
    list_select_related = ("company",)
    list_per_page = 100
    search_fields = ("name", "subject", "body", "company__name")

    class Media:
        js: ClassVar = ["js/admin_message_preview.js"]
        css: ClassVar = {"all": ["css/letters.css"]}

    @admin.display(description=_("message"), ordering="kind")
    def kind_shown(self, template: MessageTemplate) -> str:
        return template.name or template.get_kind_display()

    def get_urls(self):
        guard = self.admin_site.admin_view
        return [
            path("preview/", guard(self.preview), name="hiring_messagetemplate_preview"),
            path("<int:pk>/shipped/", guard(self.shipped_words), name="hiring_messagetemplate_shipped"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return ("kind", "name", "language", "company") if obj else ()  # messages find the words by these

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """The house's own words are edited, or given back; a company's, and those for other messages, may go."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.company_id is not None or bool(obj.name))

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: MessageTemplate, form: forms.ModelForm, change: bool) -> None:
        save_message_template(template=obj, by=request.user)

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        template = context.get("original")
        context["fields_by_kind"] = [
            (MessageKind(kind).label, [(f"{{{name}}}", wording.FIELDS[name]) for name in wording.fields_of(kind)])
            for kind in ([template.kind] if template else wording.KINDS)
        ]
        form = context["adminform"].form
        if template:
            typed = {name: form[name].value() for name in ("subject", "body") if name in form.fields}
            words = Words(typed.get("subject", template.subject) or "", typed.get("body", template.body) or "")
            context |= preview_of(template.kind, template.language, words)
            ships = None if template.company_id else shipped().get((template.kind, template.language, template.name))
            context["may_take_back"] = ships is not None and ships != Words(template.subject, template.body)
        return super().render_change_form(request, context, *args, **kwargs)

    @method_decorator(require_POST)
    def preview(self, request: HttpRequest) -> HttpResponse:
        """Show what is typed as a message to somebody who is nobody; nothing is saved."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        form = TemplatePreviewForm(request.POST)
        context = {}
        if form.is_valid():
            context = preview_of(form.cleaned_data["kind"], form.cleaned_data["language"], form.words())
        if request.headers.get("X-Requested-With") == "fetch":
            return render(request, "admin/hiring/preview.html", context)
        context |= self.admin_site.each_context(request) | {"title": _("Preview")}
        return render(request, "admin/hiring/preview_page.html", context)

    @method_decorator(require_POST)
    def shipped_words(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go back to the words that ship."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        template = get_object_or_404(MessageTemplate, pk=pk)
        if take_shipped_words(template=template, by=request.user):
            messages.success(request, _("These are the shipped words again."))
        else:
            messages.error(request, _("No words ship for this template."))
        return redirect("admin:hiring_messagetemplate_change", pk)

    @method_decorator(require_safe)
    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a past state; the library's own would let whoever may look at it save it past our action."""
        return super().history_form_view(request, *args, **kwargs)


def preview_of(kind: str, language: str, words: Words) -> dict[str, object]:
    """Return what the preview shows: the message to a sample person, and fields that are none."""
    unknown = wording.unknown_fields(f"{words.subject}\n{words.body}", kind)
    known = {name: value for name, value in sample_values(language).items() if name in wording.ALLOWED[kind]}
    return {
        "letter": compose(words, known),
        "letter_language": language,
        "unknown": [f"{{{name}}}" for name in unknown],
    }
