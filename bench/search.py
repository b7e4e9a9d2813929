"""Finding among many people: what the search asks the database, set against the best statement written by hand that is
bounded too, and the whole page against that; the first page, and one about a hundred pages further on.

By hand no more is read than the numbers of 1,001 entries, newest first, and nobody's permissions are looked at: that
is what a lead's question comes to. A recruiter's is set against the same.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.db import connection

from bench.databases import at_size, clock, large
from bench.lists import clients
from bench.measure import Measure
from bench.pages import get

SQL_WORTH, PAGE_WORTH = 2, 3
A_PAGE, DEEP = 26, 2_500
FLOOR = 1.0  # ms: less than that by hand is not told from nothing
ENOUGH = 15  # seconds that one question is asked for
SAMPLE = 1_500  # entries that tell how frequent words are
SHARES = {"low": 0.002, "medium": 0.02, "frequent": 0.3, "very frequent": 0.9}

BY_HAND = {
    "postgresql": "SELECT id, candidate_id FROM candidates_searchentry WHERE vector @@ %s::tsquery"
    " AND id < %s ORDER BY id DESC LIMIT %s",
    "sqlite": "SELECT rowid FROM candidates_searchwords WHERE candidates_searchwords MATCH %s"
    " AND rowid < %s ORDER BY rowid DESC LIMIT %s",
}


def measures(quick: bool) -> Iterator[Measure]:
    with at_size(large(quick=quick)):
        words = words_by_share()
        for who, (user, client) in people().items():
            for name, text in words.items():
                yield from of_question(f"{name}, {who}", text, user, client)


def of_question(name: str, text: str, user: object, client: object) -> Iterator[Measure]:
    from candidates.search.dialects import fts5_query, tsquery
    from candidates.search.query import parse
    from hiring.search import find, find_next, newest_entry

    query = parse(text)
    asked = tsquery(query) if connection.vendor == "postgresql" else fts5_query(query)
    last = newest_entry() + 1
    deep = edge_of(asked, last)
    hand = slow(lambda: by_hand(asked, last, 1_001))
    first = slow(lambda: find(query, user=user))
    yield compared(f"{name}, statement", first, hand, SQL_WORTH)
    address = f"/studio/candidates/people/?q={quote(text)}"
    yield compared(f"{name}, page", slow(lambda: get(client, address)), hand, PAGE_WORTH)
    if deep:
        hand = slow(lambda: by_hand(asked, deep, A_PAGE))
        page = slow(lambda: find_next(query, user=user, limit=A_PAGE - 1, before=deep))
        yield compared(f"{name}, page 100, statement", page, hand, SQL_WORTH)


def compared(name: str, took: float, hand: float, goal: float) -> Measure:
    return Measure(name, took / max(hand, FLOOR), goal, f"{took:.1f} ms, by hand {hand:.1f} ms, 95 %")


def slow(call: Callable[[], object]) -> float:
    """The time in milliseconds that 95 of 100 calls stay below; fewer calls where they take long."""
    tick, taken, began = clock(), [], time.monotonic()
    call()
    while len(taken) < 5 or (len(taken) < 40 and time.monotonic() - began < ENOUGH):
        start = tick()
        call()
        taken.append((tick() - start) * 1000)
    return statistics.quantiles(taken, n=20)[-1]


def by_hand(asked: str, before: int, limit: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND[connection.vendor], [asked, before, limit])
        return cursor.fetchall()


def edge_of(asked: str, last: int) -> int | None:
    """The number of the entry with which the hundredth page begins; None where there is no such page."""
    rows = by_hand(asked, last, DEEP)
    return rows[-1][0] if len(rows) == DEEP else None


def people() -> dict[str, tuple[object, object]]:
    """The lead and the recruiter of the benchmarks of lists, each with the client that they are signed in by."""
    from accounts.models import User

    found = {}
    for who, client in clients().items():
        found[who] = (User.objects.get(pk=client.session["_auth_user_id"]), client)
    return found


def words_by_share() -> dict[str, str]:
    """A word of each frequency, as a sample of the entries tells, a rare one that some 20 have, and pairs."""
    from candidates.models import SearchEntry
    from candidates.search.words import words
    from config.seed.people import HITS
    from config.seed.vocabulary import name_of

    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    chosen = random.Random("bench").sample(range(1, last + 1), min(SAMPLE, last))
    counts: Counter[str] = Counter()
    texts = [text for (text,) in SearchEntry.objects.filter(pk__in=chosen).values_list("text")]
    for text in texts:
        counts.update({word for word in words(text) if word.isalpha() and len(word) > 2})
    found = {"rare": name_of(last // HITS // 4)}
    for name, share in SHARES.items():
        found[name] = min(counts, key=lambda word: (abs(counts[word] / len(texts) - share), word))
    found["frequent and medium"] = f"{found['frequent']} {found['medium']}"
    found["very frequent and low"] = f"{found['very frequent']} {found['low']}"
    return found
