"""The curators' queue: recruiters' words that recur, the lines they stand on, and what is decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from roles.admin.entries import DEGREES
from roles.admin.pages import both

from .. import actions
from ..actions.curation import Decided
from ..models import Line, Proposal
from ..studio_choices import ProposalKind, ProposalState
from .proposal_forms import MODELS, NEW_FORMS, DismissForm, TakeForm, is_about_skill, likely_entry, lines_of
from .read_only import ReadOnly

LANGUAGES = forms.Media(js=("js/admin_languages.js",))
SHOWN = 100  # lines on a page; more of the same say no more
WORDS = {"mission": ("statement", "line", "cues"), "skill": ("name", "line", "cues")}
FACTS = {"mission": (("key", "area", "technical_percent"), DEGREES), "skill": (("key", "kind"), DEGREES)}


class StateFilter(admin.SimpleListFilter):
    """Proposals that wait, or what became of the others; those that wait where nothing else is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        decided = [choice for choice in ProposalState.choices if choice[0] != ProposalState.OPEN]
        return [*decided, ("all", _("All"))]

    def choices(self, changelist) -> Iterator[dict[str, Any]]:
        for value, label in [(None, ProposalState.OPEN.label), *self.lookup_choices]:
            query = changelist.get_query_string({self.parameter_name: value} if value else {}, [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or ProposalState.OPEN)


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("text", "kind", "of", "language", "count", "at", "last_seen_at", "state", "decided")
    list_filter = (StateFilter, "kind", "language", "role")
    list_select_related = ("mission", "skill", "decided_by")
    search_fields = ("text",)
    ordering = ("-count", "text", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).select_related("role", "mission", "skill", "decided_by")

    def get_urls(self) -> list:
        def page(view, methods):
            return self.admin_site.admin_view(methods(view))

        add, send = require_http_methods(["GET", "HEAD", "POST"]), require_POST
        return [
            *(
                path(f"<int:pk>/{kind}/", page(self.add_entry, add), {"kind": kind}, name=f"postings_proposal_{kind}")
                for kind in MODELS
            ),
            path("<int:pk>/take/", page(self.take, send), name="postings_proposal_take"),
            path("<int:pk>/dismiss/", page(self.dismiss, send), name="postings_proposal_dismiss"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("of"))
    def of(self, proposal: Proposal) -> str:
        return str(proposal.entry or "–")

    @admin.display(description=gettext_lazy("stages"))
    def at(self, proposal: Proposal) -> str:
        return ", ".join(f"#{number}: {count}" for number, count in proposal.stages.items())

    @admin.display(description=gettext_lazy("decided by"), ordering="decided_at")
    def decided(self, proposal: Proposal) -> str:
        return str(proposal.decided_by or "–")

    # One proposal ------------------------------------------------------------------------------------------

    def may_decide(self, request: HttpRequest) -> bool:
        return request.user.has_perm("postings.change_proposal")

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """A proposal, the lines that it stands on, and the ways to decide."""
        proposal = self.get_object(request, object_id)
        if request.method == "POST" or proposal is None or not self.has_view_permission(request, proposal):
            return super().change_view(request, object_id, form_url, extra_context)  # refuses, or says it is gone
        return self._page(request, proposal)

    def take(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the words those of the sheet."""
        proposal = self._to_decide(request, pk)
        if proposal.state != ProposalState.OPEN:
            return self._too_late(request, proposal)
        form = TakeForm(request.POST, proposal=proposal)
        if not form.is_valid():
            return self._page(request, proposal, take=form)
        try:
            decided = actions.take_wording(proposal=proposal, by=request.user, **form.cleaned_data)
        except actions.AlreadyDecided as late:
            return self._too_late(request, late.proposal)
        said = [_("“%(entry)s” has the new wording.") % {"entry": decided.entry}, *_linked(decided), *_behind(decided)]
        return self._done(request, " ".join(said))

    def dismiss(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave the sheet as it is."""
        proposal = self._to_decide(request, pk)
        if proposal.state != ProposalState.OPEN:
            return self._too_late(request, proposal)
        form = DismissForm(request.POST)
        if not form.is_valid():
            return self._page(request, proposal, dismiss=form)
        try:
            actions.dismiss_proposal(proposal=proposal, by=request.user, note=form.cleaned_data["note"])
        except actions.AlreadyDecided as late:
            return self._too_late(request, late.proposal)
        return self._done(request, _("Dismissed. These words are not proposed again."))

    def add_entry(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Make a mission or a skill of the words, by the sheet's own form."""
        proposal = self._to_decide(request, pk)
        adding = self.admin_site.get_model_admin(MODELS[kind])
        if not adding.has_add_permission(request):
            raise PermissionDenied
        if proposal.state != ProposalState.OPEN:
            return self._too_late(request, proposal)
        form = NEW_FORMS[kind](request.POST if request.method == "POST" else None, proposal=proposal)
        if form.is_valid():
            try:
                decided = actions.add_to_sheet(proposal=proposal, form=form, by=request.user)
            except actions.AlreadyDecided as late:
                return self._too_late(request, late.proposal)
            adding.log_addition(request, decided.entry, [{"added": {}}])
            said = [_("“%(entry)s” is on the sheet, at its end.") % {"entry": decided.entry}, *_linked(decided)]
            return self._done(request, " ".join(said))
        fieldsets = ((None, {"fields": FACTS[kind]}), (_("Words"), {"fields": both(*WORDS[kind])}))
        context = self._context(request, proposal) | {
            "title": _("Add as a mission") if kind == "mission" else _("Add as a skill"),
            "adminform": AdminForm(form, fieldsets, {}, (), model_admin=self),
            "errors": bool(form.errors),
            "media": self.media + form.media + LANGUAGES,
        }
        return TemplateResponse(request, "admin/postings/proposal_entry.html", context)

    def _to_decide(self, request: HttpRequest, pk: int) -> Proposal:
        if not self.may_decide(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _done(self, request: HttpRequest, said: str) -> HttpResponse:
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:postings_proposal_changelist"))

    def _too_late(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        told = {"who": proposal.decided_by, "state": proposal.get_state_display()}
        messages.warning(request, _("Nothing was changed: %(who)s has decided already (%(state)s).") % told)
        return HttpResponseRedirect(reverse("admin:postings_proposal_change", args=[proposal.pk]))

    def _page(self, request: HttpRequest, proposal: Proposal, **bound) -> HttpResponse:
        lines = lines_of(proposal)
        decidable = proposal.state == ProposalState.OPEN and self.may_decide(request)
        context = self._context(request, proposal) | {
            "title": proposal.text,
            "lines": lines[:SHOWN],
            "lines_left": max(0, len(lines) - SHOWN),
            "wording": proposal.entry and getattr(proposal.entry, f"line_{proposal.language}"),
            "decidable": decidable,
            "as_skill": is_about_skill(lines),
            "media": self.media,
        }
        if decidable:
            like = likely_entry(proposal, lines) if proposal.kind == ProposalKind.LINE else None
            take = bound.get("take") or TakeForm(proposal=proposal, like=like)
            context |= {"take": take, "dismiss": bound.get("dismiss") or DismissForm(), "errors": bool(bound)}
            if proposal.entry:
                context["concerned"] = _concerned(proposal)
        return TemplateResponse(request, "admin/postings/proposal.html", context)

    def _context(self, request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": proposal,
            "proposal": proposal,
            "stages": [(int(number), count) for number, count in proposal.stages.items()],
            "subtitle": None,
        }


def _concerned(proposal: Proposal) -> int:
    lines = Line.objects.of_entry(proposal.entry).behind(proposal.language, proposal.text)
    return lines.postings()


def _linked(decided: Decided) -> list[str]:
    said = []
    if decided.linked:
        text = ngettext("%(n)d line comes from it now.", "%(n)d lines come from it now.", decided.linked)
        said.append(text % {"n": decided.linked})
    if decided.left:
        text = ngettext("%(n)d line stays as it was.", "%(n)d lines stay as they were.", decided.left)
        said.append(text % {"n": decided.left})
    return said


def _behind(decided: Decided) -> list[str]:
    if not decided.behind:
        return []
    text = ngettext(
        "%(n)d draft or live posting is behind it now.",
        "%(n)d drafts and live postings are behind it now.",
        decided.behind,
    )
    return [text % {"n": decided.behind}]
