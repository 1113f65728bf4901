"""Orders (verification, check, part of a unit) with own state, holder and limit; and requests that a second decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.cases.models.case import Case
from wangge.cases.workflow import ORDER_OPEN, OrderKind, OrderState
from wangge.catalogue.models import Calendar
from wangge.territory.models import Organisation

_OPEN = sorted(state.value for state in ORDER_OPEN)


class Order(models.Model):
    """``limit`` and ``limit_unit`` are frozen with the calendar's version; a pause keeps what was left in seconds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in OrderKind])
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in OrderState])
    # Told by the database, and without a parameter: SQLite takes a partial index only for a condition it can read.
    open = models.GeneratedField(
        expression=models.Case(models.When(state__in=_OPEN, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    # As its case's: kept here by ``move``, so that lists of open work never read the orders of former years.
    case_open = models.BooleanField(default=True)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="orders", db_index=False)
    lead = models.BooleanField(default=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="orders", db_index=False
    )
    grid_code = models.CharField(max_length=15, blank=True)
    ordered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    limit = models.DecimalField(max_digits=10, decimal_places=4)
    limit_unit = models.CharField(max_length=12)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+", db_index=False)
    original_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    seconds_left = models.IntegerField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "kind", "unit"], condition=Q(state__in=_OPEN, unit__isnull=False), name="part_open_once"
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state__in=_OPEN) & ~Q(kind="part"),
                name="order_open_once",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=_OPEN, lead=True), name="part_one_lead"),
        )
        indexes = (
            models.Index(fields=["holder", "-case"], condition=Q(unit__isnull=True), name="order_by_holder"),
            models.Index(fields=["holder", "unit", "-case"], condition=Q(unit__isnull=False), name="order_by_handler"),
            models.Index(fields=["unit", "-case"], name="order_by_unit"),
            models.Index(fields=["holder", "unit", "-case"], condition=Q(case_open=True), name="order_open_holder"),
            models.Index(fields=["unit", "-case"], condition=Q(case_open=True), name="order_open_unit"),
            models.Index(fields=["holder", "due_at"], condition=Q(open=True), name="order_of_holder"),
            models.Index(fields=["unit", "due_at"], condition=Q(open=True), name="order_of_unit"),
            models.Index(
                fields=["unit", "-done_at"], condition=Q(open=False, unit__isnull=False), name="order_done_of_unit"
            ),
            models.Index(fields=["grid_code", "due_at"], condition=Q(open=True), name="order_of_grid"),
            models.Index(fields=["due_at"], condition=Q(open=True), name="order_due"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class RequestKind(models.TextChoices):
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    VOID = "void"
    APPEAL = "appeal"


class RequestState(models.TextChoices):
    ASKED = "asked"
    HALF_GRANTED = "half_granted"  # an appeal that the first of two reviewers allowed
    GRANTED = "granted"
    REFUSED = "refused"


class Request(models.Model):
    """What one person asks and another decides; the words lie in the notes of its steps."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="requests")
    kind = models.CharField(max_length=10, choices=RequestKind.choices)
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.ASKED)
    reason = models.CharField(max_length=40)
    until = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state__in=["asked", "half_granted"], order__isnull=True),
                name="request_pending_once",
            ),
            models.UniqueConstraint(
                fields=["order", "kind"],
                condition=Q(state="asked", order__isnull=False),
                name="request_pending_once_a_part",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(kind="appeal"), name="appeal_once_a_case"),
        )
        indexes = (models.Index(fields=["state", "asked_at"], name="request_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
