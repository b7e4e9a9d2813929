"""What finds the newest of one step: their order, and that a step is of one posting."""

from django.db import migrations, models

# A step and a version are of one posting each. PostgreSQL takes them for chance otherwise, so that it expects a handful
# where thousands are, and reads and sorts all of them.
FORWARDS = (
    "CREATE STATISTICS application_there (dependencies) ON step_id, version_id, posting_id FROM hiring_application"
)
BACKWARDS = "DROP STATISTICS IF EXISTS application_there"


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("hiring", "0033_newest_there")]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["step", "created_at", "id"], name="application_newest_in_step"),
        ),
        migrations.RunPython(on_postgresql(FORWARDS), on_postgresql(BACKWARDS)),
    ]
