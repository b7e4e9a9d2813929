"""The words that ship, and the table of templates that curators keep: filled from them, never over an edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import AppConfig
from django.apps import apps as installed
from django.utils import timezone

PATH = Path(__file__).parent / "messages.yaml"
REASON = "shipped words"
LANGUAGES = ("en", "fr")

Key = tuple[str, str, str]  # kind, language, name


@dataclass(frozen=True)
class Words:
    """The subject and the text of a message, with their fields."""

    subject: str
    body: str


@cache
def shipped() -> dict[Key, Words]:
    """The words that ship, by kind, language and name (only those of the kind "other" have one)."""
    entries = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return {
        (entry["kind"], language, entry.get("name", "")): Words(
            entry[language]["subject"], entry[language]["body"].strip()
        )
        for entry in entries
        for language in LANGUAGES
    }


def fill_templates(sender: AppConfig, using: str, apps=installed, **kwargs) -> None:
    """Bring the table to what ships, except where a curator edited or deleted a row; after every `migrate` and `flush`.

    A row is the house's own as long as its newest record in the history is one of ours.
    """
    try:
        model = apps.get_model("hiring", "MessageTemplate")
        history = apps.get_model("hiring", "HistoricalMessageTemplate")
    except LookupError:  # on the way to a state that has no such table yet
        return
    rows = {_key(row): row for row in model.objects.using(using).filter(company=None)}
    records = history.objects.using(using).filter(company=None).order_by("history_date", "history_id")
    newest = {_key(record): record.history_change_reason for record in records}
    new, changed = [], []
    for key, words in shipped().items():
        kind, language, name = key
        row = rows.get(key)
        if row is None and key not in newest:
            new.append(model(kind=kind, language=language, name=name, subject=words.subject, body=words.body))
        elif row is not None and newest.get(key) == REASON and words != Words(row.subject, row.body):
            row.subject, row.body, row.updated_at = words.subject, words.body, timezone.now()
            changed.append(row)
    model.objects.using(using).bulk_create(new)
    model.objects.using(using).bulk_update(changed, ["subject", "body", "updated_at"])
    history.objects.using(using).bulk_create(
        history_record(history, row, kind) for kind, of_kind in (("+", new), ("~", changed)) for row in of_kind
    )


def _key(row: Any) -> Key:
    return (row.kind, row.language, row.name)


def history_record(history: Any, row: Any, kind: str) -> Any:
    """The record of a row that ships."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return history(history_type=kind, history_date=timezone.now(), history_change_reason=REASON, **values)
