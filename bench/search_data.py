"""People to search among, as many as asked: made by a few statements inside the database, of words that are spread as
in a natural language, with planted words whose numbers of hits are known.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence

from django.db import connection

from accounts.models import User
from candidates.models import Candidate, Consent, SearchEntry, Tag
from candidates.search.dialects import fts5_columns, tsvector
from candidates.search.words import stem
from hiring.models import Application

VOCABULARY = 20_000
BASES = 4_000  # different CVs; the people share them, beside the planted words
WORDS = 370  # of a CV: about 2.5 KB
NAMES = 2_000
BATCH = 500

# What each planted word is called, and who has it: a condition on the number of a person, `{every}` being a
# twentieth of them all.
PLANTED = {
    "zirconal": "n % {every} = 3",  # rare: 20 hits
    "lantholm": "n % 1000 = 7",  # low: one in 1,000
    "medivane": "n % 100 = 9",  # medium: one in 100
    "medithor": "n * 7919 % 101 = 9",  # medium, of others
    "frequine": "n % 10 = 4",  # frequent: one in 10
    "veridane": "n % 10 <> 8",  # very frequent: nine in 10
    "omnivale": "n % 10 <> 6",  # very frequent, of others
}
SYLLABLES = re.findall(r"\S+", "ba ce di fo gu la me ni po ru sa te vi zo chi dra glo pre sti tro qua ven mor lin")
FIRST = re.findall(r"\S+", "Ada Ben Cleo Dan Eva Finn Grace Hugo Inès Jan Kaja Léo Mia Noé Ola Paul Rosa Sami Tom Yara")
LAST = re.findall(
    r"\S+", "Moreau Okafor Weber Rossi Novak Silva Dubois Keller Lindqvist Haddad Costa Byrne Mertens Petit"
)


def fill(count: int, *, recruiter: User, seed: int = 1) -> None:
    """Make people beside those who are there: one in 16 applied for a posting that has applications already, one in
    20 agreed to be kept, one in 500 was added by the recruiter."""
    rng = random.Random(seed)
    with connection.cursor() as cursor:
        _bases(cursor, rng)
        start = _people(cursor, count, recruiter)
        _applications(cursor, count, start)
        _entries(cursor, count, start)
    _settle()


def _bases(cursor, rng: random.Random) -> None:
    """Texts and names to put together, with what the search makes of their words."""
    kind = "tsvector" if connection.vendor == "postgresql" else "text"
    for table in ("bench_base", "bench_name"):
        cursor.execute(f"CREATE TEMPORARY TABLE {table} (n integer PRIMARY KEY, text text, one {kind}, two text)")
    for table, texts in (("bench_base", _texts(rng)), ("bench_name", _names(rng))):
        for batch in itertools.batched(texts, BATCH) if hasattr(itertools, "batched") else _batches(texts):
            rows = [(number, text, *_searched(text)) for number, text in batch]
            cursor.executemany(f"INSERT INTO {table} VALUES (%s, %s, %s, %s)", rows)


def _batches(rows: Iterator) -> Iterator[list]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


def _searched(text: str) -> tuple[str, str]:
    return (tsvector(text, "en"), "") if connection.vendor == "postgresql" else fts5_columns(text, "en")


def _texts(rng: random.Random) -> Iterator[tuple[int, str]]:
    vocabulary: list[str] = []
    seen = set()
    while len(vocabulary) < VOCABULARY:
        word = "".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4))))
        if word not in seen or len(vocabulary) < len(SYLLABLES):
            seen.add(word)
            vocabulary.append(word)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))  # Zipf's law
    for number in range(BASES):
        yield number, " ".join(rng.choices(vocabulary, cum_weights=weights, k=WORDS))


def _names(rng: random.Random) -> Iterator[tuple[int, str]]:
    for number in range(NAMES):
        yield number, f"{rng.choice(FIRST)} {rng.choice(LAST)}-{rng.choice(LAST)}"


# Rows --------------------------------------------------------------------------------------------------


def _series(count: int) -> str:
    if connection.vendor == "postgresql":
        return f"(SELECT n FROM generate_series(0::bigint, {count - 1}) AS n) AS series"
    return (
        f"(WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < {count - 1})"
        " SELECT n FROM counted) AS series"
    )


def _ago(unit: str, number: str) -> str:
    """A moment some units ago."""
    if connection.vendor == "postgresql":
        return f"now() - ({number}) * interval '1 {unit}'"
    return f"strftime('%Y-%m-%d %H:%M:%f', 'now', '-' || ({number}) || ' {unit}s')"


def _uuid(number: str) -> str:
    if connection.vendor == "postgresql":
        return f"md5(({number})::text || 'bench')::uuid"
    return f"printf('be9c%028d', {number})"


def _copy(cursor, row: object, count: int, joins: str = "", where: str = "true", **changes: str) -> None:
    """Write a row that there is again for each number, with other values in some columns (SQL, of `n`)."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key or "id" in changes]
    table, columns = row._meta.db_table, [field.column for field in fields]
    values = ", ".join(changes.get(field.column, f'old."{field.column}"') for field in fields)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
        f" FROM {_series(count)} JOIN {table} old ON old.id = {row.pk} {joins} WHERE {where}"
    )


