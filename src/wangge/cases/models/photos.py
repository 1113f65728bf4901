"""Photos of a case: what was received, and the sizes that a job made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.cases.models.case import Case


class PhotoStage(models.TextChoices):
    """Which moment of the case it shows."""

    REPORT = "report"
    VERIFY = "verify"
    RESOLVE = "resolve"
    CHECK = "check"


class PhotoState(models.TextChoices):
    RECEIVED = "received"
    READY = "ready"
    REFUSED = "refused"


class Photo(models.Model):
    """``received_hash`` is of the bytes that the phone sent; what is served was made anew from its pixels."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="photos")
    stage = models.CharField(max_length=8, choices=PhotoStage.choices)
    state = models.CharField(max_length=10, choices=PhotoState.choices, default=PhotoState.RECEIVED)
    received_hash = models.CharField(max_length=64)
    ready_hash = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    trouble = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # at making its sizes, each counted before it begins
    blurred = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "stage", "received_hash"], name="photo_once"),)
        indexes = (models.Index(fields=["received_at"], condition=~Q(state="ready"), name="photo_not_ready"),)

    def __str__(self) -> str:
        return f"photo {self.pk}"


class PromisedPhoto(models.Model):
    """A photo that a phone said it will send: the words came first, and nobody takes the case for complete meanwhile.

    ``item`` is the id of what the phone sent; two items may promise the same photo.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="promised_photos")
    stage = models.CharField(max_length=8, choices=PhotoStage.choices)
    hash = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    item = models.UUIDField()
    promised_at = models.DateTimeField()
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["promised_by", "item", "hash"], name="promise_once"),)
        indexes = (
            models.Index(fields=["promised_by", "hash"], condition=Q(arrived_at__isnull=True), name="promise_waiting"),
        )

    def __str__(self) -> str:
        return f"promised {self.hash[:8]}"
