"""Tags on people, and the page where leads keep them tidy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Kind, User
from accounts.typed import whole_number
from candidates.actions import add_tags, delete_tag, remove_tag, rename_tag
from candidates.models import Candidate, Tag

from ..forms import RenameTagForm, TagsForm
from ..models import Application

SUGGESTED = 200


def tag_context(user: User, candidate: Candidate, *, may_tag: bool | None = None) -> dict[str, Any]:
    """What `hiring/tags.html` shows of somebody; a page that knows already whether the user may tag says so."""
    if may_tag is None:
        may_tag = Candidate.objects.editable_by(user).filter(pk=candidate.pk).exists()
    return {"tags": candidate.tags.all(), "may_tag": may_tag, "tags_form": TagsForm()}


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was typed on somebody."""
    candidate = get_object_or_404(Candidate.objects.editable_by(request.user), pk=pk)
    form = TagsForm(request.POST)
    if form.is_valid():
        add_tags(candidate=candidate, names=form.cleaned_data["tags"], by=request.user)
        messages.success(request, _("Tagged."))
        return _back(request, candidate)
    context = {"candidate": candidate, "form": form, "back": _page_of(request, candidate)}
    return render(request, "hiring/tags_refused.html", context, status=422)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one tag off somebody; one that is off already stays off."""
    candidate = get_object_or_404(Candidate.objects.editable_by(request.user), pk=pk)
    if tag := candidate.tags.filter(pk=whole_number(request.POST.get("tag", ""))).first():
        remove_tag(candidate=candidate, tag=tag, by=request.user)
        messages.success(request, _("“%(tag)s” is off.") % {"tag": tag})
    return _back(request, candidate)


def _page_of(request: HttpRequest, candidate: Candidate) -> str:
    """The page that the form stood on: an application's that the user may see, else the person's."""
    applications = Application.objects.visible_to(request.user).filter(candidate=candidate)
    application = applications.filter(pk=whole_number(request.POST.get("application", ""))).first()
    return (application or candidate).get_absolute_url()


def _back(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    return redirect(f"{_page_of(request, candidate)}#tags")


@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """The tags that a search offers: those on people whom the user sees."""
    return render(request, "hiring/tag_choices.html", {"tags": Tag.objects.visible_to(request.user)[:SUGGESTED]})


# Keeping them tidy -----------------------------------------------------------------------------------


def _require_lead(request: HttpRequest) -> None:
    if not request.user.is_kind(Kind.LEAD):
        raise PermissionDenied


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """All tags, and how many people have each."""
    return _show(request)


def _show(request: HttpRequest, refused: tuple[Tag, RenameTagForm] | None = None) -> HttpResponse:
    _require_lead(request)
    people = Count("candidates", filter=Q(candidates__erased_at=None))
    rows = [
        (
            tag,
            refused[1]
            if refused and refused[0] == tag
            else RenameTagForm(initial={"name": tag.name}, auto_id=f"id_{tag.pk}_%s"),
        )
        for tag in Tag.objects.annotate(people=people).order_by(*Tag._meta.ordering)  # counting leaves it out
    ]
    context = {"rows": rows, "refused": refused[1] if refused else None}
    return render(request, "hiring/all_tags.html", context, status=422 if refused else 200)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a tag another name, or make it one with the tag that has it."""
    _require_lead(request)
    tag = get_object_or_404(Tag, pk=pk)
    form = RenameTagForm(request.POST, auto_id=f"id_{tag.pk}_%s")
    if not form.is_valid():
        return _show(request, (tag, form))
    left = rename_tag(tag=tag, name=form.cleaned_data["name"], by=request.user)
    if left.pk == pk:
        messages.success(request, _("It is “%(tag)s” now.") % {"tag": left})
    else:
        messages.success(request, _("It is one with “%(tag)s” now.") % {"tag": left})
    return redirect("studio:tags")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a tag off everybody; deleting it again is no error."""
    _require_lead(request)
    if tag := Tag.objects.filter(pk=pk).first():
        delete_tag(tag=tag, by=request.user)
        messages.success(request, _("“%(tag)s” is deleted.") % {"tag": tag.name})
    return redirect("studio:tags")
