"""What a CV may be, judged by its content."""

import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from candidates import files
from candidates.files import DOCX, MESSAGES, check_content, display_name, read_cv
from tests.factories.candidates import PDF, docx, zip_of

WORD = docx()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_with(**more: bytes) -> bytes:
    return zip_of(parts_of(WORD) | more)


def word_without(name: str) -> bytes:
    parts = parts_of(WORD)
    del parts[name]
    return zip_of(parts)


def word_marked_encrypted() -> bytes:
    """A Word file whose every part says that it is encrypted, in its header and in the directory."""
    data = bytearray(WORD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def word_declaring(size: int) -> bytes:
    """A Word file whose directory says that each part unpacks to `size` bytes."""
    data = bytearray(WORD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def word_with_wrong_checksum() -> bytes:
    stored = zip_of(parts_of(WORD), compression=zipfile.ZIP_STORED)
    return stored.replace(b"Ada Lovelace", b"Ada Loveless", 1)


def ole(stream: str) -> bytes:
    return files.OLE_START + bytes(504) + stream.encode("utf-16-le")


def upload(data: bytes, name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def code_of(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_cv(upload(data))
    return caught.value.code


BAD = {
    "nothing": (b"", "empty"),
    "only zeros": (bytes(4096), "empty"),
    "only blanks": (b" \n\t ", "empty"),
    "text": (b"Ada Lovelace, engineer", "kind"),
    "html": (b"<!doctype html><script>alert(1)</script>", "kind"),
    "rtf": (rb"{\rtf1 Ada}", "kind"),
    "program": (b"MZ\x90\0" + bytes(512), "kind"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(64), "picture"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(64), "picture"),
    "old word": (ole("WordDocument"), "old_word"),
    "word with a password": (ole("EncryptedPackage"), "protected"),
    "pdf cut off": (PDF[: len(PDF) // 2], "damaged"),
    "pdf header only": (b"%PDF-1.7\n", "damaged"),
    "pdf pointing past its end": (b"%PDF-1.7\nstartxref\n99999\n%%EOF\n", "damaged"),
    "pdf with a password": (PDF.replace(b"trailer\n<<", b"trailer\n<</Encrypt 9 0 R"), "protected"),
    "pdf and zip at once": (PDF[:-6] + zip_of({"a": b"b"}) + PDF[-40:], "mixed"),
    "zip": (zip_of({"holiday.txt": b"sun"}), "not_word"),
    "empty zip": (zip_of({}), "not_word"),
    "excel": (zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "not_word"),
    "open document": (zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), "not_word"),
    "word without its types": (word_without("[Content_Types].xml"), "not_word"),
    "word without its main type": (word_with(**{"[Content_Types].xml": b"<Types/>"}), "not_word"),
    "word cut off": (WORD[: len(WORD) // 2], "damaged"),
    "word with a wrong checksum": (word_with_wrong_checksum(), "damaged"),
    "word packed in another way": (zip_of(parts_of(WORD), compression=zipfile.ZIP_LZMA), "damaged"),
    "word with macros": (word_with(**{"word/vbaProject.bin": b"x"}), "macros"),
    "word with macros elsewhere": (word_with(**{"custom/VBAPROJECT.BIN": b"x"}), "macros"),
    "word of the macro kind": (
        word_with(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
        "macros",
    ),
    "encrypted word": (word_marked_encrypted(), "protected"),
    "word declaring a bomb": (word_declaring(200_000_000), "unpacked"),
    "word with a bomb in it": (word_with(**{"word/bomb.xml": bytes(files.MAX_UNPACKED_BYTES)}), "unpacked"),
    "word with endless types": (
        word_with(**{"[Content_Types].xml": bytes(files.MAX_CONTENT_TYPES_BYTES + 1)}),
        "unpacked",
    ),
    "word with too many parts": (
        word_with(**{f"word/{number}.xml": b"" for number in range(files.MAX_PARTS)}),
        "unpacked",
    ),
    "part above the folder": (word_with(**{"word/../../evil.xml": b"x"}), "unsafe"),
    "part with an absolute path": (word_with(**{"/etc/passwd": b"x"}), "unsafe"),
    "part on a drive": (word_with(**{"C:evil.xml": b"x"}), "unsafe"),
    "part with a backslash": (word_with(**{"word\\..\\evil.xml": b"x"}), "unsafe"),
    "part with a control character": (word_with(**{"word/a\x07.xml": b"x"}), "unsafe"),
    "part with a hidden character": (word_with(**{"word/a\u202e.xml": b"x"}), "unsafe"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_for_what_it_is(data, code):
    assert code_of(data) == code


def test_every_refusal_is_tried():
    tried = {code for _, code in BAD.values()}

    assert tried == set(MESSAGES) - {"missing", "too_big"}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_says_what_to_do(code):
    words = str(MESSAGES[code])

    assert any(verb in words for verb in ("Save", "Choose", "Put", "Print"))


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


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Lovelace.pdf", "Ada Lovelace.pdf"),
        ("Zieliński Résumé.PDF", "Zieliński Résumé.pdf"),
        ("cv", "cv.pdf"),
        ("cv.pdf.exe", "cv.pdf.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\ada\cv.pdf", "cv.pdf"),
        ("cv\r\nSet-Cookie: x.pdf", "cv Set-Cookie x.pdf"),
        ("a\u202efdp.exe", "a fdp.exe.pdf"),
        ('a"b<c>.pdf', "a b c.pdf"),
        ("", "CV.pdf"),
        ("...", "CV.pdf"),
        (".pdf", "CV.pdf"),
        ("\x00\x07", "CV.pdf"),
        ("x" * 400 + ".pdf", "x" * 116 + ".pdf"),
        ("履歴書.pdf", "履歴書.pdf"),
    ],
)
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
