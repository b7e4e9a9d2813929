"""All that is known of a candidate, to take along: article 15 and article 20 of the GDPR."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, QuerySet

from candidates.models import Candidate
from postings.content import Content

from .mentions import without_mentions
from .models import Application, Message, Note, SavedFile, SavedForm


def archive_of(candidate: Candidate) -> bytes:
    """Return a ZIP with `data.json` and the candidate's files under `documents/`; a file that is gone is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        data = json.dumps(data_of(candidate), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data.json", data)
        for document in candidate.documents.order_by("pk"):
            with suppress(FileNotFoundError), default_storage.open(document.file.name) as file:
                archive.writestr(f"documents/{document.pk}-{document.original_name}", file.read())
        for saved in SavedFile.objects.filter(form__in=_saved_forms(candidate)).order_by("pk"):
            with suppress(FileNotFoundError), default_storage.open(saved.file.name) as file:
                archive.writestr(f"saved/{saved.pk}-{saved.name}", file.read())
    return buffer.getvalue()


def data_of(candidate: Candidate) -> dict[str, Any]:
    """Return what is kept of a candidate as plain values; moments are in UTC."""
    applications = candidate.applications.select_related("version", "step").prefetch_related(
        "moves__to_step", "answers"
    )
    consents = candidate.consents.order_by("given_at")
    documents = candidate.documents.order_by("pk")
    return {
        "name": candidate.name,
        "email": candidate.email,
        "phone": candidate.phone,
        "links": candidate.link_list,
        "first_seen": candidate.created_at,
        "source": candidate.get_source_display(),
        "source_note": candidate.source_note,
        "tags": list(candidate.tags.values_list("name", flat=True)),
        "asked_to_agree": list(
            candidate.consent_asks.order_by("asked_at").values("company_name", "wording", "asked_at", "agreed_at")
        ),
        "basis": candidate.get_basis_display(),
        "to_be_told_by": candidate.tell_by,
        "told": {"at": candidate.told_at, "how": candidate.told_how},
        "resume": candidate.resume_content,
        "imports": list(
            candidate.import_rows.values("number", "raw", file=F("run__file_name"), at=F("run__created_at"))
        ),
        "merged": [_shell(shell) for shell in candidate.shells.filter(erased_at=None).order_by("pk")],
        "notes": [_note(note) for note in candidate.notes.select_related("application__version").order_by("at", "pk")],
        "consents": list(consents.values("wording", "given_at", "renewed_at", "withdrawn_at")),
        "documents": list(documents.values("pk", "kind", "original_name", "format", "size", "created_at", "text")),
        "messages": [_message(message) for message in candidate.messages.with_list_data().order_by("created_at", "pk")],
        "saved_forms": [_saved_form(form) for form in _saved_forms(candidate)],
        "applications": [_application(application) for application in applications.order_by("created_at", "pk")],
    }


def _saved_forms(candidate: Candidate) -> QuerySet[SavedForm]:
    return SavedForm.objects.filter(email=candidate.email).select_related("version").prefetch_related("files")


def _saved_form(form: SavedForm) -> dict[str, Any]:
    return {
        "posting": form.version.title,
        "company": form.version.company_name,
        "saved": form.saved_at,
        "kept_until": form.expires_at,
        "typed": form.data,
        "files": [file.name for file in form.files.all()],
    }


def _shell(shell: Candidate) -> dict[str, Any]:
    """What is kept under a row that was merged into the person's."""
    return {
        "name": shell.name,
        "email": shell.email,
        "phone": shell.phone,
        "links": shell.link_list,
        "resume": shell.resume_content,
        "consents": list(
            shell.consents.order_by("given_at").values("wording", "given_at", "renewed_at", "withdrawn_at")
        ),
    }


def _application(application: Application) -> dict[str, Any]:
    content = Content.from_data(application.version.content)
    return {
        "id": application.pk,
        "posting": content.title,
        "company": content.company.name,
        "version": application.version.number,
        "sent": {
            "name": application.sent_name,
            "phone": application.sent_phone,
            "links": application.sent_link_list,
            "words": application.words,
            "document": application.cv_id,
            "answers": [
                {"question": answer.text, "kind": answer.kind, "answer": answer.value, "document": answer.document_id}
                for answer in application.answers.all()
            ],
        },
        "added_documents": list(application.added_documents.order_by("pk").values_list("document", flat=True)),
        "corrections": list(application.contact_changes.order_by("at", "pk").values("field", "before", "at")),
        "interviews": list(
            application.interviews.order_by("pk").values("starts_at", "minutes", "place", "cancelled_at")
        ),
        "scorecards": [
            {"verdict": card.get_verdict_display(), "words": card.words, "at": card.at, "edited": card.edited_at}
            for card in application.scorecards.order_by("at", "pk")
        ],  # as of notes: the words are about them, who wrote them stays out
        "privacy_notice": application.notice_version,
        "received": application.created_at,
        "state": application.state,
        "step": application.step.name,
        "reason_given": application.shared_reason,
        "name_revealed": {"at": application.revealed_at, "why": application.reveal_reason},
        "moves": [
            {
                "from": move.from_state,
                "to": move.to_state,
                "step": move.to_step.name,
                "reason": move.reason_said,
                "note": move.note,
                "at": move.at,
            }
            for move in sorted(application.moves.all(), key=lambda move: (move.at, move.pk))
        ],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "application": message.application_id,
        "kind": message.kind,
        "to": message.to,
        "from": message.sender,
        "subject": message.subject,
        "text": message.text,
        "earlier_words": message.quoted,
        "files_not_kept": message.left_out,
        "written": message.created_at,
        "state": message.state,
    }


def _note(note: Note) -> dict[str, Any]:
    """A note's words are about the candidate, so theirs to read; who wrote it or is named in it is not."""
    about = note.application.version.title if note.application else None
    return {"posting": about, "text": without_mentions(note.text), "at": note.at, "edited": note.edited_at}
