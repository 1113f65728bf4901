"""Areas by 12-digit code: city, district, subdistrict, community. Inside is a range of codes, no tree to walk."""

from django.db import models
from django.db.models import Q


class AreaKind(models.TextChoices):
    """From narrow to wide; the digits of the code that tell areas of this kind apart are 4, 6, 9 and 12."""

    COMMUNITY = "community"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    CITY = "city"

    @property
    def digits(self) -> int:
        """How many digits of the code are its own; the rest are zeros."""
        return {"community": 12, "subdistrict": 9, "district": 6, "city": 4}[self.value]

    @property
    def width(self) -> int:
        """0 for a community up to 3 for a city."""
        return list(AreaKind).index(self)


class Area(models.Model):
    """A city or a part of it: ``code`` is its 12 digits, zeros where a wider area has none."""

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=AreaKind.choices)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    boundary = models.BinaryField(null=True)  # WKB, WGS 84
    households = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{12}$"), name="area_code_has_12_digits"),
            models.CheckConstraint(condition=Q(kind__in=AreaKind.values), name="area_kind_known"),
        )

    def __str__(self) -> str:
        return self.name_zh


def code_range(code: str, kind: AreaKind) -> tuple[str, str]:
    """The first and last 12-digit code inside the area."""
    own = code[: kind.digits]
    return own.ljust(12, "0"), own.ljust(12, "9")


def kind_of(code: str) -> AreaKind:
    """The kind that the zeros at the end of a 12-digit code tell."""
    return next((kind for kind in reversed(AreaKind) if not code[kind.digits :].strip("0")), AreaKind.COMMUNITY)


def is_inside(inner: str, code: str, kind: AreaKind) -> bool:
    """Whether the area or grid with code ``inner`` (12 or 15 digits) lies in the area."""
    return inner.startswith(code[: kind.digits])
