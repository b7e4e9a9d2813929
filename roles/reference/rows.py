"""Between a sheet's entries and its rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from roles.models import Role, Stage

from .format import ENTRIES, Entry, RoleEntry, Sheet
from .kinds import LANGUAGES, ByStage, Degrees, Facts, Kind, OtherKey, Texts, Words


def related_name(cls: type[Entry]) -> str:
    """The name under which a role has its rows of this part."""
    return cls.model._meta.get_field("role").remote_field.related_name % {"class": cls.model._meta.model_name}


def ref_of(row: Model) -> str | int:
    """What tells the row from its like; an entry's `ref`."""
    return row.number if isinstance(row, Stage) else row.key


def entry_of(cls: type[Entry], row: Model) -> Entry:
    """The entry that a row holds today."""
    return cls(**{name: _value(kind, row, name) for name, kind in cls.kinds().items()})


def sheet_of(role: Role) -> Sheet:
    """The sheet that a role loaded with its parts holds today; entries that curators retired are left out."""
    parts = {
        cls.part: tuple(
            entry_of(cls, row)
            for row in getattr(role, related_name(cls)).all()
            if getattr(row, "retired_at", None) is None
        )
        for cls in ENTRIES
    }
    return Sheet(entry_of(RoleEntry, role), parts)


def plain(entry: Entry) -> dict[str, Any]:
    """The entry as YAML and JSON can write it, in the file's order of fields."""
    return {name: kind.plain(getattr(entry, name)) for name, kind in entry.kinds().items()}


def digest_of(entry: Entry) -> str:
    """A digest of the entry's content."""
    content = json.dumps(plain(entry), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def differences(old: Entry, new: Entry) -> list[str]:
    """Names of the fields whose values differ."""
    return [name for name in new.kinds() if getattr(old, name) != getattr(new, name)]


def fill(row: Model, entry: Entry, roles: Mapping[str, Role]) -> None:
    """Set the row's own fields to the entry's values; `roles` are those that may be named, by key."""
    for name, kind in entry.kinds().items():
        value = getattr(entry, name)
        match kind:
            case ByStage():
                pass
            case Texts():
                for language, text in value.items():
                    setattr(row, f"{name}_{language}", text)
            case Words():
                for language, words in value.items():
                    setattr(row, f"{name}_{language}", "\n".join(words))
            case OtherKey():
                setattr(row, name, roles[value] if value else None)
            case Facts():
                setattr(row, name, list(value))
            case _:
                setattr(row, name, value)


def stage_rows(row: Model, entry: Entry, stages: Mapping[int, Stage]) -> list[Model]:
    """Unsaved rows that join the entry's row to its stages."""
    return [
        _stage_row(kind, row, stages[number], value)
        for name, kind in entry.kinds().items()
        if isinstance(kind, ByStage)
        for number, value in getattr(entry, name).items()
    ]


def _stage_row(kind: ByStage, row: Model, stage: Stage, value: Any) -> Model:
    joined = kind.through(stage=stage, **{row._meta.model_name: row})
    fill_stage_row(kind, joined, value)
    return joined


def fill_stage_row(kind: ByStage, joined: Model, value: Any) -> bool:
    """Set the joining row's value. Returns whether it was another one."""
    values = {kind.name: value} if isinstance(kind, Degrees) else {f"{kind.name}_{lang}": value[lang] for lang in value}
    changed = any(getattr(joined, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(joined, name, value)
    return changed


def _value(kind: Kind, row: Model, name: str) -> Any:
    match kind:
        case Texts():
            return {language: _text(getattr(row, f"{name}_{language}")) for language in LANGUAGES}
        case Words():
            return {
                language: tuple(
                    word.strip() for word in _text(getattr(row, f"{name}_{language}")).split("\n") if word.strip()
                )
                for language in LANGUAGES
            }
        case Degrees():
            return {at.stage.number: getattr(at, kind.name) for at in _by_stage(row)}
        case ByStage():
            return {
                at.stage.number: {language: _text(getattr(at, f"{kind.name}_{language}")) for language in LANGUAGES}
                for at in _by_stage(row)
            }
        case OtherKey():
            return row.to_role.key if row.to_role else None
        case Facts():
            return tuple(row.facts)
        case _:
            value = getattr(row, name)
            return _text(value) if isinstance(value, str) else value


def _by_stage(row: Model) -> list[Model]:
    return sorted(row.at_stages.all(), key=lambda at: at.stage.number)


def _text(value: str | None) -> str:
    """A text as a file would hold it: browsers send CRLF, files have LF."""
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
