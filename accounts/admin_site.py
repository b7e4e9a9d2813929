"""The admin behind the house's own door: same sign-in, same sign-out, same password page."""

from __future__ import annotations

from functools import update_wrapper

from allauth.account.views import logout as sign_out
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class HouseAdminSite(AdminSite):
    site_title = site_header = _("Rolecraft admin")
    index_title = _("Curation and support")
    site_url = "/studio/"
    enable_nav_sidebar = False  # it squeezes the lists; the first page and the breadcrumbs lead everywhere

    def admin_view(self, view, cacheable=False):
        """Turn away whoever is signed in and may not come in; Django's own would send them to sign in for ever."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Send whoever is not signed in to the one door, and on from there to where they wanted."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        hosts = {request.get_host()}
        if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure()):
            wanted = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect(wanted)

    def logout(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return sign_out(request)

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("account_change_password")
