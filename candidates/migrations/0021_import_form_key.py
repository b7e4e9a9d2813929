from django.db import migrations, models


class Migration(migrations.Migration):
    """A file that is sent twice is one import."""

    dependencies = [("candidates", "0020_places")]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="form_key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
    ]
