import io
import zipfile

import pytest
from django.utils import translation
from docx import Document
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.reader import formats
from postings.reader.formats import (
    EmptyAd,
    MalformedAd,
    ProtectedAd,
    TooLongAd,
    UnknownFormat,
    UnreadableAd,
    clean,
    html_text,
    read_file,
)


def pdf(*lines: str, password: str | None = None, pages: int = 1) -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=12)
    for _page in range(pages):
        document.add_page()
        for line in lines:
            document.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if password:
        document.set_encryption(owner_password=password, user_password=password)
    return bytes(document.output())


def docx(write) -> bytes:
    document = Document()
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def said_or_read(data: bytes) -> str:
    """The text of a file, or the words that refuse it."""
    try:
        return read_file(data)
    except UnreadableAd as error:
        return str(error)


def test_text_in_utf_8_utf_16_and_windows_letters():
    assert read_file("Équipe : l’été".encode()) == "Équipe : l’été"
    assert read_file("Équipe : l’été".encode("utf-8-sig")) == "Équipe : l’été"
    assert read_file("Équipe : l’été".encode("utf-16")) == "Équipe : l’été"
    assert read_file("Équipe : l’été".encode("cp1252")) == "Équipe : l’été"


def test_pdf():
    assert read_file(pdf("YOUR ROLE", "- Build the product", "- Hire engineers")) == (
        "YOUR ROLE\n- Build the product\n- Hire engineers"
    )


def test_docx_keeps_headings_lists_and_tables_in_order():
    def write(document):
        document.add_heading("Your role", 1)
        document.add_paragraph("Build the product", style="List Bullet")
        document.add_table(rows=1, cols=1).cell(0, 0).text = "In a table"
        document.add_paragraph("After it")

    assert read_file(docx(write)) == "## Your role\n- Build the product\nIn a table\n\nAfter it"


def test_html_keeps_headings_and_lists_and_drops_scripts():
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><h2>Your <em>role</em></h2>"
        "<ul><li>Build&nbsp;it</li><li><p>Hire &amp; grow</p></li></ul><script>alert(1)</script>"
        "<p><b>Profile</b></p><p>One<br>two</p></body></html>"
    )

    assert read_file(page.encode()) == "## Your role\n\n- Build it\n\n- Hire & grow\n\n## Profile\n\nOne\ntwo"


def test_markdown_loses_its_emphasis_and_links():
    assert clean("**Your role**\n\n* **Build** the [product](https://example.com)\n__init__ stays") == (
        "## Your role\n\n* Build the product\n__init__ stays"
    )


def test_quoted_e_mail_is_unquoted():
    assert clean("> Your role\n> > - Build\n> - Hire") == "Your role\n- Build\n- Hire"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyAd),
        (b" \n\t\0", EmptyAd),
        (b"--- *** ---", EmptyAd),
        (b"<html><body><script>x</script></body></html>", EmptyAd),
        (pdf(), EmptyAd),
        (pdf("Hello", password="secret"), ProtectedAd),
        (b"%PDF-1.7\nnothing of the kind", MalformedAd),
        (pdf("Hello")[:200], MalformedAd),
        (b"PK\x03\x04 nothing of the kind", MalformedAd),
        (zipped(word__document_xml=b"<not xml"), MalformedAd),
        (zipped(hello=b"world"), UnknownFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document", UnknownFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ProtectedAd),
        (b"\x89PNG\r\n", UnknownFormat),
        (b"\xff\x00\xfe\x00\x80", UnknownFormat),
        (b"a" * (formats.MAX_BYTES + 1), TooLongAd),
        (b"word " * 30_000, TooLongAd),
        (pdf("Hello", pages=formats.MAX_PAGES + 1), TooLongAd),
        (zipped(word__document_xml=b" " * (formats.MAX_UNPACKED_BYTES + 1)), TooLongAd),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else f"{len(value)} bytes",
)
def test_what_cannot_be_read_is_refused_in_words(data, error):
    with pytest.raises(error) as refused:
        read_file(data)

    assert str(refused.value) == str(error.words)


def test_a_refusal_is_worded_in_the_language_of_the_reader():
    error = EmptyAd()

    with translation.override("en"):
        assert str(error) == "There is no text in it. If it is a scan, paste the ad’s text instead."


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda data: b"%PDF-" + data)))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data):
    assert said_or_read(data)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
@settings(deadline=None, max_examples=25)
def test_a_document_broken_anywhere_is_read_or_refused(at, junk):
    whole = WORD[: at * 20] + junk + WORD[at * 20 + len(junk) :]

    assert said_or_read(whole)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "<li>", "<", ">", "&", "&#x;", "<!", "<![CDATA[", "<script>", "x ", "**", "<body>"]
        )
    ).map("".join)
)
@settings(deadline=None)
def test_any_markup_gives_text(markup):
    assert isinstance(html_text(markup), str)


WORD = docx(lambda document: document.add_paragraph("Build the product"))
