"""Dwellings and premises as counts, and the city's own address list. No person lives in these tables (R-26)."""

from django.db import models

from wangge.territory.models.areas import Area


class Dwelling(models.Model):
    """A building in which people live, as a point with counts; never who lives there."""

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="dwellings")
    code = models.CharField(max_length=40, unique=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    households = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    storeys = models.PositiveSmallIntegerField(null=True)
    counted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.code


class PremisesKind(models.TextChoices):
    SHOP = "shop"
    RESTAURANT = "restaurant"
    SCHOOL = "school"
    CLINIC = "clinic"
    OFFICE = "office"
    WORKSHOP = "workshop"
    MARKET = "market"
    OTHER = "other"


class Premises(models.Model):
    """A place of business or service: its sign, kind and point."""

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="premises")
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=PremisesKind.choices)
    name = models.CharField(max_length=120)
    longitude = models.FloatField()
    latitude = models.FloatField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """A line of the city's own address list; ``plain`` and ``pinyin`` are what a search compares."""

    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="addresses")
    text = models.CharField(max_length=200)
    plain = models.CharField(max_length=200)
    pinyin = models.CharField(max_length=600)
    initials = models.CharField(max_length=200)
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["community", "plain"], name="address_once_a_community"),)
        indexes = (models.Index(fields=["plain"], name="address_plain"),)

    def __str__(self) -> str:
        return self.text
