"""The append-only history of a case, and the words beside it that retention can erase."""

from django.conf import settings
from django.db import models

from wangge.accounts.transactions import CurrentTransaction
from wangge.cases.models.case import Case
from wangge.cases.models.orders import Order
from wangge.territory.models import Organisation


class CaseStep(models.Model):
    """One thing that happened to a case. Nothing personal lies here; nothing here is ever changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    serial = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=30)  # of the posting that allowed it; "system", "reporter" without one
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    reason = models.CharField(max_length=40, blank=True)  # a code of ``reasons``, never free words
    rule_number = models.PositiveIntegerField(null=True)
    transaction = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "serial"], name="step_serial_once"),)
        indexes = (models.Index(fields=["transaction", "id"], name="step_by_transaction"),)

    def __str__(self) -> str:
        return f"{self.verb}"


class NoteKind(models.TextChoices):
    """Who may read it: PUBLIC the reporter too, COMMENT all handlers, INTERNAL the centre."""

    PUBLIC = "public"
    COMMENT = "comment"
    INTERNAL = "internal"


class CaseNote(models.Model):
    """Words beside a step: a reason, an answer, a comment. They may name people, so they can be erased."""

    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="notes")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    text = models.TextField()

    def __str__(self) -> str:
        return self.kind
