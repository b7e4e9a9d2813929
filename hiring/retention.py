"""Who is to be erased when: the rule of `candidates.retention`, applied to the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from candidates import erasures
from candidates.actions import lock_people, lock_with_shells
from candidates.models import Candidate, Consent, RetentionRule
from candidates.retention import End, Record, Rule, end_of
from postings.content import Content
from postings.models import Company

from . import mail
from .actions import erase_candidate
from .choices import State
from .models import Application, Move

BATCH = 200
OPEN = (State.ACTIVE, State.HIRED)


@dataclass(frozen=True)
class Ending:
    """A candidate and the end of their record."""

    candidate: Candidate
    end: End


def rules() -> dict[str, Rule]:
    """The rules by country; "" holds where a country has none of its own."""
    found = {"": Rule()}
    for row in RetentionRule.objects.all():
        found[row.country] = Rule(row.decided_months, row.consent_months, row.reminder_days)
    return found


def rule_for(content: Content, known: dict[str, Rule] | None = None) -> Rule:
    """Return the rule of the place where a posting's job is."""
    known = rules() if known is None else known
    return known.get(country_of(content), known[""])


def rule_of_company(company: Company | None) -> Rule:
    """Return the rule for people who were added by hand for a company."""
    known = rules()
    return known.get(company.country if company else "", known[""])


def country_of(content: Content) -> str:
    """Return the country of a posting's first place, else of its company; empty where neither is known."""
    return next((place.country for place in content.places if place.country), content.company.country)


def endings(*, until: date) -> Iterator[Ending]:
    """Yield who is to be erased by a day, the records in their order; a fixed number of queries a batch."""
    known = rules()
    soonest = min(rule.decided_months for rule in known.values())
    candidates = _closed(before=until - timedelta(days=28 * soonest)).iterator(chunk_size=BATCH)
    while batch := list(islice(candidates, BATCH)):
        rules_of = _rules_of(batch, known)
        for candidate in batch:
            end = end_of(_record(candidate), rules_of[candidate.pk])
            if end and end.on <= until:
                yield Ending(candidate, end)


def ends_of(candidates: Iterable[Candidate]) -> dict[int, End | None]:
    """When the records of some candidates end, by candidate, each `with_dates`; two queries however many they are."""
    rows = list(candidates)
    rules_of = _rules_of(rows, rules())
    return {row.pk: end_of(_record(row), rules_of[row.pk]) for row in rows}


def end_of_candidate(candidate: Candidate) -> End | None:
    """Return when one candidate's record ends; None while it may not be erased."""
    row = _annotated().filter(pk=candidate.pk).first()
    return end_of(_record(row), _rules_of([row], rules())[row.pk]) if row else None


def _annotated() -> QuerySet[Candidate]:
    return with_dates(Candidate.objects.kept())


def with_dates(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Candidates with what their end is told by."""
    moves = Move.objects.filter(application__candidate=OuterRef("pk")).order_by().values("application__candidate")
    consent = Consent.objects.filter(candidate=OuterRef("pk"), withdrawn_at=None)
    return candidates.annotate(
        company_country=F("company__country"),
        is_open=Exists(Application.objects.kept().filter(candidate=OuterRef("pk"), state__in=OPEN)),
        last_move_at=Subquery(moves.annotate(last=Max("at")).values("last")),
        consented_at=Subquery(consent.values("renewed_at")[:1]),
    )


def _closed(*, before: date) -> QuerySet[Candidate]:
    """Candidates of whom nothing is open or held, and who were there before a day."""
    return _annotated().filter(is_open=False, hold_reason="", created_at__date__lte=before).order_by("pk")


def _record(candidate: Any) -> Record:
    """The last contact with somebody who never applied was being told that we hold their data, else being added."""
    added = max(filter(None, (candidate.created_at, candidate.told_at)))
    last = timezone.localdate(candidate.last_move_at or added)
    return Record(
        is_open=candidate.is_open,
        is_held=bool(candidate.hold_reason),
        decided_on=last,
        last_contact_on=last,
        consented_on=timezone.localdate(candidate.consented_at) if candidate.consented_at else None,
        has_applied=candidate.last_move_at is not None,
    )


def _rules_of(candidates: Iterable[Candidate], known: dict[str, Rule]) -> dict[int, list[Rule]]:
    """The rules of the places that candidates applied for, by candidate; else that of the company they were added
    for."""
    found: dict[int, list[Rule]] = {}
    candidates = list(candidates)
    rows = Application.objects.filter(candidate__in=candidates).values_list(
        "candidate", "version__content__places", "version__content__company__country"
    )
    for candidate, places, country in rows:
        country = next((place["country"] for place in places or () if place.get("country")), country or "")
        found.setdefault(candidate, []).append(known.get(country, known[""]))
    for candidate in candidates:
        found.setdefault(candidate.pk, [known.get(candidate.company_country or "", known[""])])
    return found


# The sweep ---------------------------------------------------------------------------------------------


def erase_ended() -> int:
    """Erase whose time is over, each in a transaction of its own; return how many."""
    today = timezone.localdate()
    return _of_each([ending.candidate.pk for ending in endings(until=today)], partial(_erase_if_over, today))


@transaction.atomic
def _erase_if_over(today: date, key: int) -> bool:
    """Erase somebody whose time is over still: they may have applied, or agreed, since it was looked for."""
    now = next((one for one in lock_with_shells(key) if one.pk == key), None)
    end = end_of_candidate(now) if now else None
    return end is not None and end.on <= today and erase_candidate(candidate=now, by=None)


def remind() -> int:
    """Write once to those whose consent runs out soon; return to how many."""
    today = timezone.localdate()
    longest = max(rule.reminder_days for rule in rules().values())
    due = [
        ending.candidate.pk for ending in endings(until=today + timedelta(days=longest)) if _is_near(ending.end, today)
    ]
    return _of_each(due, partial(_remind_if_near, today))


def _is_near(end: End, today: date) -> bool:
    return end.remind_on is not None and end.remind_on <= today < end.on


@transaction.atomic
def _remind_if_near(today: date, key: int) -> bool:
    """Write to somebody whose time is nearly over still, at the address that is theirs by now."""
    now = lock_people([key]).get(key)
    end = end_of_candidate(now) if now else None
    return end is not None and _is_near(end, today) and mail.remind_of_consent(now, end.on)


def erase_brought_back() -> int:
    """Erase again whom a database restored from a backup brought back; return how many."""
    return _of_each(erasures.brought_back(), lambda candidate: erase_candidate(candidate=candidate, by=None))


def _of_each(rows: Iterable[Any], do: Callable[[Any], bool]) -> int:
    """Do something to each row, and return for how many it was to be done; one that fails stops no other, and is said
    in the end."""
    done, failed = 0, []
    for row in rows:
        try:
            done += do(row)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} of {done + len(failed)} failed", failed)
    return done
