"""Counters of areas know what was resolved late; the worker counts anew."""

from typing import Any

from django.db import migrations, models


def count_anew(apps: Any, _editor: Any) -> None:
    apps.get_model("cases", "Tally").objects.all().delete()
    apps.get_model("cases", "FlowTally").objects.all().delete()
    apps.get_model("cases", "Reader").objects.filter(name="tallies").update(transaction=-1, row=0)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_count_anew")]

    operations = [
        migrations.AddField("flowtally", "late", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
