"""A posting in four formats: the same words in each, whatever somebody typed."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from postings.content import ContentCompany, ContentStage
from postings.export import FORMATS, as_docx, as_html, as_html_file, as_markdown, as_text, blocks_of
from postings.export.blocks import (
    Code,
    Facts,
    Heading,
    Items,
    Paragraph,
    Quote,
    Rule,
    Span,
    _Reader,
    from_markdown,
    words_of,
)

from .builders import FULL, STAGE, content, line

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ADDRESS = "https://rolecraft.example/jobs/cto-maree-bcdf2345/apply/"


def leaves(blocks) -> list[str]:
    """The words of every paragraph, heading, row and line of code, in order."""
    found = []
    for block in blocks:
        match block:
            case Heading(spans=spans) | Paragraph(spans=spans):
                found.append(words_of(spans))
            case Facts(pairs=pairs):
                found += [f"{label} {value}" for label, value in pairs]
            case Items(items=items):
                found += [leaf for item in items for leaf in leaves(item)]
            case Quote(blocks=inner):
                found += leaves(inner)
            case Code(lines=lines):
                found += lines
    return found


class Page(HTMLParser):
    """The text of an HTML page, a leaf for each innermost block."""

    BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "ul", "ol", "blockquote", "pre", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.now = ""
        self.is_code = False
        self.feed(html)
        self.close()

    def _end(self) -> None:
        lines = self.now.split("\n")
        self.found += lines[1:] if self.is_code else [self.now] if self.now.strip() else []
        self.now = ""

    def handle_starttag(self, tag, attrs):
        if tag in self.BLOCKS:
            self._end()
        self.now += "\n" if tag == "br" else ""
        self.is_code = self.is_code or tag == "pre"

    def handle_endtag(self, tag):
        if tag in self.BLOCKS:
            self._end()
        self.is_code = self.is_code and tag != "pre"

    def handle_data(self, data):
        self.now += data if self.is_code or data != "\n" else ""


def read_markdown(text: str) -> list[str]:
    """The leaves that a reader of Markdown finds who takes HTML for HTML."""
    return leaves(_Reader(MarkdownIt("commonmark", {"html": True}).parse(text)).blocks(""))


def read_docx(data: bytes) -> list[str]:
    return [row.text for row in Document(io.BytesIO(data)).paragraphs]


def docx(blocks) -> bytes:
    return as_docx(blocks, title="CTO", author="Marée", language="en", at=NOW)


# What is in it


def test_all_that_the_page_shows_is_there_in_its_order():
    text = as_text(blocks_of(FULL, apply_url=ADDRESS))

    assert (
        text
        == """Chief Technical Officer

Marée · Nantes, France · Partly remote

CTO #2 · Growing team

You take over a product in use.

Pay: €85,000 to €105,000 a year · plus shares
Contract: Permanent
Place: Nantes, France · Partly remote
Team: 6 engineers, 22 people in all
Start: 4 January 2027
Apply by: 15 December 2026

What you will do

- You recruit.
- You code.
- You plan.

How the work divides, as these missions describe it: Technical 55 %, Management 45 %.

What you need

- You communicate.

What a CTO #2 is

Growth. Half and half.

About Marée

Fish markets.

https://maree.example

What you get

- 30 days of holiday

How we decide

1. A call.
2. A paid working session.

Questions?

Claire Morel, claire@example.com

Apply for this job

