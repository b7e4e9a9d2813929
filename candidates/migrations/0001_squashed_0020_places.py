"""All tables of this app at once: what the migrations named in `replaces` came to, one after the other."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import candidates.files
import candidates.links
import candidates.models.privacy

# The words of search entries and the places where each is found, as each database finds them fastest.
FORWARDS = {
    # Words come folded and parted by spaces, so the plainest of its tokenizers reads them.
    "sqlite": [
        "CREATE VIRTUAL TABLE candidates_searchwords"
        " USING fts5(words, stems, places, tokenize = 'ascii', prefix = '2 3')",
        "CREATE TRIGGER candidates_searchentry_deleted AFTER DELETE ON candidates_searchentry"
        " BEGIN DELETE FROM candidates_searchwords WHERE rowid = old.id; END",
    ],
    # The usual sample of 100 sees no rare words, which the planner would look for in all entries. Words of a CV hardly
    # get smaller by packing, and unpacking them is most of what looking at an entry costs. A question looks into the
    # index more than once: were new words kept in a list aside first, it would read that list each time.
    "postgresql": [
        "ALTER TABLE candidates_searchentry ADD COLUMN vector tsvector, ADD COLUMN places integer[]",
        "ALTER TABLE candidates_searchentry ALTER COLUMN vector SET STATISTICS 1000",
        "ALTER TABLE candidates_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL",
        "CREATE INDEX candidates_searchentry_words ON candidates_searchentry USING gin (vector, places)"
        " WITH (fastupdate = off)",
    ],
}
BACKWARDS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS candidates_searchentry_deleted",
        "DROP TABLE IF EXISTS candidates_searchwords",
    ],
    "postgresql": [
        "DROP INDEX IF EXISTS candidates_searchentry_words",
        "ALTER TABLE candidates_searchentry DROP COLUMN IF EXISTS vector, DROP COLUMN IF EXISTS places",
    ],
}


def execute(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("candidates", "0001_initial"),
        ("candidates", "0002_documents"),
        ("candidates", "0003_privacy"),
        ("candidates", "0004_sourcing"),
        ("candidates", "0005_answer_files"),
        ("candidates", "0006_search"),
        ("candidates", "0007_search_words"),
        ("candidates", "0008_imports"),
        ("candidates", "0009_sourced_for"),
        ("candidates", "0010_own_page"),
        ("candidates", "0011_tags"),
        ("candidates", "0012_merging"),
        ("candidates", "0013_note_files"),
        ("candidates", "0014_scale"),
        ("candidates", "0015_shells"),
        ("candidates", "0016_shells_not_null"),
        ("candidates", "0017_debt"),
        ("candidates", "0018_to_tell"),
        ("candidates", "0019_to_tell_by"),
        ("candidates", "0020_places"),
    ]

    dependencies = [
        ("postings", "0001_squashed_0015_debt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(verbose_name="at")),
                ("mirrored", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file")),
                (
                    "format",
                    models.CharField(
                        choices=[("csv", "CSV"), ("json", "JSON Resume")], max_length=4, verbose_name="format"
                    ),
                ),
                ("header", models.JSONField(default=list, verbose_name="headings")),
                ("mapping", models.JSONField(default=list, verbose_name="what the columns are about")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "columns to be named"),
                            ("checked", "waits for your word"),
                            ("running", "being imported"),
                            ("done", "imported"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consent", "consent: they agreed (a)"),
                            ("contract", "steps before a contract that they asked for (b)"),
                            ("interest", "legitimate interest: to fill a job that suits them (f)"),
                        ],
                        max_length=10,
                        verbose_name="lawful basis",
                    ),
                ),
                ("source_note", models.CharField(blank=True, max_length=200, verbose_name="where the file comes from")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("counts", models.JSONField(default=dict, verbose_name="rows by their fate")),
                ("pruned_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("state__in", ["draft", "checked"])),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("state__in", ["running", "done"]),
                                models.Q(("basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="import_confirmed_has_basis",
                        violation_error_message="Say on what basis you hold this data.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166: “FR”. Empty: everywhere else.",
                        max_length=2,
                        unique=True,
                        verbose_name="country",
                    ),
                ),
                (
                    "decided_months",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="after the decision, months",
                    ),
                ),
                (
                    "consent_months",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="with consent, months after the last contact",
                    ),
                ),
                (
                    "reminder_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reminder, days before",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="where the rule comes from")),
            ],
            options={
                "verbose_name": "retention rule",
                "verbose_name_plural": "retention rules",
                "ordering": ["country"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_months__gte", 1), ("decided_months__gte", 1), ("reminder_days__gte", 1)
                        ),
                        name="retention_lasts",
                        violation_error_message="Data is kept for a month at least.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": [django.db.models.functions.text.Lower("name"), "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="tag_name_once",
                        violation_error_message="There is a tag of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="tag_has_name",
                        violation_error_message="A tag has a name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("email", models.EmailField(max_length=254, null=True, unique=True, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "links",
                    models.TextField(
                        blank=True,
                        help_text="One a line.",
                        validators=[candidates.links.validate_links],
                        verbose_name="links",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="first seen")),
                ("hold_reason", models.CharField(blank=True, max_length=200, verbose_name="why the data must be kept")),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("applied", "applied"),
                            ("referral", "referral"),
                            ("network", "found on a network"),
                            ("event", "met at an event"),
                            ("agency", "agency"),
                            ("import", "import"),
                            ("other", "other"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("source_note", models.CharField(blank=True, max_length=200, verbose_name="where exactly")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consent", "consent: they agreed (a)"),
                            ("contract", "steps before a contract that they asked for (b)"),
                            ("interest", "legitimate interest: to fill a job that suits them (f)"),
                        ],
                        default="contract",
                        max_length=10,
                        verbose_name="lawful basis",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="postings.company",
                        verbose_name="company that they were added for",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")],
                        default="en",
                        max_length=2,
                        verbose_name="language to write in",
                    ),
                ),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
                ("tell_by", models.DateField(blank=True, null=True, verbose_name="to be told by")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told")),
                ("told_how", models.CharField(blank=True, max_length=200, verbose_name="told how")),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shells",
                        to="candidates.candidate",
                        verbose_name="merged into",
                    ),
                ),
                ("match_due", models.BooleanField(default=True, editable=False)),
                ("search_due", models.BooleanField(default=True, editable=False)),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="candidates", to="candidates.tag", verbose_name="tags"
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("search_due", True)), fields=["id"], name="candidate_search_due"),
                    models.Index(condition=models.Q(("match_due", True)), fields=["id"], name="candidate_match_due"),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into", "added_by"],
                        name="candidate_shells",
                    ),
                    models.Index(
                        condition=models.Q(("erased_at__isnull", True), ("merged_into__isnull", True)),
                        fields=["created_at", "id"],
                        name="candidate_newest",
                    ),
                    models.Index(
                        condition=models.Q(("tell_by__isnull", False), ("told_at", None)),
                        fields=["tell_by"],
                        name="candidate_to_tell",
                    ),
                    models.Index(
                        condition=models.Q(("tell_by__isnull", False), ("told_at", None)),
                        fields=["added_by", "tell_by"],
                        name="candidate_to_tell_by",
                    ),
                    models.Index(
                        condition=models.Q(("erased_at__isnull", True), ("merged_into__isnull", True)),
                        fields=["name", "id"],
                        name="candidate_by_name",
                    ),
                    models.Index(
                        condition=models.Q(("erased_at__isnull", True), ("merged_into__isnull", True)),
                        fields=["source", "created_at", "id"],
                        name="candidate_by_source",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="candidate_has_name",
                        violation_error_message="A candidate has a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="candidate_email_lower_case",
                        violation_error_message="The e-mail is kept in lower case.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(
                                ("email__isnull", True),
                                ("hold_reason", ""),
                                ("links", ""),
                                ("phone", ""),
                                ("source_note", ""),
                                ("told_how", ""),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_erased_is_empty",
                        violation_error_message="Of somebody who was erased nothing is kept.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", False),
                            ("merged_into__isnull", False),
                            ("email__isnull", False),
                            models.Q(
                                ("added_by__isnull", False),
                                models.Q(
                                    models.Q(("phone", ""), _negated=True),
                                    models.Q(("links", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_can_be_reached",
                        violation_error_message="Give an e-mail address, a phone number or a link.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="candidate_not_merged_into_self",
                        violation_error_message="Two different candidates are merged.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("added_by__isnull", True), models.Q(("basis", ""), _negated=True), _connector="OR"
                        ),
                        name="candidate_by_hand_has_basis",
                        violation_error_message="Say on what basis you hold this data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                ("wording", models.TextField(verbose_name="wording")),
                (
                    "token",
                    models.CharField(
                        default=candidates.models.privacy.new_token, editable=False, max_length=64, unique=True
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given")),
                ("renewed_at", models.DateTimeField(verbose_name="given or renewed")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-given_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("candidate",),
                        name="consent_one_in_force",
                        violation_error_message="The candidate has agreed already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consent_asks",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                ("company_name", models.CharField(max_length=120, verbose_name="company")),
                ("wording", models.TextField(verbose_name="wording")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=candidates.models.privacy.new_token, editable=False, max_length=64, unique=True
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
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed")),
            ],
            options={
                "verbose_name": "question about consent",
                "verbose_name_plural": "questions about consent",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cv", "CV"),
                            ("answer", "answer to a question"),
                            ("other", "another document"),
                            ("note", "file of a note"),
                        ],
                        default="cv",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "file",
                    models.FileField(max_length=200, upload_to=candidates.files.private_path, verbose_name="file"),
                ),
                ("original_name", models.CharField(max_length=200, verbose_name="name")),
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
                ("size", models.PositiveIntegerField(verbose_name="size, bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                (
                    "scan",
                    models.CharField(
                        choices=[("none", "not scanned"), ("clean", "nothing found"), ("infected", "virus found")],
                        default="none",
                        editable=False,
                        max_length=8,
                        verbose_name="virus scan",
                    ),
                ),
                (
                    "reading",
                    models.CharField(
                        choices=[
                            ("waiting", "being read"),
                            ("read", "read"),
                            ("empty", "no text in it"),
                            ("failed", "can’t be read"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=8,
                        verbose_name="reading",
                    ),
                ),
                ("problem", models.CharField(blank=True, editable=False, max_length=12)),
                ("text", models.TextField(blank=True, editable=False, verbose_name="text")),
                ("pages", models.PositiveIntegerField(default=0, editable=False, verbose_name="pages")),
                ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("read_tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("next_try_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("reading__in", ["failed", "waiting"]), ("scan", "infected"), _connector="OR"
                        ),
                        fields=["-created_at"],
                        name="document_in_trouble",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)),
                        name="document_not_empty",
                        violation_error_message="The file is empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at__isnull", True), ("reading", "waiting")),
                            models.Q(models.Q(("reading", "waiting"), _negated=True), ("read_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_read_at_a_time",
                        violation_error_message="A file that was read was read at a time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="candidates.document",
                        verbose_name="document",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("file", models.FileField(max_length=200, upload_to=candidates.files.page_path, verbose_name="file")),
                ("width", models.PositiveSmallIntegerField(verbose_name="width, pixels")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height, pixels")),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "ordering": ["document", "number"],
                "constraints": [models.UniqueConstraint(fields=("document", "number"), name="document_page_once")],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="candidates.importrun",
                        verbose_name="import",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("raw", models.TextField(verbose_name="as the file says it")),
                ("email", models.CharField(blank=True, db_index=True, max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "new"),
                            ("fills", "known: fills blanks"),
                            ("known", "known: nothing new"),
                            ("twice", "in the file before"),
                            ("refused", "to be mended"),
                            ("erased", "was erased: left out"),
                            ("failed", "could not be imported"),
                        ],
                        max_length=8,
                        verbose_name="what becomes of it",
                    ),
                ),
                ("problems", models.JSONField(default=list, verbose_name="problems")),
                ("ignored", models.JSONField(default=list, verbose_name="left out")),
                ("filled", models.JSONField(default=list, verbose_name="filled")),
                ("handled", models.BooleanField(default=False)),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["run", "number"],
                "indexes": [models.Index(fields=["run", "handled", "fate"], name="import_row_to_do")],
                "constraints": [models.UniqueConstraint(fields=("run", "number"), name="import_row_once")],
            },
        ),
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="match_keys",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                ("kind", models.CharField(max_length=5)),
                ("value", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "match key",
                "verbose_name_plural": "match keys",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["value", "kind"], name="match_key_by_value")],
                "constraints": [models.UniqueConstraint(fields=("candidate", "kind", "value"), name="match_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="candidates.candidate",
                        verbose_name="stays",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_as_other",
                        to="candidates.candidate",
                        verbose_name="merged",
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
                ("at", models.DateTimeField(verbose_name="at")),
                ("former", models.JSONField(default=list)),
                ("moved", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                ("final_at", models.DateTimeField(blank=True, null=True, verbose_name="final")),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("other",), name="merge_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("survivor", models.F("other")), _negated=True),
                        name="merge_of_two",
                        violation_error_message="Two different candidates are merged.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs_as_one",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs_as_other",
                        to="candidates.candidate",
                        verbose_name="other",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="found")),
                ("dismissed_at", models.DateTimeField(blank=True, null=True, verbose_name="said not to be the same")),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible duplicate",
                "verbose_name_plural": "possible duplicates",
                "ordering": ["-found_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="pair_in_order",
                        violation_error_message="A pair has an order.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resume",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resume",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
            ],
            options={
                "verbose_name": "resume",
                "verbose_name_plural": "resumes",
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="candidates.candidate",
                        verbose_name="candidate",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="postings.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French")], max_length=5, verbose_name="language"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "posting"), name="search_entry_once_a_posting"),
                    models.UniqueConstraint(
                        condition=models.Q(("posting__isnull", True)),
                        fields=("candidate",),
                        name="search_entry_once_a_person",
                    ),
                ],
            },
        ),
        migrations.RunPython(execute(FORWARDS), execute(BACKWARDS)),
    ]
