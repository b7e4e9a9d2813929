"""A rejection has a reason of the list; the former words go."""

from django.db import migrations, models

from hiring.own_steps import install


def put_trigger_back(apps, schema_editor):
    """SQLite rebuilt the table, and dropped its triggers."""
    install(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0028_fill_reasons"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_trigger_back),
        migrations.RemoveField(model_name="application", name="old_reason"),
        migrations.RemoveField(model_name="move", name="old_reason"),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("rejection_reason__isnull", False)),
                fields=["rejection_reason"],
                name="application_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(condition=models.Q(("reason__isnull", False)), fields=["reason"], name="move_reason"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rejection_reason__isnull", False), ("state", "rejected")),
                    models.Q(models.Q(("state", "rejected"), _negated=True), ("rejection_reason__isnull", True)),
                    _connector="OR",
                ),
                name="application_rejected_has_reason",
                violation_error_message="A rejected application has a reason, another has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reason__isnull", False),
                        ("to_state", "rejected"),
                        models.Q(("reason_said", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("to_state", "rejected"), _negated=True), ("reason__isnull", True), ("reason_said", "")
                    ),
                    _connector="OR",
                ),
                name="move_rejecting_has_reason",
                violation_error_message="A move to rejected has a reason, another has none.",
            ),
        ),
        migrations.RunPython(put_trigger_back, migrations.RunPython.noop),
    ]
