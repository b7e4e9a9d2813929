"""Blocks as Markdown: what somebody typed stays the text that it is, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .blocks import (
    BREAK,
    Block,
    Code,
    Facts,
    Heading,
    Items,
    Paragraph,
    Quote,
    Span,
    Spans,
    from_inline,
    markdown,
    words_of,
)

SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
LINE_START = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)
CLOSING = re.compile(r"(?<= )#(?=#*$)")  # hashes that end a heading would be taken for its frame
NOT_IN_URL = re.compile(r"[()<>\\\s]")


def as_markdown(blocks: Iterable[Block]) -> str:
    """Return the blocks as Markdown, an empty line between two."""
    return _joined(blocks) + "\n"


def _joined(blocks: Iterable[Block]) -> str:
    """Two lists in a row would run into one: a comment that shows nothing keeps them apart."""
    found: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Items | Facts) and isinstance(block, Items | Facts):
            found.append("<!-- -->")
        found.append(_block(block))
        before = block
    return "\n\n".join(found)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, spans=spans):
            return f"{'#' * level} " + CLOSING.sub(r"\#", _inline(spans))
        case Paragraph(spans=spans):
            return _inline(spans)
        case Facts(pairs=pairs):
            return "\n".join(f"- {_inline((Span(label, strong=True), Span(f' {value}')))}" for label, value in pairs)
        case Items(items=items, ordered=ordered):
            return "\n".join(
                _indented(_item(item), f"{number}. " if ordered else "- ") for number, item in enumerate(items, start=1)
            )
        case Quote(blocks=inner):
            return "\n".join(f"> {line}" if line else ">" for line in _joined(inner).split("\n"))
        case Code(lines=lines):
            runs = (len(run) for line in lines for run in re.findall("`+", line))
            fence = "`" * max(3, max(runs, default=0) + 1)
            return "\n".join([fence, *lines, fence])
    return "---"


def _item(blocks: tuple[Block, ...]) -> str:
    """A list right after an item's words needs no empty line, and reads better without."""
    match blocks:
        case (Paragraph() as words, Items() as inner):
            return f"{_block(words)}\n{_block(inner)}"
    return _joined(blocks)


def _indented(text: str, mark: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line if line else "" for line in rest)])


def _inline(spans: Iterable[Span]) -> str:
    """Return a line's words with their styles, as far as they read back the same; styles go before words do.

    Markdown has words that no mark can stand beside, such as an emphasis that ends within one.
    """
    spans = tuple(spans)
    bare = tuple(replace(span, strong=False, emphasis=False, code=False) for span in spans)
    for candidate in (spans, bare):
        written = _written(candidate)
        if _read(written) == words_of(candidate):
            return written
    return _written(tuple(Span(span.text) for span in spans))


def _written(spans: Spans) -> str:
    return LINE_START.sub(lambda match: _escaped_start(match[0]), "".join(map(_span, spans)))


def _read(text: str) -> str:
    return "".join(
        "" if block.type != "inline" else words_of(from_inline(block.children or [])) for block in markdown.parse(text)
    )


def _escaped_start(start: str) -> str:
    """A mark that begins a line gets a backslash before it; a number before its dot."""
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _span(span: Span) -> str:
    if span == BREAK:
        return "  \n"
    if span.code:
        return _linked(_code(span.text), span)
    inner = span.text.strip(" ")
    if not inner:
        return span.text
    if span.href and span.href == inner and not NOT_IN_URL.search(inner):
        written = f"<{inner}>"
    else:
        mark = f"{'**' if span.strong else ''}{'*' if span.emphasis else ''}"
        written = _linked(f"{mark}{escape(inner)}{mark[::-1]}", span)
    before = len(span.text) - len(span.text.lstrip(" "))
    after = len(span.text) - len(span.text.rstrip(" "))
    return f"{' ' * before}{written}{' ' * after}"


def _linked(words: str, span: Span) -> str:
    if not span.href:
        return words
    url = NOT_IN_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), span.href)
    return f"[{words}]({url})"


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escape(text: str) -> str:
    """Return text that Markdown shows as it stands; what matters at a line's start only is left to the line."""
    return SPECIAL.sub(lambda match: f"\\{match[0]}", text)
