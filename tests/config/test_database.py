"""How the database is spoken to."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_statements_are_neither_compiled_nor_shared_out_nor_begun_as_reading_ones():
    """PostgreSQL compiles none, one process answers each, and an index costs little; on SQLite who writes queues up
    where the transaction begins."""
    if connection.vendor == "postgresql":
        asked = {"jit": "off", "max_parallel_workers_per_gather": "0", "random_page_cost": "1.1"}
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(asked)])
            assert dict(cursor.fetchall()) == asked
    else:
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
