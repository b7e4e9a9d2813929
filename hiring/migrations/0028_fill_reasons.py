"""The reasons that were given so far, as rows of the list; what ships fills in their words after `migrate`."""

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.utils import timezone

NAMES = {
    "experience": ("Experience does not match what the posting asks for", "L’expérience ne correspond pas"),
    "stage": ("Suits a company at another stage", "Convient à une entreprise à un autre stade"),
    "skills": ("A must-have skill is missing", "Il manque une compétence indispensable"),
    "place": ("Place or remote work does not fit", "Le lieu ou le télétravail ne convient pas"),
    "pay": ("Pay does not fit", "La rémunération ne convient pas"),
    "other_hired": ("Somebody else was hired", "Une autre personne a été recrutée"),
    "other": ("Another reason", "Une autre raison"),
}


def forwards(apps, schema_editor):
    Application, Move = apps.get_model("hiring", "Application"), apps.get_model("hiring", "Move")
    Reason = apps.get_model("hiring", "RejectionReason")
    Record = apps.get_model("hiring", "HistoricalRejectionReason")
    given = set(Application.objects.exclude(old_reason="").order_by().values_list("old_reason", flat=True).distinct())
    given |= set(Move.objects.exclude(old_reason="").order_by().values_list("old_reason", flat=True).distinct())
    for position, (key, (english, french)) in enumerate(NAMES.items(), start=1):
        if key not in given:
            continue
        values = {"key": key, "name": english, "name_en": english, "name_fr": french, "is_shareable": False}
        values |= {"words": "", "words_en": "", "words_fr": "", "position": position}
        row = Reason.objects.create(**values)
        Record.objects.create(
            id=row.pk,
            history_type="+",
            history_date=timezone.now(),
            history_change_reason="shipped words",  # so that it is brought to what ships
            **values,
        )
        Application.objects.filter(old_reason=key).update(rejection_reason=row)
        Move.objects.filter(old_reason=key).update(reason=row, reason_said=english)


def backwards(apps, schema_editor):
    """A reason of the house's own was none of the closed list: it becomes "other"."""
    Application, Move = apps.get_model("hiring", "Application"), apps.get_model("hiring", "Move")
    Reason = apps.get_model("hiring", "RejectionReason")
    for model, field in ((Application, "rejection_reason"), (Move, "reason")):
        given = model.objects.filter(**{f"{field}__isnull": False})
        shipped = Reason.objects.filter(pk=OuterRef(field), key__in=NAMES)
        given.update(old_reason="other")
        given.filter(**{f"{field}__key__in": list(NAMES)}).update(old_reason=Subquery(shipped.values("key")[:1]))
        given.update(**{field: None})
    Move.objects.exclude(reason_said="").update(reason_said="")


class Migration(migrations.Migration):
    dependencies = [("hiring", "0027_reasons")]
    operations = [migrations.RunPython(forwards, backwards)]
