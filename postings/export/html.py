"""Blocks as HTML: a piece to paste into somebody else's page, or a file that stands by itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from .blocks import BREAK, Block, Code, Facts, Heading, Items, Paragraph, Quote, Span, Spans

LINE_BREAK, LINE_ACROSS = SafeString("<br>"), SafeString("<hr>")


def as_html(blocks: Iterable[Block]) -> str:
    """Return the blocks as a piece of HTML, one block a line."""
    return str(_blocks(blocks)) + "\n"


def as_html_file(blocks: Iterable[Block], *, title: str, language: str) -> str:
    """Return the blocks as a whole document."""
    page = format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n</head>\n<body>\n{}\n'
        "</body>\n</html>\n",
        language,
        title,
        _blocks(blocks),
    )
    return str(page)


def _blocks(blocks: Iterable[Block]) -> SafeString:
    return format_html_join("\n", "{}", ((_block(block),) for block in blocks))


def _block(block: Block) -> SafeString:
    match block:
        case Heading(level=level, spans=spans):
            return format_html("<h{}>{}</h{}>", level, _spans(spans), level)
        case Paragraph(spans=spans):
            return format_html("<p>{}</p>", _spans(spans))
        case Facts(pairs=pairs):
            return format_html("<ul>\n{}\n</ul>", format_html_join("\n", "<li><strong>{}</strong> {}</li>", pairs))
        case Items(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            rows = format_html_join("\n", "<li>{}</li>", ((_item(item),) for item in items))
            return format_html("<{}>\n{}\n</{}>", tag, rows, tag)
        case Quote(blocks=inner):
            return format_html("<blockquote>\n{}\n</blockquote>", _blocks(inner))
        case Code(lines=lines):
            # Parsers drop a line break right after <pre>: one of ours, so that one of theirs stays.
            return format_html("<pre>\n<code>{}</code></pre>", "\n".join(lines))
    return LINE_ACROSS


def _item(blocks: tuple[Block, ...]) -> SafeString:
    """An item of one paragraph is its words; others keep their blocks."""
    match blocks:
        case (Paragraph(spans=spans),):
            return _spans(spans)
    return _blocks(blocks)


def _spans(spans: Spans) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def _span(span: Span) -> SafeString:
    if span == BREAK:
        return LINE_BREAK
    words = conditional_escape(span.text)
    if span.code:
        words = format_html("<code>{}</code>", words)
    if span.emphasis:
        words = format_html("<em>{}</em>", words)
    if span.strong:
        words = format_html("<strong>{}</strong>", words)
    return format_html('<a href="{}">{}</a>', span.href, words) if span.href else words
