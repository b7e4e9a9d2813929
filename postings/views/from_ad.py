"""Starting a posting from an existing ad: read it, show what it says, make a draft of it. Read ads are not kept."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User

from .. import actions
from ..forms import AdForm, FromAdForm
from ..models import Company, Posting
from ..reader.plan import Plan, plan_of
from ..reading import AdCheck
from ..uploads import in_memory
from .access import require_creator

MOST_PEOPLE = 1_000_000


def _too_big(request: HttpRequest) -> HttpResponse:
    return render(request, "postings/from_ad.html", {"ad_form": AdForm.too_big(), "check": None}, status=413)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@in_memory(too_big=_too_big)
def from_ad(request: HttpRequest) -> HttpResponse:
    """The ad's form; once it is read, what it says, and beside it what the draft needs; then the draft.

    Its text travels in the page's own form from one step to the next.
    """
    require_creator(request)
    if request.method != "POST":
        return _show(request, AdForm())
    ad_form = AdForm(request.POST, request.FILES)
    if not ad_form.is_valid():
        return _show(request, ad_form)
    check = ad_form.check
    plan = plan_of(check.ad, check.content)
    ad_form.with_text(language=check.ad.language)
    if "create" not in request.POST or request.FILES:  # a file was not looked at yet
        return _show(request, ad_form, _proposed(request, check, plan), plan)
    form = FromAdForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, ad_form, form, plan)
    key = uuid5(form.once_key(), sha256(f"{check.ad.language}\n{check.ad.text}".encode()).hexdigest())
    posting = actions.once(partial(_start, form, check, plan, by=request.user), key=key, by=request.user)
    messages.success(request, _("Your draft is ready, in the ad’s own words. What the checks find is beside it."))
    return redirect(posting)


def _start(form: FromAdForm, check: AdCheck, plan: Plan, creation_key: UUID, *, by: User) -> Posting:
    """Make the draft that the valid form asks for, and its company where that is new."""
    data = form.cleaned_data
    company = data["company"] or Company.objects.create(name=data["company_name"], created_by=by, **_head_counts(check))
    return actions.create_from_ad(
        company=company,
        is_new_company=data["company"] is None,
        role=data["stage"].role,
        stage=data["stage"],
        language=check.ad.language,
        title=data["title"],
        plan=plan,
        creation_key=creation_key,
        by=by,
    )


def _head_counts(check: AdCheck) -> dict[str, int]:
    """Head-counts that the ad states for a company, where they can be right."""
    counts = {"people": check.ad.people, "engineers": check.ad.engineers}
    known = {name: count for name, count in counts.items() if count is not None and count <= MOST_PEOPLE}
    return known if known.get("engineers", 0) <= known.get("people", MOST_PEOPLE) else {}


def _proposed(request: HttpRequest, check: AdCheck, plan: Plan) -> FromAdForm:
    """The draft's form with the stage and title that were read, and the company that was given already."""
    stages = FromAdForm(user=request.user).fields["stage"].queryset
    stage = next((stage for stage in stages if stage.number == check.stage.number), None)
    given = {name: request.POST[name] for name in ("company", "company_name") if request.POST.get(name)}
    initial = given | {"title": plan.fields["title"], "stage": stage.pk if stage else None}
    return FromAdForm(user=request.user, initial=initial)


def _show(
    request: HttpRequest, ad_form: AdForm, form: FromAdForm | None = None, plan: Plan | None = None
) -> HttpResponse:
    context = {"ad_form": ad_form, "form": form, "check": ad_form.check if form else None, "plan": plan}
    return render(request, "postings/from_ad.html", context)
