"""A message says of which step it tells. The trigger for steps is put back: SQLite dropped it with a rebuilt table."""

import django.db.models.deletion
from django.db import migrations, models

from hiring.own_steps import install


def put_back(apps, schema_editor):
    install(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0016_scale"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="about_step",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="hiring.step",
                verbose_name="tells of the step",
            ),
        ),
        migrations.RunPython(put_back, migrations.RunPython.noop),
    ]
