"""By which words a candidate is found, and by whom: what goes into the search, and finding.

An entry for a posting holds what those who see its candidates see of the person there: the name, how to reach them,
tags, their resume, what they sent with that application, its files and notes. An entry without a posting is for those
who see the person: no application's words are in it, so nobody finds by them what they may not read. Private notes are
in none, answers about pay neither. Nobody finds the entry of an application that is screened without names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from candidates.models import Candidate, Consent, Document, Resume, SearchEntry, Tag
from candidates.search import index
from candidates.search.due import watch, watch_tags
from candidates.search.hits import Hit, best, next_to
from candidates.search.places import POOL, of_posting, of_user
from candidates.search.query import Query
from candidates.search.snippets import Piece, snippet
from postings.choices import QuestionKind
from postings.reader.words import guess_language

from .models import AddedDocument, Answer, Application, Note

BATCH = 100
LONGEST = 200_000  # characters of one entry; a CV of 60 pages has fewer
MOST = 1_000  # entries that are put in order by how well they answer; of more the newest come first
NEWEST = 100

WORDED = {QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.ONE, QuestionKind.SEVERAL}

Key = tuple[int, int | None]  # of an entry: candidate and posting


# What goes in ----------------------------------------------------------------------------------------


def watch_changes() -> None:
    """Let every change of what people are found by make them due."""
    watch(Candidate, lambda candidate: candidate.pk)
    for model in (Application, Consent, Document, Note, Resume):
        watch(model, lambda row: row.candidate_id)
    for model in (Answer, AddedDocument):
        watch(model, lambda row: row.application.candidate_id)
    watch_tags(Tag, Candidate.tags.through)


def index_due(*, limit: int = 2_000) -> int:
    """Write the entries of candidates anew whose data changed; return of how many."""
    done = 0
    while done < limit and (count := _index_some()):
        done += count
    return done


@transaction.atomic
def _index_some() -> int:
    """Take some candidates that are due; whoever changes one of them meanwhile waits, and makes it due again."""
    skip = connection.features.has_select_for_update_skip_locked
    due = Candidate.objects.select_for_update(skip_locked=skip, no_key=True)
    keys = list(due.filter(search_due=True).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if keys:
        _write(keys)
        Candidate.objects.filter(pk__in=keys).update(search_due=False)
    return len(keys)


def _write(keys: list[int]) -> None:
    """Make the entries of candidates what their data says, touching only those that say something else."""
    wanted, places = texts_of(keys), places_of(keys)
    entries = {
        (entry.candidate_id, entry.posting_id): entry for entry in SearchEntry.objects.filter(candidate__in=keys)
    }
    SearchEntry.objects.filter(pk__in=[entry.pk for key, entry in entries.items() if key not in wanted]).delete()
    changed = []
    for (candidate, posting), text in wanted.items():
        entry = entries.get((candidate, posting)) or SearchEntry(candidate_id=candidate, posting_id=posting)
        if entry.pk is None or entry.text != text:
            entry.text, entry.language = text, guess_language(text)
            changed.append(entry)
    SearchEntry.objects.bulk_create([entry for entry in changed if entry.pk is None])
    SearchEntry.objects.bulk_update([entry for entry in changed if entry.pk], ["text", "language"])
    new = {entry.pk for entry in changed}
    index.write([index.Words(one.pk, one.text, one.language, _places(one, places)) for one in changed])
    kept = [entry for key, entry in entries.items() if key in wanted and entry.pk not in new]
    index.move([(entry.pk, _places(entry, places)) for entry in kept])


def _places(entry: SearchEntry, people: dict[int, list[int]]) -> list[int]:
    return people.get(entry.candidate_id, []) if entry.posting_id is None else [of_posting(entry.posting_id)]


def places_of(keys: Iterable[int]) -> dict[int, list[int]]:
    """Return for people in which places each is found as a person; see `candidates.search.places`."""
    keys, found = list(keys), defaultdict(set)
    for key, posting in Application.objects.filter(candidate__in=keys).values_list("candidate", "posting").order_by():
        found[key].add(of_posting(posting))
    shells = Candidate.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys), added_by__isnull=False)
    for key, survivor, by in shells.values_list("pk", "merged_into", "added_by").order_by():
        found[survivor or key].add(of_user(by))
    for key in Consent.objects.filter(candidate__in=keys, withdrawn_at=None).values_list("candidate", flat=True):
        found[key].add(POOL)
    return {key: sorted(places) for key, places in found.items()}


def texts_of(keys: Iterable[int]) -> dict[Key, str]:
    """Return the text of each entry that candidates have; a fixed number of queries however many they are."""
    people = Candidate.objects.kept().with_pool().select_related("resume").prefetch_related("tags").in_bulk(list(keys))
    sent = _by_candidate(
        Application.objects.filter(candidate__in=people)
        .select_related("posting")
        .prefetch_related("answers", "added_documents", "notes__files")
    )
    files = _by_candidate(Document.objects.filter(candidate__in=people).exclude(text=""))
    about = Note.objects.filter(candidate__in=people, application=None, is_private=False).prefetch_related("files")
    notes = _by_candidate(about)
    texts: dict[Key, str] = {}
    for key, person in sorted(people.items()):  # who came later gets the higher numbers: newest first by them
        came_with = {number for application in sent[key] for number in _files_of(application, with_pay=True)}
        noted = {file.document_id for note in notes[key] for file in note.files.all()}
        hidden = {number for application in sent[key] if application.is_hidden for number in _files_of(application)}
        alone = {file.pk for file in files[key] if file.pk not in came_with and file.kind != Document.Kind.NOTE}
        open_files = [file.text for file in files[key] if file.pk in alone | noted or _is_open(file, person, hidden)]
        texts[key, None] = _joined(_of_person(person), *(note.text for note in notes[key]), *open_files)
        for application in sent[key]:
            before = texts.get((key, application.posting_id), _of_person(person))  # after a merge there may be two
            of_it = _files_of(application)
            its_files = (file.text for file in files[key] if file.pk in of_it)
            texts[key, application.posting_id] = _joined(before, *_said(application), *its_files)
    return texts


def _by_candidate(rows: QuerySet) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.candidate_id].append(row)
    return found


def _files_of(application: Application, *, with_pay: bool = False) -> set[int | None]:
    noted = (file for note in application.notes.all() if not note.is_private for file in note.files.all())
    answers = (answer for answer in application.answers.all() if with_pay or not answer.is_about_pay)
    later = (*answers, *application.added_documents.all(), *noted)
    return {application.cv_id, *(row.document_id for row in later)}


def _is_open(file: Document, person: Candidate, hidden: set[int | None]) -> bool:
    """Whether recruiters may read a file that came with an application although they don't see that one."""
    return person.is_in_pool and file.kind == Document.Kind.CV and file.pk not in hidden


