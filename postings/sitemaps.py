"""Open postings for search engines."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from .models import Posting


class PostingSitemap(Sitemap):
    """Each open and listed posting, with the moment of its live version."""

    changefreq = "daily"

    def items(self) -> QuerySet[Posting]:
        return Posting.objects.published().listed().with_live_version().order_by("pk")

    def location(self, item: Posting) -> str:
        return item.public_path

    def lastmod(self, item: Posting):
        return item.live_version.published_at


class PageSitemap(Sitemap):
    """Public pages that are the same for everybody, in each language."""

    i18n = alternates = True
    changefreq = "monthly"

    def items(self) -> list[str]:
        return ["jobs:check"]

    def location(self, item: str) -> str:
        return reverse(item)
