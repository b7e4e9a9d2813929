import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from postings import reading
from postings.sheets import FOLDER, shipped_reference
from roles.reference.format import read_sheet
from roles.reference.load import load_reference

AD = """CTO

Your role
- Build the MVP from scratch
- Lead the choice of the stack, with analytical decisions

Requirements
- Rigour
"""


@pytest.fixture
def ad(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text(AD)
    return path


def output(*arguments) -> str:
    out = io.StringIO()
    call_command("check_text", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_json_has_what_is_promised(ad):
    result = json.loads(output(ad, "--json"))

    assert list(result) == ["stage", "lines", "inclusive", "findings"]
    assert list(result["stage"]) == ["number", "confidence", "shares", "reasons"]
    assert result["stage"]["number"] == 1
    assert list(result["stage"]["shares"]) == ["1", "2", "3"]
    assert result["lines"] == [
        {"text": "CTO", "kind": "title", "source": None, "cues": []},
        {
            "text": "Build the MVP from scratch",
            "kind": "mission",
            "source": "build-first-bricks",
            "cues": ["MVP", "from scratch"],
        },
        {
            "text": "Lead the choice of the stack, with analytical decisions",
            "kind": "mission",
            "source": None,
            "cues": [],
        },
        {"text": "Rigour", "kind": "must", "source": "rigour", "cues": ["Rigour"]},
    ]
    assert {tuple(finding) for finding in result["findings"]} == {
        ("family", "severity", "line", "start", "end", "message", "evidence")
    }


@pytest.mark.django_db
def test_stems_are_exempt_only_for_a_named_role(ad):
    assert json.loads(output(ad, "--json"))["inclusive"] == {
        "masculine": 3,
        "feminine": 0,
        "result": "masculine-coded",
    }
    assert json.loads(output(ad, "--json", "--role", "cto"))["inclusive"]["masculine"] == 1


@pytest.mark.django_db
def test_findings_about_a_line_are_on_its_words(ad):
    result = json.loads(output(ad, "--json"))

    words = {
        result["lines"][finding["line"] - 1]["text"][finding["start"] : finding["end"]]
        for finding in result["findings"]
        if finding["family"] == "inclusive" and finding["line"]
    }

    assert words == {"Lead", "analytical", "decisions"}


@pytest.mark.django_db
def test_french_is_not_assessed_for_coded_words(ad):
    ad.write_text("Vous dirigez l’équipe et vous recrutez les développeurs")

    assert json.loads(output(ad, "--json"))["inclusive"]["result"] == "not assessed"


@pytest.mark.django_db
def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(AD.encode())))

    assert json.loads(output("-", "--json"))["stage"]["number"] == 1


@pytest.mark.django_db
def test_text_for_people(ad):
    assert output(ad, "--language", "en").startswith("The ad reads as #1 (")


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken"])
def test_what_cannot_be_read_is_said(ad, content):
    ad.write_bytes(content)

    with pytest.raises(CommandError):
        output(ad)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        output(tmp_path / "none.txt")


@pytest.mark.django_db
def test_the_reference_is_the_database_s_where_it_has_one():
    load_reference(read_sheet(FOLDER / "cto.yaml"))

    for language in ("en", "fr"):
        assert reading.the_references("cto", [language])[language] == shipped_reference("cto", language)


@pytest.mark.django_db
def test_curators_words_are_read():
    load_reference(read_sheet(FOLDER / "cto.yaml"))
    role = reading.Role.objects.get(key="cto")
    role.missions.filter(key="review-code").update(statement_en="Read code")

    assert reading.the_references("cto", ["en"])["en"].mission("review-code").statement == "Read code"


def test_without_a_database_the_shipped_sheet_is_read(monkeypatch):
    def refuse():
        raise DatabaseError("no such table")

    monkeypatch.setattr(reading.Role, "objects", SimpleNamespace(with_sheet=refuse))

    assert reading.the_references("cto", ["fr"])["fr"] == shipped_reference("cto", "fr")


@pytest.mark.django_db
def test_the_ad_s_place_decides_which_law_holds(ad):
    ad.write_text(AD.replace("CTO\n", "CTO – Denver, Colorado\n", 1))

    findings = json.loads(output(ad, "--json"))["findings"]

    assert [finding["message"] for finding in findings if finding["severity"] == "blocks"] == [
        "Colorado asks for a pay range. Give the lowest and the highest pay."
    ]
