"""Addresses of the reference; public."""

app_name = "roles"
public = []
