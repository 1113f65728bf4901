"""Photos on their way in chunks: what was declared. The chunks themselves are files (``blob_files``)."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Blob(models.Model):
    """One photo of one person by its SHA-256. Which chunks are there, the disk tells."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blobs", db_index=False)
    hash = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    chunk_bytes = models.PositiveIntegerField()
    chunk_hashes = models.BinaryField()  # 32 bytes each, in their order
    begun_at = models.DateTimeField()
    whole_at = models.DateTimeField(null=True)  # put together, and the hash was right
    claimed_at = models.DateTimeField(null=True)  # a photo of a case was made of it

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "hash"], name="blob_once"),)
        indexes = (
            models.Index(fields=["begun_at"], name="blob_by_beginning"),
            models.Index(
                fields=["whole_at"], condition=Q(whole_at__isnull=False, claimed_at__isnull=True), name="blob_unclaimed"
            ),
        )

    def __str__(self) -> str:
        return f"blob {self.pk}"

    @property
    def chunks(self) -> tuple[str, ...]:
        """The SHA-256 of each chunk, in hexadecimal digits."""
        kept = bytes(self.chunk_hashes)
        return tuple(kept[place : place + 32].hex() for place in range(0, len(kept), 32))
