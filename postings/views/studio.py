"""The studio's pages around the editor: lists, new posting, companies, state, versions."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit import AuditAction, record
from accounts.models import User
from roles.diagnosis import CompanyFacts, Diagnosis, diagnose
from roles.models import Sign

from .. import actions
from ..choices import State
from ..compare import compare
from ..content import Content, draft_content
from ..filters import StudioFilter
from ..forms import CloseForm, CompanyForm, FactsOfCompanyForm, NewPostingForm
from ..models import Company, Posting, Template
from ..reviews import approvals
from .access import MAY_CREATE, require_creator

POSTINGS_A_PAGE = 25


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, even if that is nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """The postings that the user takes part in."""
    postings = Posting.objects.visible_to(request.user).order_by("-updated_at", "-pk")
    filters = StudioFilter(request.GET, queryset=postings)
    page = Paginator(filters.qs, POSTINGS_A_PAGE).get_page(request.GET.get("page"))
    shown = Posting.objects.filter(pk__in=page.object_list.values("pk"))  # what is counted is counted of these alone
    page.object_list = shown.with_list_data().with_review_right(request.user)
    return render(
        request,
        "postings/studio_list.html",
        {
            "filters": filters,
            "page": page,
            "filtered": any(value for name, value in request.GET.items() if name in filters.filters),
            "may_create": request.user.is_kind(*MAY_CREATE),
            "behind": Posting.objects.editable_by(request.user).behind_reference().count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_posting(request: HttpRequest) -> HttpResponse:
    """Company, stage and language; the stage's missions and skills then come picked."""
    require_creator(request)
    sent = _sent(request)
    form = NewPostingForm(sent, user=request.user, initial={"language": "en"})
    known = FactsOfCompanyForm(sent)
    diagnosis = _diagnosis(known)
    if sent is not None and "diagnose" in sent:  # advice is asked for: what was typed stays
        form = NewPostingForm(user=request.user, initial=sent.dict() | _advised(form, diagnosis))
        return render(request, "postings/new.html", {"form": form, "known": known, "diagnosis": diagnosis})
    if form.is_valid() and known.is_valid() and not (diagnosis and form.needs_reason(diagnosis)):
        posting = actions.once(
            partial(_start, form, known, diagnosis, by=request.user), key=form.once_key(), by=request.user
        )
        messages.success(request, _("Your draft is ready: the stage’s core missions and essential skills are in it."))
        return redirect(posting)
    return render(request, "postings/new.html", {"form": form, "known": known, "diagnosis": diagnosis})


def _start(
    form: NewPostingForm, known: FactsOfCompanyForm, diagnosis: Diagnosis | None, creation_key: UUID, *, by: User
) -> Posting:
    """Make the draft that the valid forms ask for, and its company where that is new."""
    data, facts = form.cleaned_data, known.facts()
    company = data["company"] or Company.objects.create(name=data["company_name"], created_by=by, **_plausible(facts))
    return actions.create_posting(
        company=company,
        role=data["stage"].role,
        stage=data["stage"],
        language=data["language"],
        title=data["title"],
        template=data["template"],
        diagnosis=diagnosis.as_data(facts) if diagnosis else None,
        stage_reason=data["stage_reason"] if diagnosis and diagnosis.stage != data["stage"].number else "",
        creation_key=creation_key,
        by=by,
    )


def _diagnosis(known: FactsOfCompanyForm) -> Diagnosis | None:
    """What the facts that were sent call for; None where none is known."""
    if not known.is_bound:
        return None
    known.is_valid()  # facts that can't be read keep their errors; the others count
    facts = known.facts()
    if facts == CompanyFacts():
        return None
    return diagnose(facts, [sign.as_sign() for sign in Sign.objects.filter(role__key="cto")])


def _advised(form: NewPostingForm, diagnosis: Diagnosis | None) -> dict[str, int]:
    """The stage that the diagnosis recommends, as the form's value."""
    stages = form.fields["stage"].queryset
    advised = next((stage for stage in stages if diagnosis and stage.number == diagnosis.stage), None)
    return {"stage": advised.pk} if advised else {}


