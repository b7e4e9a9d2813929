"""The regression set: ads of our own writing, each with the stage that a reader would name."""

from pathlib import Path

import pytest
import yaml

from postings.reader import guess_language, read_ad
from postings.sheets import shipped_reference

FOLDER = Path(__file__).parent / "ads"
MANIFEST = yaml.safe_load((FOLDER / "manifest.yaml").read_text())
RIGHT_AT_LEAST = 0.9


def read(entry):
    text = (FOLDER / entry["file"]).read_text()
    return read_ad(text, shipped_reference("cto", entry["language"]))


def test_nine_of_ten_ads_read_as_the_stage_that_a_reader_would_name():
    read_as = {entry["file"]: (entry["stage"], read(entry).stage.number) for entry in MANIFEST}

    wrong = [f"{file}: {said}, not {stage}" for file, (stage, said) in read_as.items() if said != stage]

    assert len(wrong) <= (1 - RIGHT_AT_LEAST) * len(MANIFEST), "\n".join(wrong)


def test_the_set_is_varied_and_complete():
    assert sorted(entry["file"] for entry in MANIFEST) == sorted(path.name for path in FOLDER.glob("*.txt"))
    assert len(MANIFEST) >= 30
    assert {(entry["stage"], entry["language"]) for entry in MANIFEST} >= {
        (stage, language) for stage in (1, 2, 3) for language in ("en", "fr")
    }


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_language_is_guessed(entry):
    assert guess_language((FOLDER / entry["file"]).read_text()) == entry["language"]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_every_reason_is_a_sentence_and_every_offset_is_on_its_words(entry):
    ad = read(entry)

    for line in ad.lines:
        assert " ".join(ad.text[line.line.start : line.line.end].split()) == line.text
    for evidence in ad.stage.evidence:
        assert ad.lines[evidence.line].text[evidence.start : evidence.end] == evidence.text
    assert ad.stage.reasons
    assert all(reason.endswith(".") for reason in ad.stage.reasons)
