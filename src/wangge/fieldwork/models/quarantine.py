"""What phones handed over sealed: it waits here until somebody with the right opens it or discards it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.accounts.models import Key
from wangge.fieldwork.models.pieces import InPieces


class Way(models.TextChoices):
    """By which way it came."""

    REVOKED = "revoked"  # from a phone whose key was ended
    ANEW = "anew"  # from a phone that was enrolled anew, as its PIN was forgotten
    FILE = "file"  # as a file that somebody brought


class Outcome(models.TextChoices):
    """What became of it; who opens it again may take in what was refused."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"
    DISCARDED = "discarded"


OPEN = (Outcome.WAITING, Outcome.REFUSED)


class SealedPhoto(InPieces):
    """A photo as it lay on the phone: ``hash`` is of its sealed bytes, ``photo`` of the photo, as its item names it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.ForeignKey(Key, on_delete=models.SET_NULL, null=True, related_name="+")  # of the phone that sends it
    photo = models.CharField(max_length=64)
    photo_key = models.BinaryField()  # sealed to the station

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "hash"], name="sealed_photo_once"),)
        indexes = (models.Index(fields=["begun_at"], name="sealed_photo_by_beginning"),)

    @property
    def place(self) -> str:
        """One folder for a photo of a person."""
        return f"{self.owner_id} {self.hash}"


class Quarantined(models.Model):
    """An item of an outbox, sealed to the station. Another content under the same id is kept beside the first."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.ForeignKey(Key, on_delete=models.SET_NULL, null=True, related_name="+")  # of the phone that sent it
    uuid = models.UUIDField()
    sealed = models.BinaryField()
    sealed_hash = models.CharField(max_length=64)
    photos = models.ManyToManyField(SealedPhoto, related_name="items")
    way = models.CharField(max_length=8, choices=Way.choices)
    received_at = models.DateTimeField()
    brought_by = models.ForeignKey(  # the file
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.WAITING)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sentence = models.TextField(blank=True)  # why it was not taken in, or why it was discarded

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "uuid", "sealed_hash"], name="quarantined_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="quarantined_outcome_known"),
        )
        indexes = (
            models.Index(fields=["received_at"], name="quarantined_by_receipt"),
            models.Index(fields=["owner"], condition=Q(outcome__in=OPEN), name="quarantined_open"),
        )

    def __str__(self) -> str:
        return f"sealed {self.uuid}"
