"""Templates of a company: what its postings start with, what they may not change, and how a posting gets out of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions
from ..choices import State
from ..forms import NewPostingForm, TemplateForm
from ..models import Company, Posting, Template
from .access import require_creator


@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest, pk: int) -> HttpResponse:
    """A new template of a company."""
    company = get_object_or_404(Company.objects.editable_by(request.user), pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = TemplateForm(sent, instance=Template(company=company, created_by=request.user))
    return _save(request, form) or _show(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """A template: to edit for those who may, to read for others who write the company's postings."""
    template = get_object_or_404(Template.objects.visible_to(request.user).select_related("company"), pk=pk)
    may_edit = Template.objects.editable_by(request.user).filter(pk=pk).exists()
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=template)
    return _save(request, form) or _show(request, form, may_edit=may_edit)


def _save(request: HttpRequest, form: TemplateForm) -> HttpResponse | None:
    """Save what was sent; the page with what is in the way of that; nothing where nothing was sent, or not well."""
    if not form.is_valid():
        return None
    sent = form.cleaned_data
    try:
        reach = actions.save_template(template=form.instance, seen=sent["seen"], agreed=sent["agreed"], by=request.user)
    except actions.NotAgreed as question:
        form.show_again(agreed=question.reach.key)
        return _show(request, form, reach=question.reach)
    except actions.TemplateChanged as changed:
        form.add_error(None, _("Somebody else saved this template while you were writing. Save again to keep yours."))
        form.show_again(seen=changed.template.updated_at.isoformat())
        return None
    except ValidationError as error:
        form.add_error("name", error.messages)
        return None
    words = {"template": form.instance, "n": len(reach)}
    saved = ngettext(
        "%(template)s is saved, and written into %(n)d posting.",
        "%(template)s is saved, and written into %(n)d postings.",
        len(reach),
    )
    messages.success(request, (saved if reach else _("%(template)s is saved.")) % words)
    return redirect(_of_company(form.instance))


def _show(
    request: HttpRequest, form: TemplateForm, *, may_edit: bool = True, reach: actions.Reach | None = None
) -> HttpResponse:
    template = form.instance
    followers = Posting.objects.filter(template=template.pk) if template.pk else Posting.objects.none()
    context = {"form": form, "template": template, "company": template.company, "may_edit": may_edit, "reach": reach}
    if reach:
        context["reach_names"] = [form[name].label for name in reach.names]
        reached = Posting.objects.filter(pk__in=[posting.pk for posting, _change in reach.postings])
        context["reached"] = reached.visible_to(request.user).order_by("-updated_at", "-pk")
    context["followers"] = followers.visible_to(request.user).with_list_data()
    context["followers_count"] = followers.count()
    return render(request, "postings/template.html", context)


@require_POST
def retire_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no longer; again changes nothing."""
    template = get_object_or_404(Template.objects.editable_by(request.user), pk=pk)
    actions.retire_template(template=template, by=request.user)
    messages.success(request, _("%(template)s is retired: new postings can’t start with it.") % {"template": template})
    return redirect(_of_company(template))


@require_POST
def restore_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it again; again changes nothing."""
    template = get_object_or_404(Template.objects.editable_by(request.user), pk=pk)
    actions.restore_template(template=template, by=request.user)
    messages.success(request, _("%(template)s is in use again.") % {"template": template})
    return redirect(_of_company(template))


def _of_company(template: Template) -> str:
    return f"{template.company_url}#templates"


@require_safe
def template_choice(request: HttpRequest) -> HttpResponse:
    """The templates of the company and language that are chosen in the form of a new posting, for htmx."""
    require_creator(request)
    form = NewPostingForm(user=request.user)
    form.narrow_templates(request.GET.get("company", ""), request.GET.get("language", ""))
    return render(request, "postings/template_choice.html", {"form": form})


# In a posting --------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def posting_template(request: HttpRequest, code: str) -> HttpResponse:
    """What the posting's template sets in it; and the way out of it for those who may change the template."""
    postings = Posting.objects.editable_by(request.user).exclude(state=State.ARCHIVED).exclude(template=None)
    if request.method == "POST":
        posting = get_object_or_404(Posting.objects.editable_by(request.user).exclude(state=State.ARCHIVED), code=code)
        try:
            actions.detach_template(posting=posting, by=request.user)
        except actions.TransitionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The posting follows no template now: all of it can be changed."))
        return redirect(posting)
    posting = get_object_or_404(postings.for_editing(), code=code)
    names = [name for name in TemplateForm.base_fields if name in posting.locked]
    return render(
        request,
        "postings/posting_template.html",
        {
            "posting": posting,
            "locked": [Template._meta.get_field(name).verbose_name for name in names],
            "may_detach": Template.objects.editable_by(request.user).filter(pk=posting.template_id).exists(),
        },
    )


def says_what_is_locked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a change of what the template sets: say so, and show the page as it is now.

    The page offers no such change; this one came from a page that is older than the lock.
    """

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, code, **kwargs)
        except actions.SetByTemplate as refused:
            messages.error(request, str(refused))
            response = redirect("studio:posting", code)
            if request.htmx:
                response = HttpResponse()
                response["HX-Refresh"] = "true"
            return response

    return guarded
