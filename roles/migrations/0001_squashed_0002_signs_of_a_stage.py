"""All tables of this app at once: what the migrations named in `replaces` came to, one after the other."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("roles", "0001_initial"),
        ("roles", "0002_signs_of_a_stage"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalRole",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(help_text="Names the role in addresses and files.", verbose_name="key")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("abbreviation", models.CharField(blank=True, max_length=20, verbose_name="abbreviation")),
                ("other_titles", models.TextField(blank=True, help_text="One a line.", verbose_name="other titles")),
                (
                    "other_titles_en",
                    models.TextField(blank=True, help_text="One a line.", null=True, verbose_name="other titles"),
                ),
                (
                    "other_titles_fr",
                    models.TextField(blank=True, help_text="One a line.", null=True, verbose_name="other titles"),
                ),
                ("family", models.CharField(blank=True, max_length=80, verbose_name="family")),
                ("family_en", models.CharField(blank=True, max_length=80, null=True, verbose_name="family")),
                ("family_fr", models.CharField(blank=True, max_length=80, null=True, verbose_name="family")),
                ("summary", models.TextField(verbose_name="summary")),
                ("summary_en", models.TextField(null=True, verbose_name="summary")),
                ("summary_fr", models.TextField(null=True, verbose_name="summary")),
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
                "verbose_name": "historical role",
                "verbose_name_plural": "historical roles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "key",
                    models.SlugField(
                        help_text="Names the role in addresses and files.", unique=True, verbose_name="key"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("abbreviation", models.CharField(blank=True, max_length=20, verbose_name="abbreviation")),
                ("other_titles", models.TextField(blank=True, help_text="One a line.", verbose_name="other titles")),
                (
                    "other_titles_en",
                    models.TextField(blank=True, help_text="One a line.", null=True, verbose_name="other titles"),
                ),
                (
                    "other_titles_fr",
                    models.TextField(blank=True, help_text="One a line.", null=True, verbose_name="other titles"),
                ),
                ("family", models.CharField(blank=True, max_length=80, verbose_name="family")),
                ("family_en", models.CharField(blank=True, max_length=80, null=True, verbose_name="family")),
                ("family_fr", models.CharField(blank=True, max_length=80, null=True, verbose_name="family")),
                ("summary", models.TextField(verbose_name="summary")),
                ("summary_en", models.TextField(null=True, verbose_name="summary")),
                ("summary_fr", models.TextField(null=True, verbose_name="summary")),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["title", "id"],
            },
        ),
        migrations.CreateModel(
            name="CareerStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="career_steps",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_fr", models.TextField(blank=True, null=True, verbose_name="description")),
                (
                    "to_role",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reached_from",
                        to="roles.role",
                        verbose_name="to role",
                    ),
                ),
            ],
            options={
                "verbose_name": "career step",
                "verbose_name_plural": "career steps",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("role", "key"), name="careerstep_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "scheme",
                    models.CharField(
                        choices=[("esco", "ESCO"), ("onet", "O*NET-SOC"), ("rome", "ROME")],
                        max_length=10,
                        verbose_name="scheme",
                    ),
                ),
                ("code", models.CharField(max_length=200, verbose_name="code")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="label")),
                ("label_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="label")),
                ("label_fr", models.CharField(blank=True, max_length=200, null=True, verbose_name="label")),
            ],
            options={
                "verbose_name": "code",
                "verbose_name_plural": "codes",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("role", "key"), name="code_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Collaborator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("description", models.TextField(verbose_name="description")),
                ("description_en", models.TextField(null=True, verbose_name="description")),
                ("description_fr", models.TextField(null=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "collaborator",
                "verbose_name_plural": "collaborators",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("role", "key"), name="collaborator_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCareerStep",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("title_fr", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_fr", models.TextField(blank=True, null=True, verbose_name="description")),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                (
                    "to_role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="to role",
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
                "verbose_name": "historical career step",
                "verbose_name_plural": "historical career steps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCode",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "scheme",
                    models.CharField(
                        choices=[("esco", "ESCO"), ("onet", "O*NET-SOC"), ("rome", "ROME")],
                        max_length=10,
                        verbose_name="scheme",
                    ),
                ),
                ("code", models.CharField(max_length=200, verbose_name="code")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="label")),
                ("label_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="label")),
                ("label_fr", models.CharField(blank=True, max_length=200, null=True, verbose_name="label")),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical code",
                "verbose_name_plural": "historical codes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCollaborator",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("description", models.TextField(verbose_name="description")),
                ("description_en", models.TextField(null=True, verbose_name="description")),
                ("description_fr", models.TextField(null=True, verbose_name="description")),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical collaborator",
                "verbose_name_plural": "historical collaborators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMission",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
                ("statement", models.CharField(max_length=200, verbose_name="reference statement")),
                ("statement_en", models.CharField(max_length=200, null=True, verbose_name="reference statement")),
                ("statement_fr", models.CharField(max_length=200, null=True, verbose_name="reference statement")),
                (
                    "line",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_en",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_fr",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("technical", "Technical"),
                            ("technological", "Technological"),
                            ("managerial", "Managerial"),
                            ("strategic", "Strategic"),
                        ],
                        max_length=14,
                        verbose_name="area",
                    ),
                ),
                (
                    "technical_percent",
                    models.PositiveSmallIntegerField(
                        help_text="How technical the mission is; the rest is management.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="technical, %",
                    ),
                ),
                (
                    "cues",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the mission in free text.",
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_en",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the mission in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_fr",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the mission in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical mission",
                "verbose_name_plural": "historical missions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSection",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("question", models.CharField(max_length=200, verbose_name="question")),
                ("question_en", models.CharField(max_length=200, null=True, verbose_name="question")),
                ("question_fr", models.CharField(max_length=200, null=True, verbose_name="question")),
                ("answer", models.TextField(verbose_name="answer")),
                ("answer_en", models.TextField(null=True, verbose_name="answer")),
                ("answer_fr", models.TextField(null=True, verbose_name="answer")),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical section",
                "verbose_name_plural": "historical sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSign",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("people", "people"),
                            ("engineers", "engineers today"),
                            ("engineers_next_year", "engineers in a year"),
                            ("in_use", "is there a product in use?"),
                            ("coder", "who writes the code today?"),
                            ("manager", "who manages the engineers?"),
                            ("rests_on_tech", "does the business rest on technology?"),
                            ("hands_on", "hands-on work wanted, %"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("at_least", models.PositiveIntegerField(blank=True, null=True, verbose_name="at least")),
                ("at_most", models.PositiveIntegerField(blank=True, null=True, verbose_name="at most")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes"),
                            ("no", "no"),
                            ("nobody", "nobody yet"),
                            ("founder", "a founder"),
                            ("outside", "freelancers or an agency"),
                            ("employees", "our own engineers"),
                            ("nobody", "nobody, or there is nobody to manage"),
                            ("founder", "a founder, beside other work"),
                            ("engineer", "one of the engineers"),
                            ("managers", "managers of their own"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField(verbose_name="speaks for stage")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight, 1 to 5")),
                (
                    "reason",
                    models.CharField(
                        help_text="A sentence; %(value)s stands for the fact’s number.",
                        max_length=200,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_en",
                    models.CharField(
                        help_text="A sentence; %(value)s stands for the fact’s number.",
                        max_length=200,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_fr",
                    models.CharField(
                        help_text="A sentence; %(value)s stands for the fact’s number.",
                        max_length=200,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical sign of a stage",
                "verbose_name_plural": "historical signs of a stage",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSkill",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
                (
                    "kind",
                    models.CharField(
                        choices=[("soft", "soft skill"), ("technology", "technology"), ("affinity", "affinity")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                (
                    "line",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_en",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_fr",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "cues",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the skill in free text.",
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_en",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the skill in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_fr",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the skill in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical skill",
                "verbose_name_plural": "historical skills",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStage",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("phase", models.CharField(max_length=120, verbose_name="company phase")),
                ("phase_en", models.CharField(max_length=120, null=True, verbose_name="company phase")),
                ("phase_fr", models.CharField(max_length=120, null=True, verbose_name="company phase")),
                ("summary", models.TextField(verbose_name="summary")),
                ("summary_en", models.TextField(null=True, verbose_name="summary")),
                ("summary_fr", models.TextField(null=True, verbose_name="summary")),
                (
                    "lean",
                    models.CharField(
                        choices=[
                            ("technical", "mostly technical"),
                            ("balanced", "half technical, half management"),
                            ("management", "mostly management"),
                        ],
                        max_length=12,
                        verbose_name="leans",
                    ),
                ),
                (
                    "technical_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="technical share, %",
                    ),
                ),
                (
                    "engineers_min",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="engineers from"),
                ),
                ("engineers_max", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="engineers to")),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical stage",
                "verbose_name_plural": "historical stages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTraining",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("description", models.TextField(verbose_name="description")),
                ("description_en", models.TextField(null=True, verbose_name="description")),
                ("description_fr", models.TextField(null=True, verbose_name="description")),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.role",
                        verbose_name="role",
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
                "verbose_name": "historical training",
                "verbose_name_plural": "historical training",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Mission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
                ("statement", models.CharField(max_length=200, verbose_name="reference statement")),
                ("statement_en", models.CharField(max_length=200, null=True, verbose_name="reference statement")),
                ("statement_fr", models.CharField(max_length=200, null=True, verbose_name="reference statement")),
                (
                    "line",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_en",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_fr",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("technical", "Technical"),
                            ("technological", "Technological"),
                            ("managerial", "Managerial"),
                            ("strategic", "Strategic"),
                        ],
                        max_length=14,
                        verbose_name="area",
                    ),
                ),
                (
                    "technical_percent",
                    models.PositiveSmallIntegerField(
                        help_text="How technical the mission is; the rest is management.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="technical, %",
                    ),
                ),
                (
                    "cues",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the mission in free text.",
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_en",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the mission in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_fr",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the mission in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
            ],
            options={
                "verbose_name": "mission",
                "verbose_name_plural": "missions",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("role", "key"), name="mission_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("technical_percent__lte", 100)),
                        name="mission_technical_percent_to_100",
                        violation_error_code="technical_percent",
                        violation_error_message="A share is 0 to 100 %.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("question", models.CharField(max_length=200, verbose_name="question")),
                ("question_en", models.CharField(max_length=200, null=True, verbose_name="question")),
                ("question_fr", models.CharField(max_length=200, null=True, verbose_name="question")),
                ("answer", models.TextField(verbose_name="answer")),
                ("answer_en", models.TextField(null=True, verbose_name="answer")),
                ("answer_fr", models.TextField(null=True, verbose_name="answer")),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("role", "key"), name="section_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Sign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("people", "people"),
                            ("engineers", "engineers today"),
                            ("engineers_next_year", "engineers in a year"),
                            ("in_use", "is there a product in use?"),
                            ("coder", "who writes the code today?"),
                            ("manager", "who manages the engineers?"),
                            ("rests_on_tech", "does the business rest on technology?"),
                            ("hands_on", "hands-on work wanted, %"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("at_least", models.PositiveIntegerField(blank=True, null=True, verbose_name="at least")),
                ("at_most", models.PositiveIntegerField(blank=True, null=True, verbose_name="at most")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes"),
                            ("no", "no"),
                            ("nobody", "nobody yet"),
                            ("founder", "a founder"),
                            ("outside", "freelancers or an agency"),
                            ("employees", "our own engineers"),
                            ("nobody", "nobody, or there is nobody to manage"),
                            ("founder", "a founder, beside other work"),
                            ("engineer", "one of the engineers"),
                            ("managers", "managers of their own"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField(verbose_name="speaks for stage")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight, 1 to 5")),
                (
                    "reason",
                    models.CharField(
                        help_text="A sentence; %(value)s stands for the fact’s number.",
                        max_length=200,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_en",
                    models.CharField(
                        help_text="A sentence; %(value)s stands for the fact’s number.",
                        max_length=200,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_fr",
                    models.CharField(
                        help_text="A sentence; %(value)s stands for the fact’s number.",
                        max_length=200,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign of a stage",
                "verbose_name_plural": "signs of a stage",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("role", "key"), name="sign_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("stage__gte", 1), ("stage__lte", 3)),
                        name="sign_stage_1_to_3",
                        violation_error_code="stage",
                        violation_error_message="A stage's number is 1, 2 or 3.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 5)),
                        name="sign_weight_1_to_5",
                        violation_error_code="weight",
                        violation_error_message="A weight is 1 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("at_least__isnull", True),
                                ("at_most__isnull", True),
                                ("fact__in", ["in_use", "coder", "manager", "rests_on_tech"]),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("fact__in", ["in_use", "coder", "manager", "rests_on_tech"]), _negated=True),
                                ("answer", ""),
                            ),
                            _connector="OR",
                        ),
                        name="sign_number_or_answer",
                        violation_error_code="answer",
                        violation_error_message="A question with answers needs one of them; a number needs bounds instead.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("at_least__isnull", True),
                            ("at_most__isnull", True),
                            ("at_least__lte", models.F("at_most")),
                            _connector="OR",
                        ),
                        name="sign_bounds_in_order",
                        violation_error_code="at_most",
                        violation_error_message="The lower bound is above the upper one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
                (
                    "kind",
                    models.CharField(
                        choices=[("soft", "soft skill"), ("technology", "technology"), ("affinity", "affinity")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                (
                    "line",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_en",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "line_fr",
                    models.CharField(
                        help_text="In the second person, as a posting carries it.",
                        max_length=400,
                        null=True,
                        verbose_name="posting line",
                    ),
                ),
                (
                    "cues",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the skill in free text.",
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_en",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the skill in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
                (
                    "cues_fr",
                    models.TextField(
                        blank=True,
                        help_text="One a line: words that recognise the skill in free text.",
                        null=True,
                        verbose_name="cue words",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("role", "key"), name="skill_key_unique")],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=80, null=True, verbose_name="name")),
                ("phase", models.CharField(max_length=120, verbose_name="company phase")),
                ("phase_en", models.CharField(max_length=120, null=True, verbose_name="company phase")),
                ("phase_fr", models.CharField(max_length=120, null=True, verbose_name="company phase")),
                ("summary", models.TextField(verbose_name="summary")),
                ("summary_en", models.TextField(null=True, verbose_name="summary")),
                ("summary_fr", models.TextField(null=True, verbose_name="summary")),
                (
                    "lean",
                    models.CharField(
                        choices=[
                            ("technical", "mostly technical"),
                            ("balanced", "half technical, half management"),
                            ("management", "mostly management"),
                        ],
                        max_length=12,
                        verbose_name="leans",
                    ),
                ),
                (
                    "technical_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="technical share, %",
                    ),
                ),
                (
                    "engineers_min",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="engineers from"),
                ),
                ("engineers_max", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="engineers to")),
            ],
            options={
                "verbose_name": "stage",
                "verbose_name_plural": "stages",
                "ordering": ["role", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("role", "number"), name="stage_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 3)),
                        name="stage_number_1_to_3",
                        violation_error_code="number",
                        violation_error_message="A stage's number is 1, 2 or 3.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("technical_percent__isnull", True), ("technical_percent__lte", 100), _connector="OR"
                        ),
                        name="stage_technical_percent_to_100",
                        violation_error_code="technical_percent",
                        violation_error_message="A share is 0 to 100 %.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("engineers_min__isnull", True),
                            ("engineers_max__isnull", True),
                            ("engineers_min__lte", models.F("engineers_max")),
                            _connector="OR",
                        ),
                        name="stage_engineers_in_order",
                        violation_error_code="engineers_max",
                        violation_error_message="The smallest number of engineers is above the largest.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollaboratorStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "collaborator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="at_stages", to="roles.collaborator"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="of_collaborators", to="roles.stage"
                    ),
                ),
                ("how", models.CharField(max_length=300, verbose_name="how they work together")),
                ("how_en", models.CharField(max_length=300, null=True, verbose_name="how they work together")),
                ("how_fr", models.CharField(max_length=300, null=True, verbose_name="how they work together")),
            ],
            options={
                "ordering": ["stage__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("collaborator", "stage"), name="collaboratorstage_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCollaboratorStage",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("how", models.CharField(max_length=300, verbose_name="how they work together")),
                ("how_en", models.CharField(max_length=300, null=True, verbose_name="how they work together")),
                ("how_fr", models.CharField(max_length=300, null=True, verbose_name="how they work together")),
                (
                    "collaborator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.collaborator",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.stage",
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
                "verbose_name": "historical collaborator stage",
                "verbose_name_plural": "historical collaborator stages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMissionStage",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "weight",
                    models.CharField(
                        choices=[("core", "core"), ("occasional", "occasional")], max_length=10, verbose_name="weight"
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.mission",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.stage",
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
                "verbose_name": "historical mission stage",
                "verbose_name_plural": "historical mission stages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSkillStage",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "importance",
                    models.CharField(
                        choices=[("essential", "essential"), ("useful", "useful")],
                        max_length=10,
                        verbose_name="importance",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.skill",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.stage",
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
                "verbose_name": "historical skill stage",
                "verbose_name_plural": "historical skill stages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MissionStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="at_stages", to="roles.mission"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="of_missions", to="roles.stage"
                    ),
                ),
                (
                    "weight",
                    models.CharField(
                        choices=[("core", "core"), ("occasional", "occasional")], max_length=10, verbose_name="weight"
                    ),
                ),
            ],
            options={
                "ordering": ["stage__number"],
                "constraints": [models.UniqueConstraint(fields=("mission", "stage"), name="missionstage_unique")],
            },
        ),
        migrations.CreateModel(
            name="SkillStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="at_stages", to="roles.skill"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="of_skills", to="roles.stage"
                    ),
                ),
                (
                    "importance",
                    models.CharField(
                        choices=[("essential", "essential"), ("useful", "useful")],
                        max_length=10,
                        verbose_name="importance",
                    ),
                ),
            ],
            options={
                "ordering": ["stage__number"],
                "constraints": [models.UniqueConstraint(fields=("skill", "stage"), name="skillstage_unique")],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the source's facts that this entry carries. Empty: the house's own.",
                        verbose_name="source facts",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.SlugField(verbose_name="key")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("loaded_order", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="training",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("description", models.TextField(verbose_name="description")),
                ("description_en", models.TextField(null=True, verbose_name="description")),
                ("description_fr", models.TextField(null=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "training",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("role", "key"), name="training_key_unique")],
            },
        ),
        migrations.AddField(
            model_name="mission",
            name="stages",
            field=models.ManyToManyField(related_name="missions", through="roles.MissionStage", to="roles.stage"),
        ),
        migrations.AddField(
            model_name="skill",
            name="stages",
            field=models.ManyToManyField(related_name="skills", through="roles.SkillStage", to="roles.stage"),
        ),
    ]
