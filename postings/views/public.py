"""What candidates see: the list of open postings and one posting's page. No session, no JavaScript."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..choices import CloseReason, State
from ..content import Content
from ..filters import PublicFilter
from ..jsonld import job_posting, script_text
from ..models import Posting, Version

POSTINGS_A_PAGE = 20
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # word processors leave some where a line breaks


@login_not_required
@require_safe
@cache_control(public=True, no_cache=True)
def posting_list(request: HttpRequest) -> HttpResponse:
    """Open postings, newest first, with filters that work as plain links and fields."""
    postings = Posting.objects.published().listed().with_live_version()
    filters = PublicFilter(request.GET, queryset=postings)
    page = Paginator(filters.qs, POSTINGS_A_PAGE).get_page(request.GET.get("page"))
    other = "fr" if translation.get_language() == "en" else "en"
    with translation.override(other):
        alternate_url = reverse("jobs:list")
    return render(
        request,
        "postings/list.html",
        {"filters": filters, "page": page, "alternate_url": alternate_url, "filtered": filters.is_narrowed},
    )


@login_not_required
@require_safe
@cache_control(public=True, no_cache=True)
def posting(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One posting as published; an old slug leads to the present one, an archived posting answers 410."""
    shown = get_object_or_404(Posting.objects.shown(), code=code)
    if slug != shown.live_version.slug:
        return HttpResponsePermanentRedirect(reverse("postings:posting", args=[shown.live_version.slug, code]))
    return render_posting(request, shown, status=410 if shown.state == State.ARCHIVED else 200)


def render_posting(request: HttpRequest, shown: Posting, *, status: int = 200) -> HttpResponse:
    """Render the live version's page in the posting's language."""
    version: Version = shown.live_version
    content = Content.from_data(version.content)
    url = request.build_absolute_uri(shown.public_path)
    with translation.override(version.language):
        is_open = shown.state == State.PUBLISHED and content.is_open_on(timezone.localdate())
        findable = is_open and shown.listed
        context = {
            "content": content,
            "version": version,
            "public_url": url,
            "is_open": is_open,
            "apply_url": reverse("hiring:apply", args=[version.slug, shown.code]),
            "closed_because": closed_because(shown) if not is_open else "",
            "listed": shown.listed,
            "job_posting": script_text(job_posting(version, code=shown.code, url=url)) if findable else "",
        }
        template = "postings/archived.html" if shown.state == State.ARCHIVED else "postings/posting.html"
        return render(request, template, context, status=status)


def closed_because(shown: Posting) -> str:
    """Say to candidates why a posting takes no applications."""
    return str(CloseReason(shown.close_reason or CloseReason.EXPIRED).label)


class PostingFeed(Feed):
    """The newest open postings as an Atom feed."""

    feed_type = Atom1Feed
    title = gettext_lazy("Open postings on Rolecraft")
    subtitle = gettext_lazy("The right CTO for the stage.")

    def link(self) -> str:
        return reverse("jobs:list")

    def items(self):
        postings = Posting.objects.published().listed().with_live_version()
        return postings.order_by("-live_version__published_at")[:50]

    def item_title(self, item: Posting) -> str:
        title = _("%(title)s at %(company)s") % {
            "title": item.live_version.title,
            "company": item.live_version.company_name,
        }
        return NOT_IN_XML.sub(" ", title)

    def item_description(self, item: Posting) -> str:
        """The opening words; readers take them for HTML, as the feed says."""
        return NOT_IN_XML.sub(" ", escape(item.live_version.content.get("summary", "")))

    def item_link(self, item: Posting) -> str:
        return item.public_path

    def item_updateddate(self, item: Posting):
        return item.live_version.published_at


feed = login_not_required(require_safe(PostingFeed()))
