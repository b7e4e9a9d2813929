"""Load a sheet into rows: idempotent, and what a curator edited stays.

A row was edited where its content has another digest than the content last loaded, and moved where
its order isn't the one last loaded. An entry that a curator deleted stays deleted. `theirs` takes
the file's side in all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import override
from simple_history.utils import bulk_create_with_history

from roles.impact import Uses, touched_by_wording, wordings
from roles.models import Role, Stage

from .format import ENTRIES, Entry, RoleEntry, Sheet
from .kinds import ByStage
from .nodes import MalformedSheet, Problem
from .rows import differences, digest_of, entry_of, fill, fill_stage_row, ref_of, related_name, stage_rows

REASON = "reference file"
ORDER_STEP = 10  # room for a curator to move one entry between two others


@dataclass(frozen=True)
class Changed:
    """A row that was given the file's content. `touched`: postings that its new wording leaves behind."""

    name: str
    fields: tuple[str, ...]
    touched: Uses = field(default_factory=Uses)


@dataclass(frozen=True)
class Kept:
    """A row that stays as a curator left it. `news`: the file has something else than it had when last loaded."""

    name: str
    why: str
    news: bool = False


@dataclass
class Report:
    """What loading a sheet did, entry by entry."""

    added: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)

    @property
    def wrote(self) -> bool:
        return bool(self.added or self.changed)


def load_reference(sheet: Sheet, *, theirs: bool = False, dry_run: bool = False) -> Report:
    """Bring the rows of a role to what the sheet says, except where a curator edited them.

    `theirs` overwrites what curators edited too; `dry_run` only reports. Raises MalformedSheet where the
    sheet names a role that isn't there.
    """
    with transaction.atomic(), override("en"):
        role = Role.objects.with_sheet().filter(key=sheet.role.key).first()
        roles = _named_roles(sheet, role)
        loading = _Loading(theirs=theirs, dry_run=dry_run, roles=roles, now=timezone.now(), existed=role is not None)
        role, rows = loading.role(sheet.role, role)
        if role is None:
            return loading.report
        loading.roles[role.key] = role
        for cls in sorted(ENTRIES, key=lambda cls: cls.model is not Stage):  # stages first: others name them
            loading.part(cls, sheet.parts[cls.part], role, rows.get(cls.part, {}))
        loading.adopt()
    return loading.report


def _named_roles(sheet: Sheet, role: Role | None) -> dict[str, Role]:
    """Roles that the sheet's career steps name, by key."""
    named = {step.to_role for step in sheet.parts["career"] if step.to_role} - {sheet.role.key}
    roles = Role.objects.in_bulk(named, field_name="key") if named else {}
    problems = [
        Problem(sheet.file, step.at, f"{step}: there is no role {step.to_role} to go to")
        for step in sheet.parts["career"]
        if step.to_role in named - set(roles)
    ]
    if problems:
        raise MalformedSheet(problems)
    return roles | ({role.key: role} if role else {})