https://rolecraft.example/jobs/cto-maree-bcdf2345/apply/
No account needed. You get an answer within 10 days.
"""
    )


def test_without_an_address_the_line_about_applying_is_left_out():
    text = as_text(blocks_of(FULL))

    assert "Apply for this job" not in text
    assert "No account needed" not in text
    assert text.endswith("You get an answer within 10 days.\n")


def test_it_speaks_the_language_of_the_posting():
    text = as_text(blocks_of(replace(FULL, language="fr"), apply_url=ADDRESS))

    assert "Rémunération\N{NO-BREAK SPACE}:" in text or "Salaire\N{NO-BREAK SPACE}:" in text
    assert "4 janvier 2027" in text
    assert "What you" not in text


def test_what_a_draft_lacks_leaves_no_empty_part():
    bare = content(
        title="",
        places=(),
        remote="",
        contract="",
        contact_name="",
        lines=(),
        stage=ContentStage("cto", "", 1, "", "", ""),
        company=ContentCompany(name="Marée"),
    )

    assert as_text(blocks_of(bare)) == (
        "Marée\n\n#1\n\nPay: The posting does not say what it pays.\n\nWhat a  #1 is\n\nAbout Marée\n".replace(
            "  ", " "
        )
    )


def test_every_part_of_a_posting_is_in_each_format():
    lines = tuple(
        line(number, f"Words of {kind}.", kind=kind) for number, kind in enumerate(["mission", "must", "nice", "other"])
    )
    blocks = blocks_of(replace(FULL, lines=lines), apply_url=ADDRESS)

    for text in (as_text(blocks), as_markdown(blocks), as_html(blocks), "\n".join(read_docx(docx(blocks)))):
        found = [text.index(f"Words of {kind}.") for kind in ("mission", "must", "nice", "other")]
        assert found == sorted(found)
        assert "€85,000 to €105,000 a year" in text
        assert ADDRESS in text  # also where a document keeps it apart, as a link's target


MESSY = """Thirty days, **all paid**, and a *desk by the sea*.
Second line.

- 30 days
  1. one
  2. two
- `a*b`

1. First
2. Second

# A heading
> Somebody said.

```
if x < 1:
    pass
```

---

![picture](https://a.example/x.png)[site](https://a.example/(1)) [bad](javascript:alert(1)) <b>bold</b>"""


def test_markdown_of_a_recruiter_keeps_its_structure():
    blocks = from_markdown(MESSY)

    assert [type(block) for block in blocks] == [Paragraph, Items, Items, Heading, Quote, Code, Rule, Paragraph]
    assert blocks[0].spans[1] == Span("all paid", strong=True)
    assert [item.href for item in blocks[-1].spans if item.href] == ["https://a.example/(1)"]
    assert words_of(blocks[-1].spans) == "site [bad](javascript:alert(1)) <b>bold</b>"
    assert as_markdown(blocks) == (
        "Thirty days, **all paid**, and a *desk by the sea*.  \nSecond line.\n\n"
        "- 30 days\n  1. one\n  2. two\n- `a*b`\n\n<!-- -->\n\n1. First\n2. Second\n\n"
        "### A heading\n\n> Somebody said.\n\n```\nif x < 1:\n    pass\n```\n\n---\n\n"
        "[site](https://a.example/%281%29) \\[bad\\](javascript:alert(1)) \\<b\\>bold\\</b\\>\n"
    )
    assert as_html(blocks) == (
        "<p>Thirty days, <strong>all paid</strong>, and a <em>desk by the sea</em>.<br>Second line.</p>\n"
        "<ul>\n<li><p>30 days</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol></li>\n<li><code>a*b</code></li>\n</ul>\n"
        "<ol>\n<li>First</li>\n<li>Second</li>\n</ol>\n"
        "<h3>A heading</h3>\n<blockquote>\n<p>Somebody said.</p>\n</blockquote>\n"
        "<pre>\n<code>if x &lt; 1:\n    pass</code></pre>\n<hr>\n"
        '<p><a href="https://a.example/(1)">site</a> [bad](javascript:alert(1)) &lt;b&gt;bold&lt;/b&gt;</p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "1. no item",
        "1) no item",
        "> no quote",
        "---",
        "===",
        "***",
        "```",
        "~~~",
        "*no* _emphasis_ **here**",
        "[no](link)",
        "[no]: /reference",
        "<b>no tag</b> <!-- no comment -->",
        "&amp; &#42; AT&T",
        "back\\slash",
        "`no code`",
        "C#",
        "# C #",
        "a | b",
        "<https://a.example>",
        "![no](picture)",
        "\N{NO-BREAK SPACE}à voir\N{NO-BREAK SPACE}!",
    ],
)
def test_what_looks_like_markdown_in_a_line_stays_text(text):
    blocks = blocks_of(content(title=text, summary=text, lines=(line(1, text),)))

    assert read_markdown(as_markdown(blocks)) == leaves(blocks)


def test_an_emphasis_that_markdown_cannot_write_loses_its_marks_and_no_word():
    blocks = (Paragraph((Span("a"), Span("(b)", strong=True), Span("c"))),)

    assert as_markdown(blocks) == "a(b)c\n"


