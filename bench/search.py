"""Finding among many people: the statement that the search asks the database, set against the best one written by hand
that answers the same, and the whole page against that and the list without a question; the first page, and one about a
hundred pages further on; queries, and how much longer a page takes with many people than with 1,000.

What is written by hand knows what the search has to find out: for which postings the user is there, that none of them
is screened without names, nor anybody assigned to them. Its answers are to be the search's, row by row, or it would
not be an answer. Both are run alike, so that both have the costs of asking in them. Less than FLOOR by hand counts as
FLOOR: planning alone is some milliseconds of every question, which nobody notices.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from urllib.parse import quote

from django.db import OperationalError, connection

from bench import by_hand
from bench.databases import SMALL, at_size, clock, large
from bench.lists import clients
from bench.measure import Measure, times, typical
from bench.pages import get, queries_of

SQL_WORTH, PAGE_WORTH, GROWTH, QUERIES = 2, 3, 1.5, 8
A_PAGE, DEEP, MANY = 26, 2_500, 1_001
FLOOR = 5.0  # ms, half of what the best statement by hand may take for any one word
ENOUGH, ENOUGH_QUICK = 4, 0.4  # seconds that one thing is measured
SAMPLE = 1_500  # entries that tell how frequent words are
SHARES = {"low": 0.002, "medium": 0.02, "frequent": 0.3, "very frequent": 0.9}
# Words whose pages are measured at both sizes, and the share of 1,000 people who have the one that is asked for there:
# enough for a full page. A page with fewer rows is quicker whatever the data.
GROWING = {"medium": 0.1, "very frequent": 0.9}
PAGE = "/studio/candidates/people/"
LISTS = {"": PAGE, "applications, ": "/studio/candidates/"}  # of people, and of all applications


def measures(quick: bool) -> Iterator[Measure]:
    many, enough = large(quick=quick), ENOUGH_QUICK if quick else ENOUGH
    took: dict[tuple[str, str, str, int], float] = {}
    with at_size(many):
        words = words_to_ask()
        for who, (user, client) in people().items():
            lists = slow(lambda client=client: get(client, PAGE), enough)
            for name, text in words.items():
                yield from of_question(f"{name}, {who}", text, user, client, lists, enough)
    for size in (SMALL, many):
        with at_size(size):
            found = words_by_share(GROWING if size == SMALL else SHARES)
            for who, (_user, client) in people().items():
                for (kind, page), name in product(LISTS.items(), GROWING):
                    ask = lambda client=client, text=found[name], page=page: get(client, address(text, page))  # noqa: E731
                    took[kind, who, name, size] = typical(times(ask, rounds=8 if quick else 20, clock=clock()))
                    queries = queries_of(ask)
                    if size == many:
                        few, lots = took[kind, who, name, SMALL], took[kind, who, name, many]
                        said = f"{lots:.1f} ms at {many:,}, {few:.1f} ms at {SMALL:,}"
                        yield Measure(f"{kind}{name}, {who}, growth", lots / few, GROWTH, said)
                        yield Measure(f"{kind}{name}, {who}, queries", queries / QUERIES, 1, f"{queries} of {QUERIES}")


def of_question(name: str, text: str, user: object, client: object, lists: float, enough: float) -> Iterator[Measure]:
    from candidates.models import SearchEntry
    from candidates.search.hits import best, next_to
    from candidates.search.query import parse
    from hiring.search import MOST, NEWEST, newest_entry

    query, scope, last = parse(text), SearchEntry.objects.scope_for(user), newest_entry() + 1
    ours = statement(lambda: best(query, scope, most=MOST, newest=NEWEST))
    hand = quickest(by_hand.first_page(query, user, last, most=MOST, newest=NEWEST), ours, enough)
    took = slow(ours, enough)
    yield Measure(f"{name}, statement", took / max(hand, FLOOR), SQL_WORTH, said(took, hand))
    took = slow(lambda: get(client, address(text)), enough)
    yield Measure(f"{name}, page", took / (hand + lists), PAGE_WORTH, f"{said(took, hand)}, the list {lists:.1f} ms")
    if edge := by_hand.entry_at(query, user, DEEP):  # with which the hundredth page begins
        ours = statement(lambda: next_to(query, scope, limit=A_PAGE - 1, before=edge))
        hand = quickest(by_hand.later_page(query, user, edge, A_PAGE), ours, enough)
        took = slow(ours, enough)
        yield Measure(f"{name}, page 100, statement", took / max(hand, FLOOR), SQL_WORTH, said(took, hand))


def address(text: str, page: str = PAGE) -> str:
    return f"{page}?q={quote(text)}+"  # a space says that the word is whole


def said(took: float, hand: float) -> str:
    return f"{took:.1f} ms, by hand {hand:.1f} ms, 95 %"


def slow(call: Callable[[], object], enough: float) -> float:
    """The time in milliseconds that 95 of 100 calls stay below; fewer calls where they take long, but at least 12: of
    five, it would be the slowest. What others left behind is collected before, not while this is measured.
    """
    tick, taken = clock(), []
    call()
    gc.collect()
    began = time.monotonic()
    while len(taken) < 12 or (len(taken) < 40 and time.monotonic() - began < enough):
        start = tick()
        call()
        taken.append((tick() - start) * 1000)
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def statement(ask: Callable[[], object]) -> Callable[[], list]:
    """What asks the database alone for what a call of the search asks it for."""
    from candidates.search import hits

    asked, fetch = [], hits._fetch
    hits._fetch = lambda sql, params: asked.append((sql, params)) or fetch(sql, params)
    try:
        ask()
    finally:
        hits._fetch = fetch
    ((sql, params),) = asked
    return lambda: fetch(sql, params)


def quickest(ways: list[Callable[[], list]], ours: Callable[[], list], enough: float) -> float:
    """How long the quickest way takes. One that takes a second more than the first does isn't: it may take minutes.

    Raises AssertionError where the first doesn't answer what the search does.
    """
    first, *others = ways
    if first() != [row[:3] for row in ours()]:
        raise AssertionError("What is written by hand answers something else than the search.")
    took = slow(first, enough)
    for way in others:
        try:
            with cut_off_after(took + 1_000):
                took = min(took, slow(way, enough))
        except OperationalError:
            continue
    return took


@contextmanager
def cut_off_after(milliseconds: float) -> Iterator[None]:
    """Let PostgreSQL give up a statement that takes longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(round(milliseconds))])
        try:
            yield
        finally:
            cursor.execute("RESET statement_timeout")