@dataclass
class _Loading:
    """One run of load_reference."""

    theirs: bool
    dry_run: bool
    roles: dict[str, Role]
    now: datetime
    existed: bool
    report: Report = field(default_factory=Report)
    stages: dict[int, Stage] = field(default_factory=dict)
    adopted: list[Model] = field(default_factory=list)

    def role(self, entry: RoleEntry, role: Role | None) -> tuple[Role | None, dict[str, dict[str | int, Model]]]:
        """Load the role's own entry. Returns it with its rows by part and ref, or None where nothing more is to do."""
        if role is None:
            if not self.theirs and self._deleted(RoleEntry, key=entry.key):
                self.report.kept.append(Kept(str(entry), "deleted here"))
                return None, {}
            role = Role(loaded_digest=digest_of(entry))
            fill(role, entry, {})
            self.report.added.append(str(entry))
            if not self.dry_run:
                role._change_reason = REASON
                role.save()
            return role, {}
        self._compare(entry, role)
        return role, {cls.part: {ref_of(row): row for row in getattr(role, related_name(cls)).all()} for cls in ENTRIES}

    def part(self, cls: type[Entry], entries: tuple[Entry, ...], role: Role, rows: Mapping[str | int, Model]) -> None:
        """Load one part of the sheet into the role's rows of it."""
        missing = [entry for entry in entries if entry.ref not in rows]
        if missing and self.existed and cls.model is not Stage and not self.theirs:
            gone = self._deleted(cls, role_id=role.pk, key__in=[entry.key for entry in missing])
            self.report.kept += [Kept(str(entry), "deleted here") for entry in missing if entry.key in gone]
            missing = [entry for entry in missing if entry.key not in gone]
        places = self._places(entries, missing, rows)
        added = [self._new(cls, entry, role, places) for entry in missing]
        self.report.added += [str(entry) for entry in missing]
        if added and not self.dry_run:
            added = self._create(added, cls.model)
        if cls.model is Stage:
            self.stages = {row.number: row for row in [*rows.values(), *added]}
        if not self.dry_run:
            self._join(cls, missing, added)
        for entry in entries:
            if row := rows.get(entry.ref):
                self._compare(entry, row, place=places.get(entry.ref))
        listed = {entry.ref for entry in entries}
        self.report.vanished += [
            f"{cls.part} {ref}"
            for ref, row in rows.items()
            if ref not in listed and row.loaded_digest and not getattr(row, "retired_at", None)
        ]

    def _new(self, cls: type[Entry], entry: Entry, role: Role, places: Mapping[str | int, int]) -> Model:
        row = cls.model(role=role, loaded_digest=digest_of(entry))
        if entry.ref in places:
            row.order = row.loaded_order = places[entry.ref]
        fill(row, entry, self.roles)
        return row

    def _create(self, rows: list[Model], model: type[Model]) -> list[Model]:
        return bulk_create_with_history(rows, model, default_change_reason=REASON, default_date=self.now)

    def _join(self, cls: type[Entry], entries: Iterable[Entry], rows: Iterable[Model]) -> None:
        """Create the rows that join new entries to their stages."""
        for kind in cls.kinds().values():
            if isinstance(kind, ByStage):
                joined = [
                    joined
                    for entry, row in zip(entries, rows, strict=True)
                    for joined in stage_rows(row, entry, self.stages)
                ]
                if joined:
                    self._create(joined, kind.through)

    @staticmethod
    def _places(
        entries: tuple[Entry, ...], missing: list[Entry], rows: Mapping[str | int, Model]
    ) -> dict[str | int, int]:
        """The orders to give, by ref: empty where the rows stand in the file's sequence already."""
        if not entries or isinstance(entries[0].ref, int):
            return {}
        listed = [entry.ref for entry in entries]
        if not missing and [ref for ref in rows if ref in set(listed)] == [ref for ref in listed if ref in rows]:
            return {}
        return {ref: (index + 1) * ORDER_STEP for index, ref in enumerate(listed)}

    def _compare(self, entry: Entry, row: Model, place: int | None = None) -> None:
        """Give an existing row the entry's content and place, unless a curator gave it others."""
        present = entry_of(type(entry), row)
        digest = digest_of(entry)
        fields = differences(present, entry)
        edited = digest_of(present) != row.loaded_digest
        moved = hasattr(row, "order") and row.order != row.loaded_order
        takes_content = bool(fields) and (self.theirs or not edited)
        takes_place = place is not None and row.order != place and (self.theirs or not moved)
        if fields and not takes_content:
            self.report.kept.append(Kept(str(entry), "edited here", news=digest != row.loaded_digest))
        elif place is not None and row.order != place and not takes_place:
            self.report.kept.append(Kept(str(entry), "moved here"))
        elif not takes_content and not takes_place:
            self.report.unchanged.append(str(entry))
        if takes_content or takes_place:
            changed = (*(fields if takes_content else ()), *(["order"] if takes_place else ()))
            touched = self._touched(entry, row) if takes_content and "line" in fields else Uses()
            self.report.changed.append(Changed(str(entry), changed, touched))
        if self.dry_run:
            return
        if takes_place:
            row.order = row.loaded_order = place
        if takes_content:
            fill(row, entry, self.roles)
            row.loaded_digest = digest
            self._sync_stages(entry, row, fields)
        if takes_content or takes_place:
            row._change_reason = REASON
            row.save()
        if not fields and row.loaded_digest != digest:  # a curator wrote what the file says now
            row.loaded_digest = digest
            self.adopted.append(row)

    @staticmethod
    def _touched(entry: Entry, row: Model) -> Uses:
        """Postings that the entry's line leaves behind, where the row's is another."""
        return touched_by_wording(
            row, wordings(row), {language: text or entry.line["en"] for language, text in entry.line.items()}
        )

    def _sync_stages(self, entry: Entry, row: Model, fields: list[str]) -> None:
        """Bring the rows that join an existing row to its stages to what the entry says."""
        for name, kind in entry.kinds().items():
            if not isinstance(kind, ByStage) or name not in fields:
                continue
            wanted = dict(getattr(entry, name))
            for joined in row.at_stages.all():
                value = wanted.pop(joined.stage.number, None)
                joined._change_reason = REASON
                if value is None:
                    joined.delete()
                elif fill_stage_row(kind, joined, value):
                    joined.save()
            for joined in stage_rows(row, entry, self.stages):
                if joined.stage.number in wanted:
                    joined._change_reason = REASON
                    joined.save()

    def adopt(self) -> None:
        """Note that rows which curators brought to the file's content are as loaded; no edit, so no history."""
        for row in self.adopted:
            type(row)._base_manager.filter(pk=row.pk).update(loaded_digest=row.loaded_digest)

    @staticmethod
    def _deleted(cls: type[Entry], **filters) -> set[str]:
        """Keys of rows that were there and were deleted."""
        return set(cls.model.history.filter(history_type="-", **filters).values_list("key", flat=True))