def _said(application: Application) -> list[str]:
    """What was sent with an application, and what the team noted on it for all to read."""
    worded = (one for one in application.answers.all() if one.kind in WORDED and not one.is_about_pay)
    answers = [text for answer in worded for text in answer.texts]
    sent = (application.sent_name, application.sent_phone, application.sent_links, application.words)
    notes = [note.text for note in application.notes.all() if not note.is_private]
    return [*sent, *answers, *notes]


def _of_person(person: Candidate) -> str:
    resume = person.resume.content if hasattr(person, "resume") else {}
    contact = (person.name, person.email or "", person.phone, _dialled(person.phone), person.links)
    return _joined(*contact, *(tag.name for tag in person.tags.all()), *_texts_in(resume))


def _texts_in(value: object) -> Iterator[str]:
    """All texts of plain JSON values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(part)


def _dialled(phone: str) -> str:
    """A phone number as people type it: in one word, and with a zero in place of the country's prefix."""
    digits = "".join(sign for sign in phone if sign.isdecimal())
    return f"{digits} 0{digits[-9:]}" if len(digits) > 9 and phone.lstrip().startswith("+") else digits


def _joined(*texts: str) -> str:
    """The texts one under the other, each once: a name as sent is mostly the name."""
    return "\n".join(dict.fromkeys(text for text in texts if text)).replace("\0", "")[:LONGEST]


# Finding ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What a question finds: candidates' numbers, the best first; with `is_cut` the newest of more than MOST."""

    keys: list[int]
    entries: dict[int, int]  # the entry by which each was found
    is_cut: bool = False

    def snippets(self, query: Query, keys: Iterable[int]) -> dict[int, list[Piece]]:
        """Return for some of the candidates the piece of text that answers the question."""
        of = {self.entries[key]: key for key in keys if key in self.entries}
        rows = SearchEntry.objects.filter(pk__in=of).values_list("pk", "text", "language")
        return {of[pk]: snippet(text, query, language=language) for pk, text, language in rows}


def find(query: Query, *, user: User, among: QuerySet[Candidate] | None = None, newest: int = NEWEST) -> Found:
    """Return the candidates that answer a question, by what the user may read of each; with `among`, of those only.

    Up to MOST entries are put in order by how well they answer; of more the newest come, and no more is counted.
    """
    hits = best(query, SearchEntry.objects.scope_for(user, among), most=MOST, newest=newest)
    return _found(sorted(hits.rows, key=lambda hit: (-(hit.rank or 0), -hit.entry)), is_cut=hits.is_cut)


def find_next(
    query: Query,
    *,
    user: User,
    among: QuerySet[Candidate] | None = None,
    limit: int,
    before: int | None = None,
    after: int | None = None,
) -> tuple[Found, bool]:
    """Return who comes before or after an entry where a question finds very many, newest first; and whether more do."""
    scope = SearchEntry.objects.scope_for(user, among)
    hits = next_to(query, scope, limit=limit, before=before, after=after)
    rows = sorted(hits.rows, key=lambda hit: -hit.entry)
    return _found(rows, is_cut=True), hits.is_cut


def _found(hits: Iterable[Hit], *, is_cut: bool) -> Found:
    entries: dict[int, int] = {}
    for hit in hits:
        entries.setdefault(hit.candidate, hit.entry)
    return Found(list(entries), entries, is_cut)


def all_found(query: Query, *, user: User, among: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Return everybody of some people who answers a question, however many they are."""
    visible = SearchEntry.objects.visible_to(user)
    entries = visible.answering(query)
    if query.unwanted:  # another entry of the same person may have it
        left_out = visible.answering(query.left_out).filter(candidate=OuterRef("candidate"))
        entries = entries.filter(~Exists(left_out))
    return among.filter(pk__in=entries.order_by().values("candidate"))


def count_new(query: Query, *, user: User, among: QuerySet[Candidate] | None, since: int, most: int) -> int:
    """Return how many people answer a question by an entry later than one, `most` at the most."""
    scope = SearchEntry.objects.scope_for(user, among)
    return len(next_to(query, scope, limit=most, after=since).rows)


def newest_entry() -> int:
    """Return the number of the entry that was made last; 0 where there is none."""
    return SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
