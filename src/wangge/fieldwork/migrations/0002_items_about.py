"""Items may be for something else than a case: each tells what it was for."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from wangge.cases.numbers import number_of


def name_the_cases(apps: Any, _editor: Any) -> None:
    items = apps.get_model("fieldwork", "Item").objects
    for item in items.filter(about="").iterator():
        items.filter(pk=item.pk).update(about=number_of(item.case_id))


def forget_others(apps: Any, _editor: Any) -> None:
    apps.get_model("fieldwork", "Item").objects.filter(case__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_orders_of_open_cases"), ("fieldwork", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="about",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.RunPython(name_the_cases, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="item",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="items", to="cases.case"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_others),
        migrations.AlterField(
            model_name="item",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Report"),
                    ("verify", "Verify"),
                    ("check", "Check"),
                    ("acknowledge", "Acknowledge"),
                    ("resolve", "Resolve"),
                    ("comment", "Comment"),
                    ("count", "Count"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(model_name="item", name="state", field=models.CharField(blank=True, max_length=12)),
        migrations.AlterField(model_name="item", name="version", field=models.PositiveIntegerField(default=0)),
    ]
