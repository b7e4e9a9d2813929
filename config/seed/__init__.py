"""As much invented data as somebody wants, written in bulk: what `manage.py seed_demo` does."""
