"""Leave: from when until when somebody is not to be asked. Why is nobody's business here and has no column."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def running(self, at: datetime) -> "AbsenceQuerySet":
        """Those that have begun and not ended."""
        return self.filter(begins_at__lte=at, ends_at__gt=at)

    def within(self, begins_at: datetime, ends_at: datetime) -> "AbsenceQuerySet":
        """Those that share a moment with the period."""
        return self.filter(begins_at__lt=ends_at, ends_at__gt=begins_at)


class Absence(models.Model):
    """While it runs the deputy stands in: verifications, checks and questions go there (R-11)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="absence_ends_after_it_begins"),
        )
        indexes = (models.Index(fields=["ends_at"], name="absence_by_end"),)

    def __str__(self) -> str:
        return f"{self.begins_at} {self.ends_at}"
