"""Dated grid plans: drafted, adopted at a date, retired. A plan in force is never edited in place (R-08)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wangge.territory.models.areas import Area


class PlanState(models.TextChoices):
    DRAFT = "draft"
    ADOPTED = "adopted"
    RETIRED = "retired"


class PlanQuerySet(models.QuerySet["GridPlan"]):
    def in_force(self, at: datetime) -> "PlanQuerySet":
        """The plan that holds at a moment, past or to come; none where no city had one."""
        return self.exclude(state=PlanState.DRAFT).filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at), begins_at__lte=at
        )

    def over(self, at: datetime) -> "PlanQuerySet":
        """Adopted plans whose time has passed."""
        return self.filter(state=PlanState.ADOPTED, ends_at__lte=at)


class GridPlan(models.Model):
    """A division of a whole city: in force from ``begins_at`` until ``ends_at``, for ever known by its id."""

    city = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    source = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)  # SHA-256 over codes and boundaries: the same division is known again
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft", begins_at__isnull=True) | ~Q(state="draft") & Q(begins_at__isnull=False),
                name="plan_adopted_at_a_date",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")), name="plan_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="plan_has_a_digest"),
            models.UniqueConstraint(
                fields=["city"], condition=Q(state="adopted", ends_at__isnull=True), name="plan_one_without_end"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Grid(models.Model):
    """One grid of one plan; its ``code`` (15 digits) is the same in every plan in which the grid lives on."""

    plan = models.ForeignKey(GridPlan, on_delete=models.CASCADE, related_name="grids")
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="grids")
    code = models.CharField(max_length=15)
    name = models.CharField(max_length=60, blank=True)
    streets = models.TextField(blank=True)  # names of the streets and lanes in it or along it, "; " between them
    boundary = models.BinaryField()  # WKB, WGS 84
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    square_metres = models.FloatField()
    households = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    dedicated = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="grid_code_once_a_plan"),)
        indexes = (models.Index(fields=["code"], name="grid_by_code"),)

    def __str__(self) -> str:
        return self.code


class GridLineage(models.Model):
    """How many households of a former grid went to which grid of this plan: splits, merges and shifts."""

    plan = models.ForeignKey(GridPlan, on_delete=models.CASCADE, related_name="lineage")
    former_code = models.CharField(max_length=15)
    code = models.CharField(max_length=15)
    households = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.former_code} to {self.code}"
