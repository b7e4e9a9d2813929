"""A table out of a CSV file, whatever program wrote it."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .person import clean_line

MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 5 * 1024 * 1024, 10_000, 100
DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 30  # records that tell which delimiter it is
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Unreadable(Exception):
    """The file as a whole can't be read; the message says so to the user."""


@dataclass(frozen=True)
class Table:
    """Headings and rows; a row has its number as a spreadsheet shows it (the headings are row 1)."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    delimiter: str
    encoding: str


def read_table(data: bytes) -> Table:
    """Return the table in a file; raise Unreadable. Empty rows are left out."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("The file is too large: 5 MB at most."))
    text, encoding = decode(data)
    delimiter, text = _named_delimiter(text)
    delimiter = delimiter or _guess_delimiter(text)
    records = _records(text, delimiter)
    numbered = [(number, cells) for number, cells in enumerate(records, start=1) if any(c.strip() for c in cells)]
    if len(numbered) < 2:
        raise Unreadable(_("There are no rows below the headings."))
    header = [clean_line(cell) for cell in numbered[0][1]]
    if len(header) > MAX_COLUMNS:
        raise Unreadable(_("The file has too many columns: %(max)d at most.") % {"max": MAX_COLUMNS})
    if len(numbered) - 1 > MAX_ROWS:
        raise Unreadable(_("The file has too many people: %(max)d at most.") % {"max": MAX_ROWS})
    return Table(header, numbered[1:], delimiter, encoding)


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and its encoding: by its mark, else UTF-8, else UTF-16, else Windows-1252."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    if b"\0" in data[:1000]:  # no text in one of the others has it
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return _decoded(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(data, "cp1252"), "cp1252"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not text, or in an encoding that is not known. Save it as UTF-8.")) from None


def _named_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter of a first line "sep=;", as Excel writes it, and the text after that line."""
    first, _end, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and first[4:] in DELIMITERS:
        return first[4:], rest
    return ("\t", rest) if first.lower() == "sep=" else ("", text)


def _guess_delimiter(text: str) -> str:
    """Return the delimiter that cuts most of the first records into as many cells as the headings."""

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(cells) for cells in _first(text, delimiter) if cells]
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(width == widths[0] for width in widths), widths[0])

    return max(DELIMITERS, key=score)


def _first(text: str, delimiter: str) -> list[list[str]]:
    found = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(cells)
            if len(found) == SAMPLE:
                break
    except csv.Error:
        pass
    return found


def _records(text: str, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(cells)
            if len(found) > MAX_ROWS * 2:
                break
    except csv.Error:
        raise Unreadable(_broken(len(found) + 1)) from None
    try:  # the lenient reader takes a quotation mark that is never closed for the rest of the file
        for _cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise Unreadable(_broken(len(found))) from None
    return found


def _broken(number: int) -> str:
    return _("Row %(number)d can’t be read: a quotation mark in it is not closed.") % {"number": number}
