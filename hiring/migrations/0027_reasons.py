"""Reasons for rejecting become rows; what names one so far is kept beside, until they are filled in."""

import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import hiring.models.rejection_reason
from hiring.own_steps import install


def put_trigger_back(apps, schema_editor):
    """SQLite rebuilt the table, and dropped its triggers."""
    install(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0026_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_trigger_back),
        migrations.CreateModel(
            name="HistoricalRejectionReason",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        default=hiring.models.rejection_reason.new_key,
                        editable=False,
                        max_length=12,
                        verbose_name="key",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words for the candidate")),
                (
                    "words_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="words for the candidate"),
                ),
                (
                    "words_fr",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="words for the candidate"),
                ),
                ("is_shareable", models.BooleanField(default=True, verbose_name="may be shared with candidates")),
                ("position", models.PositiveIntegerField(default=0, editable=False, verbose_name="position")),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical reason for rejecting",
                "verbose_name_plural": "historical reasons for rejecting",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RejectionReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        default=hiring.models.rejection_reason.new_key,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words for the candidate")),
                (
                    "words_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="words for the candidate"),
                ),
                (
                    "words_fr",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="words for the candidate"),
                ),
                ("is_shareable", models.BooleanField(default=True, verbose_name="may be shared with candidates")),
                ("position", models.PositiveIntegerField(default=0, editable=False, verbose_name="position")),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "reason for rejecting",
                "verbose_name_plural": "reasons for rejecting",
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="historicalrejectionreason",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectionreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_en__gt", ""), ("name_en__isnull", False), ("name_fr__gt", ""), ("name_fr__isnull", False)
                ),
                name="rejection_reason_named",
                violation_error_message="Give it a name in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectionreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_shareable", False),
                    models.Q(
                        ("words_en__gt", ""),
                        ("words_en__isnull", False),
                        ("words_fr__gt", ""),
                        ("words_fr__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="rejection_reason_has_words",
                violation_error_message="What may be shared has words in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectionreason",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name_en"),
                condition=models.Q(("retired_at", None)),
                name="rejection_reason_once_en",
                violation_error_message="There is a reason of this English name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectionreason",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name_fr"),
                condition=models.Q(("retired_at", None)),
                name="rejection_reason_once_fr",
                violation_error_message="There is a reason of this French name already.",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="application_rejected_has_reason",
        ),
        migrations.RemoveConstraint(
            model_name="move",
            name="move_rejecting_has_reason",
        ),
        migrations.RenameField(model_name="application", old_name="rejection_reason", new_name="old_reason"),
        migrations.RenameField(model_name="move", old_name="reason", new_name="old_reason"),
        migrations.AddField(
            model_name="application",
            name="rejection_reason",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="hiring.rejectionreason",
                verbose_name="reason for rejecting",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="reason",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="hiring.rejectionreason",
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="reason_said",
            field=models.CharField(blank=True, max_length=80, verbose_name="reason as it was called"),
        ),
        migrations.RunPython(put_trigger_back, migrations.RunPython.noop),
    ]
