from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_holds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)), fields=["asked_at"], name="follow_up_unanswered"
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("fixed", False)), fields=["answered_at"], name="follow_up_not_fixed"
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["state", "asked_at"], name="request_by_state"),
        ),
    ]
