"""People in files: read from whatever program wrote them, written so that they are read again the same."""

import csv
import io
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.spreadsheets import RISKY, unescape
from candidates.exchange import (
    COLUMNS,
    HEADINGS,
    Person,
    Unreadable,
    cells_of,
    csv_lines,
    guess_mapping,
    person_from_cells,
    person_from_resume,
    read_resumes,
    read_table,
    resume_of,
    xlsx_of,
)
from candidates.exchange.person import clean_line, clean_text
from candidates.exchange.resume import LIST, SECTIONS, TEXT

# Reading CSV -----------------------------------------------------------------------------------------

ROWS = 'Name,E-mail\r\n"Ada; ""the\nfirst""",ada@example.com\r\nGrâce,grace@example.com\r\n'
READ = [(2, ['Ada; "the\nfirst"', "ada@example.com"]), (3, ["Grâce", "grace@example.com"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_each_encoding_is_read(encoding):
    table = read_table(ROWS.encode(encoding))

    assert (table.header, table.rows) == (["Name", "E-mail"], READ)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(delimiter):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([["Name", "E-mail"], *(cells for _number, cells in READ)])

    table = read_table(buffer.getvalue().encode())

    assert (table.delimiter, table.rows) == (delimiter, READ)


def test_excel_may_name_its_delimiter():
    assert read_table(b"sep=;\r\nName;E-mail\r\nAda, Countess;ada@example.com\r\n").rows == [
        (2, ["Ada, Countess", "ada@example.com"])
    ]


def test_empty_rows_count_but_are_left_out():
    assert [
        number for number, _cells in read_table(b"Name,E-mail\n\nAda,a@example.com\n,\nGrace,g@example.com\n").rows
    ] == [
        3,
        5,
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "There are no rows below the headings."),
        (b"Name,E-mail\n", "There are no rows below the headings."),
        (b'Name,E-mail\nGrace,g@example.com\n"Ada,ada@example.com\n', "Row 3 can’t be read"),
        (b"Name,E-mail\n\x81\xff,a", "The file is not text"),
        (b"Name\n" + b"a\n" * 10_001, "10000 at most"),
        (b"a," * 100 + b"\na\n", "too many columns"),
        (b"a" * (5 * 1024 * 1024 + 1), "5 MB at most"),
        (b'Name\n"' + b"a" * 200_000 + b'"\n', "Row 2 can’t be read"),
    ],
)
def test_a_file_that_cant_be_read_says_why(data, message):
    with pytest.raises(Unreadable, match=message):
        read_table(data)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    for read in (read_table, read_resumes):
        with suppress(Unreadable):
            read(data)


# Headings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (["Name", "E-mail", "Phone"], ["name", "email", "phone"]),
        (["First Name", "Last name", "Email Address", "Mobile"], ["first_name", "last_name", "email", "phone"]),
        (["Prénom", "NOM", "Courriel", "Téléphone"], ["first_name", "last_name", "email", "phone"]),
        (["Nom", "Adresse e-mail", "Étiquettes", "Ville"], ["name", "email", "tags", "city"]),
        (["LinkedIn", "GitHub", "Shoe size", "Email", "Mail"], ["links", "links", "", "email", ""]),
        (list(HEADINGS.values()), list(COLUMNS)),
    ],
)
def test_headings_are_understood_in_both_languages(header, mapping):
    assert guess_mapping(header) == mapping


# Rows --------------------------------------------------------------------------------------------------


def parsed(**values: str):
    return person_from_cells(list(values.values()), list(values))


def test_a_row_becomes_a_person():
    found = parsed(first_name=" Ada ", last_name="Lovelace", email="Ada@Example.com ", phone="'+33 1 23 45 67 89")

    assert found.person == Person(name="Ada Lovelace", email="ada@example.com", phone="+33 1 23 45 67 89")


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("a.example, b.example", ("https://a.example", "https://b.example")),
        ("a.example;b.example", ("https://a.example", "https://b.example")),
        ("https://a.example/1,https://b.example/2", ("https://a.example/1", "https://b.example/2")),
        ("https://a.example/1,2", ("https://a.example/1,2",)),
        ("https://a.example/,https://b\n", ("https://a.example/,https://b",)),
        ("a.example a.example\n", ("“a.example a.example” is not a link.",)),
    ],
)
def test_links_in_one_cell(cell, links):
    found = parsed(name="Ada", email="ada@example.com", links=cell)

    assert (found.person.links if found.person else (found.problems[0].text[:36],)) == links


