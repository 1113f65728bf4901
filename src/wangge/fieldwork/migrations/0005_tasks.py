"""Instructions to volunteers are tasks that so many of them may take."""

from django.db import migrations, models

_TO = ("grid_workers", "community_staff", "everybody", "volunteers")
_KINDS = (
    "report", "verify", "check", "acknowledge", "resolve", "comment", "count",
    "acknowledge_instruction", "answer_instruction", "give_back_task",
)  # fmt: skip
_A_TASK = models.Q(addressed="volunteers", places__gt=0) | ~models.Q(addressed="volunteers") & models.Q(places=0)


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0004_instructions")]

    operations = [
        migrations.AddField("instruction", "places", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterField(
            "instruction",
            "addressed",
            models.CharField(choices=[(one, one.replace("_", " ").title()) for one in _TO], max_length=16),
        ),
        migrations.AlterField(
            "item",
            "kind",
            models.CharField(choices=[(one, one.replace("_", " ").title()) for one in _KINDS], max_length=30),
        ),
        migrations.AddConstraint(
            "instruction",
            models.CheckConstraint(condition=_A_TASK, name="instruction_to_volunteers_is_a_task"),
        ),
    ]