def test_control_characters_are_spaces_everywhere():
    blocks = blocks_of(content(title="CTO\x0b(R&D)\x00\ufffe\ud800 now", summary="a\x01b"))

    assert leaves(blocks)[0] == "CTO (R&D) now"
    assert read_docx(docx(blocks))[0] == "CTO (R&D) now"
    assert "a b" in as_text(blocks)


def test_the_document_has_styles_and_says_what_it_is():
    blocks = (*blocks_of(FULL, apply_url=ADDRESS), *from_markdown("1. again\n\n- a\n  - b\n    - c\n      - d"))

    document = Document(io.BytesIO(as_docx(blocks, title="CTO", author="Marée", language="fr", at=NOW)))

    about = document.core_properties
    assert (about.title, about.author, about.language, about.comments) == ("CTO", "Marée", "fr", "")
    styles = {row.text: row.style.name for row in document.paragraphs}
    assert (styles["Chief Technical Officer"], styles["You code."]) == ("Heading 1", "List Bullet")
    assert [styles[text] for text in "abcd"] == ["List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet 3"]
    numbers = [row._p.pPr.numPr.numId.val for row in document.paragraphs if row.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    links = [link.address for row in document.paragraphs for link in row.hyperlinks]
    assert links == ["https://maree.example", "mailto:claire@example.com", ADDRESS]


def test_a_title_that_is_too_long_for_the_properties_is_cut():
    data = as_docx((), title="x" * 300, author="y" * 300, language="en", at=NOW)

    assert len(Document(io.BytesIO(data)).core_properties.title) == 255


def test_a_file_of_html_stands_by_itself():
    html = as_html_file(blocks_of(FULL), title="<CTO>", language="fr")

    assert html.startswith(
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n<title>&lt;CTO&gt;</title>'
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_writes_bytes(kind):
    assert FORMATS[kind].write(blocks_of(FULL), FULL)


# Whatever somebody types

TEXT = st.text(max_size=80) | st.text(st.sampled_from("ab1 \n\t#*_`[]()<>!&;-+=.~|\\\x0b\r\u00a0\u2028é"), max_size=60)


@st.composite
def contents(draw):
    return content(
        title=draw(TEXT),
        summary=draw(TEXT),
        remote_note=draw(TEXT),
        pay_note=draw(TEXT),
        benefits=draw(TEXT),
        process=tuple(draw(st.lists(TEXT, max_size=2))),
        contact_name=draw(TEXT),
        contact_email=draw(TEXT),
        language=draw(st.sampled_from(["en", "fr"])),
        stage=replace(STAGE, phase=draw(TEXT), summary=draw(TEXT)),
        company=ContentCompany(name=draw(TEXT), website=draw(TEXT), description=draw(TEXT)),
        lines=tuple(line(number, draw(TEXT)) for number in range(2)),
    )


@given(contents())
@settings(max_examples=150, deadline=None)
def test_html_reads_back_as_the_same_words(given_content):
    blocks = blocks_of(given_content, apply_url=ADDRESS)

    assert Page(as_html(blocks)).found == [leaf for leaf in leaves(blocks) if leaf.strip() or leaf in code(blocks)]


@given(contents())
@settings(max_examples=150, deadline=None)
def test_markdown_reads_back_as_the_same_words(given_content):
    blocks = blocks_of(given_content, apply_url=ADDRESS)

    assert read_markdown(as_markdown(blocks)) == leaves(blocks)


@given(contents())
@settings(max_examples=25, deadline=None)
def test_a_document_opens_again_with_every_line(given_content):
    blocks = blocks_of(given_content, apply_url=ADDRESS)

    found = [text for text in read_docx(docx(blocks)) if text.strip() and text != "* * *"]

    assert found == [leaf for leaf in leaves(blocks) if leaf.strip() and leaf != "* * *"]


@given(contents())
@settings(max_examples=100, deadline=None)
def test_plain_text_has_every_word(given_content):
    blocks = blocks_of(given_content)
    text = as_text(blocks)

    assert [
        leaf for leaf in leaves(blocks) for part in leaf.split("\n") if part not in text and "http" not in part
    ] == []


def code(blocks) -> list[str]:
    """Lines of code, which may be empty."""
    found = []
    for block in blocks:
        match block:
            case Code(lines=lines):
                found += lines
            case Items(items=items):
                found += [leaf for item in items for leaf in code(item)]
            case Quote(blocks=inner):
                found += code(inner)
    return found
