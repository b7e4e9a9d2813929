"""Pages out of the words of a Word file: headings, lists and paragraphs, laid out plainly by us on A4.

Run by `worker.py` in its process, and like it without Django. What the file looks like in Word, only Word knows; this
is for leafing through. The letters are those of the fonts that every PDF reader has (Windows-1252): others lose their
accents, and a text that has many others has no pages.
"""

import unicodedata
from collections.abc import Iterable

LETTERS = str.maketrans("łŁđĐıħĦŧŦ", "lLdDihHtT")  # what Unicode takes no mark off
MOST_LOST = 0.02  # share of letters and digits that may be missing
MOST_CHARACTERS = 60_000  # more than the pages that are shown hold
ENCODING = "windows-1252"
MARGIN, INDENT = 20, 6  # millimetres
SIZES = {"title": 18, "heading": 13, "text": 10, "item": 10}  # points
MILLIMETRES_A_POINT = 0.3528

Block = tuple[str, str]  # "title", "heading", "text" or "item", and its words


def sheets_of(blocks: Iterable[Block]) -> bytes | None:
    """Return a PDF of a file's words; None where there are none, or where too many of them can't be shown."""
    shown, kept, lost = [], 0, 0
    for sort, text in blocks:
        if kept > MOST_CHARACTERS:
            break
        words, missing = plain(" ".join(text.split()))
        if words or missing:
            shown.append((sort, words))
            kept, lost = kept + sum(map(str.isalnum, words)), lost + missing
    if not kept or lost > MOST_LOST * (kept + lost):
        return None
    return _laid_out(shown)


def plain(text: str) -> tuple[str, int]:
    """Return a text in the letters that can be shown, and how many letters and digits are missing from it."""
    out, missing = [], 0
    for letter in text.translate(LETTERS):
        known = letter
        if not _can_be_shown(letter):
            known = "".join(filter(_can_be_shown, unicodedata.normalize("NFKD", letter)))
        missing += letter.isalnum() and not known
        out.append(known)
    return "".join(out).strip(), missing


def _can_be_shown(letter: str) -> bool:
    try:
        return letter.isprintable() and bool(letter.encode(ENCODING))
    except UnicodeEncodeError:
        return False


def _laid_out(blocks: list[Block]) -> bytes:
    from fpdf import FPDF
    from fpdf.enums import XPos, YPos

    pdf = FPDF(format="A4")
    pdf.core_fonts_encoding = ENCODING
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, margin=MARGIN)
    pdf.add_page()
    for sort, words in blocks:
        size = SIZES[sort]
        is_heading = sort in {"title", "heading"}
        if is_heading:
            pdf.ln(size * MILLIMETRES_A_POINT * 0.6)
        pdf.set_font("Helvetica", style="B" if is_heading else "", size=size)
        if sort == "item":
            pdf.set_x(MARGIN + INDENT / 2)
            pdf.cell(INDENT, size * MILLIMETRES_A_POINT * 1.35, "•", new_x=XPos.RIGHT, new_y=YPos.TOP)
        pdf.multi_cell(
            0, size * MILLIMETRES_A_POINT * 1.35, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT, padding=0
        )
        pdf.ln(0.8)
    return bytes(pdf.output())
