"""The reasons for rejecting that ship, and the list that leads keep: filled from them, never over an edit."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import AppConfig
from django.apps import apps as installed

from . import LANGUAGES, REASON, history_record

COLUMNS = ["name_en", "name_fr", "words_en", "words_fr", "is_shareable"]
PATH = Path(__file__).parent / "reasons.yaml"


@cache
def shipped_reasons() -> dict[str, dict[str, Any]]:
    """The columns of the reasons that ship, by key, in their order."""
    rows = {}
    for entry in yaml.safe_load(PATH.read_text(encoding="utf-8")):
        name, words = entry["name"], entry.get("words", {})
        rows[entry["key"]] = {
            **{f"name_{language}": name[language] for language in LANGUAGES},
            **{f"words_{language}": words.get(language, "") for language in LANGUAGES},
            "is_shareable": bool(words),
        }
    return rows


def fill_reasons(sender: AppConfig, using: str, apps=installed, **kwargs) -> None:
    """Bring the list to what ships, except what somebody edited, retired or deleted; after every `migrate` and `flush`.

    A row is the house's own as long as its newest record in the history is one of ours. Where it stands in the list is
    the leads' business from the start.
    """
    try:
        model = apps.get_model("hiring", "RejectionReason")
        history = apps.get_model("hiring", "HistoricalRejectionReason")
    except LookupError:  # on the way to a state that has no such table yet
        return
    rows = {row.key: row for row in model.objects.using(using).all()}
    records = history.objects.using(using).order_by("history_date", "history_id")
    newest = dict(records.values_list("key", "history_change_reason"))
    new, changed = [], []
    for position, (key, columns) in enumerate(shipped_reasons().items(), start=1):
        row = rows.get(key)
        if row is None and key not in newest:
            plain = {"name": columns["name_en"], "words": columns["words_en"]}  # the columns that are translated
            new.append(model(key=key, position=position, **plain, **columns))
        elif row is not None and newest.get(key) == REASON and _differs(row, columns):
            for name, value in columns.items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.using(using).bulk_create(new)
    model.objects.using(using).bulk_update(changed, COLUMNS)
    history.objects.using(using).bulk_create(
        history_record(history, row, kind) for kind, of_kind in (("+", new), ("~", changed)) for row in of_kind
    )


def _differs(row: Any, columns: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in columns.items())
