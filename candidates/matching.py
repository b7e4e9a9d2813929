"""Finding who may be the same person: keys are kept of everybody, pairs of those who share one and really match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Count, Q

from .duplicates import Card, Kind, keys_of, sketch_of, why_same
from .models import Candidate, Document, MatchKey, Pair

BATCH = 50  # the database takes no other change while they are compared
MOST_HOLDERS = 20  # a key that more people share (an agency's phone number) says nothing


def match_due(*, limit: int = 2_000) -> int:
    """Look anew for whom candidates may be the same as, of those whose data changed; return of how many."""
    done = 0
    while done < limit and (count := _match_some()):
        done += count
    return done


@transaction.atomic
def _match_some() -> int:
    """Take some candidates that are due; a fixed number of queries however many there are."""
    skip = connection.features.has_select_for_update_skip_locked
    due = Candidate.objects.select_for_update(skip_locked=skip, no_key=True)
    keys = list(due.filter(match_due=True).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if keys:
        cards = cards_of(keys)
        _write_keys(keys, cards)
        _write_pairs(keys, cards)
        Candidate.objects.filter(pk__in=keys).update(match_due=False)
    return len(keys)


def cards_of(keys: Iterable[int]) -> dict[int, Card]:
    """Return what is compared of candidates; nothing of those who were erased or merged."""
    people = Candidate.objects.kept().filter(pk__in=list(keys)).values_list("pk", "name", "email", "phone")
    sketches: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    texts = Document.objects.filter(candidate__in=[row[0] for row in people], kind=Document.Kind.CV).exclude(text="")
    for pk, text in texts.order_by("pk").values_list("candidate", "text"):
        if sketch := sketch_of(text):
            sketches[pk].append(sketch)
    return {pk: Card(name, email or "", phone, tuple(sketches[pk])) for pk, name, email, phone in people}


def _write_keys(keys: list[int], cards: dict[int, Card]) -> None:
    MatchKey.objects.filter(candidate__in=keys).delete()
    MatchKey.objects.bulk_create(
        MatchKey(candidate_id=pk, kind=kind, value=value) for pk, card in cards.items() for kind, value in keys_of(card)
    )


def _write_pairs(keys: list[int], cards: dict[int, Card]) -> None:
    """Make the open pairs of candidates what their cards say; what somebody said of a pair stays."""
    wanted = _pairs_of(cards)
    known = {
        (pair.one_id, pair.other_id): pair
        for pair in Pair.objects.filter(Q(one__in=keys) | Q(other__in=keys)).select_for_update(no_key=True)
    }
    gone = [pair.pk for key, pair in known.items() if key not in wanted and pair.dismissed_at is None]
    Pair.objects.filter(pk__in=gone).delete()
    Pair.objects.bulk_create(
        [
            Pair(one_id=one, other_id=other, reasons=why)
            for (one, other), why in wanted.items()
            if (one, other) not in known
        ],
        ignore_conflicts=True,
    )
    changed = [pair for key, pair in known.items() if key in wanted and pair.reasons != wanted[key]]
    for pair in changed:
        pair.reasons = wanted[pair.one_id, pair.other_id]
    Pair.objects.bulk_update(changed, ["reasons"])


def _pairs_of(cards: dict[int, Card]) -> dict[tuple[int, int], list[str]]:
    """Return the pairs that candidates are in, with the reasons, in their order."""
    own: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pk, card in cards.items():
        for key in keys_of(card):
            own[key].add(pk)
    values = {value for _kind, value in own}
    crowded = set(_crowded(values))
    holders = MatchKey.objects.filter(value__in=values - crowded).values_list("candidate", "kind", "value")
    met: set[tuple[int, int]] = set()
    for other, kind, value in holders:
        met |= {(min(pk, other), max(pk, other)) for pk in own[Kind(kind), value] if pk != other}
    others = cards_of({pk for pair in met for pk in pair} - cards.keys())
    everybody = others | cards
    found = {}
    for one, other in sorted(met):
        if one in everybody and other in everybody and (why := why_same(everybody[one], everybody[other])):
            found[one, other] = [str(reason) for reason in why]
    return found


def _crowded(values: Iterable[str]) -> Iterable[str]:
    holders = MatchKey.objects.filter(value__in=list(values)).order_by().values("value")
    many = holders.annotate(holders=Count("candidate", distinct=True)).filter(holders__gt=MOST_HOLDERS)
    return many.values_list("value", flat=True)
