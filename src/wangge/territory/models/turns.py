"""Counters that are written first: a lock for periods that must not overlap, and a stamp that caches compare."""

import time

from django.db import models
from django.db.models.functions import Greatest


class Turn(models.Model):
    """``number`` grows whenever what ``name`` stands for changes (postings, plans, units, calendars).

    It is at least the nanosecond of the change: a number that was rolled back, or lost with a restored backup, is never
    dealt out again for something else, so a cache may trust it.
    """

    name = models.CharField(max_length=30, unique=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


def take_turn(name: str) -> None:
    """Write the row of ``name`` first of all, inside a transaction: whoever else wants it waits until this one ends."""
    following = Greatest(models.F("number") + 1, models.Value(time.time_ns(), output_field=models.BigIntegerField()))
    if not Turn.objects.filter(name=name).update(number=following):
        Turn.objects.get_or_create(name=name)
        Turn.objects.filter(name=name).update(number=following)
