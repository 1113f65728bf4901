"""What a city edits: classes and conditions by version, calendars, components, routing rules."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wangge.territory.models import Area, Organisation


class Kind(models.TextChoices):
    """A component is numbered city property; an event is anything else that happens at a place. Never a person."""

    COMPONENT = "component"
    EVENT = "event"


class VersionState(models.TextChoices):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class CatalogueVersion(models.Model):
    """One edition of classes and rules; a case keeps the edition that it was filed under."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    source = models.CharField(max_length=120)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    begins_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["state"], condition=Q(state="in_force"), name="catalogue_one_in_force"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class MajorClass(models.Model):
    version = models.ForeignKey(CatalogueVersion, on_delete=models.CASCADE, related_name="majors")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=2)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "kind", "code"], name="major_class_once"),)

    def __str__(self) -> str:
        return self.name_zh


class PublicWhen(models.TextChoices):
    """When the public may see a case of the class (R-63)."""

    ALWAYS = "always"
    REPAIRED = "repaired"
    COMMUNITY = "community"


class MinorClass(models.Model):
    """``code`` is four digits: major and minor. ``owner_kind`` is the kind of unit that answers for it."""

    major = models.ForeignKey(MajorClass, on_delete=models.CASCADE, related_name="minors")
    code = models.CharField(max_length=4)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)
    owner_kind = models.CharField(max_length=30)
    photo_needed = models.BooleanField()
    urgent = models.BooleanField()
    inside_dwelling = models.BooleanField()
    public_when = models.CharField(max_length=10, choices=PublicWhen.choices)
    urgent_call = models.CharField(max_length=20, blank=True)
    calendar = models.CharField(max_length=30, blank=True)
    description_zh = models.CharField(max_length=300, blank=True)
    description_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["major", "code"], name="minor_class_once"),)

    def __str__(self) -> str:
        return self.name_zh


class FilingCondition(models.Model):
    """When a case of the class is filed, and the limit that then holds."""

    minor = models.ForeignKey(MinorClass, on_delete=models.CASCADE, related_name="filing_conditions")
    code = models.CharField(max_length=2)
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)
    limit = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["minor", "code"], name="filing_condition_once"),
            models.CheckConstraint(condition=Q(limit__gt=0), name="filing_condition_has_limit"),
        )

    def __str__(self) -> str:
        return self.text_zh


class ClosureCondition(models.Model):
    """When a case of the class may be closed: what can be seen at the place."""

    minor = models.ForeignKey(MinorClass, on_delete=models.CASCADE, related_name="closure_conditions")
    code = models.CharField(max_length=2)
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["minor", "code"], name="closure_condition_once"),)

    def __str__(self) -> str:
        return self.text_zh


class OwnerKind(models.Model):
    """A kind of responsible unit, as the classes name it."""

    code = models.CharField(max_length=30, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name_zh


class Calendar(models.Model):
    """A working calendar; every change makes a new ``version``, which deadlines keep."""

    code = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    hours = models.CharField(max_length=80, default="08:00-12:00 14:00-18:00")
    weekdays = models.CharField(max_length=7, default="12345")
    national = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="calendar_version_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class CalendarDay(models.Model):
    """A day that the city decides itself: worked or not, whatever weekday and nation say."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    worked = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["calendar", "day"], name="calendar_day_once"),)

    def __str__(self) -> str:
        return f"{self.day}"


class RoutingRule(models.Model):
    """Which unit a filed case goes to: the first rule that fits, by ``number``; blank fields fit everything."""

    version = models.ForeignKey(CatalogueVersion, on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    class_code = models.CharField(max_length=4, blank=True)  # 2 digits: a major class, 4: a minor one
    owner_kind = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rules")
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "number"], name="routing_rule_number_once"),)

    def __str__(self) -> str:
        return f"rule {self.number}"


class Component(models.Model):
    """A piece of numbered city property: object code of 16 digits, class, owner and position."""

    code = models.CharField(max_length=20, unique=True)
    class_code = models.CharField(max_length=4)
    label = models.CharField(max_length=60, blank=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="components")
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="components")
    longitude = models.FloatField()
    latitude = models.FloatField()
    place_code = models.BigIntegerField()  # Morton code of the position
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["place_code"], name="component_by_place"),)

    def __str__(self) -> str:
        return f"{self.label or self.code}"
