from django.db import migrations, models


class Migration(migrations.Migration):
    """An interview is cancelled by nobody of the team where its candidate withdraws."""

    dependencies = [("hiring", "0034_newest_in_step")]

    operations = [
        migrations.RemoveConstraint(model_name="interview", name="interview_cancelled_by_somebody"),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", True), _connector="OR"),
                name="interview_cancelled_at_a_time",
                violation_error_message="Who cancels an interview does so at some time.",
            ),
        ),
    ]
