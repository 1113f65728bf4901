"""The case: where it is, what it is, who holds it, by when. Its history lies in the steps."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.cases.numbers import number_of
from wangge.cases.workflow import ENDED, State
from wangge.catalogue.models import Calendar, ClosureCondition, Component, FilingCondition, MinorClass
from wangge.territory.models import Area, AreaKind, GridPlan, Organisation

_ENDED = sorted(state.value for state in ENDED)


class Source(models.TextChoices):
    """By which way a case came."""

    GRID_WORKER = "grid_worker"
    STATION = "station"  # a community worker who saw it
    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    DEPARTMENT = "department"
    HOTLINE = "hotline"
    TELEPHONE = "telephone"
    OPEN311 = "open311"
    MESSAGE = "message"


SEEN_BY_STAFF = frozenset({Source.GRID_WORKER, Source.STATION})  # who reports so has seen it: nobody verifies it first


class Outcome(models.TextChoices):
    """What came of it; not the state."""

    FIXED = "fixed"
    PARTLY = "partly"
    NOT_FIXED = "not_fixed"


class Case(models.Model):
    """One problem at one place. ``version`` counts its steps: whoever changes it says which one they saw."""

    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    open = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    level = models.CharField(max_length=12, choices=AreaKind.choices, default=AreaKind.CITY)

    # Who sent it, and the id and hash that make a repeat harmless (phone clocks lie: no order, no authority in it).
    source = models.CharField(max_length=12, choices=Source.choices)
    sender = models.CharField(max_length=40)
    client_id = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    on_behalf = models.BooleanField(default=False)
    description = models.TextField(blank=True)

    # Where it is.
    longitude = models.FloatField()
    latitude = models.FloatField()
    place_code = models.BigIntegerField()
    place_words = models.CharField(max_length=200, blank=True)
    community = models.ForeignKey(Area, on_delete=models.PROTECT, to_field="code", related_name="cases", db_index=False)
    grid_code = models.CharField(max_length=15, blank=True)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, null=True, related_name="+")
    inside_dwelling = models.BooleanField(default=False)

    # What it is.
    minor = models.ForeignKey(MinorClass, on_delete=models.PROTECT, null=True, related_name="+")
    condition = models.ForeignKey(
        FilingCondition, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    component = models.ForeignKey(Component, on_delete=models.PROTECT, null=True, related_name="cases")
    urgent = models.BooleanField(default=False)

    # Who holds it; copies of the lead part, for lists.
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="cases", db_index=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    rule_number = models.PositiveIntegerField(null=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    # When. ``stage_due_at`` is the nearest limit of whatever stage it is in; ``due_at`` the unit's frozen deadline.
    told_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stage_due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    suspended_until = models.DateField(null=True)
    resolved_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    # How it went.
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    closure = models.ForeignKey(ClosureCondition, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    returns = models.PositiveSmallIntegerField(default=0)
    reworks = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    suspensions = models.PositiveSmallIntegerField(default=0)
    reopenings = models.PositiveSmallIntegerField(default=0)
    needs_coordination = models.BooleanField(default=False)
    supervised = models.BooleanField(default=False)
    exempt = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sender", "client_id"], name="case_sent_once"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(open=True) & ~Q(state__in=_ENDED) | Q(open=False, state__in=_ENDED),
                name="case_open_until_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True) | Q(minor__isnull=False, condition__isnull=False),
                name="case_filed_with_condition",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closure__isnull=False) & ~Q(outcome=""),
                name="case_closed_with_outcome",
            ),
        )
        # By each way to see cases (visibility) the newest first; once more among the open ones, which stay few.
        indexes = (
            models.Index(fields=["id"], condition=Q(open=True), name="case_open"),
            models.Index(fields=["community", "-id"], condition=Q(open=True), name="case_open_community"),
            models.Index(fields=["grid_code", "-id"], condition=Q(open=True), name="case_open_grid"),
            models.Index(fields=["reported_by", "-id"], condition=Q(open=True), name="case_open_reporter"),
            models.Index(fields=["handler", "unit", "-id"], condition=Q(open=True), name="case_open_handler"),
            models.Index(fields=["unit", "-id"], condition=Q(open=True), name="case_open_unit"),
            # These two hold all that counts and the choice of overdue ones ask, so that they are read alone. Only open
            # cases have a limit: PostgreSQL would take the two conditions for independent, and find too few of both.
            models.Index(
                fields=["state", "stage_due_at", "community", "id"], condition=Q(open=True), name="case_open_state"
            ),
            models.Index(
                fields=["stage_due_at", "id", "community", "open"],
                condition=Q(stage_due_at__isnull=False),
                name="case_due",
            ),
            models.Index(fields=["place_code"], condition=Q(open=True), name="case_open_place"),
            models.Index(fields=["community", "-id"], name="case_by_community"),
            models.Index(fields=["grid_code", "-id"], name="case_by_grid"),
            models.Index(fields=["unit", "-id"], name="case_by_unit"),
            models.Index(fields=["place_code", "reported_at"], name="case_by_place"),
            models.Index(fields=["reported_by", "-id"], name="case_by_reporter"),
            models.Index(fields=["handler", "unit", "-id"], name="case_by_handler"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people say on the telephone: grouped digits and a check digit, from the id."""
        return number_of(self.pk)
