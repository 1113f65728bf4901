"""Codes by which a phone is enrolled: a digest each, for a quarter of an hour, for one phone."""

from django.conf import settings
from django.db import models


class PhoneCode(models.Model):
    """Whoever types the code gets a key of ``owner``. An older one that was not used ends with the next."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="phone_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk}"
