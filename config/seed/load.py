"""Loads invented people with all that hangs on them, in bulk: the rows that the normal code would have made.

Postings go through the actions, one by one. Applications, files and search entries are written by `bulk`, some
hundred people a transaction. What isn't made: files behind the documents (their text is there), mails, messages.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from accounts.audit import AuditAction
from accounts.client import current_address, hash_address
from accounts.models import AuditEvent, User
from candidates.actions.sourcing import TELL_WITHIN
from candidates.files import PDF, private_path
from candidates.models import Candidate, Consent, Document, SearchEntry, Tag
from candidates.models.privacy import new_token
from candidates.privacy import NOTICE_VERSION
from candidates.search import index
from candidates.search.places import POOL, as_words, of_posting, of_user, with_spans
from hiring.choices import State, Verdict
from hiring.models import Answer, Application, Move, Note, RejectionReason, Scorecard, Step
from hiring.search import _dialled, _joined
from postings.choices import QuestionKind
from postings.reader.words import guess_language

from .bulk import Rows, analyse, slow_indexes_aside
from .openings import LATELY, LONG_AGO, Opening, add_openings, add_tags
from .people import Crowd, Person
from .story import Story, tell
from .words import fts5_columns, tsvector

BATCH = 1_000  # people a transaction
MUCH = 2_000  # people: with more an index is built anew rather than added to
LONG_AGO_SHARE = 0.2  # of all people; they are here still because they agreed to be kept
FOUND_SHARE = 0.05  # of the others: added by a recruiter, without an application
KEEP_SHARE = 0.08  # of the others: agreed to be kept
MET = 2  # the step, counted from 0, from which on colleagues have met somebody
SAFE = LATELY - 3  # days: what was decided longer ago would be erased by the sweep
VERDICTS, OF_VERDICTS = Verdict.values, (1, 3, 5, 2)
Report = Callable[[str], object]


@dataclass
class Seeded:
    """What was made: rows by table, and how long it took."""

    rows: dict[str, int] = field(default_factory=dict)
    seconds: float = 0

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    @property
    def rate(self) -> float:
        """Rows a second, all in: postings, text, indexes."""
        return self.total / self.seconds if self.seconds else 0


def seed(*, candidates: int, postings: int, seed: str, report: Report = lambda _line: None) -> Seeded:
    """Add postings and people who applied for them; return what was made."""
    began, now = time.perf_counter(), timezone.now()
    before = _counted()
    report(f"Publishing {postings} postings …")
    openings = add_openings(count=postings, now=now)
    tags = add_tags(openings[0].posting.created_by)
    made = {label: count - before[label] for label, count in _counted().items()}
    load = Load(openings, tags, count=candidates, seed=seed, now=now)
    is_much = candidates >= MUCH and candidates > SearchEntry.objects.count() // 8  # beside what is there already
    with slow_indexes_aside(*([SearchEntry._meta.db_table] if is_much else [])):
        for done in range(0, candidates, BATCH):
            load.some(done, min(BATCH, candidates - done))
            if done and done % 10_000 == 0:
                report(f"{done:,} people after {time.perf_counter() - began:,.0f} s …")
        report("Building the indexes …")
    analyse(*(rows.table for rows in load.all_rows))
    for rows in load.all_rows:
        made[rows.model._meta.label] = made.get(rows.model._meta.label, 0) + rows.count
    return Seeded({label: count for label, count in made.items() if count}, time.perf_counter() - began)


def _counted() -> dict[str, int]:
    """How many rows the tables have that the actions behind postings write."""
    models = [*apps.get_app_config("postings").get_models(), User, AuditEvent, Tag, Step]
    return {model._meta.label: model._default_manager.count() for model in models}


class Load:
    """People on their way into the database."""

    def __init__(self, openings: list[Opening], tags: list[Tag], *, count: int, seed: str, now: dt.datetime) -> None:
        self.openings, self.tags, self.count, self.now = openings, tags, count, now
        self.client = hash_address(current_address())
        self.is_postgresql = connection.vendor == "postgresql"
        self.seed, self.crowd = seed, None
        latest = now - dt.timedelta(days=LATELY)
        self.old = _weighted([opening for opening in openings if opening.opened < latest])
        self.new = _weighted([opening for opening in openings if opening.closed is None])
        self.reasons = [(reason.pk, reason.name) for reason in RejectionReason.objects.live()]
        self.candidates = Rows(
            Candidate,
            *("name", "email", "phone", "links", "created_at", "search_due", "source", "source_note", "basis"),
            *("added_by_id", "company_id", "language", "tell_by", "told_at", "told_how"),
        )
        self.documents = Rows(
            Document,
            *("candidate_id", "file", "original_name", "format", "size", "sha256", "created_at", "reading", "text"),
            *("pages", "read_at"),
        )
        self.consents = Rows(Consent, "candidate_id", "wording", "token", "given_at", "renewed_at")
        self.applications = Rows(
            Application,
            *("candidate_id", "posting_id", "version_id", "cv_id", "sent_name", "sent_phone", "sent_links", "words"),
            *("state", "rejection_reason_id", "consent_id", "form_key", "token", "notice_version", "created_at"),
            *("step_id", "step_since"),
        )
        self.moves = Rows(
            Move,
            *("application_id", "from_state", "to_state", "from_step_id", "to_step_id", "reason_id", "reason_said"),
            *("by_id", "at", "from_since"),
        )
        self.answers = Rows(Answer, "application_id", "question_id", "number", "kind", "text", "value", "is_knock_out")
        self.notes = Rows(Note, "candidate_id", "application_id", "text", "is_private", "by_id", "at", "form_key")
        self.scorecards = Rows(Scorecard, "application_id", "by_id", "verdict", "words", "at", "edited_at")
        self.tagged = Rows(Candidate.tags.through, "candidate_id", "tag_id")
        self.entries = Rows(
            SearchEntry,
            *("candidate_id", "posting_id", "language", "text"),
            beside=("vector", "places") if self.is_postgresql else (),
        )
        self.audit = Rows(AuditEvent, "at", "actor_id", "action", "object_kind", "object_id", "client")
        # In the order in which rows refer to one another.
        self.all_rows = [
            *(self.candidates, self.documents, self.consents, self.applications, self.moves, self.answers),
            *(self.notes, self.scorecards, self.tagged, self.entries, self.audit),
        ]
        self.words: list[tuple[int, str, str, str]] = []

    @transaction.atomic
    def some(self, done: int, count: int) -> None:
        """Write the next people, each later than the one before."""
        for rows in self.all_rows:
            rows.start()
        if self.crowd is None:
            year = timezone.localdate(self.now).year
            self.crowd = Crowd(seed=self.seed, count=self.count, first=self.candidates.next, year=year)
            self.chance = self.crowd.chance
        with self.entries.sent_on():  # by far the most work for the server
            for number in range(done, done + count):
                self.add(number)
        for rows in self.all_rows:
            rows.write()
        if not self.is_postgresql:
            index.write_new(self.words)
            self.words = []

    def add(self, number: int) -> None:
        """Make up one person."""
        share = number / self.count
        if self.old and share < LONG_AGO_SHARE:
            part = share / LONG_AGO_SHARE
            at = self.now - dt.timedelta(days=LONG_AGO - 1 - part * (LONG_AGO - LATELY - 15))
            self.applicant(at, keep=True, is_old=True)
            return
        part = (share - LONG_AGO_SHARE) / (1 - LONG_AGO_SHARE) if self.old else share
        at = self.now - dt.timedelta(days=SAFE * (1 - part), seconds=60)
        if self.chance.random() < FOUND_SHARE:
            self.found(at)
        else:
            self.applicant(at, keep=self.chance.random() < KEEP_SHARE, is_old=False)

    # One person ------------------------------------------------------------------------------------------

    def applicant(self, at: dt.datetime, *, keep: bool, is_old: bool) -> None:
        """Somebody who applied, one in eight for two postings."""
        chance = self.chance
        openings, weights = self.old if is_old else self.new
        chosen = chance.choices(openings, cum_weights=weights, k=2 if chance.random() < 0.125 else 1)
        chosen = list({opening.posting.pk: opening for opening in chosen}.values())
        language = chosen[0].language
        person = self.crowd.person(self.candidates.next, language)
        pk = self.candidate(person, at)
        tags = self.put_tags(pk)
        about = _joined(person.name, person.email, person.phone, _dialled(person.phone), person.links, *tags)
        consent = self.consents.add(pk, chosen[0].wording, new_token(), at, at) if keep else None
        said: list[tuple[int, str]] = []
        for nth, opening in enumerate(chosen):
            sent = at if nth == 0 else min(at + dt.timedelta(hours=chance.randint(1, 60)), self.now)
            text = self.apply(pk, person, opening, sent, consent=None if nth else consent)
            said.append((opening.posting.pk, _joined(about, *text)))
        places = sorted([*(of_posting(posting) for posting, _text in said), *([POOL] if keep else [])])
        self.entry(pk, None, _joined(about, person.cv if keep else ""), language if keep else "", places)
        for posting, text in said:
            self.entry(pk, posting, text, language, [of_posting(posting)])

    def apply(
        self, pk: int, person: Person, opening: Opening, at: dt.datetime, *, consent: int | None
    ) -> tuple[str, ...]:
        """Send an application; return the texts by which the posting's team finds it."""
        chance = self.chance
        cv = self.cv(pk, person, at)
        words = self.crowd.words(opening.language, 1, 4) if chance.random() < 0.4 else ""
        story = tell(opening, at, self.now, chance, self.reasons)
        application = self.applications.add(
            *(pk, opening.posting.pk, opening.version.pk, cv, person.name, person.phone, person.links, words),
            *(story.state, story.reason, consent, self.uuid(), new_token(), NOTICE_VERSION, at),
            *(story.step, story.since),
        )
        for move in story.moves:
            self.moves.add(application, *move)
        if opening.steps.index(story.step) >= MET:
            self.judge(application, opening, story)
        has_done = chance.random() < 0.85
        self.answers.add(
            *(application, opening.question.pk, 1, QuestionKind.YES_NO, opening.question.text),
            *("yes" if has_done else "no", not has_done),
        )
        note = self.note(pk, application, opening, at) if chance.random() < 0.12 else ""
        return (person.name, person.phone, person.links, words, note, person.cv)

    def found(self, at: dt.datetime) -> None:
        """Somebody whom a recruiter added, and mostly told of it."""
        chance = self.chance
        opening = chance.choices(self.new[0], cum_weights=self.new[1])[0]
        by, company = opening.posting.created_by_id, opening.posting.company_id
        person = self.crowd.person(self.candidates.next, opening.language)
        source = chance.choice([Candidate.Source.NETWORK, Candidate.Source.REFERRAL, Candidate.Source.EVENT])
        told = min(at + dt.timedelta(days=chance.randint(1, 20)), self.now) if chance.random() < 0.9 else None
        found = (source, "", Candidate.Basis.INTEREST, by, company, opening.language)
        told_of = (timezone.localdate(at) + TELL_WITHIN, told, "By e-mail" if told else "")
        pk = self.candidates.add(person.name, person.email, person.phone, person.links, at, False, *found, *told_of)
        self.audit.add(at, by, AuditAction.CANDIDATE_ADDED, Candidate._meta.label_lower, str(pk), self.client)
        if told:
            self.audit.add(told, by, AuditAction.CANDIDATE_TOLD, Candidate._meta.label_lower, str(pk), self.client)
        self.cv(pk, person, at)
        tags = self.put_tags(pk)
        about = _joined(person.name, person.email, person.phone, _dialled(person.phone), person.links, *tags)
        self.entry(pk, None, _joined(about, person.cv), opening.language, [of_user(by)])

    def candidate(self, person: Person, at: dt.datetime) -> int:
        applied = (Candidate.Source.APPLIED, "", Candidate.Basis.CONTRACT, None, None, "en", None, None, "")
        return self.candidates.add(person.name, person.email, person.phone, person.links, at, False, *applied)

    def cv(self, pk: int, person: Person, at: dt.datetime) -> int:
        size, digest = self.chance.randint(30_000, 300_000), f"{self.chance.getrandbits(256):064x}"
        read = min(at + dt.timedelta(seconds=20), self.now)
        return self.documents.add(
            *(pk, private_path(), f"CV {person.name}.pdf", PDF, size, digest, at, Document.Reading.READ, person.cv),
            *(2, read),
        )

    def put_tags(self, pk: int) -> list[str]:
        """Put tags on somebody, mostly none; return their names in their order."""
        if self.chance.random() < 0.65:
            return []
        chosen = sorted({self.chance.randrange(len(self.tags)) for _number in range(self.chance.randint(1, 3))})
        for number in chosen:
            self.tagged.add(pk, self.tags[number].pk)
        return [self.tags[number].name for number in chosen]

    def note(self, pk: int, application: int, opening: Opening, at: dt.datetime) -> str:
        """Let a colleague note something; return what others find it by: nothing where it is private."""
        text, is_private = self.crowd.words("en", 1, 3), self.chance.random() < 0.1
        moment = min(at + dt.timedelta(hours=self.chance.randint(1, 200)), self.now)
        self.notes.add(pk, application, text, is_private, self.chance.choice(opening.members), moment, self.uuid())
        return "" if is_private else text

    def judge(self, application: int, opening: Opening, story: Story) -> None:
        """Let some of those who met somebody give their verdicts, while they were in their last step."""
        chance, last = self.chance, story.moves[-1]
        until = self.now if story.state == State.ACTIVE else last.at
        for by in opening.members:
            if chance.random() < 0.6:
                at = story.since + (until - story.since) * chance.random()
                words = self.crowd.words(opening.language, 1, 2)
                card = self.scorecards.add(application, by, chance.choices(VERDICTS, OF_VERDICTS)[0], words, at, None)
                self.audit.add(at, by, AuditAction.SCORECARD, Scorecard._meta.label_lower, str(card), self.client)

    def entry(self, pk: int, posting: int | None, text: str, language: str, places: Iterable[int]) -> None:
        """Write what somebody is found by. The words of a CV tell its language; of what has none it is guessed."""
        language = language or guess_language(text)
        if self.is_postgresql:
            spans = with_spans(self.entries.next, places)
            self.entries.add(pk, posting, language, text, tsvector(text, language), spans)
        else:
            number = self.entries.add(pk, posting, language, text)
            self.words.append((number, *fts5_columns(text, language), as_words(places)))

    @staticmethod
    def uuid() -> uuid.UUID:
        """A key that nobody foresees, made quicker than `uuid4` does."""
        return uuid.UUID(bytes=secrets.token_bytes(16), version=4)


def _weighted(openings: list[Opening]) -> tuple[list[Opening], list[float]] | None:
    """Openings, the first of them asked for the most, with the sums of their weights; None where there are none."""
    if not openings:
        return None
    return openings, list(accumulate(1 / (rank + 10) for rank in range(len(openings))))
