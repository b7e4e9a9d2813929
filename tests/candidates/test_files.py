"""What a CV may be, judged by its content."""

import io
import time
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from candidates import files
from candidates.files import DOCX, MESSAGES, check_content, display_name, read_cv
from candidates.reading import read_isolated
from tests.factories.candidates import PDF, zip_of

from .corpus import BAD, GOOD, NAME, NAMES, WORD, parts_of, word_with_chart


def upload(data: bytes, name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def code_of(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_cv(upload(data))
    return caught.value.code


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_for_what_it_is(data, code):
    assert code_of(data) == code


@pytest.mark.parametrize(("data", "format_"), GOOD.values(), ids=GOOD)
def test_a_good_file_is_taken_and_its_text_is_read(data, format_):
    checked = read_cv(upload(data))
    outcome = read_isolated(checked.data)

    assert (checked.format, checked.data, outcome.problem) == (format_, data, None)
    assert NAME in outcome.text


def test_good_files_are_of_three_producers_each():
    formats = [format_ for _data, format_ in GOOD.values()]

    assert min(formats.count(files.PDF), formats.count(DOCX)) >= 3


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"stream\n" * 600_000 + b"startxref\n1\n%%EOF\n",
        b"%PDF-1.7\n" + b"/ObjStm/FlateDecode stream\nendstream" * 100_000 + b"startxref\n1\n%%EOF\n",
        b"%PDF-1.7\n" + b"<<" * 2_000_000 + b"startxref\n1\n%%EOF\n",
        zip_of({"[Content_Types].xml": files.WORD_MAIN, "word/a.rels": b"<Relationship " * 3_000_000}),
    ],
    ids=["streams without an end", "many object streams", "brackets", "relations without an end"],
)
def test_looking_inside_takes_no_time_worth_a_request(data):
    start = time.process_time()
    verdict_on(data)

    assert time.process_time() - start < 2


def test_a_sheet_behind_a_chart_is_no_reason_to_refuse():
    assert check_content(word_with_chart()) == DOCX


def test_every_refusal_is_tried():
    tried = {code for _, code in BAD.values()}

    assert tried == set(MESSAGES) - {"missing", "no_room", "too_big"}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_says_what_to_do(code):
    words = str(MESSAGES[code])

    assert any(verb in words for verb in ("Save", "Choose", "Put", "Print", "Send"))


def test_two_parts_of_one_name_are_unsafe():
    buffer = io.BytesIO(WORD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", b"another")

    assert code_of(buffer.getvalue()) == "unsafe"


def test_a_pdf_is_read_whole():
    checked = read_cv(upload(PDF, "Ada.pdf"))

    assert (checked.data, checked.name, checked.format, checked.size) == (PDF, "Ada.pdf", files.PDF, len(PDF))


def test_a_word_file_is_told_by_its_content_whatever_its_name():
    checked = read_cv(upload(WORD, "Ada.pdf"))

    assert (checked.data, checked.name, checked.format) == (WORD, "Ada.pdf.docx", DOCX)


def test_the_checksum_is_of_the_content():
    assert read_cv(upload(PDF)).sha256 == read_cv(upload(PDF, "another.pdf")).sha256


def test_a_word_file_whose_main_part_has_another_name_is_taken():
    parts = parts_of(WORD)
    parts["word/document2.xml"] = parts.pop("word/document.xml")

    assert check_content(zip_of(parts)) == DOCX


def test_a_file_may_be_as_large_as_the_limit(settings):
    settings.CV_MAX_BYTES = len(PDF)

    assert read_cv(upload(PDF)).size == len(PDF)


def test_a_larger_file_is_told_both_sizes(settings):
    settings.CV_MAX_BYTES = 1024
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        read_cv(upload(bytes(2048)))

    assert caught.value.messages == [
        "The file is 2.0\xa0KB, the most we take is 1.0\xa0KB. Save it as PDF with smaller pictures."
    ]


def test_a_file_that_is_larger_than_it_says_is_too_big(settings):
    settings.CV_MAX_BYTES = 100
    lying = upload(PDF)
    lying.size = 10

    with pytest.raises(ValidationError) as caught:
        read_cv(lying)

    assert caught.value.code == "too_big"


# Names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_the_name_shown_is_safe(name, shown):
    assert display_name(name, files.PDF) == shown


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(name):
    shown = display_name(name, DOCX)

    assert shown.endswith(".docx")
    assert len(".docx") < len(shown) <= files.NAME_MAX
    assert not set(shown) & set('/\\<>:"|?*\r\n\0')
    assert shown == shown.strip()
    shown.encode()


# Whatever comes --------------------------------------------------------------------------------------

STARTS = [b"", b"%PDF-", files.ZIP_START, files.OLE_START, b"PK\x05\x06", b"\xff\xd8\xff"]


def verdict_on(data: bytes, name: str = "cv.pdf") -> str:
    """The format of a file that is taken, or the code of its refusal."""
    source = io.BytesIO(data)
    source.name = name
    try:
        checked = read_cv(source)
    except ValidationError as error:
        return error.code
    return checked.format if checked.data == data else "changed"


@settings(deadline=None)
@given(start=st.sampled_from(STARTS), data=st.binary(max_size=2000), name=st.text(max_size=50))
@example(start=b"%PDF-1.7 ", data=b"startxref\n1\n%%EOF", name="")
def test_any_bytes_are_taken_or_refused(start, data, name):
    assert verdict_on(start + data, name) in {*MESSAGES, *files.SUFFIXES}


@settings(deadline=None)
@given(
    base=st.sampled_from([PDF, WORD, zip_of(parts_of(WORD), compression=zipfile.ZIP_STORED)]),
    edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=8)), min_size=1, max_size=12),
    kept=st.floats(0, 1),
)
def test_any_damage_is_taken_or_refused(base, edits, kept):
    data = bytearray(base)
    for place, content in edits:
        at = int(place * len(data))
        data[at : at + len(content)] = content

    assert verdict_on(bytes(data[: int(kept * len(data))])) in {*MESSAGES, *files.SUFFIXES}
