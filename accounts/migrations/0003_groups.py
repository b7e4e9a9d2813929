"""Make the groups behind the kinds of user; `accounts.groups` gives them their permissions after each migrate."""

from django.db import migrations

KINDS = ["curator", "lead", "recruiter", "hiring manager", "interviewer"]


def forwards(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in KINDS:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_append_only"), ("auth", "0012_alter_user_first_name_max_length")]
    # Going back leaves the groups: somebody may be in one.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