def _people(cursor, count: int, recruiter: User) -> int:
    """Return the number before the first of them."""
    template = Candidate(
        name="Template", email="bench@example.net", source="applied", search_due=False, match_due=False
    )
    template.save()
    Candidate.objects.filter(pk=template.pk).update(search_due=False, match_due=False)
    template.refresh_from_db()
    start = template.pk
    _copy(
        cursor,
        template,
        count,
        "JOIN bench_name ON bench_name.n = series.n % 2000",
        id=f"{start} + series.n + 1",
        name="bench_name.text",
        email="'person' || series.n || '@example.net'",
        created_at=_ago("minute", f"{count} - series.n"),
        source="CASE WHEN series.n % 1000 = 11 THEN 'event' WHEN series.n % 25 = 3 THEN 'referral' ELSE 'applied' END",
        added_by_id=f"CASE WHEN series.n % 500 = 1 THEN {recruiter.pk} END",
    )
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('candidates_candidate', 'id'), max(id)) FROM candidates_candidate"
        )
    consent = Consent(candidate=template, wording="Yes", given_at=template.created_at, renewed_at=template.created_at)
    consent.save()
    token = "'bench-' || series.n"
    _copy(
        cursor,
        consent,
        count,
        where="series.n % 20 = 2",
        candidate_id=f"{start} + series.n + 1",
        token=token,
    )
    for name, every in (("rare", 5_000), ("common", 7)):
        tag, _made = Tag.objects.get_or_create(name=f"bench {name}", defaults={"created_by": recruiter})
        cursor.execute(
            f"INSERT INTO candidates_candidate_tags (candidate_id, tag_id) SELECT {start} + n + 1, {tag.pk}"
            f" FROM {_series(count)} WHERE n % {every} = 0"
        )
    consent.delete()
    template.delete()
    return start


def _applications(cursor, count: int, start: int) -> None:
    """One person in 16 applied, for the postings in turn."""
    templates = _one_a_posting()
    for number, row in enumerate(templates):
        _copy(
            cursor,
            row,
            count,
            where=f"series.n % 16 = 5 AND series.n / 16 % {len(templates)} = {number}",
            candidate_id=f"{start} + series.n + 1",
            cv_id="NULL",
            consent_id="NULL",
            form_key=_uuid("series.n"),
            token="'bench-' || series.n",
            created_at=_ago("minute", f"{count} - series.n"),
        )


def _one_a_posting() -> Sequence[Application]:
    found = {}
    for application in Application.objects.kept().filter(state="active").order_by("pk"):
        found.setdefault(application.posting_id, application)
    return list(found.values())


def _entries(cursor, count: int, start: int) -> None:
    """An entry for each person, and one for each application; the later somebody came the higher its number."""
    every = max(1, count // 20)
    has = {word: condition.format(every=every) for word, condition in PLANTED.items()}
    extra = _added({f" {word}": condition for word, condition in has.items()})
    applied = f"(SELECT candidate_id, posting_id FROM hiring_application WHERE candidate_id > {start})"
    first = (SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    source = (
        f"FROM {_series(count)} JOIN bench_base b ON b.n = series.n * 7 % {BASES}"
        f" JOIN bench_name m ON m.n = series.n % {NAMES}"
    )
    kinds = (
        ("NULL", "", f"{first} + series.n * 2"),
        (
            "applied.posting_id",
            f"JOIN {applied} applied ON applied.candidate_id = {start} + series.n + 1",
            f"{first} + series.n * 2 + 1",
        ),
    )
    text = f"m.text || '\n' || b.text || {extra}"
    if connection.vendor == "postgresql":
        cursor.execute("DROP INDEX IF EXISTS candidates_searchentry_vector")
        words = _added({_planted(word): condition for word, condition in has.items()})
        for posting, join, number in kinds:
            cursor.execute(
                "INSERT INTO candidates_searchentry (id, candidate_id, posting_id, language, text, vector)"
                f" SELECT {number}, {start} + series.n + 1, {posting}, 'en', {text},"
                f" m.one || b.one || ({words})::tsvector {source} {join}"
            )
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE INDEX candidates_searchentry_vector ON candidates_searchentry USING gin (vector)")
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('candidates_searchentry', 'id'), max(id)) FROM candidates_searchentry"
        )
        return
    for posting, join, number in kinds:
        cursor.execute(
            "INSERT INTO candidates_searchentry (id, candidate_id, posting_id, language, text)"
            f" SELECT {number}, {start} + series.n + 1, {posting}, 'en', {text} {source} {join}"
        )
        stems = _added({f" {stem(word, 'en')}": condition for word, condition in has.items()})
        cursor.execute(
            "INSERT INTO candidates_searchwords (rowid, words, stems)"
            f" SELECT {number}, m.one || ' ' || b.one || {extra}, m.two || ' ' || b.two || {stems} {source} {join}"
        )


def _added(has: dict[str, str]) -> str:
    """SQL that puts those texts together whose condition on `n` holds."""
    cases = (f"CASE WHEN {condition} THEN '{text}' ELSE '' END" for text, condition in has.items())
    return " || ".join(cases).replace("n %", "series.n %").replace("n *", "series.n *")


def _planted(word: str) -> str:
    return tsvector(word, "en").replace("'", "''") + " "


def _settle() -> None:
    """Let the database know what it has, as its own upkeep would by and by."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
