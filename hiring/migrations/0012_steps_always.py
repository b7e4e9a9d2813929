"""Every application has a step, one of its own posting; a move may change only the step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hiring.own_steps import install, remove


def forwards(apps, schema_editor):
    install(schema_editor.connection.vendor, schema_editor.execute)


def backwards(apps, schema_editor):
    remove(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0011_fill_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="move",
            name="move_changes_state",
        ),
        migrations.AlterField(
            model_name="application",
            name="step",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="hiring.step",
                verbose_name="step",
            ),
        ),
        migrations.AlterField(
            model_name="move",
            name="to_step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hiring.step", verbose_name="to step"
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_state", models.F("to_state")), _negated=True),
                    models.Q(("from_step", models.F("to_step")), _negated=True),
                    _connector="OR",
                ),
                name="move_changes_something",
                violation_error_message="A move changes the step or the state.",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