def test_each_wrong_field_is_told():
    found = parsed(name="", email="ada@", phone="call me", links="not a link!", resume="{")

    assert found.person is None
    assert [problem.field for problem in found.problems] == [
        "resume",
        "name",
        "email",
        "phone",
        "links",
        "links",
        "links",
    ]


def test_cells_beyond_the_headings_are_told():
    found = person_from_cells(["Ada", "ada@example.com", "", "x"], ["name", "email"])

    assert [problem.text for problem in found.problems] == ["This row has more cells than there are headings."]


# JSON Resume -------------------------------------------------------------------------------------------


def test_a_resume_becomes_a_person():
    raw = {
        "$schema": "https://example.com/schema.json",
        "basics": {
            "name": "Ada Lovelace",
            "label": "Engineer",
            "image": "https://example.com/ada.jpg",
            "email": "Ada@example.com",
            "url": "ada.example",
            "location": {"city": "London", "countryCode": "GB"},
            "profiles": [{"network": "GitHub", "username": "ada", "url": "https://code.example/ada"}],
        },
        "work": [
            {"name": "Analytical Engines", "startDate": "1842-07", "highlights": ["Note G", ""], "boss": "Charles"}
        ],
        "meta": {"version": "v1"},
        "horoscope": "Sagittarius",
    }

    found = person_from_resume(raw)

    assert found.problems == ()
    assert found.ignored == ("basics.image", "horoscope", "work[0].boss")
    assert found.person == Person(
        name="Ada Lovelace",
        email="ada@example.com",
        links=("https://ada.example", "https://code.example/ada"),
        resume={
            "basics": {
                "label": "Engineer",
                "url": "https://ada.example",
                "location": {"city": "London", "countryCode": "GB"},
                "profiles": [{"network": "GitHub", "username": "ada", "url": "https://code.example/ada"}],
            },
            "work": [{"name": "Analytical Engines", "startDate": "1842-07", "highlights": ["Note G"]}],
        },
    )


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"work": "long"}, ["work"]),
        ({"work": ["long"]}, ["work[0]"]),
        ({"work": [{"startDate": "May"}]}, ["work[0].startDate"]),
        ({"skills": [{"keywords": "Python"}]}, ["skills[0].keywords"]),
        ({"skills": [{"name": {}}]}, ["skills[0].name"]),
        ({"skills": [{"name": "x"}] * 101}, ["skills"]),
        ({"references": [{"reference": "x" * 30_001}]}, ["resume"]),
        ({"basics": {"name": "Ada"}}, ["email"]),
        ({"basics": []}, ["basics"]),
        ({"basics": {"name": "Ada", "email": "ada@example.com", "url": "nowhere"}}, ["links"]),
    ],
)
def test_what_is_wrong_with_a_resume_is_told_by_its_path(change, fields):
    raw = {"basics": {"name": "Ada", "email": "ada@example.com"}} | change

    assert [problem.field for problem in person_from_resume(raw).problems] == fields


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b"9" * 10_000, b"\xff\x00"])
def test_what_is_no_json_says_so(data):
    with pytest.raises(Unreadable):
        read_resumes(data)


# There and back ----------------------------------------------------------------------------------------

lines = st.text(max_size=30).map(clean_line)
texts = st.text(max_size=60).map(clean_text)
dates = st.dates().map(str).filter(lambda day: day[0] in "12") | st.sampled_from(["1999", "2021-05"])
urls = st.sampled_from(
    ["https://a.example", "https://b.example/x,y;z", "http://c.example/?q=,http://d", "https://e.example/é"]
)
KINDS = {"line": lines, TEXT: texts, "date": dates, LIST: st.lists(lines.filter(bool), max_size=3)}


