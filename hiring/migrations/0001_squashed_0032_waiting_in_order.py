"""All tables of this app at once: what the migrations named in `replaces` came to, one after the other."""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import hiring.models.application
import hiring.models.message
import hiring.models.rejection_reason
import hiring.models.saved_form
from hiring.own_steps import install, remove


def keep_own_steps(apps, schema_editor):
    """A migration that rebuilds the table of applications on SQLite drops these triggers, and must put them back."""
    install(schema_editor.connection.vendor, schema_editor.execute)


def let_any_step(apps, schema_editor):
    remove(schema_editor.connection.vendor, schema_editor.execute)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("hiring", "0001_initial"),
        ("hiring", "0002_privacy"),
        ("hiring", "0003_answers"),
        ("hiring", "0004_own_page"),
        ("hiring", "0005_messages"),
        ("hiring", "0006_saved_forms"),
        ("hiring", "0007_merging"),
        ("hiring", "0008_notes"),
        ("hiring", "0009_note_files"),
        ("hiring", "0010_steps"),
        ("hiring", "0011_fill_steps"),
        ("hiring", "0012_steps_always"),
        ("hiring", "0013_team"),
        ("hiring", "0014_pay_answers"),
        ("hiring", "0015_counted"),
        ("hiring", "0016_scale"),
        ("hiring", "0017_moved_on"),
        ("hiring", "0018_shells"),
        ("hiring", "0019_saved_searches"),
        ("hiring", "0020_listing"),
        ("hiring", "0021_shells_not_null"),
        ("hiring", "0022_step_templates"),
        ("hiring", "0023_debt"),
        ("hiring", "0024_reminders"),
        ("hiring", "0025_undo"),
        ("hiring", "0026_replies"),
        ("hiring", "0027_reasons"),
        ("hiring", "0028_fill_reasons"),
        ("hiring", "0029_reasons_always"),
        ("hiring", "0030_written"),
        ("hiring", "0031_interviews"),
        ("hiring", "0032_waiting_in_order"),
    ]

    dependencies = [
        ("candidates", "0001_squashed_0020_places"),
        ("post_office", "0014_alter_email_recipient_delivery_status_and_more"),
        ("postings", "0001_squashed_0015_debt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="data_links",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("export", "a copy of my data"),
                            ("erase", "delete my data"),
                            ("email", "change my e-mail address"),
                            ("confirm", "confirm a new address"),
                        ],
                        max_length=8,
                        verbose_name="purpose",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("new_email", models.EmailField(blank=True, max_length=254, verbose_name="new e-mail")),
                ("created_at", models.DateTimeField(verbose_name="asked")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
            ],
            options={
                "verbose_name": "link to one's data",
                "verbose_name_plural": "links to one's data",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "confirm"), models.Q(("new_email", ""), _negated=True)),
                            models.Q(models.Q(("purpose", "confirm"), _negated=True), ("new_email", "")),
                            _connector="OR",
                        ),
                        name="data_link_confirms_an_address",
                        violation_error_message="A link that confirms a new address names it, another names none.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMessageTemplate",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Application received"),
                            ("moved_on", "Moved on"),
                            ("interview", "Invitation to an interview"),
                            ("rejected", "Rejection"),
                            ("closed", "Posting closed"),
                            ("data_ending", "Data about to be deleted"),
                            ("other", "Other message"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For “other” messages: what recruiters choose it by.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=5, verbose_name="language"
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=5000, verbose_name="text")),
                ("updated_at", models.DateTimeField(blank=True, editable=False, verbose_name="last edited")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: for every company that has none of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical message template",
                "verbose_name_plural": "historical message templates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
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
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
            name="MessageTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Application received"),
                            ("moved_on", "Moved on"),
                            ("interview", "Invitation to an interview"),
                            ("rejected", "Rejection"),
                            ("closed", "Posting closed"),
                            ("data_ending", "Data about to be deleted"),
                            ("other", "Other message"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For “other” messages: what recruiters choose it by.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=5, verbose_name="language"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: for every company that has none of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_templates",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=5000, verbose_name="text")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last edited")),
            ],
            options={
                "verbose_name": "message template",
                "verbose_name_plural": "message templates",
                "ordering": ["kind", "language", "company", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("company", None)),
                        fields=("kind", "language", "name"),
                        name="message_template_once",
                        violation_error_message="There is such a template already: edit that one.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("company__isnull", False)),
                        fields=("kind", "language", "name", "company"),
                        name="message_template_once_a_company",
                        violation_error_message="The company has such a template already: edit that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), models.Q(("name", ""), _negated=True)),
                            models.Q(models.Q(("kind", "other"), _negated=True), ("name", "")),
                            _connector="OR",
                        ),
                        name="message_template_other_has_name",
                        violation_error_message="A template for other messages has a name, another has none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_wish",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=hiring.models.message.new_token, editable=False, max_length=64, unique=True
                    ),
                ),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
            ],
            options={
                "verbose_name": "wish about messages",
                "verbose_name_plural": "wishes about messages",
            },
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_en__gt", ""),
                            ("name_en__isnull", False),
                            ("name_fr__gt", ""),
                            ("name_fr__isnull", False),
                        ),
                        name="rejection_reason_named",
                        violation_error_message="Give it a name in both languages.",
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name_en"),
                        condition=models.Q(("retired_at", None)),
                        name="rejection_reason_once_en",
                        violation_error_message="There is a reason of this English name already.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name_fr"),
                        condition=models.Q(("retired_at", None)),
                        name="rejection_reason_once_fr",
                        violation_error_message="There is a reason of this French name already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "on"),
                        name="reminder_once_a_day",
                        violation_error_message="This person was reminded today.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_choice",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "often",
                    models.CharField(
                        choices=[("daily", "Each working day"), ("weekly", "On Mondays"), ("never", "Never")],
                        default="daily",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of reminders",
                "verbose_name_plural": "choices of reminders",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_forms",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="postings.version",
                        verbose_name="version read",
                    ),
                ),
                ("email", models.EmailField(db_index=True, max_length=254, verbose_name="e-mail")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("form_key", models.UUIDField()),
                ("data", models.JSONField(default=dict, verbose_name="what was typed")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="kept until")),
            ],
            options={
                "verbose_name": "saved form",
                "verbose_name_plural": "saved forms",
                "ordering": ["-saved_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("posting", "form_key"), name="saved_form_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="hiring.savedform",
                        verbose_name="saved form",
                    ),
                ),
                ("field", models.CharField(max_length=40, verbose_name="field")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=hiring.models.saved_form.saved_path, verbose_name="file"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"),
                        ],
                        max_length=80,
                        verbose_name="format",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a saved form",
                "verbose_name_plural": "files of saved forms",
                "ordering": ["form", "field"],
                "constraints": [models.UniqueConstraint(fields=("form", "field"), name="saved_file_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("query", models.CharField(max_length=1000, verbose_name="search")),
                ("looked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="looked at")),
                ("seen_entry", models.BigIntegerField(default=0, editable=False)),
                ("new_count", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="new since")),
                (
                    "counted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="counted"),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_search_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="saved_search_has_name",
                        violation_error_message="A saved search has a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_count__lte", 100)),
                        name="saved_search_counts_so_far",
                        violation_error_message="New hits are counted up to 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whose",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=1000, verbose_name="filters")),
                ("is_shared", models.BooleanField(default=False, verbose_name="shared with the team")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="saved")),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": [django.db.models.functions.text.Lower("name"), "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("posting"),
                        django.db.models.functions.text.Lower("name"),
                        name="saved_view_name_once",
                        violation_error_message="You have saved filters of that name already.",
                    ),
                    models.UniqueConstraint(
                        models.F("user"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("posting__isnull", True)),
                        name="saved_view_name_once_everywhere",
                        violation_error_message="You have saved filters of that name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_shared", False), ("posting__isnull", False), _connector="OR"),
                        name="saved_view_shared_has_posting",
                        violation_error_message="Filters for every posting are yours alone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="saved_view_has_name",
                        violation_error_message="Saved filters have a name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["posting", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("posting"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("removed_at__isnull", True)),
                        name="step_name_once",
                        violation_error_message="This posting has a step of that name already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "inbox"), ("removed_at__isnull", True)),
                        fields=("posting",),
                        name="step_one_inbox",
                        violation_error_message="A posting has one step where new applications arrive.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "inbox"), _negated=True), ("removed_at__isnull", True), _connector="OR"
                        ),
                        name="step_inbox_stays",
                        violation_error_message="New applications need a step to arrive in.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="postings.version",
                        verbose_name="version read",
                    ),
                ),
                (
                    "cv",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to="candidates.document",
                        verbose_name="CV",
                    ),
                ),
                ("sent_name", models.CharField(editable=False, max_length=160, verbose_name="name as sent")),
                (
                    "sent_phone",
                    models.CharField(blank=True, editable=False, max_length=40, verbose_name="phone as sent"),
                ),
                ("sent_links", models.TextField(blank=True, editable=False, verbose_name="links as sent")),
                ("words", models.TextField(blank=True, max_length=3000, verbose_name="a few words")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("hired", "Accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="active",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="hiring.step",
                        verbose_name="step",
                    ),
                ),
                ("step_since", models.DateTimeField(auto_now_add=True, verbose_name="in this step since")),
                (
                    "rejection_reason",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="hiring.rejectionreason",
                        verbose_name="reason for rejecting",
                    ),
                ),
                (
                    "shared_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="reason given to the candidate"
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="supersedes",
                        to="hiring.application",
                        verbose_name="counts as",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="candidates.consent",
                        verbose_name="consent given with it",
                    ),
                ),
                ("revealed_at", models.DateTimeField(editable=False, null=True, verbose_name="name revealed")),
                (
                    "revealed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "reveal_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it was revealed"),
                ),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                (
                    "token",
                    models.CharField(
                        default=hiring.models.application.new_token, editable=False, max_length=64, unique=True
                    ),
                ),
                ("notice_version", models.CharField(max_length=20, verbose_name="privacy notice seen")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="last word to them")),
                (
                    "waits_since",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce("answered_at", "created_at"),
                        output_field=models.DateTimeField(),
                        verbose_name="waits since",
                    ),
                ),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["posting", "state", "-created_at", "-id"], name="application_by_posting"),
                    models.Index(fields=["step", "state", "step_since", "id"], name="application_by_step"),
                    models.Index(
                        condition=models.Q(("superseded_by", None)),
                        fields=["posting", "state"],
                        name="application_counted",
                    ),
                    models.Index(
                        condition=models.Q(("superseded_by__isnull", False)),
                        fields=["superseded_by"],
                        name="application_superseded",
                    ),
                    models.Index(
                        condition=models.Q(("rejection_reason__isnull", False)),
                        fields=["rejection_reason"],
                        name="application_reason",
                    ),
                    models.Index(fields=["created_at", "id"], name="application_newest"),
                    models.Index(fields=["state", "-created_at", "-id"], name="application_by_state"),
                    models.Index(
                        condition=models.Q(("superseded_by", None)),
                        fields=["posting", "state", "version", "waits_since"],
                        name="application_waits",
                    ),
                    models.Index(
                        condition=models.Q(("superseded_by", None)),
                        fields=["state", "waits_since", "id"],
                        name="application_waits_first",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_by__isnull", True)),
                        fields=("candidate", "posting"),
                        name="application_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rejection_reason__isnull", False), ("state", "rejected")),
                            models.Q(
                                models.Q(("state", "rejected"), _negated=True), ("rejection_reason__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="application_rejected_has_reason",
                        violation_error_message="A rejected application has a reason, another has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "rejected"), ("shared_reason", ""), _connector="OR"),
                        name="application_shared_reason_if_rejected",
                        violation_error_message="Only a rejected application has a reason that the candidate was given.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reveal_reason", ""), ("revealed_at__isnull", True), ("revealed_by__isnull", True)
                            ),
                            models.Q(("revealed_at__isnull", False), ("revealed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="application_revealed_by_somebody",
                        violation_error_message="Somebody reveals a name, at some time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="added_documents",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="added",
                        to="candidates.document",
                        verbose_name="document",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "added document",
                "verbose_name_plural": "added documents",
                "ordering": ["application", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "sha256"),
                        name="added_document_once",
                        violation_error_message="This document is there already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="postings.question",
                        verbose_name="question",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="place in the form")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short", "Short text"),
                            ("long", "Long text"),
                            ("yes_no", "Yes or no"),
                            ("one", "One of several answers"),
                            ("several", "Any of several answers"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("file", "File"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="question as read")),
                ("line", models.PositiveBigIntegerField(null=True, verbose_name="line in the version read")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="what the line came from")),
                ("value", models.JSONField(null=True, verbose_name="answer")),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="candidates.document",
                        verbose_name="file",
                    ),
                ),
                ("is_about_pay", models.BooleanField(default=False, editable=False, verbose_name="about pay")),
                ("is_knock_out", models.BooleanField(default=False, verbose_name="to look at")),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["application", "number"],
                "indexes": [
                    models.Index(
                        models.F("application"), condition=models.Q(("is_knock_out", True)), name="answer_knock_outs"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "number"), name="answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", False), ("kind", "file"), ("value__isnull", True)),
                            models.Q(
                                models.Q(("kind", "file"), _negated=True),
                                ("document__isnull", True),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answer_file_or_value",
                        violation_error_message="An answer is a value or a file.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "user"),
                        name="assignment_once",
                        violation_error_message="This person is assigned already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batches",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("move", "Moved"), ("reject", "Rejected"), ("write", "Written to")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "to_step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hiring.step",
                        verbose_name="to step",
                    ),
                ),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("written", models.JSONField(default=list, verbose_name="written to")),
                ("left_out", models.JSONField(default=list, verbose_name="left out")),
            ],
            options={
                "verbose_name": "bulk action",
                "verbose_name_plural": "bulk actions",
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "move"), ("to_step__isnull", False)),
                            models.Q(models.Q(("kind", "move"), _negated=True), ("to_step__isnull", True)),
                            _connector="OR",
                        ),
                        name="batch_move_has_step",
                        violation_error_message="A bulk move goes to a step, other bulk actions go to none.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_changes",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[("name", "Name"), ("phone", "Phone"), ("links", "Links"), ("email", "E-mail")],
                        max_length=8,
                        verbose_name="field",
                    ),
                ),
                ("before", models.TextField(blank=True, verbose_name="before")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interviews",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("place", models.CharField(blank=True, max_length=500, verbose_name="where")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="planned by",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="planned")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("form_key", models.UUIDField(editable=False, unique=True)),
                (
                    "interviewers",
                    models.ManyToManyField(
                        related_name="interviews", to=settings.AUTH_USER_MODEL, verbose_name="interviewers"
                    ),
                ),
            ],
            options={
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
                "ordering": ["starts_at", "id"],
                "indexes": [models.Index(fields=["starts_at"], name="interview_by_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)),
                        name="interview_takes_time",
                        violation_error_message="An interview takes some minutes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="interview_cancelled_by_somebody",
                        violation_error_message="Somebody cancels an interview, at some time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Application received"),
                            ("link", "Link to their application"),
                            ("moved_on", "Moved on"),
                            ("interview", "Invitation to an interview"),
                            ("rejected", "Rejection"),
                            ("closed", "Posting closed"),
                            ("data_ending", "Data about to be deleted"),
                            ("data_link", "Link to their data"),
                            ("told", "Notice that we hold their data"),
                            ("asked", "Question whether their data may be kept"),
                            ("address", "Change of e-mail address"),
                            ("other", "Other message"),
                            ("reply", "Reply"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("to", models.EmailField(blank=True, max_length=254, verbose_name="to")),
                (
                    "about_step",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="hiring.step",
                        verbose_name="tells of the step",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="subject")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=5, verbose_name="language"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "email",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="candidate_message",
                        to="post_office.email",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("called_off", "Called back"),
                            ("received", "Received"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("outcome_at", models.DateTimeField(editable=False, null=True)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="written"),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="hiring.message",
                        verbose_name="answers",
                    ),
                ),
                ("sender", models.EmailField(blank=True, editable=False, max_length=254, verbose_name="from")),
                ("quoted", models.TextField(blank=True, editable=False, verbose_name="earlier words")),
                ("left_out", models.JSONField(default=list, editable=False, verbose_name="files that were not kept")),
                ("digest", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["application", "-created_at", "-id"], name="message_by_application"),
                    models.Index(
                        condition=models.Q(("kind", "reply"), ("settled_at", None)),
                        fields=["created_at", "id"],
                        name="message_to_answer",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "data_link"), _negated=True),
                            models.Q(("subject", ""), ("text", "")),
                            _connector="OR",
                        ),
                        name="message_link_keeps_no_text",
                        violation_error_message="Of a message with a link to somebody’s data no words are kept.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_at", None)),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("outcome_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="message_outcome_has_moment",
                        violation_error_message="What became of a message has its moment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", None), ("kind", "reply"), ("outcome", "received"), ("to", "")),
                            models.Q(
                                models.Q(("kind", "reply"), _negated=True),
                                models.Q(("outcome", "received"), _negated=True),
                                models.Q(("to", ""), _negated=True),
                                ("digest", None),
                                ("settled_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="message_reply_was_received",
                        violation_error_message="A reply was received and is sent to nobody; other messages are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("active", "Active"),
                            ("hired", "Accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("hired", "Accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                (
                    "from_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hiring.step",
                        verbose_name="from step",
                    ),
                ),
                (
                    "to_step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hiring.step",
                        verbose_name="to step",
                    ),
                ),
                (
                    "from_since",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="in the former step since"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="hiring.rejectionreason",
                        verbose_name="reason",
                    ),
                ),
                ("reason_said", models.CharField(blank=True, max_length=80, verbose_name="reason as it was called")),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undone_by",
                        to="hiring.move",
                        verbose_name="undoes",
                    ),
                ),
                ("batch", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "move",
                "verbose_name_plural": "moves",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("reason__isnull", False)), fields=["reason"], name="move_reason")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_state", models.F("to_state")), _negated=True),
                            models.Q(("from_step", models.F("to_step")), _negated=True),
                            _connector="OR",
                        ),
                        name="move_changes_something",
                        violation_error_message="A move changes the step or the state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason__isnull", False),
                                ("to_state", "rejected"),
                                models.Q(("reason_said", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("to_state", "rejected"), _negated=True),
                                ("reason__isnull", True),
                                ("reason_said", ""),
                            ),
                            _connector="OR",
                        ),
                        name="move_rejecting_has_reason",
                        violation_error_message="A move to rejected has a reason, another has none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="note")),
                ("is_private", models.BooleanField(default=False, verbose_name="private")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                ("form_key", models.UUIDField(editable=False, unique=True)),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="note_has_text",
                        violation_error_message="A note has words.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="hiring.note",
                        verbose_name="note",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="seen")),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "ordering": ["-id"],
                "constraints": [models.UniqueConstraint(fields=("note", "user"), name="mention_once")],
            },
        ),
        migrations.CreateModel(
            name="NoteFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="hiring.note",
                        verbose_name="note",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="noted",
                        to="candidates.document",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a note",
                "verbose_name_plural": "files of notes",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Scorecard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scorecards",
                        to="hiring.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "verdict",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Strong no"), (2, "No"), (3, "Yes"), (4, "Strong yes")], verbose_name="verdict"
                    ),
                ),
                ("words", models.TextField(max_length=4000, verbose_name="words")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
            ],
            options={
                "verbose_name": "scorecard",
                "verbose_name_plural": "scorecards",
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "by"),
                        name="scorecard_once",
                        violation_error_message="This person has given a verdict already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", [1, 2, 3, 4])),
                        name="scorecard_verdict_on_scale",
                        violation_error_message="A verdict is one of four.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="scorecard_has_words",
                        violation_error_message="A verdict has words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: for all companies.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_templates",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("steps", models.JSONField(default=list, verbose_name="steps")),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="New postings in this language start with these steps.",
                        verbose_name="default",
                    ),
                ),
            ],
            options={
                "verbose_name": "template of steps",
                "verbose_name_plural": "templates of steps",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        models.F("language"),
                        condition=models.Q(("company__isnull", True)),
                        name="step_template_once",
                        violation_error_message="There is a template of this name already.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        models.F("language"),
                        models.F("company"),
                        condition=models.Q(("company__isnull", False)),
                        name="step_template_once_a_company",
                        violation_error_message="The company has a template of this name already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("company__isnull", True), ("is_default", True)),
                        fields=("language",),
                        name="step_template_one_default",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("company__isnull", False), ("is_default", True)),
                        fields=("company", "language"),
                        name="step_template_one_default_a_company",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="note",
            name="mentioned",
            field=models.ManyToManyField(related_name="+", through="hiring.Mention", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(keep_own_steps, let_any_step),
    ]
