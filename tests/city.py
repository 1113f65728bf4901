"""A small city for tests: one subdistrict, two communities of two grids each, units, people and a few classes.

Grids are squares of about 300 m from west to east: ...021001, ...021002, ...022001, ...022002. Everybody of the two
days of the requirements is posted, each with one role; names are invented.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import shapely

from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Role
from wangge.catalogue.models import (
    Calendar,
    CatalogueVersion,
    ClosureCondition,
    FilingCondition,
    MajorClass,
    MinorClass,
    OwnerKind,
)
from wangge.territory.actors import Actor, actor_for
from wangge.territory.models import Area, Grid, GridPlan, Organisation, Posting, take_turn

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
WEST, SOUTH, STEP = 111.280, 30.700, 0.003

CITY, DISTRICT, SUBDISTRICT = "420500000000", "420502000000", "420502002000"
COMMUNITY, OTHER_COMMUNITY = "420502002021", "420502002022"
GRIDS = ("420502002021001", "420502002021002", "420502002022001", "420502002022002")

# name: (owner kind, calendar)
UNITS = {
    "sanitation": "sanitation",
    "cameras": "camera_maintenance",
    "drainage": "drainage",
    "enforcement": "urban_management",
    "ecology": "ecology",
    "market": "market_supervision",
}

# name: (work name, team, role, area, unit, grid, rank)
PEOPLE: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "lin": ("林巧", "grid_worker", "grid_worker", COMMUNITY, "", GRIDS[0], "principal"),
    "deputy": ("何青", "grid_worker", "grid_worker", COMMUNITY, "", GRIDS[0], "deputy"),
    "neighbour": ("梁禾", "grid_worker", "grid_worker", COMMUNITY, "", GRIDS[1], "principal"),
    "far": ("邹远", "grid_worker", "grid_worker", OTHER_COMMUNITY, "", GRIDS[2], "principal"),
    "xu": ("许文", "volunteer", "volunteer", COMMUNITY, "", "", ""),
    "community": ("钟敏", "community_worker", "community_worker", COMMUNITY, "", "", ""),
    "other_community": ("石岚", "community_worker", "community_worker", OTHER_COMMUNITY, "", "", ""),
    "subdistrict": ("段宁", "office", "subdistrict_officer", SUBDISTRICT, "", "", ""),
    "intake": ("沈蓝", "office", "intake_operator", CITY, "", "", ""),
    "dispatcher": ("贺川", "office", "dispatcher", CITY, "", "", ""),
    "district": ("罗平", "office", "dispatcher", DISTRICT, "", "", ""),
    "supervisor": ("方正", "office", "duty_supervisor", CITY, "", "", ""),
    "lead": ("秦岳", "office", "centre_lead", CITY, "", "", ""),
    "planner": ("黎图", "office", "planner", CITY, "", "", ""),
    "editor": ("苏册", "office", "catalogue_editor", CITY, "", "", ""),
    "administrator": ("管仪", "office", "administrator", CITY, "", "", ""),
    "auditor": ("严明", "office", "auditor", CITY, "", "", ""),
    "sanitation": ("郝净", "office", "unit_clerk", CITY, "sanitation", "", ""),
    "sweeper": ("高帆", "office", "handler", CITY, "sanitation", "", ""),
    "cameras": ("陆明", "office", "unit_clerk", CITY, "cameras", "", ""),
    "drainage": ("江畅", "office", "unit_clerk", CITY, "drainage", "", ""),
    "enforcement": ("武城", "office", "unit_clerk", CITY, "enforcement", "", ""),
    "ecology": ("叶青", "office", "unit_clerk", CITY, "ecology", "", ""),
    "market": ("尚平", "office", "unit_clerk", CITY, "market", "", ""),
}

# (kind, four digits, zh, en, owner kind, photo, urgent, conditions)
CLASSES: list[tuple[str, str, str, str, str, bool, bool, list[tuple[int, str]]]] = [
    (
        "event",
        "0101",
        "暴露垃圾",
        "exposed household waste",
        "sanitation",
        True,
        False,
        [(4, "work_hour"), (1, "work_day")],
    ),
    ("event", "0102", "餐饮油烟", "cooking fumes", "urban_management", False, False, [(10, "work_day")]),
    ("event", "0103", "污水冒溢", "sewage overflow", "drainage", True, False, [(1, "work_day"), (3, "work_day")]),
    ("component", "0101", "井盖缺失", "manhole cover missing", "drainage", True, True, [(2, "urgent_hour")]),
    ("component", "0107", "监控摄像头", "camera damaged", "camera_maintenance", True, False, [(3, "work_day")]),
]


@dataclass
class City:
    """Rows by name: ``units``, ``people``; ``plan`` is in force since long ago."""

    plan: GridPlan
    units: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str, at: datetime) -> Actor:
        """Somebody of the cast at a moment."""
        return actor_for(self.people[name], at)


def at(day: str, time: str = "09:00") -> datetime:
    """A moment in the city's time: ``at("2026-03-11", "08:06")``."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


