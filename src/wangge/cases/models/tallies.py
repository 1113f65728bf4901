"""Maintained counters: how often each verb happened a day in each community, read from the steps by cursor."""

from django.db import models


class Reader(models.Model):
    """How far a reader of the steps has come: a transaction and an id in it."""

    name = models.CharField(max_length=40, unique=True)
    transaction = models.BigIntegerField(default=-1)
    row = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """``count`` steps of ``verb`` on ``day`` in ``community``, of ``kind`` and ``class_code`` where they were given."""

    day = models.DateField()
    community = models.CharField(max_length=12)
    verb = models.CharField(max_length=24)
    kind = models.CharField(max_length=10, blank=True)
    class_code = models.CharField(max_length=4, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["day", "community", "verb", "kind", "class_code"], name="tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.verb} {self.count}"
