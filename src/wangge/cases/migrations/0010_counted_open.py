"""What is open in an area is counted along an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_orders_of_open_cases"), ("territory", "0003_counts")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_open_state"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["state", "stage_due_at", "community"],
                name="case_open_state",
            ),
        ),
    ]
