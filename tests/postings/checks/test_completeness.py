"""What candidates ask and a posting doesn't say."""

from decimal import Decimal

import pytest

from postings.content import ContentCompany, Pay
from postings.places import Place
from tests.postings import builders

from .helpers import found

DENVER = Place("Denver", "US", "Colorado")
PAY = Pay("USD", "year", Decimal(1), Decimal(2))


def told(rule, **fields):
    return [(str(finding.severity), finding.anchor) for finding in found(f"completeness.{rule}", **fields)]


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        ("pay", {}, [("warns", "id_pay_min")]),
        ("pay", {"pay": Pay("EUR", "year", Decimal(1))}, [("warns", "id_pay_max")]),
        ("pay", {"pay": PAY}, []),
        ("pay", {"places": (DENVER,)}, []),
        ("place", {"places": ()}, [("warns", "id_places")]),
        ("place", {"places": (), "remote": "remote"}, []),
        ("remote", {"remote": ""}, [("warns", "id_remote")]),
        ("remote", {}, []),
        ("remote-rules", {}, [("advises", "id_remote_note")]),
        ("remote-rules", {"remote": "remote"}, [("advises", "id_remote_note")]),
        ("remote-rules", {"remote_note": "2 days"}, []),
        ("remote-rules", {"summary": "Deux jours de télétravail."}, []),
        ("remote-rules", {"remote": "on_site"}, []),
        ("contract", {"contract": ""}, [("warns", "id_contract")]),
        ("contract", {}, []),
        ("team", {}, [("advises", "id_summary")]),
        ("team", {"summary": "L’équipe compte six personnes."}, []),
        ("team", {"company": ContentCompany(name="Marée", engineers=2)}, []),
        ("reporting-line", {}, [("advises", "lines-other")]),
        ("reporting-line", {"summary": "You report to the CEO."}, []),
        ("reporting-line", {"summary": "Rattachement : direction générale."}, []),
        ("process", {}, [("warns", "id_process")]),
        ("process", {"process": ("A call.",)}, [("advises", "id_process")]),
        ("process", {"process": ("A call of 30 minutes.",)}, []),
        ("process", {"process": ("Un échange", "Deux semaines en tout")}, []),
        ("contact", {"contact_name": ""}, [("warns", "id_contact_name")]),
        ("contact", {"contact_email": ""}, [("warns", "id_contact_email")]),
        ("contact", {}, []),
        ("answer-time", {}, [("advises", "id_answer_days")]),
        ("answer-time", {"answer_days": 10}, []),
        ("benefits", {}, [("advises", "id_benefits")]),
        ("benefits", {"places": (DENVER,), "pay": PAY}, [("warns", "id_benefits")]),
        ("benefits", {"benefits": "- Holidays"}, []),
        ("drawbacks", {}, [("advises", "lines-other")]),
        ("drawbacks", {"summary": "The hard part: on-call one week in four."}, []),
        ("drawbacks", {"summary": "Il y a de la dette technique."}, []),
        ("accommodation", {}, [("advises", "lines-other")]),
        ("accommodation", {"summary": "Tell us which adjustments you need."}, []),
        ("accommodation", {"summary": "Poste ouvert aux personnes en situation de handicap."}, []),
        ("flexibility", {}, [("advises", "lines-other")]),
        ("flexibility", {"summary": "Part-time is possible."}, []),
        ("flexibility", {"summary": "Horaires libres."}, []),
    ],
)
def test_what_is_missing(rule, fields, expected):
    assert told(rule, **fields) == expected


def test_what_a_line_says_counts():
    lines = (builders.line(1, "You report to the two founders.", kind="other"),)

    assert told("reporting-line", lines=lines) == []
