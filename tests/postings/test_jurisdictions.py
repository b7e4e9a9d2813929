"""The curators' table of pay laws: filled with what ships, edited by curators, read by the checks at once."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from accounts.models import AuditEvent
from postings import actions, jurisdictions
from postings.assessment import refusals
from postings.checks.data.pay_laws import PAY_LAWS
from postings.jurisdictions import fill_jurisdictions, pay_laws
from postings.models import Jurisdiction
from postings.places import Place

from .builders import content

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def fill():
    fill_jurisdictions(apps.get_app_config("postings"), connection.alias)


def anchors(place: Place, today: date = TODAY) -> list[str]:
    return [item.anchor for item in refusals(content(places=(place,), language="en"), today=today)]


GENT, ZURICH, BOULDER = Place("Gent", "BE"), Place("Zürich", "CH"), Place("Boulder", "US", "Colorado")


# What ships


def test_the_table_has_what_ships():
    assert {row.code: row.in_force_from for row in Jurisdiction.objects.all()} == {
        code: law.since for code, law in PAY_LAWS.items()
    }
    assert {code: (law.article, law.url, law.employees_from) for code, law in pay_laws().items()} == {
        code: (law.article, law.url, law.employees_from) for code, law in PAY_LAWS.items()
    }


def test_each_row_says_where_it_comes_from_in_its_history():
    record = Jurisdiction.objects.get(code="US-CA").history.get()

    assert (record.history_type, record.history_change_reason) == ("+", "shipped data")
    assert record.note == "For employers with 15 people or more; below that the check only warns."


def test_filling_again_changes_nothing(django_assert_num_queries):
    before = list(Jurisdiction.objects.values())

    with django_assert_num_queries(2):
        fill()

    assert list(Jurisdiction.objects.values()) == before
    assert Jurisdiction.history.count() == len(PAY_LAWS)


def test_what_ships_anew_comes_in_and_what_a_curator_edited_stays(monkeypatch, curator):
    edited = Jurisdiction.objects.get(code="FR")
    edited.in_force_from = date(2027, 1, 1)
    actions.save_jurisdiction(jurisdiction=edited, by=curator)
    later = {code: law for code, law in PAY_LAWS.items() if code != "FR"}
    later |= {
        code: jurisdictions.replace(PAY_LAWS["DE"], code=code, name=name, since=TODAY)
        for code, name in [("FR", "France"), ("DE", "Germany"), ("CH", "Switzerland")]
    }
    monkeypatch.setattr(jurisdictions, "PAY_LAWS", later)

    fill()

    days = dict(Jurisdiction.objects.filter(code__in=["FR", "DE", "CH"]).values_list("code", "in_force_from"))
    assert days == {"FR": date(2027, 1, 1), "DE": TODAY, "CH": TODAY}
    assert list(Jurisdiction.objects.get(code="DE").history.values_list("history_type", flat=True)) == ["~", "+"]


def test_an_emptied_table_is_filled_but_a_deleted_row_stays_away():
    Jurisdiction.objects.get(code="FR").delete()
    fill()
    assert not Jurisdiction.objects.filter(code="FR").exists()

    Jurisdiction.objects.all().delete()
    Jurisdiction.history.all().delete()
    fill()
    assert Jurisdiction.objects.count() == len(PAY_LAWS)


def test_a_database_without_the_table_yet_is_left_alone():
    class Earlier:
        @staticmethod
        def get_model(*args):
            raise LookupError

    fill_jurisdictions(apps.get_app_config("postings"), connection.alias, apps=Earlier)


# What the checks make of it


def switch(code: str, day: date | None, by) -> None:
    row = Jurisdiction.objects.filter(code=code).first() or Jurisdiction(code=code, name=code, article="House rule")
    row.in_force_from = day
    actions.save_jurisdiction(jurisdiction=row, by=by)


@pytest.mark.parametrize(
    ("today", "blocks"),
    [(date(2026, 11, 30), False), (date(2026, 12, 1), True), (date(2027, 1, 1), True)],
)
@pytest.mark.parametrize(("code", "place"), [("BE", GENT), ("CH", ZURICH)])
def test_a_place_that_is_switched_on_blocks_from_its_day(curator, code, place, today, blocks):
    switch(code, date(2026, 12, 1), curator)

    assert anchors(place, today) == ["id_pay_min"] * blocks


def test_a_place_that_is_switched_off_blocks_no_more(curator):
    assert anchors(BOULDER) == ["id_pay_min"]

    switch("US-CO", None, curator)

    assert anchors(BOULDER) == []


def test_without_the_table_what_ships_counts():
    Jurisdiction.objects.all().delete()

    assert (anchors(BOULDER), anchors(GENT)) == (["id_pay_min"], [])


def test_the_editor_names_the_curators_article(sign_in, recruiter, curator):
    from tests.factories.postings import PostingFactory

    posting = PostingFactory(ready=True, owner=recruiter)
    row = Jurisdiction.objects.get(code="BE")
    row.in_force_from, row.article = date(2026, 1, 1), "Loi du 1er janvier 2026, art. 3"
    actions.save_jurisdiction(jurisdiction=row, by=curator)

    page = sign_in(recruiter).get(posting.get_absolute_url()).text

    assert "Loi du 1er janvier 2026, art. 3" in page


# The admin


def url(name, *args):
    return reverse(f"admin:postings_jurisdiction_{name}", args=args)


ROW = {
    "code": "ch",
    "name": "Switzerland",
    "in_force_from": "2026-12-01",
    "article": "House rule",
    "url": "",
    "note": "",
}


@pytest.fixture
def at_desk(curator, sign_in):
    return sign_in(curator)


def test_a_curator_adds_a_place(at_desk, curator):
    response = at_desk.post(url("add"), ROW)

    assert response.status_code == 302
    row = Jurisdiction.objects.get(code="CH")
    assert (row.name, row.in_force_from, row.history.get().history_user) == (
        "Switzerland",
        date(2026, 12, 1),
        curator,
    )
    event = AuditEvent.objects.get(action="law_change")
    assert (event.actor_id, event.object_kind, event.object_id) == (curator.pk, "postings.jurisdiction", str(row.pk))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code": "XX"}, "“XX” is no country"),
        ({"code": "AU-NSW"}, "is no state or province"),
        ({"code": "US-XX"}, "is no state or province"),
        ({"code": "fr"}, "already exists"),
        ({"article": ""}, "This field is required"),
        ({"in_force_from": "soon"}, "Enter a valid date"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(at_desk, changed, error):
    response = at_desk.post(url("add"), ROW | changed)

    assert response.status_code == 200
    assert error in response.text
    assert Jurisdiction.objects.count() == len(PAY_LAWS)


def test_a_curator_changes_the_day_and_not_the_code(at_desk, curator):
    row = Jurisdiction.objects.get(code="FR")

    at_desk.post(url("change", row.pk), ROW | {"code": "IT", "name": "France"})

    row.refresh_from_db()
    assert (row.code, row.in_force_from) == ("FR", date(2026, 12, 1))
    assert row.history.first().history_user == curator


def test_nobody_deletes_a_row_or_saves_a_past_one(at_desk):
    row = Jurisdiction.objects.get(code="FR")

    assert at_desk.get(url("delete", row.pk)).status_code == 403
    assert at_desk.get(url("history", row.pk)).status_code == 200
    past = url("simple_history", row.pk, row.history.get().pk)
    assert [at_desk.get(past).status_code, at_desk.post(past, ROW).status_code] == [200, 405]


def test_the_list_tells_what_is_on(at_desk, curator, time_machine):
    time_machine.move_to(TODAY)
    switch("FR", date(9999, 1, 1), curator)
    is_on = {code for code, law in PAY_LAWS.items() if law.since and law.since <= TODAY}

    shown = {rule: at_desk.get(url("changelist"), {"rule": rule}).context["cl"] for rule in ("on", "later", "off", "")}

    codes = {rule: {row.code for row in found.result_list} for rule, found in shown.items()}
    assert codes == {"on": is_on, "later": {"FR"}, "off": set(PAY_LAWS) - is_on - {"FR"}, "": set(PAY_LAWS)}
