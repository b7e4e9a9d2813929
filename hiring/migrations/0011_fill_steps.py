"""Give every posting the usual steps; what came in so far is in the first of them, and always was."""

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery

NAMES = {
    "en": ["New", "Screening", "First interview", "Technical case", "Team", "Offer"],
    "fr": ["Nouvelles", "Présélection", "Premier entretien", "Cas technique", "Équipe", "Offre"],
}
KINDS = ["inbox", "screen", "interview", "interview", "interview", "offer"]


def forwards(apps, schema_editor):
    Posting, Step = apps.get_model("postings", "Posting"), apps.get_model("hiring", "Step")
    Application, Move = apps.get_model("hiring", "Application"), apps.get_model("hiring", "Move")
    Step.objects.bulk_create(
        (
            Step(posting_id=pk, name=name, kind=kind, position=number)
            for pk, language in Posting.objects.values_list("pk", "language").order_by("pk")
            for number, (name, kind) in enumerate(zip(NAMES.get(language, NAMES["en"]), KINDS, strict=True), start=1)
        ),
        batch_size=1000,
    )
    inbox = Step.objects.filter(kind="inbox")
    last = Move.objects.filter(application=OuterRef("pk")).order_by().values("application").annotate(last=Max("at"))
    Application.objects.update(step=Subquery(inbox.filter(posting=OuterRef("posting")).values("pk")))
    Application.objects.exclude(moves=None).update(step_since=Subquery(last.values("last")))
    there = Subquery(inbox.filter(posting__applications=OuterRef("application")).values("pk"))
    Move.objects.update(to_step=there)
    Move.objects.exclude(from_state="").update(from_step=there)


class Migration(migrations.Migration):
    dependencies = [("hiring", "0010_steps")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
