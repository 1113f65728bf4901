"""A photo that a worker dies of is not taken up for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_count_lateness_anew")]

    operations = [
        migrations.AddField(model_name="photo", name="attempts", field=models.PositiveSmallIntegerField(default=0)),
    ]