def entries(table):
    entry = st.fixed_dictionaries({}, optional={name: KINDS[kind].filter(bool) for name, kind in table.items()})
    return st.lists(entry.filter(bool), min_size=1, max_size=2)


@st.composite
def people(draw) -> Person:
    links = draw(st.lists(urls, unique=True, max_size=4))
    basics = draw(st.fixed_dictionaries({}, optional={"label": lines.filter(bool), "summary": texts.filter(bool)}))
    place = draw(
        st.fixed_dictionaries({}, optional=dict.fromkeys(("address", "city", "countryCode"), lines.filter(bool)))
    )
    profiles = draw(
        st.lists(
            st.fixed_dictionaries({"network": lines.filter(bool)}, optional={"username": lines.filter(bool)}),
            max_size=1,
        )
    )
    told = draw(st.lists(st.sampled_from(links), unique=True)) if links else []
    profiles += [{"network": "Code", "url": link} for link in links if link in told]
    if links and draw(st.booleans()):
        basics["url"] = links[0]
    basics |= {name: value for name, value in (("location", place), ("profiles", profiles)) if value}
    sections = draw(st.fixed_dictionaries({}, optional={name: entries(table) for name, table in SECTIONS.items()}))
    return Person(
        name=draw(lines.filter(bool)),
        email="ada@example.com",
        phone=draw(st.sampled_from(["", "+33 1 23 45 67 89", "-1 (234) 567"])),
        links=tuple(links),
        tags=tuple(draw(st.lists(lines.filter(bool), max_size=3, unique_by=str.casefold))),
        source=draw(lines),
        source_note=draw(lines),
        resume=({"basics": basics} if basics else {}) | sections,
    )


slow = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@slow
@given(people())
def test_csv_gives_back_what_it_was_given(person):
    data = "".join(csv_lines(list(HEADINGS.values()), [cells_of(person)])).encode()

    table = read_table(data)

    assert table.delimiter == ","
    found = person_from_cells(table.rows[0][1], guess_mapping(table.header))
    assert (found.problems, found.ignored, found.person) == ((), (), person)


@given(st.lists(st.lists(st.text(), min_size=1, max_size=3), max_size=3))
def test_no_cell_of_a_csv_file_is_a_formula(rows):
    text = "".join(csv_lines(["Name"], rows)).removeprefix("\ufeff")

    _head, *cells = csv.reader(io.StringIO(text, newline=""), strict=True)

    assert [[unescape(cell) for cell in row] for row in cells] == rows
    assert [cell for row in cells for cell in row if cell.startswith(RISKY)] == []


@slow
@given(people())
def test_json_resume_gives_back_what_it_was_given(person):
    data = json.dumps([resume_of(person)]).encode()

    (raw,) = read_resumes(data)

    found = person_from_resume(raw)
    assert (found.problems, found.ignored, found.person) == ((), (), person)


@slow
@given(people())
def test_a_workbook_says_what_it_was_given(person):
    buffer = io.BytesIO()
    xlsx_of(list(HEADINGS.values()), [cells_of(person)], title="People", to=buffer)

    sheet = load_workbook(buffer)["People"]

    header, row = ([cell.value or "" for cell in cells] for cells in sheet.iter_rows())
    assert (header, row) == (list(HEADINGS.values()), cells_of(person))
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"s", "n", "inlineStr"}


def test_a_workbook_has_no_formula():
    buffer = io.BytesIO()
    xlsx_of(["Name"], [["=1+1"], ["@SUM(A1)"]], title="People", to=buffer)

    assert [cell.data_type for (cell,) in load_workbook(buffer)["People"].iter_rows(min_row=2)] == ["s", "s"]


def test_a_link_that_was_taken_away_is_not_written():
    kept = {"basics": {"url": "https://a.example", "profiles": [{"network": "B", "url": "https://b.example"}]}}
    person = Person(name="Ada", email="ada@example.com", links=("https://c.example",), resume=kept)

    again = person_from_resume(resume_of(person)).person

    assert again == replace(person, resume={})
