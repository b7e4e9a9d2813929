"""Addresses of postings: public ones, and those of the studio (`config.urls` puts them together)."""

app_name = "postings"
public = []
studio = []
