"""An address is told once for each case, however often somebody joins with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_photo_attempts")]

    operations = [
        migrations.AddField(
            model_name="follower", name="contact_digest", field=models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact_digest", ""), _negated=True),
                fields=("case", "contact_digest"),
                name="follower_told_once",
            ),
        ),
    ]
