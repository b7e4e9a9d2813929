"""The board of a posting with 2,000 applications in 6 steps, among many: set against one query written by hand, and
the same cards drawn from what it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bench.databases import clock
from bench.measure import Measure, times_in_turn, typical
from bench.pages import BACKEND, asked_by, get

QUERIES = 5  # of the page, beside what every page asks of who asks for it
WHO_ASKS = ("django_session", "accounts_user", "auth_group")
WORTH = 2  # times what is written by hand
PEOPLE, POSTINGS = 55_000, 22  # about 60,000 applications, 2,000 of the postings asked for most
QUICK_PEOPLE, QUICK_POSTINGS = 6_000, 2
A_COLUMN = 25
# The first cards of each step with the number that it holds, and the tags of each person.
TAGS = (
    "(SELECT {join}(tag.name, ',') FROM candidates_candidate_tags put JOIN candidates_tag tag ON tag.id = put.tag_id"
    " WHERE put.candidate_id = person.id)"
)
LATERAL = f"""
SELECT step.id, step.name, step.kind, held.count, card.id, card.step_since, card.created_at, person.id, person.name,
       {TAGS.format(join="string_agg")}
FROM hiring_step step
CROSS JOIN LATERAL (
    SELECT count(*) FROM hiring_application WHERE step_id = step.id AND state = 'active' AND superseded_by_id IS NULL
) held
LEFT JOIN LATERAL (
    SELECT * FROM hiring_application WHERE step_id = step.id AND state = 'active' AND superseded_by_id IS NULL
    ORDER BY step_since, id LIMIT {A_COLUMN}
) card ON true
LEFT JOIN candidates_candidate person ON person.id = card.candidate_id
WHERE step.posting_id = %s AND step.removed_at IS NULL
ORDER BY step.position, card.step_since, card.id
"""
# SQLite knows no LATERAL: a window over the posting's applications does the same.
WINDOW = f"""
SELECT step.id, step.name, step.kind, card.count, card.id, card.step_since, card.created_at, person.id, person.name,
       {TAGS.format(join="group_concat")}
FROM hiring_step step
LEFT JOIN (
    SELECT *, row_number() OVER (PARTITION BY step_id ORDER BY step_since, id) AS place,
           count(*) OVER (PARTITION BY step_id) AS count
    FROM hiring_application WHERE posting_id = %s AND state = 'active' AND superseded_by_id IS NULL
) card ON card.step_id = step.id AND card.place <= {A_COLUMN}
LEFT JOIN candidates_candidate person ON person.id = card.candidate_id
WHERE step.posting_id = %s AND step.removed_at IS NULL
ORDER BY step.position, card.step_since, card.id
"""


def measures(quick: bool) -> Iterator[Measure]:
    from django.test import Client
    from django.urls import reverse

    from config.seed.load import seed
    from hiring.board import board_of, on_board

    people, postings = (QUICK_PEOPLE, QUICK_POSTINGS) if quick else (PEOPLE, POSTINGS)
    seed(candidates=people, postings=postings, seed="bench")
    posting = _posting()
    owner = posting.created_by

    def ours() -> str:
        return _drawn(board_of(posting, owner, on_board(posting, owner)).columns, posting)

    def by_hand() -> str:
        return _drawn(_columns_by_hand(posting), posting)

    assert ours().count("data-card") == by_hand().count("data-card") == 6 * A_COLUMN, "not the same cards"
    taken = times_in_turn(ours, by_hand, rounds=30 if quick else 120, clock=clock())
    mine, his = map(typical, taken)
    count = on_board(posting, owner).count()
    said = f"{mine:.1f} ms, {his:.1f} ms by hand; {count:,} in 6 steps, {_applications():,} in all"
    yield Measure("150 cards", mine / his, WORTH, said)
    client = Client()
    client.force_login(owner, backend=BACKEND)
    address = reverse("studio:board", args=[posting.code])
    asked = asked_by(lambda: get(client, address))
    own = [sql for sql in asked if not any(f' FROM "{table}"' in sql for table in WHO_ASKS)]
    said = f"{len(own)} of {QUERIES} for the whole page, and {len(asked) - len(own)} for who asks, as for every page"
    yield Measure("queries", len(own) / QUERIES, 1, said)


def _posting():
    """The posting whose board has about 2,000 on it."""
    from django.db.models import Count, Q

    from postings.models import Posting

    active = Count("applications", filter=Q(applications__state="active"))
    postings = Posting.objects.published().annotate(active=active).select_related("created_by")
    posting = min(postings, key=lambda one: abs(one.active - 2_000))
    posting.may_review = posting.may_decide = True
    return posting


def _applications() -> int:
    from hiring.models import Application

    return Application.objects.count()


def _columns_by_hand(posting) -> list[Any]:
    """The columns, as one query and a little Python make them: what the templates ask for and no more."""
    from django.db import connection
    from django.utils import timezone

    from candidates.models import Candidate
    from hiring.board import Card, Column
    from hiring.models import Application, Step

    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(LATERAL if is_postgresql else WINDOW, [posting.pk] if is_postgresql else [posting.pk] * 2)
        rows = cursor.fetchall()
    now, columns = timezone.now(), {}
    for step, name, kind, count, pk, since, created, person, called, tags in rows:
        if step not in columns:
            columns[step] = Column(Step(pk=step, name=name, kind=kind), count or 0, [])
        if pk is None:
            continue
        application = Application(pk=pk, candidate_id=person, posting=posting, step_id=step)
        application.candidate = Candidate(pk=person, name=called)
        application.cv_reading = "read"
        card = Card(application, days=(now - _moment(since)).days, waits=(now - _moment(created)).days)
        card.tags = sorted(tags.split(",")) if tags else []
        columns[step].cards.append(card)
    return list(columns.values())


def _moment(value: datetime | str) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # as SQLite keeps it


def _drawn(columns: list[Any], posting) -> str:
    """The columns as the page has them."""
    from django.template.loader import render_to_string

    steps = [column.step for column in columns]
    for column in columns:
        others = [step for step in steps if step.pk != column.step.pk]
        column.moves = render_to_string("hiring/board/moves.html", {"others": others})
    shared = {"posting": posting, "query": "", "filtered": False}
    return "".join(render_to_string("hiring/board/column.html", {"column": one, **shared}) for one in columns)
