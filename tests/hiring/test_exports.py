"""Candidates as files: what the user may see, as it is filtered, and read back the same."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.actions import add_tags, carry_on, check_import, confirm_import, take_file
from candidates.models import Candidate, Resume
from candidates.people_out import people_of
from hiring.actions import erase_candidate
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory

pytestmark = pytest.mark.django_db

CONTENT = {
    "basics": {"label": "=Analyst", "location": {"city": "London"}, "profiles": [{"network": "Letters"}]},
    "work": [{"name": "Engines", "startDate": "1842", "highlights": ["Note G"]}],
}


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))


def people_url(kind: str) -> str:
    return reverse("studio:export_people", args=[kind])


@pytest.fixture
def ada(recruiter):
    candidate = CandidateFactory(
        name="Ada Lovelace",
        email="ada@example.com",
        phone="+33 1 23 45 67 89",
        links="https://a.example\nhttps://b.example/x,y",
        sourced=True,
        source="referral",
        source_note="by Charles",
        added_by=recruiter,
    )
    Resume.objects.create(candidate=candidate, content=CONTENT)
    add_tags(candidate=candidate, names=["engines, steam", "=notes"], by=recruiter)
    return candidate


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_exported_is_imported_the_same(sign_in, recruiter, ada, kind):
    data = body(sign_in(recruiter).get(people_url(kind)))
    before = list(people_of(Candidate.objects.all()))
    ada.delete()

    run = take_file(name=f"people.{kind}", data=data, by=recruiter)
    if kind == "csv":
        check_import(run=run, mapping=run.mapping, by=recruiter)
    confirm_import(run=run, basis="interest", source_note="x", by=recruiter)
    carry_on(run)

    assert list(people_of(Candidate.objects.all())) == before
    assert before[0].resume == CONTENT


def test_a_workbook_has_the_same_cells(sign_in, recruiter, ada):
    client = sign_in(recruiter)
    rows = rows_of(client.get(people_url("csv")))

    book = load_workbook(io.BytesIO(body(client.get(people_url("xlsx")))))

    found = [[cell.value or "" for cell in row] for row in book["people"].iter_rows()]
    assert found[0] == rows[0]
    assert found[1] == [cell.removeprefix("'") for cell in rows[1]]
    assert rows[1][2][0] == "'"


def test_only_who_is_seen_is_exported(sign_in, recruiter, ada):
    CandidateFactory(name="Theirs", email="theirs@example.com")
    gone = CandidateFactory(name="Gone", sourced=True, added_by=recruiter)
    erase_candidate(candidate=gone, by=None)

    rows = rows_of(sign_in(recruiter).get(people_url("csv")))

    assert [row[0] for row in rows] == ["Name", "Ada Lovelace"]
    assert AuditEvent.objects.filter(action=AuditAction.EXPORT_LIST, actor_id=recruiter.pk).count() == 1


def test_a_list_is_exported_as_it_is_filtered(sign_in, recruiter, ada):
    CandidateFactory(name="Grace", sourced=True, added_by=recruiter)

    found = json.loads(body(sign_in(recruiter).get(people_url("json"), {"source": "network"})))
    none = json.loads(body(sign_in(recruiter).get(people_url("json"), {"source": "event"})))

    assert [one["basics"]["name"] for one in found] == ["Grace"]
    assert none == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_more_people_are_no_more_queries(sign_in, recruiter, django_assert_num_queries, count, kind):
    CandidateFactory.create_batch(count, sourced=True, added_by=recruiter)
    client = sign_in(recruiter)

    with django_assert_num_queries(6):
        body(client.get(people_url(kind)))


def test_applications_are_exported(sign_in, posting):
    candidate = CandidateFactory(name="@Ada", email="ada@example.com", phone="+33 1 23 45 67 89")
    ApplicationFactory(posting=posting, candidate=candidate, rejected=True)
    ApplicationFactory(candidate=CandidateFactory(name="Theirs"))
    client, url = sign_in(posting.created_by), reverse("studio:export_applications", args=["csv"])

    header, row = rows_of(client.get(url))
    hired = rows_of(client.get(url, {"state": "hired"}))

    today = timezone.localdate()
    assert header[:2] == ["Name", "E-mail"]
    assert row[:3] == ["'@Ada", "ada@example.com", "'+33 1 23 45 67 89"]
    assert row[5:8] == ["Marée", today.isoformat(), "Rejected"]
    assert row[9] == (today + timedelta(days=10)).isoformat()
    assert hired == [header]
    book = load_workbook(io.BytesIO(body(client.get(reverse("studio:export_applications", args=["xlsx"])))))
    assert book["applications"]["A2"].value == "@Ada"


def test_one_person_is_exported_and_written_down(sign_in, recruiter, ada):
    client, url = sign_in(recruiter), reverse("studio:export_person", args=[ada.pk, "json"])

    response = client.get(url)

    assert [one["basics"]["email"] for one in json.loads(body(response))] == ["ada@example.com"]
    assert response["Content-Disposition"] == f'attachment; filename="person-{ada.pk}.json"'
    assert AuditEvent.objects.filter(action=AuditAction.EXPORT, object_id=str(ada.pk)).count() == 1
    assert sign_in(UserFactory(recruiter=True)).get(url).status_code == 404
    assert client.post(url).status_code == 405


def test_only_recruiters_and_leads_export(sign_in, hiring_manager, ada):
    client = sign_in(hiring_manager)

    answers = [
        client.get(people_url("csv")).status_code,
        client.get(reverse("studio:export_applications", args=["csv"])).status_code,
        client.get(reverse("studio:export_person", args=[ada.pk, "csv"])).status_code,
    ]

    assert answers == [403, 403, 403]
