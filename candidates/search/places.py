"""Where an entry is found: numbers kept beside its words, so that one index leads to words and place together.

They say which posting's candidates an entry is of, or for an entry about a person in which postings they applied, who
added them, and whether they are in the talent pool. They only lead to what somebody may see: that they may is decided
by the rows as they are now, for each hit. So a place that is kept too long shows nobody, one that is not yet kept is
found once the queue of `due` has passed.

On PostgreSQL an entry is in two spans of numbers as well, a small and a large one: what is newest is looked for span by
span, which costs as much as there is in them, however many have a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

POOL = 0
SMALL, LARGE = 13, 17  # bits of an entry's number that are the same in a span: 8,192 entries, 131,072
LONGEST, TOGETHER = 8, 2  # small spans, and large ones, that are looked into at once
OF_POSTING, OF_USER, OF_SMALL, OF_LARGE = range(4)


def of_posting(number: int) -> int:
    """The place of who applied for a posting."""
    return number * 4 + OF_POSTING


def of_user(number: int) -> int:
    """The place of whom somebody added."""
    return number * 4 + OF_USER


def with_spans(entry: int, places: Iterable[int]) -> list[int]:
    """The places of an entry and the spans that its number is in, as PostgreSQL keeps them."""
    return [(entry >> SMALL) * 4 + OF_SMALL, (entry >> LARGE) * 4 + OF_LARGE, *places]


def as_words(places: Iterable[int]) -> str:
    """The places of an entry as SQLite keeps them."""
    return " ".join(f"p{place}" for place in places)


def rest_sql(*, goes_down: bool) -> str:
    """PostgreSQL: all spans as two lists of them, `tokens`: the two nearest large ones, and the rest."""
    here, sign = f"(edge >> {LARGE})", "-" if goes_down else "+"
    first, last = ("0", f"{here} - 2") if goes_down else (f"{here} + 2", f"top >> {LARGE}")
    return (
        f"SELECT CASE step WHEN 0 THEN ARRAY[({here} * 4 + {OF_LARGE})::integer,"  # noqa: S608
        f" (({here} {sign} 1) * 4 + {OF_LARGE})::integer]"
        f" ELSE ARRAY(SELECT (span * 4 + {OF_LARGE})::integer FROM generate_series({first}, {last}) AS span)"
        " END AS tokens FROM ends CROSS JOIN LATERAL generate_series(0, 1) AS step"
    )


def spans_sql(*, goes_down: bool) -> str:
    """PostgreSQL: all spans in lists, `tokens`, from the one that holds the number `edge` on, the nearest first.

    Sixteen small ones at least, then large ones: of what many have there are enough in the first few. Each list of
    small ones is as long as all before it together, up to LONGEST, and large ones come by two: to look into some spans
    at once costs little more than to look into one, and what few have is to be looked for in all.
    """
    more = LARGE - SMALL  # bits
    if goes_down:
        first, last = f"(edge >> {SMALL})", f"(greatest((edge >> {LARGE}) - 1, 0) << {more})"
        count, rest, sign = f"({first} - {last} + 1)", f"({last} >> {more})", "-"
        beyond = f"({last} >> {more}) - 1"
    else:
        first, last = f"(edge >> {SMALL})", f"(least((edge >> {LARGE}) + 2, (top >> {LARGE}) + 1) << {more})"
        count, rest, sign = f"({last} - {first})", f"((top >> {LARGE}) + 1 - ({last} >> {more}))", "+"
        beyond = f"({last} >> {more})"
    steps = ", ".join(f"({step}, {until})" for step, until in _runs(2 << more))
    small = f"SELECT {{}} FROM ends CROSS JOIN (VALUES {steps}) AS run (step, until) WHERE step < {count}"  # noqa: S608
    large = f"SELECT {{}} FROM ends CROSS JOIN LATERAL generate_series(0, {rest} - 1, {TOGETHER}) AS step"  # noqa: S608
    near = _tokens(f"{first} {sign} span", OF_SMALL, f"least(until, {count})")
    far = _tokens(f"{beyond} {sign} span", OF_LARGE, f"least(step + {TOGETHER}, {rest})")
    return f"{small.format(near)} UNION ALL {large.format(far)}"


def _tokens(span: str, kind: int, until: str) -> str:
    """The tokens of the spans from a `step` until another, as an array."""
    return f"ARRAY(SELECT (({span}) * 4 + {kind})::integer FROM generate_series(step, {until} - 1) AS span) AS tokens"  # noqa: S608


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Where each list of so many spans begins and ends."""
    start = 0
    while start < count:
        end = start + min(max(start, 1), LONGEST)
        yield start, end
        start = end