def inside(grid: int) -> tuple[float, float]:
    """Longitude and latitude in the middle of one of the four grids."""
    return WEST + (grid + 0.5) * STEP, SOUTH + STEP / 2


def build_city() -> City:
    """Write the city; needs a database."""
    areas = _areas()
    plan = _plan(areas)
    city = City(plan)
    _units(city, areas)
    _people(city, areas)
    _catalogue()
    for name in ("areas", "units", "calendars", "catalogue"):  # as the actions would: what processes keep is read anew
        take_turn(name)
    return city


def _areas() -> dict[str, Area]:
    areas: dict[str, Area] = {}
    chain = [(CITY, "city", "宜市"), (DISTRICT, "district", "西陵区"), (SUBDISTRICT, "subdistrict", "学院街道")]
    parent = None
    for code, kind, name in chain:
        parent = areas[code] = Area.objects.create(code=code, kind=kind, name_zh=name, parent=parent)
    for place, (code, name) in enumerate([(COMMUNITY, "桥头社区"), (OTHER_COMMUNITY, "河滨社区")]):
        west = WEST + 2 * place * STEP
        box = shapely.box(west, SOUTH, west + 2 * STEP, SOUTH + STEP)
        areas[code] = Area.objects.create(
            code=code, kind="community", name_zh=name, parent=parent, boundary=shapely.to_wkb(box)
        )
    return areas


def _plan(areas: dict[str, Area]) -> GridPlan:
    plan = GridPlan.objects.create(
        city=areas[CITY],
        title="2025",
        state="adopted",
        source="tests",
        digest="4c" * 32,
        begins_at=LONG_AGO,
        drafted_at=LONG_AGO,
    )
    for place, code in enumerate(GRIDS):
        west, east = WEST + place * STEP, WEST + (place + 1) * STEP
        boundary = shapely.to_wkb(shapely.box(west, SOUTH, east, SOUTH + STEP))
        Grid.objects.create(
            plan=plan, community=areas[code[:12]], code=code, boundary=boundary,
            west=west, south=SOUTH, east=east, north=SOUTH + STEP, square_metres=95_000, households=240,
        )  # fmt: skip
    return plan


def _units(city: City, areas: dict[str, Area]) -> None:
    Organisation.objects.create(code="centre", kind="city_centre", name_zh="市监管中心", area=areas[CITY])
    for name, owner_kind in UNITS.items():
        city.units[name] = Organisation.objects.create(
            code=name, kind="responsible_unit", name_zh=name, area=areas[CITY], owner_kind=owner_kind
        )


def _people(city: City, areas: dict[str, Area]) -> None:
    for name, (work_name, team, role, area, unit, grid, rank) in PEOPLE.items():
        user = User.objects.create(username=name, work_name=work_name, team=Team(team), joined_at=LONG_AGO)
        user.set_password("correct horse battery")
        user.save()
        city.people[name] = user
        Posting.objects.create(
            user=user, role=Role(role), area=areas[area], organisation=city.units.get(unit), grid_code=grid, rank=rank,
            begins_at=LONG_AGO,
        )  # fmt: skip


def _catalogue() -> None:
    Calendar.objects.create(code="city", name_zh="市", name_en="city", made_at=LONG_AGO)
    version = CatalogueVersion.objects.create(
        number=1, state="in_force", source="tests", imported_at=LONG_AGO, begins_at=LONG_AGO
    )
    majors = {
        kind: MajorClass.objects.create(version=version, kind=kind, code="01", name_zh="一", name_en="one")
        for kind in ("component", "event")
    }
    for owner_kind in {row[4] for row in CLASSES}:
        OwnerKind.objects.create(code=owner_kind, name_zh=owner_kind, name_en=owner_kind)
    for row in CLASSES:
        _class(majors[row[0]], row)


def _class(major: MajorClass, row: tuple[Any, ...]) -> None:
    _kind, code, name_zh, name_en, owner_kind, photo, urgent, conditions = row
    minor = MinorClass.objects.create(
        major=major, code=code, name_zh=name_zh, name_en=name_en, owner_kind=owner_kind, photo_needed=photo,
        urgent=urgent, inside_dwelling=False, public_when="repaired" if code == "0107" else "always",
    )  # fmt: skip
    for place, (limit, unit) in enumerate(conditions, start=1):
        FilingCondition.objects.create(
            minor=minor, code=str(place), text_zh=f"条件{place}", text_en=f"condition {place}", limit=limit, unit=unit
        )
    ClosureCondition.objects.create(minor=minor, code="1", text_zh="已清除", text_en="removed")
