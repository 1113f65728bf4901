"""A "me too" that is sent twice joins once, from a page without scripts too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_counted_open")]

    operations = [
        migrations.AddField(model_name="follower", name="client_id", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_id__isnull", False)),
                fields=("case", "client_id"),
                name="follower_join_once",
            ),
        ),
    ]
