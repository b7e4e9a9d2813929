"""The steps of each posting's hiring, and where applications are and moved."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0013_note_files"),
        ("hiring", "0009_note_files"),
        ("postings", "0012_library"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="step_since",
            field=models.DateTimeField(
                auto_now_add=True, default=django.utils.timezone.now, verbose_name="in this step since"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="move",
            name="batch",
            field=models.UUIDField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="move",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="undone_by",
                to="hiring.move",
                verbose_name="undoes",
            ),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inbox", "Inbox"),
                            ("screen", "Screening"),
                            ("interview", "Interview"),
                            ("offer", "Offer"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="removed")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["posting", "position", "id"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="step",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="hiring.step",
                verbose_name="step",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="from_step",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="hiring.step",
                verbose_name="from step",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="to_step",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="hiring.step",
                verbose_name="to step",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["step", "state", "step_since", "id"], name="application_by_step"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                models.F("posting"),
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(("removed_at__isnull", True)),
                name="step_name_once",
                violation_error_message="This posting has a step of that name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "inbox"), ("removed_at__isnull", True)),
                fields=("posting",),
                name="step_one_inbox",
                violation_error_message="A posting has one step where new applications arrive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "inbox"), _negated=True), ("removed_at__isnull", True), _connector="OR"
                ),
                name="step_inbox_stays",
                violation_error_message="New applications need a step to arrive in.",
            ),
        ),
    ]
