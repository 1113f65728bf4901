"""Photos on their way in chunks: what was declared."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.fieldwork.models.pieces import InPieces


class Blob(InPieces):
    """One photo of one person by its SHA-256."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blobs", db_index=False)
    claimed_at = models.DateTimeField(null=True)  # a photo of a case was made of it

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "hash"], name="blob_once"),)
        indexes = (
            models.Index(fields=["begun_at"], name="blob_by_beginning"),
            models.Index(
                fields=["whole_at"], condition=Q(whole_at__isnull=False, claimed_at__isnull=True), name="blob_unclaimed"
            ),
        )

    @property
    def place(self) -> str:
        """One folder for a photo of a person."""
        return f"{self.person_id} {self.hash}"
