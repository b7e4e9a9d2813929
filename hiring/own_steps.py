"""The trigger by which an application is only ever in a step of its own posting."""

from __future__ import annotations

from accounts.triggers import Triggers

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

TRIGGERS = Triggers(INSTALL, REMOVE)
install, remove = TRIGGERS.install, TRIGGERS.remove  # migrations name both
