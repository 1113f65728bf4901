"""The organisation tree (R-09): centres, offices, stations and responsible units. A city configures it."""

from django.db import models

from wangge.territory.models.areas import Area


class OrganisationKind(models.TextChoices):
    CITY_CENTRE = "city_centre"
    DISTRICT_SUBCENTRE = "district_subcentre"
    SUBDISTRICT_OFFICE = "subdistrict_office"
    CITIZEN_SERVICE_CENTRE = "citizen_service_centre"
    MEDIATION_CENTRE = "mediation_centre"
    GRID_CENTRE = "grid_centre"
    COMMUNITY_OFFICE = "community_office"
    CITIZEN_SERVICE_STATION = "citizen_service_station"
    MEDIATION_STATION = "mediation_station"
    GRID_STATION = "grid_station"
    RESPONSIBLE_UNIT = "responsible_unit"


class Organisation(models.Model):
    """A centre, office, station or responsible unit; ``owner_kind`` says which classes a unit answers for."""

    code = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations")
    owner_kind = models.CharField(max_length=30, blank=True)
    calendar = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name_zh
