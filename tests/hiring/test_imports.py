"""People out of a file: columns, dry run, confirmation, report; nothing twice, nothing before it was confirmed."""

import csv
import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.actions import (
    NotNow,
    carry_on,
    carry_on_imports,
    check_import,
    confirm_import,
    importing,
    prune_imports,
    take_file,
)
from candidates.models import Candidate, ImportRow, ImportRun, Resume
from hiring.actions import erase_candidate
from hiring.actions.telling import notice_of
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

NEW = "/studio/candidates/import/"
CSV = """Name;E-mail;Téléphone;LinkedIn;Poste
Ada Lovelace;Ada@example.com;+33 1 23 45 67 89;linkedin.example/ada;Analyst
Grace Hopper;grace@example.com;;;Admiral
;nobody@;call me;;
Ada L.;ADA@example.com;;;
Alan Turing;alan@example.com;+44 20 7946 0958;;
Erin;erin@example.com;;;
"""
RESUME = {
    "basics": {"name": "Katherine Johnson", "email": "katherine@example.com", "label": "Mathematician"},
    "work": [{"name": "NASA", "position": "Computer", "startDate": "1953"}],
}
CONFIRMED = {"basis": "interest", "source_note": "The old system"}


@pytest.fixture
def importer(sign_in, recruiter):
    return sign_in(recruiter)


def upload(client, data: str | bytes = CSV, name: str = "people.csv"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(NEW, {"file": SimpleUploadedFile(name, data)})


def url_of(run: ImportRun, name: str = "import") -> str:
    return reverse(f"studio:{name}", args=[run.pk])


def columns(*mapping: str) -> dict[str, str]:
    return {f"column_{number}": field for number, field in enumerate(mapping)}


GUESSED = columns("name", "email", "phone", "links", "headline")


def checked(user, data: str = CSV, name: str = "people.csv") -> ImportRun:
    run = take_file(name=name, data=data.encode(), by=user)
    return run if run.format == "json" else check_import(run=run, mapping=run.mapping, by=user)


def imported(user, data: str = CSV, name: str = "people.csv") -> ImportRun:
    run = checked(user, data, name)
    confirm_import(run=run, by=user, **CONFIRMED)
    carry_on(run)
    return run


def fates(run: ImportRun) -> list[tuple[int, str]]:
    return list(run.rows.order_by("number").values_list("number", "fate"))


# Upload ------------------------------------------------------------------------------------------------


def test_a_file_is_read_and_its_columns_guessed(importer, recruiter):
    response = upload(importer)

    run = ImportRun.objects.get()
    page = page_of(importer.get(response.url))
    assert (response.url, run.by, run.format, run.state) == (url_of(run), recruiter, "csv", "draft")
    assert run.mapping == ["name", "email", "phone", "links", "headline"]
    assert "Téléphone" in page
    assert '<option value="phone" selected>' in page
    assert Candidate.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("people.csv", b"Name,E-mail\n", "There are no rows below the headings."),
        ("people.csv", b"", "The file is empty."),
        ("people.json", b"{", "This is not JSON: it can’t be read."),
        ("people.csv", b"a" * (5 * 1024 * 1024 + 1), "The file is too large: 5 MB at most."),
    ],
)
def test_a_file_that_cant_be_read_says_why(importer, name, data, words):
    response = upload(importer, data, name)

    assert (response.status_code, words in page_of(response), ImportRun.objects.count()) == (422, True, 0)
    assert "<title>Error:" in page_of(response)


def test_no_file_is_an_error(importer):
    response = importer.post(NEW)

    assert (response.status_code, "Choose a file." in page_of(response)) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_imports_are_listed(importer, recruiter, django_assert_num_queries, count):
    for number in range(count):
        take_file(name=f"mine-{number}.csv", data=CSV.encode(), by=recruiter)
    take_file(name="theirs.csv", data=CSV.encode(), by=UserFactory(recruiter=True))

    with django_assert_num_queries(4):
        page = page_of(importer.get(NEW))

    assert [f"mine-{number}.csv" in page for number in range(count)] == [True] * count
    assert "theirs.csv" not in page


# Columns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (columns("name", "name", "email", "", ""), "“Name” is about this already."),
        (columns("", "email", "", "", ""), "Say which column has the names."),
        (columns("name", "", "", "", "headline"), "Say which column has the e-mail addresses"),
        (columns("name", "email", "age", "", ""), "Select a valid choice."),
    ],
)
def test_columns_that_make_no_sense_say_why(importer, recruiter, mapping, words):
    run = take_file(name="people.csv", data=CSV.encode(), by=recruiter)

    response = importer.post(url_of(run, "check_import"), mapping)

    run.refresh_from_db()
    assert (response.status_code, words in page_of(response), run.state) == (422, True, "draft")


