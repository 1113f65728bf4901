"""Postings: a role held at an area for a time, and the duty roster. History is kept; nothing is overwritten."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wangge.accounts.permissions import OF_THE_UNIT, Role
from wangge.territory.models.areas import Area
from wangge.territory.models.organisations import Organisation

_WORKER = Role.GRID_WORKER.value
_OF_THE_UNIT = sorted(role.value for role in OF_THE_UNIT)


class Rank(models.TextChoices):
    """Every grid has one principal worker, and a deputy for leave (R-11)."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"


class PostingQuerySet(models.QuerySet["Posting"]):
    def in_force(self, at: datetime) -> "PostingQuerySet":
        """Those held at the moment by somebody who is still with the service."""
        return self.filter(_open_after(at), begins_at__lte=at, user__is_active=True)

    def within(self, begins_at: datetime, ends_at: datetime | None) -> "PostingQuerySet":
        """Those that share a moment with the period; one without end lasts for ever."""
        found = self.filter(_open_after(begins_at))
        return found if ends_at is None else found.filter(begins_at__lt=ends_at)


class Posting(models.Model):
    """``role`` at ``area`` from ``begins_at`` until ``ends_at``; for a grid worker also the grid and the rank."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="postings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="postings")
    grid_code = models.CharField(max_length=15, blank=True)
    rank = models.CharField(max_length=10, choices=Rank.choices, blank=True)
    office_phone = models.CharField(max_length=40, blank=True)
    office_hours = models.CharField(max_length=80, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=60, blank=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")), name="posting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(role=_WORKER) & ~Q(grid_code="") & ~Q(rank="")
                | ~Q(role=_WORKER) & Q(grid_code="") & Q(rank=""),
                name="posting_of_worker_has_grid",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=_OF_THE_UNIT) | Q(organisation__isnull=False), name="posting_of_unit_has_unit"
            ),
            models.UniqueConstraint(
                fields=["grid_code", "rank"],
                condition=Q(ends_at__isnull=True, role=_WORKER),
                name="posting_one_worker_a_rank",
            ),
        )
        indexes = (models.Index(fields=["grid_code", "begins_at"], name="posting_of_grid"),)

    def __str__(self) -> str:
        return f"{self.role} at {self.area_id}"


def _open_after(at: datetime) -> Q:
    return Q(ends_at__isnull=True) | Q(ends_at__gt=at)


class ShiftQuerySet(models.QuerySet["Shift"]):
    def running(self, at: datetime) -> "ShiftQuerySet":
        """Those that have begun and not ended."""
        return self.filter(begins_at__lte=at, ends_at__gt=at, user__is_active=True)

    def within(self, begins_at: datetime, ends_at: datetime) -> "ShiftQuerySet":
        """Those that share a moment with the period."""
        return self.filter(begins_at__lt=ends_at, ends_at__gt=begins_at)


class Shift(models.Model):
    """Who is on duty in a centre, in which role, from when until when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shifts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shifts")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="shift_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.begins_at}"
