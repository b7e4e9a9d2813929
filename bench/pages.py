"""The pages that people wait for most, on the demo's data: how many times `/healthz/` each of them takes, which does
one query and renders nothing; and how many queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.measure import Measure, times, typical

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Of each page: how many times the baseline it may take, and how many queries. Half as much again as was measured when
# the goal was set: what gets slower than that was not meant to.
GOALS = {
    "open postings": (45, 8),
    "one posting": (30, 8),
    "the CTO's sheet": (175, 18),
    "studio, today": (230, 16),
    "editor": (660, 32),
}


def measures(quick: bool) -> Iterator[Measure]:
    from django.test import Client

    from accounts.models import User
    from postings.models import Posting

    visitor, recruiter = Client(), Client()
    recruiter.force_login(User.objects.get(email="recruiter@example.com"), backend=BACKEND)
    live = Posting.objects.published().select_related("live_version").get(stage__number=2)
    pages = [
        ("open postings", visitor, "/"),
        ("one posting", visitor, f"/jobs/{live.live_version.slug}-{live.code}/"),
        ("the CTO's sheet", visitor, "/roles/cto/"),
        ("studio, today", recruiter, "/studio/"),
        ("editor", recruiter, live.get_absolute_url()),
    ]
    rounds = 20 if quick else 200
    for name, client, address in pages:
        baseline = typical(times(lambda: get(visitor, "/healthz/"), rounds=rounds))
        took = typical(times(lambda client=client, address=address: get(client, address), rounds=rounds))
        said = f"{took:.1f} ms, /healthz/ {baseline:.1f} ms"
        longest, most = GOALS[name]
        yield Measure(f"{name}, time", took / baseline, longest, said)
        queries = queries_of(lambda client=client, address=address: get(client, address))
        yield Measure(f"{name}, queries", queries / most, 1, f"{queries} of {most}")


def get(client, address: str):
    """Ask for a page, which must be there."""
    response = client.get(address, headers={"host": "localhost"})
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    return response


def queries_of(call: Callable[[], object]) -> int:
    return len(asked_by(call))


def asked_by(call: Callable[[], object]) -> list[str]:
    """The statements that a call sends to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
    return [query["sql"] for query in captured]
