"""`make bench`: time the pages that people wait for; bench/README.md says how to read it."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
import warnings
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARM_UP, ROUNDS = 20, 200


def main() -> int:
    sys.path.insert(0, str(ROOT))
    warnings.filterwarnings("ignore", "No directory at")  # collected files are not asked for here
    with tempfile.TemporaryDirectory(prefix="rolecraft-bench-") as folder:
        # SQLite in a folder of its own, and templates cached as in production.
        os.environ.update(VAR_DIR=folder, ROLECRAFT_READ_DOTENV="0", DEBUG="0", LOG_LEVEL="ERROR")
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare", stdout=StringIO())
        report()
    return 0


def report() -> None:
    from django.test import Client

    from accounts.models import User
    from postings.models import Posting

    visitor, recruiter = Client(), Client()
    recruiter.force_login(
        User.objects.get(email="recruiter@example.com"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    live = Posting.objects.published().select_related("live_version").get(stage__number=2)
    pages = [
        ("baseline", visitor, "/healthz/"),
        ("open postings", visitor, "/"),
        ("one posting", visitor, f"/jobs/{live.live_version.slug}-{live.code}/"),
        ("the CTO's sheet", visitor, "/roles/cto/"),
        ("studio, today", recruiter, "/studio/"),
        ("editor", recruiter, live.get_absolute_url()),
    ]
    print(f"{'page':<18}{'median ms':>10}{'95% ms':>10}{'queries':>9}{'kB':>7}")
    for name, client, address in pages:
        times, queries, size = measure(client, address)
        median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name:<18}{median:>10.1f}{slow:>10.1f}{queries:>9}{size / 1024:>7.1f}", flush=True)


def measure(client, address: str) -> tuple[list[float], int, int]:
    """Return the times in milliseconds, the number of queries and the size of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers={"host": "localhost"})
    queries = len(captured)  # the next request empties the log
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    times = []
    for number in range(WARM_UP + ROUNDS):
        start = time.perf_counter()
        client.get(address, headers={"host": "localhost"})
        if number >= WARM_UP:
            times.append((time.perf_counter() - start) * 1000)
    return times, queries, len(response.content)


if __name__ == "__main__":
    sys.exit(main())
