"""Bringing people in from a file: nothing is written before it was checked and confirmed, and nothing twice.

A confirmed import is a row that says what is still to do: rows are taken in small batches, each a transaction of its
own, by the request that confirms and by the sweep. So a crash leaves no row half done, and each row says what came
of it; a row that fails stops no other.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from uuid import UUID, uuid4, uuid5

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..exchange import Problem, guess_mapping, read_resumes, read_table
from ..exchange.person import clean_line
from ..exchange.table import CHOICES
from ..imports import Fate, Verdict, blanks_of, judge, with_blanks_filled
from ..models import Candidate, ImportRow, ImportRun, Resume
from .locking import PersonGone, lock_people, lock_person
from .tagging import add_tags

logger = logging.getLogger(__name__)

BATCH = 200
IN_THE_REQUEST = 400  # rows that who confirms waits for; the sweep takes the rest
TO_TELL_WITHIN = timedelta(days=30)  # article 14(3)(a) of the GDPR
ROWS_KEPT_FOR = timedelta(days=30)
DRAFTS_KEPT_FOR = timedelta(days=2)
State = ImportRun.State


class NotNow(Exception):
    """The import is not at the step that this belongs to; the message says so to the user."""


def take_file(*, name: str, data: bytes, by: User, form_key: UUID | None = None) -> ImportRun:
    """Keep what a file says as a draft of an import, once for a form; raises Unreadable (`candidates.exchange`)."""
    key = uuid5(form_key or uuid4(), f"import {by.pk} {sha256(data).hexdigest()}")
    try:
        return ImportRun.objects.filter(form_key=key).first() or _take(name, data, by=by, key=key)
    except IntegrityError:  # the same came in at the same time, and is there now
        return ImportRun.objects.get(form_key=key)


@transaction.atomic
def _take(name: str, data: bytes, *, by: User, key: UUID) -> ImportRun:
    known = {"by": by, "file_name": clean_line(name)[:200], "form_key": key}
    if name.lower().endswith(".json") or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        numbered = list(enumerate(read_resumes(data), start=1))
        run = ImportRun.objects.create(**known, format=ImportRun.Format.JSON)
    else:
        table = read_table(data)
        numbered = table.rows
        header, mapping = [heading[:200] for heading in table.header], guess_mapping(table.header)
        run = ImportRun.objects.create(**known, format=ImportRun.Format.CSV, header=header, mapping=mapping)
    rows = (ImportRow(run=run, number=number, raw=_as_text(raw)) for number, raw in numbered)
    while batch := list(islice(rows, BATCH)):
        ImportRow.objects.bulk_create(batch)
    if run.format == ImportRun.Format.JSON:
        _check(run, by=by)
    return run


@transaction.atomic
def check_import(*, run: ImportRun, mapping: list[str], by: User) -> ImportRun:
    """Take in what the columns are about, and find what would become of each row; raises NotNow once confirmed."""
    now = ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if now.state not in {State.DRAFT, State.CHECKED}:
        raise NotNow(_("This file was confirmed already."))
    if len(mapping) != len(now.header) or not set(mapping) <= {"", *CHOICES}:
        raise ValueError("A mapping names one known field, or none, for each column.")
    now.mapping = mapping
    now.save(update_fields=["mapping"])
    _check(now, by=by)
    run.refresh_from_db()
    return run


def _check(run: ImportRun, *, by: User) -> None:
    seen: set[tuple[str, ...]] = set()
    rows = run.rows.order_by("number").iterator(chunk_size=BATCH)
    counts = dict.fromkeys(Fate.values, 0)
    while batch := list(islice(rows, BATCH)):
        for verdict in judge(run, batch, by=by, seen=seen):
            _note(verdict)
            counts[verdict.fate] += 1
        _save(batch)
    run.counts = counts
    run.save(update_fields=["counts"])
    _set_state(run, State.CHECKED)


@transaction.atomic
def confirm_import(*, run: ImportRun, basis: str, source_note: str, by: User) -> bool:
    """Say that a checked import is to be done, on what basis and where the file is from; again changes nothing."""
    now = ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if now.state == State.DRAFT:
        raise NotNow(_("Say first what the columns are about."))
    if now.state != State.CHECKED:
        return False
    now.basis, now.source_note, now.confirmed_at = basis, source_note, timezone.now()
    now.rows.exclude(fate__in=[Fate.NEW, Fate.FILLS]).update(handled=True)
    _set_state(now, State.RUNNING, "basis", "source_note", "confirmed_at")
    record(AuditAction.IMPORT, by=by, obj=now)
    return True


def carry_on(run: ImportRun, *, limit: int | None = None) -> int:
    """Bring in rows of a confirmed import, in batches; return how many were dealt with. Safe at any moment, at once."""
    done = 0
    while limit is None or done < limit:
        handled = _next_batch(run)
        if not handled:
            break
        done += handled
    run.refresh_from_db()
    return done


def carry_on_imports() -> int:
    """Go on with every confirmed import; return how many rows were dealt with."""
    return sum(carry_on(run) for run in ImportRun.objects.filter(state=State.RUNNING).order_by("confirmed_at", "pk"))


@transaction.atomic
def _next_batch(run: ImportRun) -> int:
    now = ImportRun.objects.select_for_update(of=("self",), no_key=True).select_related("by").get(pk=run.pk)
    if now.state != State.RUNNING:
        return 0
    rows = list(now.rows.filter(handled=False).order_by("number")[:BATCH])
    verdicts = judge(now, rows, by=now.by, seen=set())  # anew: much may have happened since the check
    lock_people(verdict.candidate.pk for verdict in verdicts if verdict.fate == Fate.FILLS)
    for verdict in verdicts:
        _bring_in(now, verdict)
    _save(rows)
    if len(rows) < BATCH:
        _finish(now)
    return len(rows)


def _bring_in(run: ImportRun, verdict: Verdict) -> None:
    try:
        with transaction.atomic():
            if verdict.fate == Fate.NEW:
                verdict.candidate = _add(run, verdict)
            elif verdict.fate == Fate.FILLS:
                _fill(run, verdict)
    except (IntegrityError, DataError, PersonGone):  # somebody else brought them in, or erased them, at this moment
        logger.warning("import=%s row=%s failed", run.pk, verdict.row.number)
        verdict.fate, verdict.candidate = Fate.FAILED, None
        problem = Problem("", _("The database refused this row. Import the file once more: only this row is left."))
        verdict.parsed = replace(verdict.parsed, problems=(problem,))
    _note(verdict)
    verdict.row.handled = True


def _add(run: ImportRun, verdict: Verdict) -> Candidate:
    person = verdict.parsed.person
    source, note = _source_of(person.source)
    candidate = Candidate.objects.create(
        name=person.name,
        email=person.email or None,
        phone=person.phone,
        links="\n".join(person.links),
        source=source,
        source_note=(person.source_note or note or run.source_note)[:200],
        basis=run.basis,
        added_by=run.by,
        tell_by=timezone.localdate(run.confirmed_at) + TO_TELL_WITHIN,
    )
    add_tags(candidate=candidate, names=person.tags, by=run.by)
    if person.resume:
        Resume.objects.create(candidate=candidate, content=person.resume)
    return candidate


def _source_of(said: str) -> tuple[str, str]:
    """Return the source that a file's word means, and the word as a note where it means none that is known."""
    for source in Candidate.Source:
        if said.casefold() in {source.value, str(source.label).casefold()}:
            return source, ""
    return Candidate.Source.IMPORT, said


