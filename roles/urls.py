"""Addresses of the reference; public."""

from django.urls import path

from . import views

app_name = "roles"
public = [
    path("", views.role_list, name="list"),
    path("<slug:key>/", views.role, name="role"),
]
