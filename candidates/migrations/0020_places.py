"""Where each entry is found, kept beside its words: `candidates.search.places`."""

from django.db import migrations

# What the places are made of belongs to an app above this one. It is read where it is there: a new database has none.
PEOPLE = """
    SELECT candidate_id, {gathered} AS places FROM (
        SELECT candidate_id, 4 * posting_id AS place FROM hiring_application
        UNION SELECT candidate_id, 0 FROM candidates_consent WHERE withdrawn_at IS NULL
        UNION SELECT COALESCE(merged_into_id, id), 4 * added_by_id + 1
            FROM candidates_candidate WHERE added_by_id IS NOT NULL
    ) AS found GROUP BY candidate_id"""
FILL = {
    "sqlite": [
        "CREATE TEMPORARY TABLE people_places (candidate_id INTEGER PRIMARY KEY, places TEXT)",
        "INSERT INTO people_places " + PEOPLE.format(gathered="group_concat('p' || place, ' ')"),
        """INSERT INTO candidates_searchwords_new (rowid, words, stems, places)
            SELECT kept.rowid, kept.words, kept.stems, CASE WHEN entry.posting_id IS NULL
                THEN COALESCE((SELECT places FROM people_places WHERE candidate_id = entry.candidate_id), '')
                ELSE 'p' || 4 * entry.posting_id END
            FROM candidates_searchwords AS kept JOIN candidates_searchentry AS entry ON entry.id = kept.rowid""",
        "DROP TABLE people_places",
    ],
    "postgresql": [
        "CREATE TEMPORARY TABLE people_places AS " + PEOPLE.format(gathered="array_agg(place::integer)"),
        "ALTER TABLE people_places ADD PRIMARY KEY (candidate_id)",
        """UPDATE candidates_searchentry AS entry
            SET places = ARRAY[(entry.id >> 13) * 4 + 2, (entry.id >> 17) * 4 + 3]::integer[] || CASE
                WHEN posting_id IS NOT NULL THEN ARRAY[4 * posting_id]::integer[]
                ELSE COALESCE((SELECT places FROM people_places AS people
                    WHERE people.candidate_id = entry.candidate_id), '{}') END""",
        "DROP TABLE people_places",
    ],
}
DELETED = """CREATE TRIGGER candidates_searchentry_deleted AFTER DELETE ON candidates_searchentry
    BEGIN DELETE FROM candidates_searchwords WHERE rowid = old.id; END"""
BEFORE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS candidates_searchentry_deleted",
        "CREATE VIRTUAL TABLE candidates_searchwords_new"
        " USING fts5(words, stems, places, tokenize = 'ascii', prefix = '2 3')",
    ],
    "postgresql": [
        "DROP INDEX IF EXISTS candidates_searchentry_vector",
        "ALTER TABLE candidates_searchentry ADD COLUMN places integer[]",
    ],
}
AFTER = {
    "sqlite": [
        "DROP TABLE candidates_searchwords",
        "ALTER TABLE candidates_searchwords_new RENAME TO candidates_searchwords",
        DELETED,
    ],
    # A question looks into the index once a span. Were new words kept in a list aside first, it would read that list
    # each time.
    "postgresql": [
        "SET CONSTRAINTS ALL IMMEDIATE",
        "CREATE INDEX candidates_searchentry_words ON candidates_searchentry USING gin (vector, places)"
        " WITH (fastupdate = off)",
    ],
}
BACK = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS candidates_searchentry_deleted",
        "CREATE VIRTUAL TABLE candidates_searchwords_old USING fts5(words, stems, tokenize = 'ascii', prefix = '2 3')",
        "INSERT INTO candidates_searchwords_old (rowid, words, stems)"
        " SELECT rowid, words, stems FROM candidates_searchwords",
        "DROP TABLE candidates_searchwords",
        "ALTER TABLE candidates_searchwords_old RENAME TO candidates_searchwords",
        DELETED,
    ],
    "postgresql": [
        "DROP INDEX IF EXISTS candidates_searchentry_words",
        "ALTER TABLE candidates_searchentry DROP COLUMN IF EXISTS places",
        "CREATE INDEX candidates_searchentry_vector ON candidates_searchentry USING gin (vector)",
    ],
}


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        is_used = "hiring_application" in schema_editor.connection.introspection.table_names(cursor)
    for statement in [*BEFORE[vendor], *(FILL[vendor] if is_used else []), *AFTER[vendor]]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("candidates", "0019_to_tell_by")]
    operations = [migrations.RunPython(forwards, backwards)]