def _fill(run: ImportRun, verdict: Verdict) -> None:
    person = verdict.parsed.person
    verdict.candidate = candidate = lock_person(verdict.candidate)
    verdict.blanks = blanks_of(candidate, person)
    values = {"phone": person.phone, "links": "\n".join(person.links)}
    fields = [name for name in verdict.blanks if name in values]
    for name in fields:
        setattr(candidate, name, values[name])
    if fields:
        candidate.save(update_fields=fields)
    if "tags" in verdict.blanks:
        add_tags(candidate=candidate, names=person.tags, by=run.by)
    if "resume" in verdict.blanks:
        content = with_blanks_filled(candidate.resume_content, person.resume)
        Resume.objects.update_or_create(candidate=candidate, defaults={"content": content})


def _finish(run: ImportRun) -> None:
    counts = dict.fromkeys(Fate.values, 0)
    for fate in run.rows.values_list("fate", flat=True).iterator():
        counts[fate] += 1
    run.counts, run.done_at = counts, timezone.now()
    _set_state(run, State.DONE, "counts", "done_at")


def _note(verdict: Verdict) -> None:
    """Write a verdict into its row."""
    row, parsed = verdict.row, verdict.parsed
    row.fate, row.candidate, row.filled = verdict.fate, verdict.candidate, list(verdict.blanks)
    row.problems, row.ignored = [list(problem) for problem in parsed.problems], list(parsed.ignored)
    row.email, row.name = (parsed.person.email, parsed.person.name) if parsed.person else ("", "")


def _save(rows: Iterable[ImportRow]) -> None:
    fields = ["fate", "candidate", "filled", "problems", "ignored", "email", "name", "handled"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=BATCH)


def _set_state(run: ImportRun, state: str, *fields: str) -> None:
    run.state = state
    run.save(update_fields=["state", *fields])


@transaction.atomic
def drop_import(*, run: ImportRun, by: User) -> bool:
    """Throw away a file that was not confirmed; one that was stays."""
    return bool(ImportRun.objects.filter(pk=run.pk, state__in=[State.DRAFT, State.CHECKED]).delete()[0])


@transaction.atomic
def prune_imports() -> int:
    """Throw away what files said: of drafts soon, of imports that were done later; return how many went."""
    now = timezone.now()
    drafts = ImportRun.objects.filter(state__in=[State.DRAFT, State.CHECKED], created_at__lt=now - DRAFTS_KEPT_FOR)
    pruned = drafts.delete()[1].get("candidates.ImportRun", 0)
    done = ImportRun.objects.filter(state=State.DONE, pruned_at=None, done_at__lt=now - ROWS_KEPT_FOR)
    keys = list(done.values_list("pk", flat=True))
    ImportRow.objects.filter(run__in=keys).delete()
    return pruned + ImportRun.objects.filter(pk__in=keys).update(
        pruned_at=now, file_name="", header=[], mapping=[], source_note=""
    )


def erase_from_imports(candidate: Candidate, *, former: Sequence[str] = ()) -> None:
    """Forget what files said of a person, also in those that nobody confirmed yet, and what such a file was called.

    `former` are addresses that were theirs before.
    """
    rows = ImportRow.objects.filter(candidate=candidate)
    for address in filter(None, [candidate.email, *former]):
        rows = rows | ImportRow.objects.filter(email=address) | ImportRow.objects.filter(raw__icontains=address)
    keys = list(rows.values_list("pk", "run"))
    ImportRun.objects.filter(pk__in={run for _row, run in keys}).update(file_name="", source_note="")
    ImportRow.objects.filter(pk__in=[row for row, _run in keys]).delete()


def _as_text(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace").decode()
