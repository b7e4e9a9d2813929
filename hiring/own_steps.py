"""The trigger by which an application is only ever in a step of its own posting, for both databases.

SQLite drops a table's triggers when a later migration rebuilds the table: that migration calls `install` again at its
end (the tests see a trigger that is missing).
"""

from __future__ import annotations

from collections.abc import Callable

TABLE = "hiring_application"
NAME = f"{TABLE}_own_step"
REFUSAL = "a step of another posting"
STRANGE = "NOT EXISTS (SELECT 1 FROM hiring_step WHERE id = NEW.step_id AND posting_id = NEW.posting_id)"

INSTALL = {
    "sqlite": [
        f"""CREATE TRIGGER {NAME}_{when.lower()} BEFORE {event} ON {TABLE} WHEN {STRANGE}
            BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for when, event in (("insert", "INSERT"), ("update", "UPDATE OF step_id, posting_id"))
    ],
    "postgresql": [
        f"""CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {STRANGE} THEN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
        f"""CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE OF step_id, posting_id ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {NAME}()""",
    ],
}
REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {NAME}_insert", f"DROP TRIGGER IF EXISTS {NAME}_update"],
    "postgresql": [f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}", f"DROP FUNCTION IF EXISTS {NAME}()"],
}


def install(vendor: str, execute: Callable[[str], object]) -> None:
    """Put the trigger on the table, replacing one that is there."""
    for statement in REMOVE[vendor] + INSTALL[vendor]:
        execute(statement)


def remove(vendor: str, execute: Callable[[str], object]) -> None:
    """Take the trigger off the table."""
    for statement in REMOVE[vendor]:
        execute(statement)
