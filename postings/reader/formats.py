"""An ad's file as plain text: PDF, DOCX, HTML, Markdown or text, its headings and bullets kept as marks.

A heading becomes a line that starts with "## ", an item of a list one that starts with "- ". Whatever can't
be read raises an UnreadableAd that says in words what to do.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import PurePath

import pypdfium2
from django.utils.translation import gettext_lazy as _
from docx import Document as WordDocument
from docx.oxml.ns import qn

MAX_BYTES = 5 * 1024 * 1024
MAX_CHARACTERS = 50_000  # some ten times a long ad
MAX_PAGES = 30
MAX_PARTS = 500
MAX_UNPACKED_BYTES = 40 * 1024 * 1024

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
HTML_START = re.compile(
    r"\s*(<!doctype html|<html|<head|<body|<(div|p|h1|h2|section|article|ul|table)\b)", re.IGNORECASE
)


class UnreadableAd(Exception):
    """An ad that can't be read; its words say why and what to do."""

    code = "unreadable"
    words = _("This file can’t be read. Paste the ad’s text instead.")

    def __str__(self) -> str:
        return str(self.words)


class EmptyAd(UnreadableAd):
    code = "empty"
    words = _("There is no text in it. If it is a scan, paste the ad’s text instead.")


class TooLongAd(UnreadableAd):
    code = "too_long"
    words = _("It is too long to be an ad: at most 5 MB, 30 pages and 50,000 characters are read.")


class ProtectedAd(UnreadableAd):
    code = "protected"
    words = _("It is protected by a password. Save it without one, or paste the ad’s text instead.")


class MalformedAd(UnreadableAd):
    code = "malformed"
    words = _("The file is damaged. Save it again, or paste the ad’s text instead.")


class UnknownFormat(UnreadableAd):
    code = "format"
    words = _("Only PDF, DOCX, HTML, Markdown and text are read. Save it as one of these, or paste the ad’s text.")


def read_file(data: bytes, name: str = "") -> str:
    """Return the text of an ad's file; its content tells the format, its name only where content can't."""
    if len(data) > MAX_BYTES:
        raise TooLongAd
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyAd
    if data.startswith(b"%PDF-"):
        return clean(_pdf_text(data))
    if data.startswith(ZIP_START):
        return clean(_docx_text(data))
    if data.startswith(OLE_START):
        # Word keeps a password-protected DOCX in such a container, as a stream of this name.
        raise ProtectedAd if "EncryptedPackage".encode("utf-16-le") in data else UnknownFormat
    if data.startswith(PICTURES):
        raise UnknownFormat
    text = decode(data)
    suffix = PurePath(name).suffix.lower()
    if suffix in {".html", ".htm", ".xhtml"} or HTML_START.match(text):
        text = html_text(text)
    return clean(text)


def decode(data: bytes) -> str:
    """Return the characters of a text file: UTF-8, UTF-16 with its mark, else Windows' western ones."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise UnknownFormat from None
        return data.decode("cp1252", errors="replace")


INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)
SPACE = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
BOLD_LINE = re.compile(r"^[ ]{0,3}(?:\*\*|__)([^*_\n]{1,90}?)(?:\*\*|__)[ ]*(:?)[ ]*$", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]\[\n]{0,200})\]\([^()\s]{0,500}\)")


def clean(text: str) -> str:
    """Return a text with plain line ends and spaces, without the marks of quoting e-mail and Markdown's emphasis.

    Raises EmptyAd or TooLongAd.
    """
    if len(text) > 2 * MAX_CHARACTERS:
        raise TooLongAd
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub("[\u0085\u2028\u2029\x0b\x0c]", "\n", text)
    text = SPACE.sub(" ", INVISIBLE.sub("", text))
    if len(QUOTE.findall(text)) * 2 > text.count("\n"):
        text = QUOTE.sub("", text)
    text = BOLD_LINE.sub(r"## \1\2", text)
    text = LINK.sub(r"\1", text)
    text = text.replace("**", "")
    text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    if not any(char.isalnum() for char in text):
        raise EmptyAd
    if len(text) > MAX_CHARACTERS:
        raise TooLongAd
    return text


def _pdf_text(data: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (ProtectedAd if "password" in str(error).lower() else MalformedAd) from error
    try:
        if len(document) > MAX_PAGES:
            raise TooLongAd
        pages, size = [], 0
        for page in document:
            pages.append(page.get_textpage().get_text_bounded())
            size += len(pages[-1])
            if size > MAX_CHARACTERS:
                raise TooLongAd
    except pypdfium2.PdfiumError as error:
        raise MalformedAd from error
    finally:
        document.close()
    return "\n".join(pages)


def _docx_text(data: bytes) -> str:
    _check_zip(data)
    try:
        document = WordDocument(io.BytesIO(data))
        body = document.element.body
        # Down into tables too, in the order of the page; python-docx's own lists give paragraphs and tables apart.
        return "\n".join(_paragraph(element) for element in body.iter(qn("w:p")))
    except Exception as error:  # the library lets through whatever its XML and zip readers raise
        raise MalformedAd from error


def _paragraph(element) -> str:
    text = "".join(
        (node.text or "") if node.tag == qn("w:t") else "\t" if node.tag == qn("w:tab") else "\n"
        for node in element.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    )
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    style_name = (style.get(qn("w:val")) or "").lower() if style is not None else ""
    if not text.strip():
        return ""
    if style_name.startswith(("heading", "title", "titre")):
        return f"\n## {text.strip()}"
    if "list" in style_name or element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return f"- {text.strip()}"
    return f"{text}\n"


def _check_zip(data: bytes) -> None:
    """Refuse what isn't a Word document, or would unpack to far more than an ad."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception as error:  # a crafted archive can make zipfile raise nearly anything
        raise MalformedAd from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise TooLongAd
    if any(part.flag_bits & 1 for part in parts):
        raise ProtectedAd
    if "word/document.xml" not in [part.filename for part in parts]:
        raise UnknownFormat


_BLOCKS = """
    address article aside blockquote body br dd details dialog div dl dt fieldset figcaption figure footer form
    header hr html main ol p pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
UNREAD = frozenset({"script", "style", "template", "noscript", "svg", "head", "select", "textarea", "button", "nav"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag == "body":
            self.unread.clear()  # a head that nobody closed ends here
        if tag in UNREAD:
            self.unread.append(tag)
        elif tag in HEADINGS:
            self.parts.append("\n\n## ")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in {"b", "strong"}:
            self.parts.append("**")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            if tag in self.unread:
                del self.unread[self.unread.index(tag) :]
        elif tag in HEADINGS or tag in BLOCKS or tag == "li":
            self.parts.append("\n")
        elif tag in {"b", "strong"}:
            self.parts.append("**")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_text(markup: str) -> str:
    """Return the text of an HTML page or fragment, headings and list items marked."""
    parser = _Text()
    try:
        parser.feed(markup)
        parser.close()
    except (AssertionError, ValueError) as error:  # what the standard parser raises on some broken declarations
        raise MalformedAd from error
    text = "".join(parser.parts)
    text = re.sub(r"\*\*\s*\*\*", "", text)
    # "- " and a paragraph inside the item, or a heading and its inner block, belong on one line.
    return re.sub(r"^(-|##)[ ]*\n\s*(?=[^\s#-])", r"\1 ", text, flags=re.MULTILINE)
