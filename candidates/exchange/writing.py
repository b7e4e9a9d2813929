"""Tables of people as files; memory stays bounded however many there are."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from accounts.spreadsheets import escape

CELL_MAX = 32_767  # Excel's own limit


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a CSV file, line by line: marked as UTF-8 for Excel, all quoted, no cell a formula."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([escape(cell) for cell in row])


def xlsx_of(header: Sequence[str], rows: Iterable[Sequence[str]], *, title: str, to: IO[bytes]) -> None:
    """Write a workbook of one sheet; every cell is text, whatever it starts with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading) for heading in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(to)


def _cell(sheet, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_MAX])
    cell.data_type = "s"  # openpyxl takes “=…” for a formula
    return cell
