"""How the database is spoken to."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_statements_are_neither_compiled_nor_begun_as_reading_ones():
    """PostgreSQL compiles none; on SQLite who writes queues up where the transaction begins."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
    else:
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
