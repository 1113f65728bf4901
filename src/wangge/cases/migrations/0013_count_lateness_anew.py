"""What was resolved late knows the lead's own deadline and the appeals that were granted; the worker counts anew."""

from typing import Any

from django.db import migrations


def count_anew(apps: Any, _editor: Any) -> None:
    apps.get_model("cases", "Tally").objects.all().delete()
    apps.get_model("cases", "FlowTally").objects.all().delete()
    apps.get_model("cases", "Reader").objects.filter(name="tallies").update(transaction=-1, row=0)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_read_alone")]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]
