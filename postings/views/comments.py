"""Comments on a posting: said in the editor or on the page of a review, and answered there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.typed import whole_number

from .. import actions
from ..choices import State
from ..comments import ANCHORS, COMPANY, WHOLE, excerpt, key_of, line_key, texts_of
from ..content import Content, draft_content
from ..forms import CommentForm
from ..models import Comment, Posting, Review
from .editor import editor_context
from .review import find_review, review_context


@dataclass(frozen=True)
class _Page:
    """Where a form was sent from: the editor, or the page of a review."""

    posting: Posting
    review: Review | None

    @property
    def url(self) -> str:
        return (self.review or self.posting).get_absolute_url()

    @property
    def template(self) -> str:
        return "postings/review.html" if self.review else "postings/editor.html"

    def context(self, request: HttpRequest) -> dict[str, Any]:
        if self.review:
            return review_context(request, self.posting, self.review)
        return editor_context(self.posting, request.user, saved_at=self.posting.updated_at)

    def texts(self) -> dict[str, str]:
        """The places that can be commented on there, with the words that stand there."""
        if self.review:
            return texts_of(Content.from_data(self.review.content))
        lines = self.posting.lines.with_sources()
        dropped = {line_key(line.pk): line.text for line in lines if line.dropped_at}
        return texts_of(draft_content(self.posting, [line for line in lines if not line.dropped_at])) | dropped

    def answer(self, request: HttpRequest, key: str, said: str, *, typed: str = "", problem: str = "") -> HttpResponse:
        """The thread as it is now to htmx; else the page, anew where nothing was saved."""
        if not request.htmx and not problem:
            messages.success(request, said)
            return redirect(f"{self.url}#comments-{key}")
        context = self.context(request)
        thread = context["talk"][key]
        thread.typed, thread.problem = typed, problem
        if not request.htmx:
            return render(request, self.template, context, status=422)
        apart = self.review is None and key in ANCHORS and key != COMPANY  # inside the form of the facts
        return render(
            request,
            "postings/comments/answer.html",
            context | {"review": self.review, "thread": thread, "apart": apart, "said": said or problem},
        )


def _page(request: HttpRequest, code: str) -> _Page:
    """The page that the form names; a review's is for those who discuss the posting, the editor for those who edit."""
    said = request.POST.get("review", "")
    pk = whole_number(said)
    if said and pk is None:
        raise Http404
    scope = Posting.objects.discussable_by if said else Posting.objects.editable_by
    posting = get_object_or_404(scope(request.user).exclude(state=State.ARCHIVED).for_editing(), code=code)
    return _Page(posting, find_review(posting, pk) if said else None)


@require_POST
def add_comment(request: HttpRequest, code: str) -> HttpResponse:
    """Say something of a line, of a field, or of the whole."""
    page = _page(request, code)
    form = CommentForm(request.POST)
    key, texts = request.POST.get("place", ""), page.texts()
    if key not in texts:
        raise Http404
    if not form.is_valid():
        return page.answer(
            request, key, "", typed=request.POST.get("text", ""), problem=" ".join(form.errors.get("text", ()))
        )
    line = page.posting.lines.get(pk=int(key.removeprefix("line-"))) if key.startswith("line-") else None
    actions.add_comment(
        posting=page.posting,
        line=line,
        anchor="" if line or key == WHOLE else key,
        said_of=excerpt(texts[key]),
        text=form.cleaned_data["text"],
        by=request.user,
    )
    return page.answer(request, key, _("Comment added."))


@require_POST
def settle(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Settle a conversation, up to the comment that was its last when the page was drawn."""
    return _change(request, code, pk, actions.settle_comments, _("Settled."))


@require_POST
def reopen(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Open a settled conversation again."""
    return _change(request, code, pk, actions.reopen_comments, _("Open again."))


def _change(request: HttpRequest, code: str, pk: int, action: Callable, said: str) -> HttpResponse:
    page = _page(request, code)
    comment = get_object_or_404(Comment, posting=page.posting, pk=pk)
    action(comment=comment, by=request.user)
    return page.answer(request, key_of(comment), said)
