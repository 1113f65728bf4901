"""Maintained counters: what happened a day in each area and how long each stage took, read from the steps by cursor."""

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
        # What recurs where is asked of one verb only: answered from the index alone.
        indexes = (
            models.Index(fields=["verb", "day", "community", "kind", "class_code", "count"], name="tally_by_verb"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.verb} {self.count}"


class FlowTally(models.Model):
    """``count`` steps of ``verb`` on ``day`` in ``area``: a community, and once more in each wider area around it.

    Where the step ended a stage, ``stage`` is that one, ``seconds`` how long all of them stood in it together, and the
    spans count how long each did (``durations``). ``unit`` is the id of the unit that held the case then, 0 where none.
    ``late`` of them resolved a case after the deadline that held, and were not excused by a granted appeal.
    """

    area = models.CharField(max_length=12)
    day = models.DateField()
    verb = models.CharField(max_length=24)
    stage = models.CharField(max_length=12, blank=True)
    unit = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    seconds = models.BigIntegerField(default=0)
    span_0 = models.PositiveIntegerField(default=0)
    span_1 = models.PositiveIntegerField(default=0)
    span_2 = models.PositiveIntegerField(default=0)
    span_3 = models.PositiveIntegerField(default=0)
    span_4 = models.PositiveIntegerField(default=0)
    span_5 = models.PositiveIntegerField(default=0)
    span_6 = models.PositiveIntegerField(default=0)
    span_7 = models.PositiveIntegerField(default=0)
    span_8 = models.PositiveIntegerField(default=0)
    span_9 = models.PositiveIntegerField(default=0)
    span_10 = models.PositiveIntegerField(default=0)
    span_11 = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["area", "day", "verb", "stage", "unit"], name="flow_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.area} {self.verb} {self.count}"
