"""Which open cases are overdue, and how many of a unit's stand where, is read in an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_join_once")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_open_state"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["state", "stage_due_at", "community", "id"],
                name="case_open_state",
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="case_open_due"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("stage_due_at__isnull", False)),
                fields=["stage_due_at", "id", "community", "open"],
                name="case_due",
            ),
        ),
    ]
