"""People out of a file: upload, name the columns, see what would happen, confirm, read the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Kind
from candidates.actions import NotNow, carry_on, check_import, confirm_import, drop_import, take_file
from candidates.actions.importing import IN_THE_REQUEST
from candidates.exchange import Unreadable, csv_lines
from candidates.exchange.table import CHOICES
from candidates.models import Candidate, ImportRow, ImportRun

from ..forms import ConfirmImportForm, ImportFileForm, MappingForm
from ..forms.importing import EXAMPLES

ROWS_A_PAGE = 50
RUNS_SHOWN = 20
State = ImportRun.State


def require_importer(request: HttpRequest) -> None:
    """Refuse whoever may not bring people in."""
    if not request.user.is_kind(Kind.RECRUITER, Kind.LEAD):
        raise PermissionDenied


def _run(request: HttpRequest, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_import(request: HttpRequest) -> HttpResponse:
    """The form for a file, and the user's own imports so far."""
    require_importer(request)
    form = ImportFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            run = take_file(
                name=form.file_name,
                data=form.cleaned_data["file"],
                form_key=form.cleaned_data["creation_key"],
                by=request.user,
            )
        except Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            return redirect(run)
    runs = ImportRun.objects.visible_to(request.user)[:RUNS_SHOWN]
    context = {"form": form, "runs": runs}
    return render(request, "hiring/imports/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One import at the step where it is; `?columns` goes back to the columns."""
    run = _run(request, pk)
    if run.format == ImportRun.Format.CSV and (
        run.state == State.DRAFT or (run.state == State.CHECKED and "columns" in request.GET)
    ):
        return _show_columns(request, run, MappingForm(run=run))
    return _show_rows(request, run, ConfirmImportForm() if run.state == State.CHECKED else None)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what the columns are about, and show what would become of each row."""
    run = _run(request, pk)
    form = MappingForm(request.POST, run=run)
    if not form.is_valid():
        return _show_columns(request, run, form)
    try:
        check_import(run=run, mapping=form.mapping, by=request.user)
    except NotNow as refused:
        messages.info(request, str(refused))
    return redirect(run)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the rows in: the first ones at once, the sweep goes on with the rest."""
    run = _run(request, pk)
    form = ConfirmImportForm(request.POST)
    if run.state == State.CHECKED and not form.is_valid():
        return _show_rows(request, run, form)
    try:
        if form.is_valid() and confirm_import(run=run, by=request.user, **form.cleaned_data):
            carry_on(run, limit=IN_THE_REQUEST)
    except NotNow as refused:
        messages.error(request, str(refused))
    return redirect(run)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a file away that was not confirmed."""
    run = _run(request, pk)
    if drop_import(run=run, by=request.user):
        messages.success(request, _("The file is thrown away. Nothing was imported."))
        return redirect("studio:new_import")
    messages.error(request, _("This file was confirmed already."))
    return redirect(run)


@require_safe
@never_cache
def report(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """What became of each row, as a CSV file."""
    run = _run(request, pk)
    lines = csv_lines(["Row", "Name", "E-mail", "Result", "Filled", "Problems", "Left out"], _report_rows(run))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _report_rows(run: ImportRun) -> Iterator[list[str]]:
    for row in run.rows.order_by("number").iterator(chunk_size=500):
        problems = "\n".join(f"{field}: {text}" if field else text for field, text in row.problems)
        filled = ", ".join(row.filled)
        yield [str(row.number), row.name, row.email, row.get_fate_display(), filled, problems, ", ".join(row.ignored)]


# Pages -----------------------------------------------------------------------------------------------


def _show_columns(request: HttpRequest, run: ImportRun, form: MappingForm) -> HttpResponse:
    first = [json.loads(raw) for raw in run.rows.order_by("number").values_list("raw", flat=True)[:EXAMPLES]]
    columns = [
        (form[name], [cells[number] for cells in first if number < len(cells) and cells[number].strip()])
        for number, name in enumerate(form.fields)
    ]
    context = {"run": run, "form": form, "columns": columns, "count": run.rows.count()}
    return render(request, "hiring/imports/columns.html", context, status=422 if form.is_bound else 200)


def _show_rows(request: HttpRequest, run: ImportRun, form: ConfirmImportForm | None) -> HttpResponse:
    fate = request.GET.get("fate", "")
    rows = run.rows.filter(fate=fate) if fate in ImportRow.Fate.values else run.rows.all()
    page = Paginator(rows.order_by("number"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    people = Candidate.objects.visible_to(request.user)
    context = {
        "run": run,
        "form": form,
        "page": page,
        "fate": fate,
        "tabs": [(one, one.label, run.counts.get(one, 0)) for one in ImportRow.Fate if run.counts.get(one)],
        "total": sum(run.counts.values()),
        "will": _will(run),
        "visible": set(people.filter(pk__in=[row.candidate_id for row in page]).values_list("pk", flat=True)),
        "handled": run.rows.filter(handled=True).count() if run.state == State.RUNNING else 0,
        "labels": CHOICES,
    }
    return render(request, "hiring/imports/rows.html", context, status=422 if form and form.is_bound else 200)


def _will(run: ImportRun) -> dict[str, Any]:
    """How many rows do something."""
    counts = run.counts
    new, fills = counts.get("new", 0), counts.get("fills", 0)
    return {"new": new, "fills": fills, "any": new + fills, "refused": counts.get("refused", 0)}
