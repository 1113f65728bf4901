"""What phones sent out of their outbox, each kept once with its answer, so that a repeat is a success."""

from django.conf import settings
from django.db import models

from wangge.cases.models import Case


class ItemKind(models.TextChoices):
    """What an item of the outbox asks for."""

    REPORT = "report"
    VERIFY = "verify"
    CHECK = "check"
    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    COMMENT = "comment"
    COUNT = "count"
    ACKNOWLEDGE_INSTRUCTION = "acknowledge_instruction"
    ANSWER_INSTRUCTION = "answer_instruction"
    GIVE_BACK_TASK = "give_back_task"


class Item(models.Model):
    """``uuid`` was made by the phone; ``about`` is the number or code of what it was for.

    ``version`` and ``state`` are the case's as the item left it, 0 and "" where it was for no case.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="items", db_index=False)
    uuid = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=30, choices=ItemKind.choices)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="items")
    about = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, blank=True)
    notices = models.TextField(blank=True)  # sentences, one a line
    received_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "uuid"], name="item_once"),)
        indexes = (models.Index(fields=["received_at"], name="item_by_receipt"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
