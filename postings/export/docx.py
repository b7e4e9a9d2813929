"""Blocks as a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as Row
from docx.text.run import Run

from .blocks import BREAK, Block, Code, Facts, Heading, Items, Paragraph, Quote, Span, Spans

DEEPEST = 3  # the styles of lists go no further in
INK = RGBColor(0x1C, 0x24, 0x30)
MONOSPACED = "Consolas"


def as_docx(blocks: Iterable[Block], *, title: str, author: str, language: str, at: datetime) -> bytes:
    """Return the blocks as the bytes of a .docx file that names its title, author and language."""
    document = Document()
    about = document.core_properties
    about.title, about.author, about.language = title[:255], author[:255], language
    about.comments = ""
    about.created = about.modified = at
    _speak(document, language)
    writer = _Writer(document)
    for block in blocks:
        writer.write(block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _speak(document: Docx, language: str) -> None:
    """Tell the spelling checker the language, and take the template's blue out of the headings."""
    defaults = document.styles["Normal"].element.get_or_add_rPr()
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), {"en": "en-GB", "fr": "fr-FR"}.get(language, language))
    defaults.append(tag)
    for level in (1, 2, 3, 4):
        document.styles[f"Heading {level}"].font.color.rgb = INK


class _Writer:
    def __init__(self, document: Docx) -> None:
        self.document = document

    def write(self, block: Block, *, style: str = "Normal", depth: int = 0) -> Row | None:
        """Add a block at the document's end; return its paragraph where it is one."""
        match block:
            case Heading(level=level, spans=spans):
                return self._row(spans, f"Heading {level}")
            case Paragraph(spans=spans):
                return self._row(spans, style)
            case Facts(pairs=pairs):
                for label, value in pairs:
                    self._row((Span(label, strong=True), Span(f" {value}")), style)
            case Items(items=items, ordered=ordered):
                self._items(items, ordered=ordered, depth=depth)
            case Quote(blocks=inner):
                for one in inner:
                    self.write(one, style="Quote", depth=depth)
            case Code(lines=lines):
                for line in lines:
                    self._row((Span(line, code=True),), style)
            case _:
                self._row((Span("* * *"),), style)
        return None

    def _items(self, items: tuple[tuple[Block, ...], ...], *, ordered: bool, depth: int) -> None:
        level = "" if depth == 0 else f" {min(depth, DEEPEST - 1) + 1}"
        style = f"List {'Number' if ordered else 'Bullet'}{level}"
        number = self._new_numbering(style) if ordered else None
        for first, *rest in items:
            is_row = isinstance(first, Paragraph)
            row = self.write(first, style=style) if is_row else self._row((), style)
            if number is not None and row is not None:
                numbering = row._p.get_or_add_pPr().get_or_add_numPr()
                numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, number
            for block in rest if is_row else (first, *rest):
                further = "" if depth == 0 else f" {min(depth, DEEPEST - 1) + 1}"
                self.write(block, style=f"List Continue{further}", depth=depth + 1)

    def _new_numbering(self, style: str) -> int:
        """Let a list count from 1 of its own: without it Word goes on where the last one ended."""
        kind = self.document.styles[style].element.pPr.numPr.numId.val
        numbering = self.document.part.numbering_part.element
        abstract = numbering.num_having_numId(kind).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def _row(self, spans: Spans, style: str) -> Row:
        row = self.document.add_paragraph(style=style)
        for span in spans:
            if span == BREAK:
                row.add_run().add_break()
            elif span.href:
                self._link(row, span)
            else:
                _dress(row.add_run(span.text), span)
        return row

    def _link(self, row: Row, span: Span) -> None:
        """Add a link; the library reads them but writes none."""
        target = self.document.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        run = row.add_run(span.text)
        _dress(run, span)
        run.font.underline = True
        element = OxmlElement("w:hyperlink")
        element.set(qn("r:id"), target)
        element.append(run._r)
        row._p.append(element)


def _dress(run: Run, span: Span) -> None:
    run.bold, run.italic = span.strong or None, span.emphasis or None
    if span.code:
        run.font.name = MONOSPACED