def test_columns_can_be_changed_until_it_is_confirmed(importer, recruiter):
    run = checked(recruiter)
    importer.post(url_of(run, "check_import"), columns("name", "email", "", "", ""))
    run.refresh_from_db()
    assert run.mapping == ["name", "email", "", "", ""]
    assert "What are the columns about?" in page_of(importer.get(url_of(run), {"columns": ""}))

    confirm_import(run=run, by=recruiter, **CONFIRMED)
    with pytest.raises(NotNow):
        check_import(run=run, mapping=run.mapping, by=recruiter)


# The dry run -------------------------------------------------------------------------------------------


@pytest.fixture
def some_known(recruiter):
    """Alan is known without a phone number, to the recruiter; Erin was erased."""
    erin = CandidateFactory(email="erin@example.com")
    erase_candidate(candidate=erin, by=None)
    return CandidateFactory(name="Alan", email="alan@example.com", sourced=True, added_by=recruiter)


def test_each_row_has_its_fate_and_nothing_is_written(importer, recruiter, some_known):
    before = Candidate.objects.count()
    run = take_file(name="people.csv", data=CSV.encode(), by=recruiter)

    page = page_of(importer.post(url_of(run, "check_import"), GUESSED, follow=True))

    run.refresh_from_db()
    assert fates(run) == [(2, "new"), (3, "new"), (4, "refused"), (5, "twice"), (6, "fills"), (7, "erased")]
    assert (Candidate.objects.count(), Resume.objects.count()) == (before, 0)
    for words in ["The name is missing.", "“nobody@” is not an e-mail address.", "“call me” is not a phone number."]:
        assert words in page
    assert "Import 3 rows" in page


def test_rows_are_shown_by_their_fate(importer, recruiter, some_known):
    run = checked(recruiter)

    page = page_of(importer.get(url_of(run), {"fate": "erased"}))

    assert ("Erin" in page, "Ada" in page) == (True, False)


