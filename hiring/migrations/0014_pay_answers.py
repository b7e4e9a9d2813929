"""Tell which answers that were given so far are about pay, and let the search forget their words."""

from django.db import migrations

from postings.asking.pay import is_about_pay


def tell(apps, schema_editor):
    answers = apps.get_model("hiring", "Answer").objects
    texts = answers.order_by().values_list("text", flat=True).distinct()
    about = [text for text in texts if is_about_pay(text)]
    for start in range(0, len(about), 500):
        found = answers.filter(text__in=about[start : start + 500])
        found.update(is_about_pay=True)
        people = found.order_by().values("application__candidate")
        apps.get_model("candidates", "Candidate").objects.filter(pk__in=people).update(search_due=True)


class Migration(migrations.Migration):
    dependencies = [("hiring", "0013_team")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