def people() -> dict[str, tuple[object, object]]:
    """The lead and the recruiter of the benchmarks of lists, each with the client that they are signed in by."""
    from accounts.models import User

    found = {}
    for who, client in clients().items():
        found[who] = (User.objects.get(pk=client.session["_auth_user_id"]), client)
    return found


def words_to_ask() -> dict[str, str]:
    """A word of each frequency, a rare one that some 20 have, and pairs."""
    from candidates.models import SearchEntry
    from config.seed.people import HITS
    from config.seed.vocabulary import name_of

    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    found = {"rare": name_of(last // HITS // 4), **words_by_share(SHARES)}
    found["frequent and medium"] = f"{found['frequent']} {found['medium']}"
    found["very frequent and low"] = f"{found['very frequent']} {found['low']}"
    return found


def words_by_share(shares: Mapping[str, float]) -> dict[str, str]:
    """Words that such shares of all entries have, as a sample of them tells."""
    from candidates.models import SearchEntry
    from candidates.search.words import words

    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    chosen = random.Random("bench").sample(range(1, last + 1), min(SAMPLE, last))
    counts: Counter[str] = Counter()
    texts = [text for (text,) in SearchEntry.objects.filter(pk__in=chosen).values_list("text")]
    for text in texts:
        counts.update({word for word in words(text) if word.isalpha() and len(word) > 2})
    return {
        name: min(counts, key=lambda word: (abs(counts[word] / len(texts) - share), word))
        for name, share in shares.items()
    }
