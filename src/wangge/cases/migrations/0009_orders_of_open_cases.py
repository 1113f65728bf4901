"""Orders tell whether their case is open, so that lists of open work do not read those of former years."""

from typing import Any

from django.db import migrations, models


def tell_the_ended(apps: Any, _editor: Any) -> None:
    orders = apps.get_model("cases", "Order")
    orders.objects.filter(case__in=apps.get_model("cases", "Case").objects.filter(open=False)).update(case_open=False)


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_promised_photos")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="case_open",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(tell_the_ended, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("case_open", True)), fields=["holder", "unit", "-case"], name="order_open_holder"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("case_open", True)), fields=["unit", "-case"], name="order_open_unit"
            ),
        ),
    ]
