"""A row is locked so that what merely points at it can be written meanwhile.

On PostgreSQL a plain `select_for_update` waits for, and holds up, every insert of a row that points at the locked one:
two transactions that each lock in the right order then wait for each other when they commit.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

LOCK = re.compile(r"select_for_update\(((?:[^()]|\([^()]*\))*)\)")


@pytest.mark.parametrize("app", ["candidates", "hiring", "postings"])
def test_locks_let_through_what_points_at_a_row(app):
    files = [path for path in Path(settings.BASE_DIR, app).rglob("*.py") if "migrations" not in path.parts]

    locks = {f"{path.name}: {lock}" for path in files for lock in LOCK.findall(path.read_text())}

    assert locks
    assert sorted(lock for lock in locks if "no_key=True" not in lock) == []
