"""The process that opens a file: bytes come in on stdin, what was read goes out on stdout.

It is run by `isolated.read_isolated` and by nobody else. It knows nothing of Django, has no settings and no
database, and gives itself limits before it looks at the file: whoever takes it over by a crafted file gets a
process that can write no more than its answer and that ends soon.

The answer is one line of JSON, {"text": str, "pages": int, "pictures": [[width, height, bytes], ...]} or
{"problem": str}, followed by the pictures as JPEG, one after the other.
"""

import io
import json
import runpy
import sys
from pathlib import Path

LIMITS = Path(__file__).resolve().parents[2] / "postings" / "limits.py"
SHEETS = Path(__file__).resolve().with_name("sheets.py")
CHARACTERS = 200_000  # some 60 pages; what comes after them is left out
PAGES = 40
PICTURES = 12
PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 1700  # most, in pixels


def read_pdf(data: bytes) -> tuple[str, int, list[tuple[int, int, bytes]]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    texts, pictures, length = [], [], 0
    count = len(document)
    for number in range(min(count, PAGES)):
        page = document[number]
        if length < CHARACTERS:
            texts.append(page.get_textpage().get_text_bounded())
            length += len(texts[-1])
        if number < PICTURES:
            pictures.append(picture_of(page))
        page.close()
    return "\n\n".join(texts), count, pictures


def picture_of(page) -> tuple[int, int, bytes]:
    width, height = page.get_size()
    scale = min(PICTURE_WIDTH / max(width, 1), PICTURE_HEIGHT / max(height, 1))
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80, optimize=True)
    return image.width, image.height, buffer.getvalue()


def read_docx(data: bytes) -> tuple[str, int, list[tuple[int, int, bytes]]]:
    """The words of a Word file, and pictures of them laid out by us; how many pages Word makes of it nobody knows."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(data))
    parts = [section.header._element for section in document.sections if not section.header.is_linked_to_previous]
    blocks = []
    for part in [*parts, document.element.body]:
        for paragraph in part.iter(qn("w:p")):  # those of tables and text boxes too
            words = []
            for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:p")):
                if node is not paragraph and node.tag == qn("w:p"):
                    break  # a text box inside: its paragraphs come on their own
                words.append(node.text or "" if node.tag == qn("w:t") else "\t" if node.tag == qn("w:tab") else "\n")
            blocks.append((_sort_of(paragraph, qn), "".join(words)))
    return "\n".join(text for _sort, text in blocks), 0, _laid_out(blocks)


def _sort_of(paragraph, qn) -> str:
    """Whether a paragraph is a title, a heading, an item of a list or none of them, by its style."""
    style = next(paragraph.iter(qn("w:pStyle")), None)
    name = style.get(qn("w:val"), "").lower() if style is not None else ""
    if name.startswith(("title", "titre")) and not name[-1:].isdigit():
        return "title"
    if name.startswith(("heading", "title", "titre", "subtitle", "sous-titre")):
        return "heading"
    is_item = name.startswith(("list", "puce")) or next(paragraph.iter(qn("w:numPr")), None) is not None
    return "item" if is_item else "text"


def _laid_out(blocks: list[tuple[str, str]]) -> list[tuple[int, int, bytes]]:
    try:
        sheets = runpy.run_path(str(SHEETS))["sheets_of"](blocks)
        return read_pdf(sheets)[2] if sheets else []
    except Exception:  # the words are read, and they are what counts
        return []


def answer(data: bytes) -> tuple[dict, list[bytes]]:
    try:
        text, pages, pictures = read_pdf(data) if data.startswith(b"%PDF-") else read_docx(data)
    except MemoryError:
        return {"problem": "memory"}, []
    except Exception as error:  # whatever a parser makes of a broken file
        return {"problem": "protected" if "password" in str(error).lower() else "damaged"}, []
    said = {"text": text[:CHARACTERS], "pages": pages, "pictures": [[w, h, len(data)] for w, h, data in pictures]}
    return said, [data for _w, _h, data in pictures]


def main() -> int:
    runpy.run_path(str(LIMITS))["limit"]()
    data = sys.stdin.buffer.read()
    said, pictures = answer(data)
    out = sys.stdout.buffer
    out.write(json.dumps(said).encode() + b"\n")
    for picture in pictures:
        out.write(picture)
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
