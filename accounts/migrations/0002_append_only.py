"""Let the database refuse to change or delete a row of the audit trail."""

from django.db import migrations

from accounts.append_only import install, remove


def forwards(apps, schema_editor):
    install(schema_editor.connection.vendor, schema_editor.execute)


def backwards(apps, schema_editor):
    remove(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
