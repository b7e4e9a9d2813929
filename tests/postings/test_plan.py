"""What a draft made of an ad will hold: each word of the ad goes somewhere."""

from datetime import date

import pytest
from django.db import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as st

from postings import reading
from postings.reader.formats import EmptyAd, clean
from postings.reader.plan import LINE_MAX, NOTE_MAX, TITLE_MAX, Plan, opening, pieces, plan_of
from postings.reading import check_ad

AD = """CTO – Lyon

About us
We are 14 people, 5 of them engineers. We mend boats.

Your role
- Recruit four engineers
- Recruit a fifth engineer next year
- Water the plants

Requirements
- Rigour

What we offer
- 30 days of holiday
- €85,000 to €105,000 a year
- Salary reviewed each spring

Details
Permanent, Lyon, hybrid

How to apply
Write to jobs@boats.example.

We are an equal opportunity employer.
"""


@pytest.fixture(autouse=True)
def no_database(monkeypatch):
    """The sheet that ships is enough here."""

    def refuse():
        raise DatabaseError

    monkeypatch.setattr(reading.Role.objects, "with_sheet", refuse)
    monkeypatch.setattr(reading, "pay_laws", refuse)


def plan(text: str) -> Plan:
    check = check_ad(text, today=date(2026, 11, 20))
    return plan_of(check.ad, check.content)


def test_the_parts_of_an_ad_go_where_they_belong():
    made = plan(AD)

    assert made.fields == {
        "title": "CTO – Lyon",
        "places": [{"locality": "Lyon", "region": "", "country": "FR"}],
        "remote": "hybrid",
        "contract": "permanent",
        "benefits": "- 30 days of holiday",
        "process": "Write to jobs@boats.example.",
        "contact_email": "jobs@boats.example",
        "pay_min": 85_000,
        "pay_max": 105_000,
        "pay_currency": "EUR",
        "pay_period": "year",
        "pay_note": "Salary reviewed each spring",
    }
    assert [(line.kind, line.text, line.source) for line in made.lines] == [
        ("mission", "Recruit four engineers", "recruit-engineers"),
        ("mission", "Recruit a fifth engineer next year", ""),  # one line a mission
        ("mission", "Water the plants", ""),
        ("must", "Rigour", "rigour"),
        ("other", "We are an equal opportunity employer.", ""),
    ]
    assert made.about_company == ("We are 14 people, 5 of them engineers.", "We mend boats.")
    assert made.in_facts == ("€85,000 to €105,000 a year", "Permanent, Lyon, hybrid")
    assert made.headings == ("About us", "Your role", "Requirements", "What we offer", "Details", "How to apply")


@pytest.mark.parametrize(
    "line", ["Permanent or freelance, Lyon", "Lyon, with a view of the river", "Hybrid, after a year", "Lyon or Madrid"]
)
def test_a_line_that_says_more_than_the_fields_stays(line):
    made = plan(AD.replace("Permanent, Lyon, hybrid", line))

    assert line in [one.text for one in made.lines]


def test_a_range_with_something_beside_it_keeps_its_words():
    made = plan(
        AD.replace("€85,000 to €105,000 a year", "€85,000 to €105,000 a year and a boat").replace("Salary", "Pay")
    )

    assert made.fields["pay_note"] == "€85,000 to €105,000 a year and a boat"


@pytest.mark.parametrize("currency", ["JPY 5000000 to JPY 9000000", "€1 to €999999999999999999"])
def test_pay_that_no_field_holds_stays_a_note(currency):
    made = plan(f"CTO\n\nSalary: {currency}")

    assert "pay_min" not in made.fields


def test_long_lines_are_cut_where_a_sentence_ends():
    text = "You build. " * 100

    assert all(len(piece) <= LINE_MAX and piece.endswith(".") for piece in pieces(text, LINE_MAX))
    assert " ".join(pieces(text, LINE_MAX)) == text.strip()


def test_the_opening_words_take_as_many_sentences_as_fit():
    assert opening(["A" * 300, "B" * 299, "C"]) == (f"{'A' * 300} {'B' * 299}", ("C",))
    assert opening(["A" * 601]) == ("", ("A" * 601,))
    assert opening([]) == ("", ())


parts = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "- ",
            "WHAT WE OFFER\n",
            "Requirements\n",
            "Your role\n",
            "About us\n",
            "Location: Lyon\n",
            "€80k - 90k ",
        ),
        *(
            "Recruit engineers",
            "Recruit developers",
            "x" * 700,
            "remote",
            "CDI",
            "We are small. ",
            "Salary: ",
            ". ",
            "jobs@a.example ",
        ),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(parts, max_size=40).map("".join)))
@settings(deadline=None, max_examples=60)
def test_no_word_of_an_ad_is_lost(text):
    try:
        made = plan(text)
    except EmptyAd:
        return

    fields = made.fields
    said = [fields["title"], fields["benefits"], fields["process"], fields["pay_note"]]
    said += [*(line.text for line in made.lines), *made.about_company, *made.in_facts, *made.headings]
    kept = "".join("".join(said).split())
    assert {char for char in clean(text) if char.isalnum()} <= {*kept}
    assert sum(map(str.isalnum, clean(text))) <= sum(map(str.isalnum, kept))
    assert len(fields["title"]) <= TITLE_MAX
    assert len(fields["pay_note"]) <= NOTE_MAX
    assert all(0 < len(line.text) <= LINE_MAX for line in made.lines)
    sources = [(line.source, line.is_mission) for line in made.lines if line.source]
    assert len(sources) == len(set(sources))
