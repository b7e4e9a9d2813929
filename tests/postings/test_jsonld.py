import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from postings.content import ContentCompany
from postings.jsonld import job_posting, script_text
from postings.places import Place

from .builders import FULL, content


def of(value):
    version = SimpleNamespace(content=value.as_data(), published_at=datetime(2026, 11, 22, tzinfo=UTC))
    return job_posting(version, code="bcdf2345", url="https://jobs.example/jobs/x-bcdf2345/")


def test_a_full_posting():
    data = of(FULL)

    assert data["title"] == "Chief Technical Officer"
    assert data["hiringOrganization"] == {"@type": "Organization", "name": "Marée", "sameAs": "https://maree.example"}
    assert data["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 85000.0, "maxValue": 105000.0},
    }
    assert data["jobLocation"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Nantes",
        "addressCountry": "FR",
    }
    assert (data["datePosted"], data["validThrough"]) == ("2026-11-22", "2026-12-15T23:59:59")
    assert "<li>You recruit.</li>" in data["description"]


def test_it_is_posted_on_the_day_it_was_here():
    version = SimpleNamespace(content=FULL.as_data(), published_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))

    data = job_posting(version, code="bcdf2345", url="https://jobs.example/jobs/x-bcdf2345/")

    assert data["datePosted"] == "2026-11-23"


def test_nothing_is_guessed():
    data = of(content())

    assert {"baseSalary", "validThrough", "jobStartDate", "jobLocationType"}.isdisjoint(data)


@pytest.mark.parametrize(
    ("fields", "countries"),
    [
        ({"places": (Place("Nantes", "FR"), Place("Gent", "BE"))}, ["BE", "FR"]),
        ({"places": (), "company": ContentCompany(name="Marée", country="FR")}, ["FR"]),
    ],
)
def test_telecommute_names_where_candidates_may_live(fields, countries):
    data = of(content(remote="remote", **fields))

    assert data["jobLocationType"] == "TELECOMMUTE"
    assert [item["name"] for item in data["applicantLocationRequirements"]] == countries


def test_the_script_cannot_be_closed_by_what_a_recruiter_writes():
    text = script_text(of(content(title="</script><script>alert(1)</script>")))

    assert "<" not in text
    assert json.loads(text)["title"] == "</script><script>alert(1)</script>"
