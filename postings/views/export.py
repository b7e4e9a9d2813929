"""Taking a posting elsewhere: its text to copy, and as files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from accounts.audit import AuditAction, record

from ..actions import working_text
from ..choices import State
from ..content import Content
from ..export import FORMATS, as_html, as_markdown, as_text, blocks_of
from ..export.blocks import Block
from ..models import Posting

WORKING = "working"


@dataclass(frozen=True)
class Taken:
    """The text that was asked for, as blocks, and what its reader should know of it."""

    content: Content
    is_working: bool
    apply_url: str
    notes: list[str]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks_of(self.content, apply_url=self.apply_url)


def _taken(request: HttpRequest, code: str) -> tuple[Posting, Taken]:
    """The version that candidates read, or the working text where that is asked for or there is no other."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    live = posting.live_version
    is_working = live is None or request.GET.get("text") == WORKING
    content = working_text(posting) if is_working else Content.from_data(live.content)
    apply_url, notes = "", []
    if live is None:
        notes.append(
            _("A draft has no public address, so the line about applying is left out. Publish first, then take it.")
        )
    elif posting.state != State.PUBLISHED or (live.closes_on and live.closes_on < timezone.localdate()):
        notes.append(_("Nobody can apply now, so the line about applying is left out."))
    else:
        apply_url = request.build_absolute_uri(reverse("hiring:apply", args=[live.slug, code]))
    if is_working and live and not content.reads_like(live):
        notes.append(_("This is not what candidates read at the public address: some changes are not published."))
    return posting, Taken(content, is_working, apply_url, notes)


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The text in boxes to copy from, and the files."""
    posting, taken = _taken(request, code)
    blocks = taken.blocks
    boxes = [
        ("text", _("Plain text"), as_text(blocks)),
        ("markdown", _("Markdown"), as_markdown(blocks)),
        ("html", _("HTML"), as_html(blocks)),
    ]
    context = {"posting": posting, "taken": taken, "boxes": boxes, "formats": FORMATS.items()}
    return render(request, "postings/export.html", context)


@require_GET
@transaction.atomic
def export_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The text as a file to save; that it was taken is kept."""
    if kind not in FORMATS:
        raise Http404
    posting, taken = _taken(request, code)
    form = FORMATS[kind]
    response = HttpResponse(form.write(taken.blocks, taken.content), content_type=form.content_type)
    response["Content-Disposition"] = disposition(taken.content, kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    record(AuditAction.EXPORT, by=request.user, obj=posting)
    return response


def disposition(content: Content, kind: str) -> str:
    """Name the file after title and company: in ASCII for every browser, and with the accents for those that can."""
    words = f"{content.title} {content.company.name}".replace("_", " ")
    ascii_name = slugify(words)[:140].strip("-") or "job"
    full_name = slugify(words, allow_unicode=True)[:140].strip("-") or "job"
    return f"attachment; filename=\"{ascii_name}.{kind}\"; filename*=UTF-8''{quote(full_name)}.{kind}"
