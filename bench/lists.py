"""The studio's lists at 1,000 people and at many: queries, and how much longer a page takes."""

from __future__ import annotations

from collections.abc import Iterator

from bench.databases import SMALL, at_size, clock, large
from bench.measure import Measure, times, typical
from bench.pages import BACKEND, get, queries_of

QUERIES = 8
GROWTH = 1.5
PASSES = 3  # 2 where it is to be quick; at each size in turn, so that both get the machine's better and worse moments
PAGES = {
    "pool": "/studio/candidates/pool/",
    "people": "/studio/candidates/people/",
    "applications": "/studio/candidates/",
    "postings": "/studio/postings/",
    "today": "/studio/",
    # Of the posting that most applied for, of those whose candidates the user sees.
    "one posting's": "/studio/postings/{most}/applications/",
    "one posting's, by name": "/studio/postings/{most}/applications/?sort=name",
    "one posting's, late": "/studio/postings/{most}/applications/?late=on",
    "one posting's, a step by name": "/studio/postings/{most}/applications/?step={step}&sort=name",
}


def measures(quick: bool) -> Iterator[Measure]:
    passes, rounds, many = (2, 6, large(quick=True)) if quick else (PASSES, 20, large(quick=False))
    took: dict[tuple[str, str, int], list[float]] = {}
    queries: dict[tuple[str, str, int], int] = {}
    for _pass in range(passes):
        for size in (SMALL, many):
            with at_size(size):
                for who, client in clients().items():
                    most, step = most_applied_for(client)
                    for name, page in PAGES.items():
                        address = page.format(most=most, step=step)
                        key, call = (name, who, size), lambda client=client, address=address: get(client, address)
                        queries[key] = queries_of(call)
                        took.setdefault(key, []).extend(times(call, warm_up=2, rounds=rounds, clock=clock()))
    for who in ("lead", "recruiter"):
        for name in PAGES:
            few, lots = (typical(took[name, who, size]) for size in (SMALL, many))
            said = f"{lots:.1f} ms at {many:,}, {few:.1f} ms at {SMALL:,}"
            yield Measure(f"{name}, {who}, growth", lots / few, GROWTH, said)
            most = max(queries[name, who, size] for size in (SMALL, many))
            yield Measure(f"{name}, {who}, queries", most / QUERIES, 1, f"{most} of {QUERIES}")


def clients() -> dict[str, object]:
    """Somebody who sees everybody, and a recruiter with a sixth of the postings."""
    from django.contrib.auth.models import Group
    from django.db.models import Count
    from django.test import Client

    from accounts.models import Kind, User

    lead, _made = User.objects.get_or_create(email="lead@bench.example", defaults={"name": "Lead"})
    lead.groups.add(Group.objects.get(name=Kind.LEAD))
    recruiters = User.objects.filter(groups__name=Kind.RECRUITER).annotate(count=Count("memberships"))
    found = {"lead": Client(), "recruiter": Client()}
    found["lead"].force_login(lead, backend=BACKEND)
    found["recruiter"].force_login(recruiters.order_by("-count", "pk").first(), backend=BACKEND)
    return found


def most_applied_for(client) -> tuple[str, int]:
    """The code of the posting with most applications, of those whose candidates a client's user sees, and the number of
    the step in which most of these are."""
    from django.db.models import Count

    from accounts.models import User
    from hiring.models import Application
    from postings.models import Posting

    user = User.objects.get(pk=client.session["_auth_user_id"])
    here = Application.objects.filter(posting__in=Posting.objects.reviewable_by(user)).order_by()
    code = here.values_list("posting__code").annotate(count=Count("pk")).order_by("-count", "posting__code")[0][0]
    steps = here.filter(posting__code=code).values_list("step").annotate(count=Count("pk"))
    return code, steps.order_by("-count", "step")[0][0]
