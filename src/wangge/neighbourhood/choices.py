"""The areas that figures and lists are chosen by."""

from dataclasses import dataclass

from wangge.catalogue.contents import in_language
from wangge.language import _
from wangge.territory.models import Area, AreaKind


@dataclass(frozen=True)
class Choice:
    """What is sent and what is read."""

    value: str
    words: str


def communities() -> list[Choice]:
    """Every community by its name."""
    rows = Area.objects.filter(kind=AreaKind.COMMUNITY).defer("boundary").order_by("code")
    return [Choice(row.code, in_language(row.name_zh, row.name_en)) for row in rows]


@dataclass(frozen=True)
class AreaGroup:
    """The areas of one kind, to choose from."""

    words: str
    areas: tuple[Area, ...]


def areas_by_kind() -> list[AreaGroup]:
    """Every area, the widest kind first: one statement."""
    rows = list(Area.objects.defer("boundary").order_by("code"))
    names = {
        AreaKind.CITY: _("The whole city"),
        AreaKind.DISTRICT: _("Districts"),
        AreaKind.SUBDISTRICT: _("Subdistricts"),
        AreaKind.COMMUNITY: _("Communities"),
    }
    groups = [AreaGroup(words, tuple(row for row in rows if row.kind == kind)) for kind, words in names.items()]
    return [group for group in groups if group.areas]


def area_of(groups: list[AreaGroup], code: str) -> Area | None:
    """The area with this code; the widest where none is asked for; None for a code that is none."""
    areas = [area for group in groups for area in group.areas]
    return next((area for area in areas if code in {"", area.code}), None)
