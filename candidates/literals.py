"""Values that stand in a statement itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Value


class Literal(Value):
    """A word of our own, written into the statement instead of sent along with it.

    SQLite takes an index of some rows only for a statement that says which in the index's own words, and what is sent
    along is none of them.
    """

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        word = str(self.value)
        if not word.isidentifier():
            raise ValueError(f"{word!r} is not a plain word.")
        return f"'{word}'", []
