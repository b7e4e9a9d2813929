from django.db import migrations, models


class Migration(migrations.Migration):
    """How often an interview was changed: calendars take the later of two."""

    dependencies = [("hiring", "0035_cancelled_by_nobody")]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="sequence",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
