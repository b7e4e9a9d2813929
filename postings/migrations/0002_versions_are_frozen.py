"""Let the database refuse to change what a version froze: candidates applied to that text."""

from django.db import migrations

TABLE = "postings_version"
FROZEN = "content, digest, number, posting_id"
REFUSAL = "the text of a version is frozen"

# A later migration that rebuilds the table on SQLite drops its trigger, and must put it back.
FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OF {FROZEN} ON {TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ],
    "postgresql": [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OF {FROZEN} ON {TABLE}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
BACKWARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_frozen"],
    "postgresql": [f"DROP TRIGGER IF EXISTS {TABLE}_frozen ON {TABLE}", f"DROP FUNCTION IF EXISTS {TABLE}_refuse()"],
}


def execute(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("postings", "0001_initial")]
    operations = [migrations.RunPython(execute(FORWARDS), execute(BACKWARDS))]
