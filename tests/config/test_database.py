"""How the database is spoken to."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_statements_are_neither_compiled_nor_shared_out_nor_begun_as_reading_ones():
    """PostgreSQL compiles none, and one process answers each; on SQLite who writes queues up where the transaction
    begins."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('jit'), current_setting('max_parallel_workers_per_gather')")
            assert cursor.fetchone() == ("off", "0")
    else:
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
