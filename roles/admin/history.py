"""What changed in a sheet: every record of its rows, newest first, with the words that came and went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roles import models
from roles.words import word_differences

SHOWN = 100
TOGETHER = timedelta(seconds=5)
HIDDEN = {"id", "role", "loaded_digest", "loaded_order", "mission", "skill", "collaborator", "stage"}
PARTS = (
    models.Code,
    models.Section,
    models.Stage,
    models.Mission,
    models.Skill,
    models.Sign,
    models.Collaborator,
    models.Training,
    models.CareerStep,
)
JOINS = {models.MissionStage: "mission", models.SkillStage: "skill", models.CollaboratorStage: "collaborator"}


@dataclass(frozen=True)
class FieldChange:
    """A field's old and new value; `parts` are its words, each ("same" | "gone" | "new", words)."""

    label: str
    parts: list[tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """What happened to one row."""

    kind: str  # "+" added, "~" changed, "-" deleted
    what: str
    name: str
    fields: list[FieldChange]


@dataclass
class Event:
    """What one person, or one load, changed at one time."""

    at: datetime
    by: Any
    reason: str
    changes: list[Change] = field(default_factory=list)


def sheet_history(role_id: int, before: datetime | None = None) -> tuple[list[Event], datetime | None]:
    """Changes of a role's whole sheet, newest first; and the moment to go on from, where there are older ones."""
    scopes = {models.Role: Q(id=role_id)} | {model: Q(role_id=role_id) for model in PARTS}
    for model, name in JOINS.items():
        entries = model._meta.get_field(name).related_model.history.filter(role_id=role_id).values("id")
        scopes[model] = Q(**{f"{name}_id__in": entries})
    return _history(scopes, before)


def entry_history(entry: Model, before: datetime | None = None) -> tuple[list[Event], datetime | None]:
    """Changes of one mission or skill, those of its stages included."""
    joins = {model: Q(**{f"{name}_id": entry.pk}) for model, name in JOINS.items() if _of(model, name) is type(entry)}
    return _history({type(entry): Q(id=entry.pk), **joins}, before)


def _of(model: type[Model], name: str) -> type[Model]:
    return model._meta.get_field(name).related_model


def _history(scopes: dict[type[Model], Q], before: datetime | None) -> tuple[list[Event], datetime | None]:
    since = Q(history_date__lt=before) if before else Q()
    records = {model: model.history.filter(scope & since) for model, scope in scopes.items()}
    newest = {
        model: list(found.values_list("history_date", flat=True)[: SHOWN + 1]) for model, found in records.items()
    }
    dates = sorted((date for of_model in newest.values() for date in of_model), reverse=True)
    if not dates:
        return [], None
    oldest = dates[:SHOWN][-1]  # whatever happened at one moment is shown together, however much it is
    shown = [
        (model, record)
        for model, found in records.items()
        if newest[model] and newest[model][0] >= oldest
        for record in found.filter(history_date__gte=oldest).select_related("history_user")
    ]
    shown.sort(key=lambda pair: pair[1].history_date, reverse=True)
    older = oldest if dates[-1] < oldest or any(len(of_model) > SHOWN for of_model in newest.values()) else None
    earlier = _earlier_records(shown)
    names = _Names(shown)
    events: list[Event] = []
    for model, record in shown:
        change = _change(model, record, earlier.get((model, record.history_id)), names)
        if change is None:
            continue
        reason = record.history_change_reason or ""
        if not events or not _belongs(record, reason, events[-1]):
            events.append(Event(record.history_date, record.history_user, reason))
        events[-1].changes.append(change)
    return events, older


def _belongs(record: Model, reason: str, event: Event) -> bool:
    alike = (record.history_user, reason) == (event.by, event.reason)
    return alike and event.at - record.history_date <= TOGETHER


def _earlier_records(shown: Iterable[tuple[type[Model], Model]]) -> dict[tuple[type[Model], int], Model]:
    """The record before each shown one, by model and record id; one query a model."""
    ids = defaultdict(set)
    for model, record in shown:
        ids[model].add(record.id)
    earlier = {}
    for model, wanted in ids.items():
        last: dict[int, Model] = {}
        for record in _in_order(model.history.filter(id__in=wanted)):
            if record.id in last:
                earlier[model, record.history_id] = last[record.id]
            last[record.id] = record
    return earlier


def _in_order(records: QuerySet) -> QuerySet:
    return records.order_by("history_date", "history_id")


def _change(model: type[Model], record: Model, old: Model | None, names: _Names) -> Change | None:
    fields = _field_changes(model, old, record) if record.history_type == "~" and old else []
    if record.history_type == "~" and not fields:
        return None
    if model in JOINS:
        value = _shown(model, record, _value_field(model))
        detail = [FieldChange(names.stage(record), [("gone" if record.history_type == "-" else "new", value)])]
        entry = _of(model, JOINS[model])
        kind = "~"
        if record.history_type == "~":
            detail = [FieldChange(f"{names.stage(record)} {change.label}", change.parts) for change in fields]
        return Change(kind, capfirst(entry._meta.verbose_name), names.entry(model, record), detail)
    return Change(record.history_type, capfirst(model._meta.verbose_name), _name_of(model, record), fields)


def _field_changes(model: type[Model], old: Model, new: Model) -> list[FieldChange]:
    changes = []
    for model_field in _tracked(model):
        before, after = (_shown(model, record, model_field) for record in (old, new))
        if before != after:
            changes.append(FieldChange(_label(model_field), word_differences(before, after)))
    return changes


def _tracked(model: type[Model]) -> list:
    """The fields that people see: of a translated one, each language, not the column that repeats one of them."""
    translated = {getattr(one, "translated_field", None) for one in model._meta.fields}
    names = {one.name for one in translated if one is not None}
    return [one for one in model._meta.fields if one.name not in HIDDEN | names]


def _value_field(model: type[Model]):
    return _tracked(model)[0]


def _label(model_field) -> str:
    original = getattr(model_field, "translated_field", None)
    if original is None:
        return capfirst(model_field.verbose_name)
    return f"{capfirst(original.verbose_name)} ({model_field.language})"


def _shown(model: type[Model], record: Model, model_field) -> str:
    value = getattr(record, model_field.attname)
    if model_field.name == "retired_at":
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if model_field.choices:
        value = dict(model_field.flatchoices).get(value, value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def _name_of(model: type[Model], record: Model) -> str:
    for name in ("statement_en", "question_en", "title_en", "name_en", "code"):
        if getattr(record, name, None):
            return getattr(record, name)
    return getattr(record, "key", "") or ""


class _Names:
    """The names of the entries and stages that joining records are about, deleted ones too."""

    def __init__(self, shown: Iterable[tuple[type[Model], Model]]):
        self.entries: dict[tuple[type[Model], int], str] = {}
        self.stages: dict[int, int] = {}
        wanted = defaultdict(set)
        for model, record in shown:
            if name := JOINS.get(model):
                wanted[_of(model, name)].add(getattr(record, f"{name}_id"))
                wanted[models.Stage].add(record.stage_id)
        for model, ids in wanted.items():
            for record in _in_order(model.history.filter(id__in=ids)):
                if model is models.Stage:
                    self.stages[record.id] = record.number
                else:
                    self.entries[model, record.id] = _name_of(model, record)

    def entry(self, model: type[Model], record: Model) -> str:
        name = JOINS[model]
        return self.entries.get((_of(model, name), getattr(record, f"{name}_id")), "")

    def stage(self, record: Model) -> str:
        return f"#{self.stages.get(record.stage_id, '?')}"
