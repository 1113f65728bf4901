"""The counters of areas begin with the first step: forget how far the reader came, and the worker counts again."""

from typing import Any

from django.db import migrations


def count_anew(apps: Any, _editor: Any) -> None:
    apps.get_model("cases", "Tally").objects.all().delete()
    apps.get_model("cases", "FlowTally").objects.all().delete()
    apps.get_model("cases", "Reader").objects.filter(name="tallies").update(transaction=-1, row=0)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_flow_tallies")]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]
