"""What comes in pieces: how it was declared. The pieces themselves are files (``blob_files``)."""

from django.db import models


class InPieces(models.Model):
    """Content by its SHA-256, of pieces by theirs. Which pieces are there, the disk tells."""

    hash = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    chunk_bytes = models.PositiveIntegerField()
    chunk_hashes = models.BinaryField()  # 32 bytes each, in their order
    begun_at = models.DateTimeField()
    whole_at = models.DateTimeField(null=True)  # put together, and the hash was right

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"

    @property
    def place(self) -> str:
        """What its folder is named after; no two of a kind have the same."""
        raise NotImplementedError

    @property
    def chunks(self) -> tuple[str, ...]:
        """The SHA-256 of each chunk, in hexadecimal digits."""
        kept = bytes(self.chunk_hashes)
        return tuple(kept[place : place + 32].hex() for place in range(0, len(kept), 32))
