from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hiring.own_steps import install


def fill(apps, schema_editor):
    """Find the last word to those who wait already."""
    using = schema_editor.connection.alias
    messages = apps.get_model("hiring", "Message").objects.using(using)
    answers = messages.filter(
        Q(outcome="sent") | Q(outcome="", email__isnull=False) & ~Q(email__status=1),  # 1: failed
        application=OuterRef("pk"),
        kind__in=["interview", "moved_on", "other", "rejected", "closed"],
    ).order_by("-created_at", "-id")
    applications = apps.get_model("hiring", "Application").objects.using(using).filter(state="active")
    applications.update(answered_at=Subquery(answers.values("created_at")[:1]))
    if (
        schema_editor.connection.vendor == "postgresql"
    ):  # no index is made while rows wait for their foreign keys' check
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def put_back(apps, schema_editor):
    """SQLite drops the table's triggers with each of these changes, forwards and backwards."""
    install(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0022_step_templates"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_back),
        migrations.AddField(
            model_name="application",
            name="answered_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="last word to them"),
        ),
        migrations.AddField(
            model_name="application",
            name="waits_since",
            field=models.GeneratedField(
                db_persist=True,
                expression=Coalesce("answered_at", "created_at"),
                output_field=models.DateTimeField(),
                verbose_name="waits since",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["posting", "state", "superseded_by", "version", "waits_since"], name="application_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["state", "superseded_by", "waits_since", "id"], name="application_waiting_first"
            ),
        ),
        migrations.RunPython(put_back, migrations.RunPython.noop),
    ]
