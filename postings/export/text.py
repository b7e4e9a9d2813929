"""Blocks as plain text: for forms that take nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from .blocks import BREAK, Block, Code, Facts, Heading, Items, Paragraph, Quote, Span


def as_text(blocks: Iterable[Block]) -> str:
    """Return the blocks as text, an empty line between two."""
    return _joined(blocks) + "\n"


def _joined(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(spans=spans) | Paragraph(spans=spans):
            return "".join(_span(span) for span in spans)
        case Facts(pairs=pairs):
            return "\n".join(f"{label} {value}" for label, value in pairs)
        case Items(items=items, ordered=ordered):
            return "\n".join(
                _indented("\n".join(_block(inner) for inner in item), f"{number}. " if ordered else "- ")
                for number, item in enumerate(items, start=1)
            )
        case Quote(blocks=inner):
            return _indented(_joined(inner), "  ")
        case Code(lines=lines):
            return "\n".join(lines)
    return "* * *"


def _span(span: Span) -> str:
    """The words, and where they lead unless they say so themselves."""
    if span == BREAK or not span.href or span.href in {span.text, f"mailto:{span.text}"}:
        return span.text
    return f"{span.text} ({span.href})"


def _indented(text: str, mark: str) -> str:
    """The mark, then the text with its further lines as far in."""
    first, *rest = text.split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line if line else "" for line in rest)])
