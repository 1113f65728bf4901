"""What is open in an area is counted, and what was reported at a place on a day is found, along an index alone."""

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
        migrations.RemoveIndex(model_name="case", name="case_by_place"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["place_code", "reported_at"], name="case_by_place"),
        ),
    ]