def test_who_is_known_to_others_only_is_left_as_they_are(recruiter):
    theirs = CandidateFactory(email="ada@example.com")

    run = imported(recruiter)

    theirs.refresh_from_db()
    assert (fates(run)[0], theirs.phone) == ((2, "known"), "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_dry_run_asks_no_more_for_more_rows(recruiter, django_assert_num_queries, count):
    CandidateFactory(email="p0@example.com")
    data = "Name,E-mail\n" + "".join(f"P,p{number}@example.com\n" for number in range(count))
    run = take_file(name="people.csv", data=data.encode(), by=recruiter)

    with django_assert_num_queries(14):
        check_import(run=run, mapping=run.mapping, by=recruiter)


# The import --------------------------------------------------------------------------------------------


def test_an_import_brings_people_in_once(importer, recruiter, some_known):
    run = checked(recruiter)

    with time_machine.travel("2026-03-02T12:00:00Z", tick=False):
        pages = [page_of(importer.post(url_of(run, "confirm_import"), CONFIRMED, follow=True)) for _time in range(2)]

    run.refresh_from_db()
    ada = Candidate.objects.get(email="ada@example.com")
    some_known.refresh_from_db()
    assert run.state == "done"
    assert (ada.name, ada.phone, ada.links) == ("Ada Lovelace", "+33 1 23 45 67 89", "https://linkedin.example/ada")
    assert (ada.source, ada.source_note, ada.basis) == ("import", "The old system", "interest")
    assert (ada.added_by, str(ada.tell_by)) == (recruiter, "2026-04-01")
    assert ada.resume_content == {"basics": {"label": "Analyst"}}
    assert some_known.phone == "+44 20 7946 0958"
    assert Candidate.objects.filter(erased_at=None).count() == 3
    assert ["2 people are new." in page for page in pages] == [True, True]
    assert AuditEvent.objects.filter(action=AuditAction.IMPORT, actor_id=recruiter.pk).count() == 1


def test_the_same_file_again_changes_nothing(recruiter):
    imported(recruiter)

    again = imported(recruiter)

    assert [fate for _number, fate in fates(again)] == ["known", "known", "refused", "twice", "known", "known"]
    assert Candidate.objects.count() == 4


def test_a_confirmation_needs_a_basis_and_a_source(importer, recruiter):
    run = checked(recruiter)

    response = importer.post(url_of(run, "confirm_import"), {"source_note": "The old system"})

    page = page_of(response)
    assert (response.status_code, "Choose a lawful basis." in page, 'value="The old system"' in page) == (
        422,
        True,
        True,
    )
    assert Candidate.objects.count() == 0


def test_nothing_is_confirmed_before_it_was_checked(importer, recruiter):
    run = take_file(name="people.csv", data=CSV.encode(), by=recruiter)

    page = page_of(importer.post(url_of(run, "confirm_import"), CONFIRMED, follow=True))

    assert "Say first what the columns are about." in page
    assert Candidate.objects.count() == 0


def test_resumes_come_in_whole(importer, recruiter):
    response = upload(importer, json.dumps([RESUME, RESUME, {"basics": {}}]), "people.json")
    run = ImportRun.objects.get()
    page = page_of(importer.get(response.url))

    importer.post(url_of(run, "confirm_import"), CONFIRMED)

    katherine = Candidate.objects.get()
    assert ("What would happen" in page, fates(run)) == (True, [(1, "new"), (2, "twice"), (3, "refused")])
    assert katherine.resume_content == {"basics": {"label": "Mathematician"}, "work": RESUME["work"]}
    shown = page_of(importer.get(katherine.get_absolute_url()))
    assert "Computer, NASA" in shown
    assert any("your career as a file says it" in clause.answer for clause in notice_of(katherine, contact="x"))


def test_a_resume_fills_only_what_is_blank(recruiter):
    katherine = CandidateFactory(email="katherine@example.com", sourced=True, added_by=recruiter)
    Resume.objects.create(candidate=katherine, content={"basics": {"label": "Manager"}, "skills": [{"name": "Orbits"}]})

    imported(recruiter, json.dumps(RESUME), "katherine.json")

    content = Candidate.objects.get().resume_content
    assert content == {"basics": {"label": "Manager"}, "skills": [{"name": "Orbits"}], "work": RESUME["work"]}


def test_who_has_no_address_is_known_by_name_and_phone(recruiter):
    data = "Name,Phone,Website\nMary,+33 1 23 45 67 89,\nMary,0033123456,\nJean,,jean.example\n"

    runs = [imported(recruiter, data) for _time in range(2)]

    assert [[fate for _number, fate in fates(run)] for run in runs] == [["new"] * 3, ["known"] * 3]
    assert Candidate.objects.filter(email=None).count() == 3


def test_a_source_that_is_known_is_kept(recruiter):
    imported(recruiter, "Name,Email,Source\nAda,ada@example.com,Referral\nGrace,grace@example.com,A fair\n")

    found = Candidate.objects.order_by("pk").values_list("source", "source_note")
    assert list(found) == [("referral", "The old system"), ("import", "A fair")]


def test_a_long_import_goes_on_in_the_sweep(importer, recruiter, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr("hiring.views.imports.IN_THE_REQUEST", 2)
    data = "Name,E-mail\n" + "".join(f"P,p{number}@example.com\n" for number in range(5))
    run = checked(recruiter, data)

    page = page_of(importer.post(url_of(run, "confirm_import"), CONFIRMED, follow=True))
    before = Candidate.objects.count()
    call_command("sweep")

    run.refresh_from_db()
    assert "2 of 5 rows are dealt with." in page
    assert (before, Candidate.objects.count(), run.state, run.counts["new"]) == (2, 5, "done", 5)
    assert carry_on_imports() == 0


def test_a_row_that_the_database_refuses_stops_no_other(importer, recruiter, monkeypatch):
    run = checked(recruiter)
    add = importing._add

    def refuse_ada(run, verdict):
        if verdict.row.number == 2:
            raise IntegrityError
        return add(run, verdict)

    monkeypatch.setattr(importing, "_add", refuse_ada)
    confirm_import(run=run, by=recruiter, **CONFIRMED)
    carry_on(run)

    assert [fate for _number, fate in fates(run)][:2] == ["failed", "new"]
    assert "The database refused this row." in page_of(importer.get(url_of(run)))


def test_a_crash_in_a_batch_leaves_no_row_half_done(recruiter, monkeypatch):
    run = checked(recruiter)
    confirm_import(run=run, by=recruiter, **CONFIRMED)
    monkeypatch.setattr(importing, "_save", lambda rows: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        carry_on(run)

    assert (Candidate.objects.count(), run.rows.filter(handled=True).count()) == (0, 2)
    monkeypatch.undo()
    carry_on(run)
    assert (Candidate.objects.count(), run.state) == (4, "done")


def test_a_confirmed_import_has_a_basis(recruiter):
    run = checked(recruiter)

    with pytest.raises(IntegrityError, match="import_confirmed_has_basis"), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(confirmed_at=timezone.now())


def test_a_row_of_a_file_is_there_once(recruiter):
    run = checked(recruiter)

    with pytest.raises(IntegrityError, match=r"import_row_once|UNIQUE"), transaction.atomic():
        ImportRow.objects.create(run=run, number=2, raw="[]")


# Report, throwing away, scope ----------------------------------------------------------------------------


def test_the_report_says_what_became_of_each_row(importer, recruiter, some_known):
    run = imported(recruiter, CSV.replace("Grace Hopper", "=cmd"))

    response = importer.get(url_of(run, "import_report"))

    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Row", "Name", "E-mail", "Result", "Filled", "Problems", "Left out"]
    assert rows[2] == ["3", "'=cmd", "grace@example.com", "new", "", "", ""]
    assert rows[3][5].splitlines()[0] == "name: The name is missing."
    assert rows[5][3:5] == ["known: fills blanks", "phone"]


def test_a_file_is_thrown_away_until_it_is_confirmed(importer, recruiter):
    run, done = checked(recruiter), imported(recruiter)

    thrown = importer.post(url_of(run, "drop_import"), follow=True)
    kept = importer.post(url_of(done, "drop_import"), follow=True)

    assert "Nothing was imported." in page_of(thrown)
    assert "This file was confirmed already." in page_of(kept)
    assert list(ImportRun.objects.all()) == [done]
    assert importer.post(url_of(run, "drop_import")).status_code == 404


NAMES = ["import", "check_import", "confirm_import", "drop_import", "import_report"]


@pytest.mark.parametrize("name", NAMES)
def test_an_import_is_ones_own(sign_in, recruiter, lead, name):
    run = checked(recruiter)

    answers = [
        getattr(sign_in(user), "get" if name in {"import", "import_report"} else "post")(url_of(run, name)).status_code
        for user in (lead, UserFactory(recruiter=True))
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("name", NAMES)
def test_other_methods_are_refused(importer, recruiter, name):
    run = checked(recruiter)
    wrong = importer.post if name in {"import", "import_report"} else importer.get

    assert wrong(url_of(run, name)).status_code == 405


def test_only_recruiters_and_leads_import(sign_in, hiring_manager, lead):
    assert sign_in(hiring_manager).get(NEW).status_code == 403
    assert sign_in(lead).get(NEW).status_code == 200


# Privacy -----------------------------------------------------------------------------------------------


def test_what_files_said_is_thrown_away_in_time(importer, recruiter):
    draft, done = checked(recruiter), imported(recruiter)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert prune_imports() == 1
        assert list(ImportRun.objects.all()) == [done]
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert [prune_imports(), prune_imports()] == [1, 0]

    done.refresh_from_db()
    assert (ImportRow.objects.count(), done.file_name, done.counts["new"]) == (0, "", 4)
    assert "What the file said was thrown away" in page_of(importer.get(url_of(done)))
    assert Candidate.objects.count() == 4
    assert draft.pk != done.pk


def test_who_is_erased_is_erased_from_files_too(recruiter):
    imported(recruiter)
    take_file(name="ada.csv", data=CSV.encode(), by=recruiter)

    erase_candidate(candidate=Candidate.objects.get(email="ada@example.com"), by=None)

    assert [row.number for row in ImportRow.objects.all() if "ada" in row.raw.lower()] == []
    assert list(ImportRun.objects.values_list("file_name", flat=True)) == ["", ""]
    assert not Resume.objects.filter(candidate__email="ada@example.com").exists()


def test_a_file_that_is_sent_twice_is_one_import(importer):
    key = {"creation_key": "7b0f3b0e-5a0a-4d6e-9a53-3f6f0a6a2b11"}

    answers = [
        importer.post(NEW, key | {"file": SimpleUploadedFile("people.csv", data.encode())})["Location"]
        for data in (CSV, CSV, CSV.replace("Ada", "Eda"))
    ]

    assert (answers[0] == answers[1], answers[1] == answers[2]) == (True, False)
    assert ImportRun.objects.count() == 2
