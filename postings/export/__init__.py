"""Taking a posting elsewhere: its text in four formats, all from one walk over it, with no database inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..content import Content
from .blocks import Block, clean
from .docx import as_docx
from .html import as_html, as_html_file
from .markdown import as_markdown
from .structure import blocks_of
from .text import as_text

__all__ = ["FORMATS", "as_docx", "as_html", "as_html_file", "as_markdown", "as_text", "blocks_of"]


@dataclass(frozen=True)
class Format:
    """A kind of file: how it is called, what it is to a browser, and what writes it."""

    label: str
    content_type: str
    write: Callable[[tuple[Block, ...], Content], bytes]


FORMATS: dict[str, Format] = {
    "txt": Format(_("Plain text"), "text/plain; charset=utf-8", lambda blocks, content: as_text(blocks).encode()),
    "md": Format(_("Markdown"), "text/markdown; charset=utf-8", lambda blocks, content: as_markdown(blocks).encode()),
    "html": Format(
        _("HTML"),
        "text/html; charset=utf-8",
        lambda blocks, content: as_html_file(blocks, title=clean(content.title), language=content.language).encode(),
    ),
    "docx": Format(
        _("Word document"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda blocks, content: as_docx(
            blocks,
            title=clean(content.title),
            author=clean(content.company.name),
            language=content.language,
            at=timezone.now(),
        ),
    ),
}
