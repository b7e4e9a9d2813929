"""Files of candidates: where they are kept, and what a CV may be."""

import secrets


def private_path(document, filename: str) -> str:
    """Return a random path in the private folder; nothing of the uploaded name goes into it."""
    name = secrets.token_hex(16)
    return f"documents/{name[:2]}/{name}"
