"""What was counted at dwellings, value by value, so that two who counted apart are both heard."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.territory.models.places import Dwelling


class Counted(models.TextChoices):
    """What of a dwelling is counted where it stands."""

    HOUSEHOLDS = "households"
    PEOPLE = "people"
    STOREYS = "storeys"


class DwellingCount(models.Model):
    """One value that somebody counted. ``was`` is what they had seen; ``beside`` while another stands in its place."""

    dwelling = models.ForeignKey(Dwelling, on_delete=models.CASCADE, related_name="counts")
    field = models.CharField(max_length=10, choices=Counted.choices)
    was = models.PositiveIntegerField(null=True)
    value = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    beside = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["dwelling"], condition=Q(beside=True), name="count_beside"),
            models.Index(fields=["counted_at"], name="count_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.field} {self.value}"