def _plausible(facts: CompanyFacts) -> dict[str, int]:
    """Head-counts for a new company, where they go together."""
    counts = {"people": facts.people, "engineers": facts.engineers}
    return counts if None in counts.values() or facts.engineers <= facts.people else {}


@require_safe
def company_list(request: HttpRequest) -> HttpResponse:
    """The companies that the user may see."""
    companies = Company.objects.visible_to(request.user).with_list_data(request.user).with_edit_right(request.user)
    page = Paginator(companies, POSTINGS_A_PAGE)
    return render(
        request,
        "postings/companies.html",
        {"page": page.get_page(request.GET.get("page")), "may_create": request.user.is_kind(*MAY_CREATE)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_company(request: HttpRequest) -> HttpResponse:
    """The facts of a new company."""
    require_creator(request)
    form = CompanyForm(_sent(request), user=request.user)
    if form.is_valid():
        form.instance.created_by = request.user
        company = form.save()
        messages.success(request, _("%(company)s is saved.") % {"company": company})
        return redirect("studio:companies")
    return render(request, "postings/company.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """A company's facts, and its postings."""
    company = get_object_or_404(Company.objects.editable_by(request.user), pk=pk)
    form = CompanyForm(_sent(request), instance=company, user=request.user)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            if "review_required" in form.changed_data:
                record(AuditAction.PERMISSION_CHANGE, by=request.user, obj=company)
        messages.success(request, _("%(company)s is saved.") % {"company": company})
        return redirect("studio:company", company.pk)
    postings = Posting.objects.visible_to(request.user).filter(company=company).with_list_data()
    templates = Template.objects.filter(company=company).with_list_data()
    context = {"form": form, "company": company, "postings": postings, "templates": templates}
    return render(request, "postings/company.html", context)


# State ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Ask why, then close."""
    posting = get_object_or_404(Posting.objects.editable_by(request.user), code=code)
    form = CloseForm(_sent(request))
    if form.is_valid():
        try:
            actions.close_posting(posting=posting, by=request.user, reason=form.cleaned_data["reason"])
        except actions.TransitionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Closed. The page stays and says so; nobody can apply any more."))
        return redirect(posting)
    return render(request, "postings/close.html", {"form": form, "posting": posting})


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take applications again, with the version that candidates knew."""
    posting = get_object_or_404(Posting.objects.editable_by(request.user), code=code)
    try:
        actions.reopen_posting(posting=posting, by=request.user)
    except (actions.TransitionRefused, actions.NotReady) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Open again. Candidates can apply."))
    return redirect(posting)


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Say what archiving does, then do it."""
    posting = get_object_or_404(Posting.objects.editable_by(request.user), code=code)
    if request.method == "POST":
        try:
            actions.archive_posting(posting=posting, by=request.user)
        except actions.TransitionRefused as refused:
            messages.error(request, str(refused))
            return redirect(posting)
        messages.success(request, _("Archived. Its applications and versions are kept."))
        return redirect("studio:postings")
    return render(request, "postings/archive.html", {"posting": posting})


# Reading ------------------------------------------------------------------------------------------------


@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every published version, each compared with the one before; and the changes of state."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    rows = list(posting.versions.select_related("published_by"))
    contents = [Content.from_data(version.content) for version in rows]
    working = draft_content(posting, posting.lines.kept().with_sources())
    older = [*contents[1:], None][: len(contents)]
    reviews = list(posting.reviews.with_people())
    approved = approvals(reviews, {version.digest for version in rows})
    for version in rows:
        version.approval = approved.get(version.digest)
    may_discuss = Posting.objects.discussable_by(request.user).filter(pk=posting.pk).exists()
    return render(
        request,
        "postings/versions.html",
        {
            "posting": posting,
            "versions": [
                (version, compare(before, content) if before else None)
                for version, content, before in zip(rows, contents, older, strict=True)
            ],
            "unpublished": compare(contents[0], working) if contents and posting.state != State.ARCHIVED else [],
            "transitions": posting.transitions.select_related("by", "version"),
            "reviews": reviews if may_discuss else [],
            "original": posting.copied_from_id
            and Posting.objects.visible_to(request.user).filter(pk=posting.copied_from_id).first(),
        },
    )
