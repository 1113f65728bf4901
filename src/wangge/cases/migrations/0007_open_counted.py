"""What the supervision centre counts is read from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_flow_lateness"), ("territory", "0002_absences")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["community", "state", "stage_due_at", "warned_at", "urgent"],
                condition=models.Q(open=True),
                name="case_open_counted",
            ),
        ),
    ]
