"""Candidates as files: of a list as it is filtered, and of one person. Only what the user may see; written down."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.audit import AuditAction, record
from candidates.exchange import HEADINGS, Person, cells_of, csv_lines, resume_of, xlsx_of
from candidates.models import Candidate
from candidates.people_out import CHUNK, people_of

from ..filters import ApplicationFilter, PeopleFilter, people_order, sorted_by
from ..models import Application
from ..search import all_found
from .imports import require_importer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
APPLICATION_HEADINGS = (
    "Name",
    "E-mail",
    "Phone",
    "Links",
    "Posting",
    "Company",
    "Received",
    "State",
    "Reason",
    "Answer by",
)


@require_GET
@never_cache
def export_people(request: HttpRequest, kind: str) -> HttpResponse:
    """The people of a list (`?pool=yes` and the like narrow it as on its page), as CSV, Excel or JSON Resume."""
    require_importer(request)
    filters = PeopleFilter(request.GET, user=request.user)
    found = filters.narrow(Candidate.objects.exportable_by(request.user))
    if filters.query.clauses:
        found = all_found(filters.query, user=request.user, among=found)
    found = found.order_by(*people_order(request.GET.get("sort", "")))
    record(AuditAction.EXPORT_LIST, by=request.user)
    return _people(kind, found, name="people")


@require_GET
@never_cache
def export_person(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One person as CSV, Excel or JSON Resume."""
    require_importer(request)
    candidate = get_object_or_404(Candidate.objects.exportable_by(request.user), pk=pk)
    record(AuditAction.EXPORT, by=request.user, obj=candidate)
    return _people(kind, Candidate.objects.filter(pk=candidate.pk), name=f"person-{pk}")


@require_GET
@never_cache
def export_applications(request: HttpRequest, kind: str) -> HttpResponse:
    """The applications of a list, as it is filtered, as CSV or Excel."""
    require_importer(request)
    applications = Application.objects.reviewable_by(request.user).with_list_data()
    filters = ApplicationFilter(request.GET, queryset=applications, user=request.user)
    record(AuditAction.EXPORT_LIST, by=request.user)
    return applications_file(kind, sorted_by(filters.qs, request.GET.get("sort", "")))


def applications_file(kind: str, applications: QuerySet[Application]) -> HttpResponse:
    """Some applications, in their order, as a file."""
    return _table(kind, APPLICATION_HEADINGS, _application_rows(applications), name="applications")


def _application_rows(applications: QuerySet[Application]) -> Iterator[list[str]]:
    for application in applications.select_related("rejection_reason").iterator(chunk_size=CHUNK):
        person, answer_by = application.candidate, application.answer_by(application.version.content.get("answer_days"))
        contact = (person.email or "", person.phone, "\n".join(person.link_list))
        yield [
            application.shown_name,
            *(("", "", "") if application.is_hidden else contact),
            application.version.title,
            application.version.company_name,
            timezone.localdate(application.created_at).isoformat(),
            str(application.get_state_display()),
            application.rejection_reason.name if application.rejection_reason else "",
            answer_by.isoformat() if answer_by else "",
        ]


def _people(kind: str, candidates: QuerySet[Candidate], *, name: str) -> HttpResponse:
    people = people_of(candidates)
    if kind == "json":
        return _download(StreamingHttpResponse(_as_json(people), content_type="application/json"), f"{name}.json")
    return _table(kind, tuple(HEADINGS.values()), map(cells_of, people), name=name)


def _as_json(people: Iterable[Person]) -> Iterator[str]:
    """Yield a list of resumes as JSON, one by one."""
    before = "["
    for person in people:
        yield before + json.dumps(resume_of(person), ensure_ascii=False, indent=2)
        before = ",\n"
    yield "[]" if before == "[" else "]\n"


def _table(kind: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
        return _download(response, f"{name}.csv")
    if kind == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
        xlsx_of(header, rows, title=name[:31], to=file)
        file.seek(0)
        return _download(FileResponse(file, content_type=XLSX), f"{name}.xlsx")
    raise Http404


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
