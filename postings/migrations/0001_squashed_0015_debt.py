"""All tables of this app at once: what the migrations named in `replaces` came to, one after the other."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import postings.codes

TABLE = "postings_version"
FROZEN = "content, digest, number, posting_id"
REFUSAL = "the text of a version is frozen"

# A later migration that rebuilds the table on SQLite drops its trigger, and must put it back.
FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OF {FROZEN} ON {TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ],
    "postgresql": [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OF {FROZEN} ON {TABLE}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
BACKWARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_frozen"],
    "postgresql": [f"DROP TRIGGER IF EXISTS {TABLE}_frozen ON {TABLE}", f"DROP FUNCTION IF EXISTS {TABLE}_refuse()"],
}


def execute(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("postings", "0001_initial"),
        ("postings", "0002_versions_are_frozen"),
        ("postings", "0003_diagnosis"),
        ("postings", "0004_studio"),
        ("postings", "0005_creation_key"),
        ("postings", "0006_proposal_lines"),
        ("postings", "0007_undo_and_added_once"),
        ("postings", "0008_schedule"),
        ("postings", "0009_jurisdiction_history"),
        ("postings", "0010_review_decided_by"),
        ("postings", "0011_questions"),
        ("postings", "0012_library"),
        ("postings", "0013_team"),
        ("postings", "0014_tell_moved_on"),
        ("postings", "0015_debt"),
    ]

    dependencies = [
        ("roles", "0001_squashed_0002_signs_of_a_stage"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="What the company does, for whom. Markdown works.",
                        verbose_name="description",
                    ),
                ),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="people")),
                ("engineers", models.PositiveIntegerField(blank=True, null=True, verbose_name="engineers today")),
                (
                    "product_phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "an idea, nothing built yet"),
                            ("building", "being built"),
                            ("in_use", "in use by first customers"),
                            ("established", "established"),
                        ],
                        max_length=12,
                        verbose_name="product",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="Town of the head office.", max_length=120, verbose_name="place"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True, help_text="Country of the head office.", max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "review_required",
                    models.BooleanField(
                        default=False,
                        help_text="A posting is then published only as somebody else approved it, word for word.",
                        verbose_name="postings need an approval",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="companies_created",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "company",
                "verbose_name_plural": "companies",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("people__isnull", True),
                            ("engineers__isnull", True),
                            ("engineers__lte", models.F("people")),
                            _connector="OR",
                        ),
                        name="company_engineers_among_people",
                        violation_error_message="There are more engineers than people.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalJurisdiction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        help_text="ISO 3166: “FR” for a country, “US-CA” for a state.",
                        max_length=8,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("in_force_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                (
                    "article",
                    models.CharField(help_text="The law and its article.", max_length=200, verbose_name="article"),
                ),
                ("url", models.URLField(blank=True, verbose_name="address of the law")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("updated_at", models.DateTimeField(blank=True, editable=False, verbose_name="last edited")),
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
                "verbose_name": "historical jurisdiction",
                "verbose_name_plural": "historical jurisdictions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLibraryQuestion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.SlugField(blank=True, editable=False, max_length=60, null=True, verbose_name="key")),
                ("stages", models.JSONField(blank=True, default=list, verbose_name="stages")),
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
                ("text", models.CharField(blank=True, max_length=300, verbose_name="question")),
                ("text_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="question")),
                ("text_fr", models.CharField(blank=True, max_length=300, null=True, verbose_name="question")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                ("help_text_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation")),
                ("help_text_fr", models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation")),
                (
                    "options",
                    models.TextField(blank=True, help_text="One a line.", verbose_name="answers to choose from"),
                ),
                (
                    "options_en",
                    models.TextField(
                        blank=True, help_text="One a line.", null=True, verbose_name="answers to choose from"
                    ),
                ),
                (
                    "options_fr",
                    models.TextField(
                        blank=True, help_text="One a line.", null=True, verbose_name="answers to choose from"
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
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
                    "mission",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.mission",
                        verbose_name="mission",
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
                        verbose_name="skill",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
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
                "verbose_name": "historical question of the library",
                "verbose_name_plural": "historical questions of the library",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Jurisdiction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="ISO 3166: “FR” for a country, “US-CA” for a state.",
                        max_length=8,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("in_force_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                (
                    "article",
                    models.CharField(help_text="The law and its article.", max_length=200, verbose_name="article"),
                ),
                ("url", models.URLField(blank=True, verbose_name="address of the law")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last edited")),
            ],
            options={
                "verbose_name": "jurisdiction",
                "verbose_name_plural": "jurisdictions",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="LibraryQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        blank=True, editable=False, max_length=60, null=True, unique=True, verbose_name="key"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="library",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="library",
                        to="roles.mission",
                        verbose_name="mission",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="library",
                        to="roles.skill",
                        verbose_name="skill",
                    ),
                ),
                ("stages", models.JSONField(blank=True, default=list, verbose_name="stages")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="library",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
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
                ("text", models.CharField(blank=True, max_length=300, verbose_name="question")),
                ("text_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="question")),
                ("text_fr", models.CharField(blank=True, max_length=300, null=True, verbose_name="question")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                ("help_text_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation")),
                ("help_text_fr", models.CharField(blank=True, max_length=300, null=True, verbose_name="explanation")),
                (
                    "options",
                    models.TextField(blank=True, help_text="One a line.", verbose_name="answers to choose from"),
                ),
                (
                    "options_en",
                    models.TextField(
                        blank=True, help_text="One a line.", null=True, verbose_name="answers to choose from"
                    ),
                ),
                (
                    "options_fr",
                    models.TextField(
                        blank=True, help_text="One a line.", null=True, verbose_name="answers to choose from"
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "question of the library",
                "verbose_name_plural": "questions of the library",
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mission__isnull", True), ("skill__isnull", True), _connector="OR"),
                        name="library_one_source",
                        violation_error_message="A question is about a mission or about a skill, not about both.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="templates",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("summary", models.TextField(blank=True, max_length=600, verbose_name="opening words")),
                ("places", models.JSONField(blank=True, default=list, verbose_name="places")),
                (
                    "remote",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("hybrid", "Partly remote"), ("remote", "Fully remote")],
                        max_length=10,
                        verbose_name="remote work",
                    ),
                ),
                ("remote_note", models.CharField(blank=True, max_length=140, verbose_name="remote work in detail")),
                (
                    "contract",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permanent", "Permanent"),
                            ("fixed_term", "Fixed term"),
                            ("freelance", "Freelance"),
                            ("founder", "Partner, with shares"),
                        ],
                        max_length=12,
                        verbose_name="contract",
                    ),
                ),
                ("benefits", models.TextField(blank=True, verbose_name="benefits")),
                ("process", models.TextField(blank=True, verbose_name="hiring process")),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="contact")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="contact's e-mail")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="answer within, days",
                    ),
                ),
                ("boilerplate", models.TextField(blank=True, verbose_name="lines that every posting ends with")),
                ("locked", models.JSONField(blank=True, default=list, verbose_name="locked")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="templates_created",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last edited")),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "template",
                "verbose_name_plural": "templates",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "name"),
                        name="template_name_once",
                        violation_error_message="The company has a template of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=postings.codes.new_code, editable=False, max_length=12, unique=True, verbose_name="code"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="postings.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="roles.stage",
                        verbose_name="stage",
                    ),
                ),
                ("diagnosis", models.JSONField(blank=True, editable=False, null=True, verbose_name="diagnosis")),
                (
                    "stage_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why another stage"),
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
                ("title", models.CharField(blank=True, max_length=140, verbose_name="title")),
                ("summary", models.TextField(blank=True, max_length=600, verbose_name="opening words")),
                ("places", models.JSONField(blank=True, default=list, verbose_name="places")),
                (
                    "remote",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("hybrid", "Partly remote"), ("remote", "Fully remote")],
                        max_length=10,
                        verbose_name="remote work",
                    ),
                ),
                ("remote_note", models.CharField(blank=True, max_length=140, verbose_name="remote work in detail")),
                (
                    "contract",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permanent", "Permanent"),
                            ("fixed_term", "Fixed term"),
                            ("freelance", "Freelance"),
                            ("founder", "Partner, with shares"),
                        ],
                        max_length=12,
                        verbose_name="contract",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                (
                    "pay_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="pay from",
                    ),
                ),
                (
                    "pay_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="pay to",
                    ),
                ),
                (
                    "pay_currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EUR", "euro"),
                            ("GBP", "pound sterling"),
                            ("USD", "US dollar"),
                            ("CHF", "Swiss franc"),
                            ("CAD", "Canadian dollar"),
                            ("SEK", "Swedish krona"),
                            ("PLN", "Polish zloty"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "pay_period",
                    models.CharField(
                        blank=True,
                        choices=[("year", "a year"), ("month", "a month"), ("day", "a day"), ("hour", "an hour")],
                        max_length=5,
                        verbose_name="period",
                    ),
                ),
                ("pay_note", models.CharField(blank=True, max_length=140, verbose_name="beside the pay")),
                ("benefits", models.TextField(blank=True, verbose_name="benefits")),
                ("process", models.TextField(blank=True, verbose_name="hiring process")),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="contact")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="contact's e-mail")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="answer within, days",
                    ),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="closing date")),
                (
                    "form_fields",
                    models.JSONField(blank=True, default=dict, editable=False, verbose_name="fields of the form"),
                ),
                (
                    "listed",
                    models.BooleanField(
                        default=True,
                        help_text="Shown in the list, the feed and the sitemap. Otherwise only who has the address finds it.",
                        verbose_name="listed",
                    ),
                ),
                ("is_blind", models.BooleanField(default=False, editable=False, verbose_name="screened without names")),
                (
                    "tell_moved_on",
                    models.BooleanField(
                        default=False,
                        help_text="Candidates get an e-mail when they move to a later step.",
                        verbose_name="tell who moves on",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="postings",
                        to="postings.template",
                        verbose_name="template",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="postings.posting",
                    ),
                ),
                ("creation_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("publish_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="publish at")),
                ("close_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="close at")),
                (
                    "close_at_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "Somebody was hired"),
                            ("cancelled", "The job is no longer open"),
                            ("paused", "Hiring is on hold"),
                            ("expired", "The closing date has passed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="reason for closing then",
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "schedule_problem",
                    models.CharField(
                        blank=True, editable=False, max_length=600, verbose_name="why it was not done in time"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("closed", "Closed"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "Somebody was hired"),
                            ("cancelled", "The job is no longer open"),
                            ("paused", "Hiring is on hold"),
                            ("expired", "The closing date has passed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="reason for closing",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings_created",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last edited")),
            ],
            options={
                "verbose_name": "posting",
                "verbose_name_plural": "postings",
                "ordering": ["-updated_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pay_min__isnull", True),
                            ("pay_max__isnull", True),
                            ("pay_min__lte", models.F("pay_max")),
                            _connector="OR",
                        ),
                        name="posting_pay_in_order",
                        violation_error_message="The pay starts above its end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pay_min__isnull", True), ("pay_min__gt", 0), _connector="OR"),
                            models.Q(("pay_max__isnull", True), ("pay_max__gt", 0), _connector="OR"),
                        ),
                        name="posting_pay_positive",
                        violation_error_message="Pay is more than nothing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pay_max__isnull", True), ("pay_min__isnull", True)),
                            models.Q(
                                models.Q(("pay_currency", ""), _negated=True),
                                models.Q(("pay_period", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_pay_with_currency_and_period",
                        violation_error_message="Pay needs a currency and a period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), models.Q(("close_reason", ""), _negated=True)),
                            models.Q(("state__in", ["draft", "published"]), ("close_reason", "")),
                            ("state", "archived"),
                            _connector="OR",
                        ),
                        name="posting_closed_has_reason",
                        violation_error_message="A closed posting has a reason, an open one has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("close_at__isnull", True), ("publish_at__isnull", True)),
                            ("scheduled_by__isnull", False),
                            _connector="OR",
                        ),
                        name="posting_schedule_has_author",
                        violation_error_message="Somebody answers for what is scheduled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publish_at__isnull", True),
                            ("close_at__isnull", True),
                            ("publish_at__lt", models.F("close_at")),
                            _connector="OR",
                        ),
                        name="posting_schedule_in_order",
                        violation_error_message="It would close before it is published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("close_at__isnull", True), ("close_at_reason", "")),
                            models.Q(("close_at__isnull", False), models.Q(("close_at_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="posting_close_at_has_reason",
                        violation_error_message="What closes at a set time has a reason for closing then.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("close_at__isnull", True), ("publish_at__isnull", True)),
                            ("state", "published"),
                            models.Q(("publish_at__isnull", False), models.Q(("state", "archived"), _negated=True)),
                            _connector="OR",
                        ),
                        name="posting_schedule_fits_state",
                        violation_error_message="Only what is published, or will be, can close.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                ("said", models.CharField(max_length=200, verbose_name="what was done")),
                ("steps", models.JSONField(default=list)),
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
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="refused")),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["posting", "-id"], name="change_of_posting")],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mission", "What you will do"),
                            ("must", "What you need"),
                            ("nice", "Nice to have"),
                            ("other", "Also good to know"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=600, verbose_name="text")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                (
                    "mission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="roles.mission",
                        verbose_name="mission",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="roles.skill",
                        verbose_name="skill",
                    ),
                ),
                ("source_text", models.CharField(blank=True, max_length=400, verbose_name="reference wording then")),
                (
                    "about_mission",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="roles.mission",
                    ),
                ),
                (
                    "about_skill",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="roles.skill",
                    ),
                ),
                (
                    "about_settled",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Somebody said what a line of their own is about, or that it is about nothing of the sheet.",
                    ),
                ),
                ("from_template", models.BooleanField(default=False, editable=False, verbose_name="from the template")),
                ("creation_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("dropped_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dropped")),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "line",
                "verbose_name_plural": "lines",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mission__isnull", False)),
                        fields=("posting", "mission"),
                        name="line_mission_once",
                        violation_error_message="The posting has this mission already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("skill__isnull", False)),
                        fields=("posting", "skill"),
                        name="line_skill_once",
                        violation_error_message="The posting has this skill already.",
                    ),
                    models.UniqueConstraint(
                        fields=("posting", "creation_key"),
                        name="line_created_once",
                        violation_error_message="This line was added already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mission__isnull", True), ("skill__isnull", True), _connector="OR"),
                        name="line_one_source",
                        violation_error_message="A line comes from a mission or from a skill, not from both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mission__isnull", True), ("skill__isnull", True), ("source_text", "")),
                            models.Q(
                                models.Q(("source_text", ""), _negated=True),
                                models.Q(("mission__isnull", False), ("skill__isnull", False), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="line_source_has_text",
                        violation_error_message="A line with a source keeps its wording, one without has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about_mission__isnull", True), ("about_skill__isnull", True), _connector="OR"
                        ),
                        name="line_about_one",
                        violation_error_message="A line is about a mission or about a skill, not about both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about_settled", True),
                            models.Q(("about_mission__isnull", True), ("about_skill__isnull", True)),
                            _connector="OR",
                        ),
                        name="line_about_is_settled",
                        violation_error_message="What a line is about is somebody's word.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about_settled", False),
                            models.Q(("mission__isnull", True), ("skill__isnull", True)),
                            _connector="OR",
                        ),
                        name="line_about_without_source",
                        violation_error_message="A line that has a source is about its source.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="line_has_text",
                        violation_error_message="A line needs words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="postings.line",
                        verbose_name="line",
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=40, verbose_name="field")),
                ("quoted", models.CharField(blank=True, max_length=600, verbose_name="said of")),
                ("text", models.TextField(max_length=2000, verbose_name="comment")),
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
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("line__isnull", True), ("anchor", ""), _connector="OR"),
                        name="comment_one_place",
                        violation_error_message="A comment is on a line or on a field, not on both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_has_text",
                        violation_error_message="A comment needs words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                            models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_settled_by_somebody",
                        violation_error_message="A settled comment was settled by somebody.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("recruiter", "recruiter"),
                            ("hiring_manager", "hiring manager"),
                            ("interviewer", "interviewer"),
                        ],
                        max_length=14,
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("posting", "user"),
                        name="membership_unique",
                        violation_error_message="This person is a member already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "owner")),
                        fields=("posting",),
                        name="membership_one_owner",
                        violation_error_message="A posting has one owner.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("line", "a line that the sheet lacks"), ("wording", "other words for an entry")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="roles.role",
                        verbose_name="role",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=5, verbose_name="language"
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="roles.mission",
                        verbose_name="mission",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="roles.skill",
                        verbose_name="skill",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("text", models.CharField(max_length=600, verbose_name="words")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="postings")),
                ("stages", models.JSONField(blank=True, default=dict, verbose_name="at stages")),
                ("first_seen_at", models.DateTimeField(verbose_name="first seen")),
                ("last_seen_at", models.DateTimeField(verbose_name="last seen")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("added", "Added to the sheet"),
                            ("worded", "Taken as the wording"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "lines",
                    models.ManyToManyField(
                        editable=False, related_name="proposals", to="postings.line", verbose_name="lines"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-count", "text", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mission__isnull", True), ("skill__isnull", True), _connector="OR"),
                        name="proposal_one_source",
                        violation_error_message="A wording is of a mission or of a skill, not of both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_by_somebody",
                        violation_error_message="A proposal that is decided was decided by somebody.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="questions",
                        to="postings.line",
                        verbose_name="line",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="postings.libraryquestion",
                    ),
                ),
                ("line_text", models.CharField(blank=True, max_length=600, verbose_name="the line's words then")),
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
                ("text", models.CharField(max_length=300, verbose_name="question")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                ("options", models.JSONField(blank=True, default=list, verbose_name="answers to choose from")),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                ("knock_out", models.JSONField(blank=True, null=True, verbose_name="answers that put last")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("creation_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("dropped_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dropped")),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="question_has_text",
                        violation_error_message="A question needs words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["one", "several"]), models.Q(("options", []), _negated=True)),
                            models.Q(models.Q(("kind__in", ["one", "several"]), _negated=True), ("options", [])),
                            _connector="OR",
                        ),
                        name="question_options_for_choices",
                        violation_error_message="A choice has answers to choose from, another question has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("line__isnull", True), models.Q(("line_text", ""), _negated=True), _connector="OR"
                        ),
                        name="question_line_has_words",
                        violation_error_message="A question from a line keeps the line's words.",
                    ),
                    models.UniqueConstraint(
                        fields=("posting", "creation_key"),
                        name="question_created_once",
                        violation_error_message="This question was added already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                ("content", models.JSONField(verbose_name="content")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Asked for"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("posting",),
                        name="review_one_open",
                        violation_error_message="A review is under way already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_decided_has_time",
                        violation_error_message="A review that is decided has a time, an open one has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_decided_by_somebody",
                        violation_error_message="A review that is decided was decided by somebody.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_returned_has_answer",
                        violation_error_message="A posting that is returned comes with an answer.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settlements",
                        to="postings.line",
                        verbose_name="line",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("keep", "keep our words"),
                            ("take", "take the new wording"),
                            ("edit", "write other words"),
                            ("drop", "drop the line"),
                        ],
                        max_length=6,
                        verbose_name="choice",
                    ),
                ),
                ("was", models.CharField(max_length=400, verbose_name="reference wording then")),
                ("now", models.CharField(blank=True, max_length=400, verbose_name="reference wording now")),
                ("text", models.CharField(max_length=600, verbose_name="text")),
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
            ],
            options={
                "verbose_name": "decision about a change of the reference",
                "verbose_name_plural": "decisions about changes of the reference",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.JSONField(verbose_name="content")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_published",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                ("title", models.CharField(max_length=140, verbose_name="title")),
                ("slug", models.SlugField(max_length=160, verbose_name="slug")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=5, verbose_name="language"
                    ),
                ),
                ("company_name", models.CharField(max_length=120, verbose_name="company")),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="roles.stage",
                        verbose_name="stage",
                    ),
                ),
                ("places_text", models.CharField(blank=True, max_length=600, verbose_name="places")),
                (
                    "remote",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("hybrid", "Partly remote"), ("remote", "Fully remote")],
                        max_length=10,
                        verbose_name="remote work",
                    ),
                ),
                (
                    "contract",
                    models.CharField(
                        choices=[
                            ("permanent", "Permanent"),
                            ("fixed_term", "Fixed term"),
                            ("freelance", "Freelance"),
                            ("founder", "Partner, with shares"),
                        ],
                        max_length=12,
                        verbose_name="contract",
                    ),
                ),
                ("pay_min", models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                ("pay_max", models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                (
                    "pay_currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EUR", "euro"),
                            ("GBP", "pound sterling"),
                            ("USD", "US dollar"),
                            ("CHF", "Swiss franc"),
                            ("CAD", "Canadian dollar"),
                            ("SEK", "Swedish krona"),
                            ("PLN", "Polish zloty"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "pay_period",
                    models.CharField(
                        blank=True,
                        choices=[("year", "a year"), ("month", "a month"), ("day", "a day"), ("hour", "an hour")],
                        max_length=5,
                    ),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="closing date")),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("posting", "number"), name="version_number_unique"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="version_numbered_from_1"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPosting",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        default=postings.codes.new_code,
                        editable=False,
                        max_length=12,
                        verbose_name="code",
                    ),
                ),
                ("diagnosis", models.JSONField(blank=True, editable=False, null=True, verbose_name="diagnosis")),
                (
                    "stage_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why another stage"),
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
                ("title", models.CharField(blank=True, max_length=140, verbose_name="title")),
                ("summary", models.TextField(blank=True, max_length=600, verbose_name="opening words")),
                ("places", models.JSONField(blank=True, default=list, verbose_name="places")),
                (
                    "remote",
                    models.CharField(
                        blank=True,
                        choices=[("on_site", "On site"), ("hybrid", "Partly remote"), ("remote", "Fully remote")],
                        max_length=10,
                        verbose_name="remote work",
                    ),
                ),
                ("remote_note", models.CharField(blank=True, max_length=140, verbose_name="remote work in detail")),
                (
                    "contract",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permanent", "Permanent"),
                            ("fixed_term", "Fixed term"),
                            ("freelance", "Freelance"),
                            ("founder", "Partner, with shares"),
                        ],
                        max_length=12,
                        verbose_name="contract",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                (
                    "pay_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="pay from",
                    ),
                ),
                (
                    "pay_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="pay to",
                    ),
                ),
                (
                    "pay_currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EUR", "euro"),
                            ("GBP", "pound sterling"),
                            ("USD", "US dollar"),
                            ("CHF", "Swiss franc"),
                            ("CAD", "Canadian dollar"),
                            ("SEK", "Swedish krona"),
                            ("PLN", "Polish zloty"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "pay_period",
                    models.CharField(
                        blank=True,
                        choices=[("year", "a year"), ("month", "a month"), ("day", "a day"), ("hour", "an hour")],
                        max_length=5,
                        verbose_name="period",
                    ),
                ),
                ("pay_note", models.CharField(blank=True, max_length=140, verbose_name="beside the pay")),
                ("benefits", models.TextField(blank=True, verbose_name="benefits")),
                ("process", models.TextField(blank=True, verbose_name="hiring process")),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="contact")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="contact's e-mail")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="answer within, days",
                    ),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="closing date")),
                (
                    "form_fields",
                    models.JSONField(blank=True, default=dict, editable=False, verbose_name="fields of the form"),
                ),
                (
                    "listed",
                    models.BooleanField(
                        default=True,
                        help_text="Shown in the list, the feed and the sitemap. Otherwise only who has the address finds it.",
                        verbose_name="listed",
                    ),
                ),
                ("is_blind", models.BooleanField(default=False, editable=False, verbose_name="screened without names")),
                (
                    "tell_moved_on",
                    models.BooleanField(
                        default=False,
                        help_text="Candidates get an e-mail when they move to a later step.",
                        verbose_name="tell who moves on",
                    ),
                ),
                ("creation_key", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("publish_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="publish at")),
                ("close_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="close at")),
                (
                    "close_at_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "Somebody was hired"),
                            ("cancelled", "The job is no longer open"),
                            ("paused", "Hiring is on hold"),
                            ("expired", "The closing date has passed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="reason for closing then",
                    ),
                ),
                (
                    "schedule_problem",
                    models.CharField(
                        blank=True, editable=False, max_length=600, verbose_name="why it was not done in time"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("closed", "Closed"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "Somebody was hired"),
                            ("cancelled", "The job is no longer open"),
                            ("paused", "Hiring is on hold"),
                            ("expired", "The closing date has passed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="reason for closing",
                    ),
                ),
                ("created_at", models.DateTimeField(blank=True, editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(blank=True, editable=False, verbose_name="last edited")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="postings.company",
                        verbose_name="company",
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
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="roles.stage",
                        verbose_name="stage",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="postings.template",
                        verbose_name="template",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="postings.posting",
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "live_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="postings.version",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
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
                "verbose_name": "historical posting",
                "verbose_name_plural": "historical postings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LiveCheck",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="live_check",
                        serialize=False,
                        to="postings.version",
                        verbose_name="version",
                    ),
                ),
                ("blocks", models.PositiveSmallIntegerField(verbose_name="findings that block")),
                ("warns", models.PositiveSmallIntegerField(verbose_name="findings that warn")),
                ("checked_at", models.DateTimeField(db_index=True, verbose_name="checked")),
            ],
            options={
                "verbose_name": "check of a live version",
                "verbose_name_plural": "checks of live versions",
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("closed", "Closed"),
                            ("archived", "Archived"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("closed", "Closed"),
                            ("archived", "Archived"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filled", "Somebody was hired"),
                            ("cancelled", "The job is no longer open"),
                            ("paused", "Hiring is on hold"),
                            ("expired", "The closing date has passed"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="postings.version",
                    ),
                ),
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
                ("as_scheduled", models.BooleanField(default=False, verbose_name="as scheduled")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "change of state",
                "verbose_name_plural": "changes of state",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                ("rule", models.CharField(max_length=80, verbose_name="rule")),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="postings.line",
                        verbose_name="line",
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=40, verbose_name="field")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="words")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
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
            ],
            options={
                "verbose_name": "waiver",
                "verbose_name_plural": "waivers",
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("line__isnull", False)),
                        fields=("posting", "rule", "line", "words"),
                        name="waiver_once_a_line",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("line__isnull", True)),
                        fields=("posting", "rule", "anchor", "words"),
                        name="waiver_once_a_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="waiver_has_reason",
                        violation_error_message="Say why in a word.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="posting",
            name="live_version",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="live_for",
                to="postings.version",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="members",
            field=models.ManyToManyField(
                related_name="postings", through="postings.Membership", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("live_version__isnull", True), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("live_version__isnull", False)),
                    ("state", "archived"),
                    _connector="OR",
                ),
                name="posting_shown_has_version",
                violation_error_message="A posting that candidates see has a version.",
            ),
        ),
        migrations.RunPython(execute(FORWARDS), execute(BACKWARDS)),
    ]
