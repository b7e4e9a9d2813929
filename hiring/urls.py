"""Addresses of hiring: the candidate's, and those of the studio (`config.urls` puts them together)."""

app_name = "hiring"
public = []
studio = []
