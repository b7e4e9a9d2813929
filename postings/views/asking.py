"""The form that candidates fill in: its page in the studio, and each change of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions
from ..choices import LineKind, State
from ..compare import compare_forms
from ..content import Content, draft_content
from ..forms import FormFieldsForm, QuestionForm
from ..library.choosing import offers
from ..models import LibraryQuestion, Posting, Question
from ..page_order import numbers
from ..questions import puts_last
from .editor import editable_posting, line_of


@require_safe
def form(request: HttpRequest, code: str) -> HttpResponse:
    """The form as it is worked on: to change for those who may, to read for other members."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    may_edit = Posting.objects.editable_by(request.user).filter(pk=posting.pk).exists()
    return _show(request, posting, may_edit=may_edit and posting.state != State.ARCHIVED)


def _show(
    request: HttpRequest,
    posting: Posting,
    *,
    may_edit: bool = True,
    fields: FormFieldsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _parts(posting, may_edit=may_edit) | {"fields": fields or FormFieldsForm(posting=posting)}
    return render(request, "postings/form.html", context, status=status)


def _parts(posting: Posting, *, may_edit: bool = True, focus: int | None = None) -> dict[str, Any]:
    """What the page shows of questions and lines, in a number of queries that they don't change.

    `focus` is the question to go to.
    """
    lines = list(posting.lines.kept().with_sources())
    content = draft_content(posting, lines)
    questions = list(posting.questions.select_related("line", "library"))
    asked = [question for question in questions if question.dropped_at is None]
    for question in questions:
        question.last = puts_last(question.kind, question.knock_out)
    of_line = {question.line_id: question for question in reversed(asked) if question.line_id}
    for line in lines:
        line.number = numbers(content)[line.pk]
        line.question = of_line.get(line.pk)
    live = Content.from_data(posting.live_version.content) if posting.live_version else None
    return {
        "posting": posting,
        "may_edit": may_edit,
        "focus": focus,
        "unfold": any(question.pk == focus and question.dropped_at for question in questions),
        "questions": asked,
        "dropped": [question for question in questions if question.dropped_at],
        "groups": [(kind, of_kind) for kind in LineKind if (of_kind := [one for one in lines if one.kind == kind])],
        "library": offers(posting, lines, asked) if may_edit else None,
        "differences": compare_forms(live, content) if live else [],
        "moved": live is not None and _order(live) != _order(content),
    }


def _order(content: Content) -> list[int]:
    return [asked.id for asked in content.questions]


def _page(posting: Posting, anchor: str = "") -> str:
    return reverse("studio:form", args=[posting.code]) + (f"#{anchor}" if anchor else "")


def _answer(
    request: HttpRequest, posting: Posting, said: str, *, anchor: str, focus: int | None = None
) -> HttpResponse:
    """Answer a change: the parts of the page to htmx, a redirect to the spot to a plain form."""
    messages.success(request, said)
    if not request.htmx:
        return redirect(_page(posting, anchor))
    return render(request, "postings/form/changed.html", _parts(posting, focus=focus))


def _refuse(request: HttpRequest, posting: Posting, said: str) -> HttpResponse:
    """Answer what could not be done, and why."""
    messages.error(request, said)
    if not request.htmx:
        return redirect(_page(posting))
    return render(request, "postings/form/changed.html", _parts(posting))


@require_POST
def form_fields(request: HttpRequest, code: str) -> HttpResponse:
    """Save which fields the form has."""
    posting = editable_posting(request, code)
    fields = FormFieldsForm(request.POST, posting=posting)
    if not fields.is_valid():
        return _show(request, posting, fields=fields, status=422)
    actions.set_form_fields(posting=posting, fields=fields.changes(), by=request.user)
    messages.success(request, _("Saved: what the form asks."))
    return redirect(_page(posting))


# Questions ------------------------------------------------------------------------------------------------


def question_of(posting: Posting, pk: int) -> Question:
    """A question of the posting, asked or dropped."""
    return get_object_or_404(Question.objects.select_related("posting", "line"), posting=posting, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest, code: str) -> HttpResponse:
    """A question of the recruiter's own."""
    posting = editable_posting(request, code)
    if request.method != "POST":
        return _write(request, posting, QuestionForm())
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _write(request, posting, form, status=422)
    question = actions.add_question(posting=posting, values=form.values, key=form.once_key(), by=request.user)
    messages.success(request, _("Added: %(text)s") % {"text": question.text})
    return redirect(_page(posting, f"question-{question.pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a question; where somebody else did meanwhile, show theirs beside what was typed."""
    posting = editable_posting(request, code)
    question = question_of(posting, pk)
    if request.method != "POST":
        return _write(request, posting, QuestionForm(question=question), question=question)
    form = QuestionForm(request.POST, question=question)
    if not form.is_valid():
        return _write(request, posting, form, question=question, status=422)
    try:
        actions.edit_question(
            question=question, values=form.values, revision=form.cleaned_data["revision"] or 0, by=request.user
        )
    except actions.QuestionRefused as refused:
        form.add_error("kind", str(refused))
        return _write(request, posting, form, question=question, status=422)
    except actions.QuestionConflict as conflict:
        return _write(request, posting, form, question=conflict.question, theirs=True, status=409)
    messages.success(request, _("Saved."))
    return redirect(_page(posting, f"question-{question.pk}"))


def _write(
    request: HttpRequest,
    posting: Posting,
    form: QuestionForm,
    *,
    question: Question | None = None,
    theirs: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"posting": posting, "form": form, "question": question, "theirs": theirs}
    return render(request, "postings/question.html", context, status=status)


@require_POST
def move_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a question at another place: `to` counts from 0."""
    posting = editable_posting(request, code)
    question = question_of(posting, pk)
    try:
        to = int(request.POST.get("to", ""))
    except ValueError:
        return _refuse(request, posting, _("That is not a place in the list."))
    actions.move_question(question=question, to=to, by=request.user)
    return _answer(request, posting, _("Moved."), anchor=f"question-{pk}")


@require_POST
def drop_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a question out; it can be put back."""
    posting = editable_posting(request, code)
    question = actions.drop_question(question=question_of(posting, pk), by=request.user)
    said = _("Dropped: %(text)s") % {"text": question.text}
    return _answer(request, posting, said, anchor="dropped", focus=pk)


@require_POST
def restore_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a dropped question back."""
    posting = editable_posting(request, code)
    try:
        question = actions.restore_question(question=question_of(posting, pk), by=request.user)
    except actions.QuestionRefused as refused:
        return _refuse(request, posting, str(refused))
    said = _("Put back: %(text)s") % {"text": question.text}
    return _answer(request, posting, said, anchor=f"question-{pk}", focus=pk)


@require_POST
def ask_about(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Make a question of a line; again shows the same one."""
    posting = editable_posting(request, code)
    line = line_of(posting, pk)
    try:
        question = actions.ask_about(line=line, by=request.user)
    except actions.QuestionRefused as refused:
        return _refuse(request, posting, str(refused))
    said = _("In the form: %(text)s") % {"text": question.text}
    return _answer(request, posting, said, anchor=f"question-{question.pk}", focus=question.pk)


# Library --------------------------------------------------------------------------------------------------


@require_POST
def take_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a question of the library into the form; again shows the same one."""
    posting = editable_posting(request, code)
    library = get_object_or_404(LibraryQuestion.objects.of_posting(posting), pk=pk)
    try:
        question = actions.add_from_library(posting=posting, library=library, by=request.user)
    except actions.QuestionRefused as refused:
        return _refuse(request, posting, str(refused))
    said = _("In the form: %(text)s") % {"text": question.text}
    return _answer(request, posting, said, anchor=f"question-{question.pk}", focus=question.pk)


@require_POST
def keep_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Keep a question for other postings of the company; again keeps it once."""
    posting = editable_posting(request, code)
    try:
        actions.keep_question(question=question_of(posting, pk), by=request.user)
    except actions.QuestionRefused as refused:
        return _refuse(request, posting, str(refused))
    said = _("Kept: postings of %(company)s can take it from the library.") % {"company": posting.company}
    return _answer(request, posting, said, anchor=f"question-{pk}", focus=pk)


@require_POST
def let_go(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a question of the company's own out of its library; forms that have it keep it."""
    posting = editable_posting(request, code)
    kept = get_object_or_404(LibraryQuestion, company=posting.company_id, pk=pk)
    actions.let_go(kept=kept, by=request.user)
    return _answer(request, posting, _("It is no longer in the library."), anchor="library-title")
