"""Reviews of a posting: asking for one, reading the text as submitted, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from roles.models import Role

from .. import actions
from ..assessment import assess, refusals
from ..choices import State
from ..comments import comments_of, texts_of, threads
from ..compare import compare, field_words, question_words
from ..content import Content, draft_content
from ..forms import AskForm, DecideForm
from ..models import Posting, Review
from ..review_page import sections
from ..reviews import DECIDED, Standing, reviewers, standing
from ..studio_choices import ReviewState
from ..working import as_value


def _discussed(request: HttpRequest, code: str) -> Posting:
    return get_object_or_404(Posting.objects.discussable_by(request.user).for_editing(), code=code)


def find_review(posting: Posting, pk: int) -> Review:
    """A review of this posting, with its text and its people."""
    people = ("reviewer", "asked_by", "decided_by")
    review = get_object_or_404(Review.objects.select_related(*people), posting=posting, pk=pk)
    review.posting = posting
    return review


@require_http_methods(["GET", "HEAD", "POST"])
def ask_review(request: HttpRequest, code: str) -> HttpResponse:
    """Choose who should read the posting, with a word to them; the text is frozen as it is."""
    postings = Posting.objects.editable_by(request.user).exclude(state=State.ARCHIVED)
    posting = get_object_or_404(postings.for_editing(), code=code)
    content = draft_content(posting, posting.lines.kept().with_sources())
    stands = standing(posting, content, by=request.user)
    sent = request.POST if request.method == "POST" else None
    people = list(reviewers(posting, asked_by=request.user))
    form = AskForm(sent, posting=posting, asked_by=request.user, initial=_proposed(stands, people))
    if form.is_valid():
        try:
            review = actions.ask_review(posting=posting, by=request.user, **form.cleaned_data)
        except actions.ReviewRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("%(who)s is asked, and gets an e-mail.") % {"who": review.reviewer})
        return redirect(posting)
    return render(
        request,
        "postings/ask_review.html",
        {
            "posting": posting,
            "form": form,
            "standing": stands,
            "anybody": bool(people),
            "missing": refusals(content, today=timezone.localdate()),
        },
        status=422 if form.errors else 200,
    )


def _proposed(stands: Standing, people: list[User]) -> dict[str, int]:
    """Whom to ask, as a rule: who was asked before, or the only one there is."""
    last = stands.returned or stands.former
    if last:
        return {"reviewer": last.reviewer_id}
    return {"reviewer": people[0].pk} if len(people) == 1 else {}


@require_safe
def review(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The posting as it was submitted, to be read, commented on and decided."""
    posting = _discussed(request, code)
    return render(request, "postings/review.html", review_context(request, posting, find_review(posting, pk)))


@require_POST
def decide_review(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Approve or return."""
    posting = _discussed(request, code)
    review = find_review(posting, pk)
    if not review.may_be_decided_by(request.user):
        raise PermissionDenied
    form = DecideForm(request.POST)
    if not form.is_valid():
        return render(request, "postings/review.html", review_context(request, posting, review, form=form), status=422)
    try:
        review = actions.decide_review(review=review, by=request.user, **form.cleaned_data)
    except actions.ReviewRefused as refused:
        messages.error(request, str(refused))
    else:
        said = _("Approved. %(who)s gets an e-mail.") if review.state == ReviewState.APPROVED else None
        messages.success(request, (said or _("Returned. %(who)s gets an e-mail.")) % {"who": review.asked_by})
    return redirect(review)


@require_POST
def take_back_review(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Stop asking; again changes nothing."""
    posting = get_object_or_404(Posting.objects.editable_by(request.user), code=code)
    review = find_review(posting, pk)
    try:
        actions.take_back_review(review=review, by=request.user)
    except actions.ReviewRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back: %(who)s is no longer asked.") % {"who": review.reviewer})
    return redirect(posting)


def review_context(
    request: HttpRequest, posting: Posting, review: Review, *, form: DecideForm | None = None
) -> dict[str, Any]:
    """Everything that the page shows, in a number of queries that lines and comments don't change."""
    content = Content.from_data(review.content)
    role = Role.objects.with_sheet().get(pk=posting.role_id)
    waived = [as_value(waiver) for waiver in posting.waivers.filter(at__lte=review.asked_at).select_related("by")]
    assessment = assess(content, role, today=timezone.localdate(review.asked_at), waived=waived)
    published = posting.versions.filter(published_at__lte=review.asked_at).first()
    earlier = posting.reviews.filter(state__in=DECIDED, decided_by=review.reviewer_id, asked_at__lt=review.asked_at)
    former = earlier.first()
    published_content = Content.from_data(published.content) if published else None
    former_content = Content.from_data(former.content) if former else None
    may_edit = Posting.objects.editable_by(request.user).filter(pk=posting.pk).exists()
    texts = texts_of(content)
    talk = threads(
        comments_of(posting),
        texts,
        reader=None if may_edit else request.user,
        may_comment=posting.state != State.ARCHIVED,
    )
    working = draft_content(posting, posting.lines.kept().with_sources())
    is_open = review.state == ReviewState.OPEN and posting.state != State.ARCHIVED
    return {
        "posting": posting,
        "review": review,
        "content": content,
        "assessment": assessment,
        "sections": sections(content, threads=talk, assessment=assessment, before=former_content or published_content),
        "form_fields": field_words(content),
        "form_questions": [question_words(asked) for asked in content.questions],
        "marked_since": former or published,
        "talk": talk,
        "elsewhere": [thread for key, thread in talk.items() if key not in texts],
        "published": published,
        "since_published": compare(published_content, content) if published else [],
        "former": former,
        "since_former": compare(former_content, content) if former else [],
        "is_open": is_open,
        "is_edited": is_open and working.digest != review.digest,
        "since_asked": compare(content, working) if is_open else [],
        "may_decide": is_open and review.may_be_decided_by(request.user),
        "may_edit": may_edit,
        "form": form or DecideForm(),
    }
