"""A posting's text as blocks that know no format; and Markdown, as recruiters write it, read into them.

Text in blocks is clean: what no file format bears is a space, runs of white space are one. `BREAK` is the
one span that ends a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHITE = re.compile("[ \t\n\r\x85\u2028\u2029]+")  # and not the no-break spaces, which French wants
SCHEMES = ("http://", "https://", "mailto:")

markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})  # as the public page reads it


@dataclass(frozen=True)
class Span:
    """Words in one style, and where they lead."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


BREAK = Span("\n")
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is the posting's title, 2 a part of it, 3 and 4 are within what a recruiter wrote."""

    level: int
    spans: Spans


@dataclass(frozen=True)
class Paragraph:
    spans: Spans


@dataclass(frozen=True)
class Facts:
    """Labels, each with its colon, and their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list, numbered or with bullets; each item is blocks of its own."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Code:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Facts | Items | Quote | Code | Rule


def bearable(text: str) -> str:
    """Return the text with a space for each character that an XML file can't carry."""
    return NOT_IN_XML.sub(" ", text)


def clean(text: str) -> str:
    """Return the text on one line, as a browser would show it."""
    return WHITE.sub(" ", bearable(text)).strip()


def plain(text: str) -> Spans:
    """Return words without style."""
    return (Span(text),) if (text := clean(text)) else ()


def link(url: str, words: str = "") -> Spans:
    """Return a link; only the words where the address is of no kind that may be followed."""
    words = clean(words or url)
    return (Span(words, href=url if safe(url) else ""),) if words else ()


def safe(url: str) -> bool:
    return url.lower().startswith(SCHEMES) and clean(url) == url and " " not in url


def words_of(spans: Iterable[Span]) -> str:
    """The words alone, a break as a line's end."""
    return "".join(span.text for span in spans)


# Markdown ----------------------------------------------------------------------------------------------


def from_markdown(text: str) -> tuple[Block, ...]:
    """Read Markdown as the public page does: HTML is text, images are dropped."""
    tokens = markdown.parse(bearable(text.replace("\r\n", "\n").replace("\r", "\n")))
    return tuple(_Reader(tokens).blocks(""))


class _Reader:
    """Reads a flat list of tokens, nested by their opening and closing ones, from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def blocks(self, closing: str) -> list[Block]:
        """Read blocks up to and with the token that closes them."""
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closing:
                break
            found += self._block(token)
        return found

    def _block(self, token: Token) -> list[Block]:
        match token.type:
            case "inline":
                spans = from_inline(token.children or [])
                return [Paragraph(spans)] if spans else []
            case "heading_open":
                level = 3 if token.tag in {"h1", "h3"} else 4
                inner = (span for block in self.blocks("heading_close") for span in block.spans)
                spans = tidy(Span(" ") if span == BREAK else span for span in inner)
                return [Heading(level, spans)] if spans else []
            case "bullet_list_open" | "ordered_list_open":
                return self._items(token.type.replace("open", "close"))
            case "blockquote_open":
                inner = self.blocks("blockquote_close")
                return [Quote(tuple(inner))] if inner else []
            case "fence" | "code_block":
                lines = token.content.rstrip("\n").split("\n")
                return [Code(tuple(lines))] if any(line.strip() for line in lines) else []
            case "hr":
                return [Rule()]
        return []  # the opening and closing of paragraphs

    def _items(self, closing: str) -> list[Block]:
        items = []
        while self.at < len(self.tokens) and self.tokens[self.at].type != closing:
            self.at += 1  # the item's opening
            if blocks := self.blocks("list_item_close"):
                items.append(tuple(blocks))
        self.at += 1
        return [Items(tuple(items), ordered=closing.startswith("ordered"))] if items else []


def from_inline(tokens: Iterable[Token]) -> Spans:
    """Return the words of a line of tokens with their styles, as few spans as can be."""
    style = Span("")
    found: list[Span] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                found.append(replace(style, text=token.content))
            case "code_inline":
                found.append(replace(style, text=token.content, code=True))
            case "softbreak" | "hardbreak":
                found.append(BREAK)
            case "strong_open" | "strong_close":
                style = replace(style, strong=token.type == "strong_open")
            case "em_open" | "em_close":
                style = replace(style, emphasis=token.type == "em_open")
            case "link_open":
                href = str(token.attrs.get("href", ""))
                style = replace(style, href=href if safe(href) else "")
            case "link_close":
                style = replace(style, href="")
    return tidy(found)


def tidy(spans: Iterable[Span]) -> Spans:
    """Return the spans with white space collapsed, none at the ends of lines, and equal styles joined."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span == BREAK:
            lines.append([])
        elif span.text:
            lines[-1].append(replace(span, text=WHITE.sub(" ", span.text)))
    found: list[Span] = []
    for line in lines:
        if joined := _trimmed(_joined(line)):
            found += [BREAK, *joined] if found else joined
    return tuple(found)


def _joined(line: list[Span]) -> list[Span]:
    """One span for neighbours of one style; of two spaces that meet, the first stays."""
    merged = [
        replace(style, text="".join(span.text for span in same))
        for style, same in groupby(line, key=lambda span: replace(span, text=""))
    ]
    found: list[Span] = []
    for span in merged:
        text = WHITE.sub(" ", span.text)
        if found and found[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            found.append(replace(span, text=text))
    return found


def _trimmed(line: list[Span]) -> list[Span]:
    while line and not line[0].text.strip():
        line = line[1:]
    while line and not line[-1].text.strip():
        line = line[:-1]
    if line:
        line[0] = replace(line[0], text=line[0].text.lstrip())
        line[-1] = replace(line[-1], text=line[-1].text.rstrip())
    return line
