"""Word files laid out as pages."""

import io

import pypdfium2
import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.reading import worker
from candidates.reading.sheets import plain, sheets_of


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, line by line."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Zoë, cœur: “€ 50 – 60”…", "Zoë, cœur: “€ 50 – 60”…", 0),
        ("Łukasz Ščepán Őry", "Lukasz Šcepán Ory", 0),
        ("ﬁnance ½ →", "finance ½", 0),
        ("Ада", "", 3),
        ("CTO 中文", "CTO", 2),
        ("tab\tand\x00control", "tabandcontrol", 0),
    ],
)
def test_the_letters_that_can_be_shown(text, shown, missing):
    assert plain(text) == (shown, missing)


def test_titles_items_and_paragraphs_are_laid_out_in_order():
    blocks = [("title", "Ada"), ("heading", "Work"), ("text", ""), ("item", "Built engines"), ("text", "In London")]

    assert pages_of(sheets_of(blocks)) == ["Ada Work • Built engines In London"]


def test_a_long_text_has_several_pages():
    pages = pages_of(sheets_of([("text", f"Line {number}") for number in range(100)]))

    assert len(pages) == 3
    assert " ".join(pages) == " ".join(f"Line {number}" for number in range(100))


@pytest.mark.parametrize("blocks", [[], [("text", " ")], [("text", "Ада Лавлейс")], [("text", "Ada 中文中文")]])
def test_what_can_not_be_shown_has_no_pages(blocks):
    assert sheets_of(blocks) is None


def test_a_few_letters_that_are_missing_do_no_harm():
    assert pages_of(sheets_of([("text", "A long text about engines. " * 9 + "One letter: 中")])) != []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["title", "heading", "text", "item"]), st.text(max_size=400)), max_size=8))
def test_any_words_are_laid_out_or_not_and_never_fail(blocks):
    pdf = sheets_of(blocks)

    assert pdf is None or pages_of(pdf)


def test_paragraphs_are_told_apart_by_their_style():
    word = WordDocument()
    word.add_heading("Ada", 0)
    word.add_heading("Work", 1)
    word.add_paragraph("Built engines", style="List Bullet")
    word.add_paragraph("In London")
    buffer = io.BytesIO()
    word.save(buffer)
    seen = []

    def remember(blocks):
        seen.extend(blocks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker.runpy, "run_path", lambda _path: {"sheets_of": remember})
        worker.read_docx(buffer.getvalue())

    assert [(sort, text.strip()) for sort, text in seen if text.strip()] == [
        ("title", "Ada"),
        ("heading", "Work"),
        ("item", "Built engines"),
        ("text", "In London"),
    ]


def test_words_that_can_not_be_laid_out_are_still_read(monkeypatch):
    word = WordDocument()
    word.add_paragraph("In London")
    buffer = io.BytesIO()
    word.save(buffer)
    monkeypatch.setattr(worker.runpy, "run_path", lambda _path: 1 / 0)

    text, pages, pictures = worker.read_docx(buffer.getvalue())

    assert (text.strip(), pages, pictures) == ("In London", 0, [])
