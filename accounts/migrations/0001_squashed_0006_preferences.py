"""All tables of this app at once: what the migrations named in `replaces` came to, one after the other."""

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import accounts.models
from accounts.append_only import install, remove

KINDS = ["curator", "lead", "recruiter", "hiring manager", "interviewer"]


def make_append_only(apps, schema_editor):
    """Let the database refuse to change or delete a row of the audit trail."""
    install(schema_editor.connection.vendor, schema_editor.execute)


def let_change(apps, schema_editor):
    remove(schema_editor.connection.vendor, schema_editor.execute)


def make_groups(apps, schema_editor):
    """Make the groups behind the kinds of user; `accounts.groups` gives them their permissions after each migrate."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in KINDS:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_append_only"),
        ("accounts", "0003_groups"),
        ("accounts", "0004_actions_by_reference"),
        ("accounts", "0005_bucket"),
        ("accounts", "0006_preferences"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("actor_id", models.PositiveBigIntegerField(blank=True, editable=False, null=True, verbose_name="who")),
                (
                    "action",
                    models.CharField(
                        choices=accounts.models.audit_actions, editable=False, max_length=20, verbose_name="action"
                    ),
                ),
                (
                    "object_kind",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="kind of object"),
                ),
                ("object_id", models.CharField(blank=True, editable=False, max_length=40, verbose_name="object")),
                ("client", models.CharField(blank=True, editable=False, max_length=64, verbose_name="client")),
            ],
            options={
                "verbose_name": "audit event",
                "verbose_name_plural": "audit events",
                "ordering": ["-at", "-id"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_by_time"),
                    models.Index(fields=["object_kind", "object_id"], name="audit_by_object"),
                    models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_id", ""), ("object_kind", "")),
                            models.Q(
                                models.Q(("object_kind", ""), _negated=True), models.Q(("object_id", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="audit_object_whole",
                        violation_error_message="An object has a kind and an id.",
                    ),
                    models.CheckConstraint(condition=models.Q(("action", ""), _negated=True), name="audit_has_action"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bucket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("tokens", models.FloatField()),
                ("updated_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "limit",
                "verbose_name_plural": "limits",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("tokens__gte", 0)), name="bucket_not_below_empty")
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Somebody has this e-mail already."},
                        max_length=254,
                        unique=True,
                        verbose_name="e-mail",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Switch off instead of deleting: the history stays.",
                        verbose_name="active",
                    ),
                ),
                ("preferences", models.JSONField(default=dict, editable=False, verbose_name="how pages are shown")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="invited"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "ordering": ["email"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lowercase",
                        violation_error_message="An e-mail is kept in small letters.",
                    )
                ],
            },
        ),
        migrations.RunPython(make_append_only, let_change),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
