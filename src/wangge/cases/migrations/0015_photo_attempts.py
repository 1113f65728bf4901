"""A photo that a worker dies of is not taken up for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_read_alone")]

    operations = [
        migrations.AddField(model_name="photo", name="attempts", field=models.PositiveSmallIntegerField(default=0)),
    ]
