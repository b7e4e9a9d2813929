"""Every address: public pages, in English and French where they are; the studio; the admin."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

import hiring.urls
import postings.urls
import roles.urls
from config.gallery import components
from config.views import healthz, robots
from postings.sitemaps import PageSitemap, PostingSitemap

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        login_not_required(require_safe(sitemap)),
        {"sitemaps": {"postings": PostingSitemap, "pages": PageSitemap}},
        name="sitemap",
    ),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("studio/", include((postings.urls.studio + hiring.urls.studio, "studio"))),
    path("", include((hiring.urls.public, "hiring"))),
    path("", include((postings.urls.public, "postings"))),
    *i18n_patterns(
        path("roles/", include((roles.urls.public, "roles"))),
        path("", include((postings.urls.lists, "jobs"))),
        prefix_default_language=False,
    ),
]
if settings.DEBUG:
    urlpatterns.insert(0, path("studio/components/", components, name="components"))
