"""A page with an inline script, for the strict client to find."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("bad/", login_not_required(lambda request: HttpResponse("<script>go()</script>")))]
