"""The words of search entries, as each database finds them fastest."""

from django.db import migrations

FORWARDS = {
    # Words come folded and parted by spaces, so the plainest of its tokenizers reads them.
    "sqlite": [
        "CREATE VIRTUAL TABLE candidates_searchwords USING fts5(words, stems, tokenize = 'ascii', prefix = '2 3')",
        "CREATE TRIGGER candidates_searchentry_deleted AFTER DELETE ON candidates_searchentry"
        " BEGIN DELETE FROM candidates_searchwords WHERE rowid = old.id; END",
    ],
    # The usual sample of 100 sees no rare words: the planner then walks all entries by date to find the newest
    # twenty of them. With 1,000 it takes the index.
    "postgresql": [
        "ALTER TABLE candidates_searchentry ADD COLUMN vector tsvector",
        "ALTER TABLE candidates_searchentry ALTER COLUMN vector SET STATISTICS 1000",
        "CREATE INDEX candidates_searchentry_vector ON candidates_searchentry USING gin (vector)",
    ],
}
BACKWARDS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS candidates_searchentry_deleted",
        "DROP TABLE IF EXISTS candidates_searchwords",
    ],
    "postgresql": [
        "DROP INDEX IF EXISTS candidates_searchentry_vector",
        "ALTER TABLE candidates_searchentry DROP COLUMN IF EXISTS vector",
    ],
}


def execute(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("candidates", "0006_search")]
    operations = [migrations.RunPython(execute(FORWARDS), execute(BACKWARDS))]
