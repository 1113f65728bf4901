"""A city of 1,089 grids in 121 communities, its units, people and classes, written into the tables; names invented."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import shapely
from django.db import transaction

from wangge.accounts.models import User
from wangge.accounts.permissions import Role
from wangge.catalogue.models import (
    Calendar,
    CatalogueVersion,
    ClosureCondition,
    FilingCondition,
    MajorClass,
    MinorClass,
    OwnerKind,
    RoutingRule,
)
from wangge.territory.models import Area, Grid, GridPlan, Organisation, Posting, take_turn
from wangge.territory.placecodes import place_code

LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
CITY = "420500000000"
WEST, SOUTH, STEP = 111.280, 30.600, 0.003  # degrees; a grid is a square of about 300 m
ACROSS = 11  # communities from west to east and from south to north, and grids in a subdistrict's row of them
GRIDS_ACROSS = 3  # in a community
KINDS = 12  # of units; each answers for two classes
REACHES = 3  # units of a kind, each with a third of the city
HANDLERS = 5  # in a unit
CLASSES = 2 * KINDS
SPOTS = 64  # places in a grid at which cases happen


@dataclass(frozen=True)
class Ground:
    """One community: its code, its place in the city, the reach of units that it belongs to."""

    code: str
    column: int
    row: int

    @property
    def reach(self) -> int:
        return self.row * REACHES // ACROSS

    @property
    def subdistrict(self) -> str:
        return self.code[:9] + "000"


GROUNDS = tuple(
    Ground(f"4205{2 + row % 4:02d}{1 + row:03d}{21 + column:03d}", column, row)
    for row in range(ACROSS)
    for column in range(ACROSS)
)


@transaction.atomic
def build_city() -> None:
    """Write everything that cases point to."""
    areas = _areas()
    _plan(areas)
    units = _units(areas)
    _people(areas, units)
    _catalogue(areas, units)
    for name in ("units", "calendars", "catalogue", "postings"):
        take_turn(name)


def spots() -> list[tuple[int, float, float, int, str, str, int]]:
    """Places by number: longitude, latitude, place code, community, grid, reach."""
    chance, found = np.random.default_rng(7), []
    for number, (ground, x, y) in enumerate(_squares()):
        code = f"{ground.code}{number % GRIDS_ACROSS**2 + 1:03d}"
        for east, north in chance.uniform(0.02, 0.98, (SPOTS, 2)).tolist():
            longitude, latitude = x + east * STEP, y + north * STEP
            at = place_code(longitude, latitude)
            found.append((len(found), longitude, latitude, at, ground.code, code, ground.reach))
    return found


def _squares() -> list[tuple[Ground, float, float]]:
    """Every grid: its community and its south-west corner."""
    return [
        (
            ground,
            WEST + (ground.column * GRIDS_ACROSS + x) * STEP,
            SOUTH + (ground.row * GRIDS_ACROSS + y) * STEP,
        )
        for ground in GROUNDS
        for y in range(GRIDS_ACROSS)
        for x in range(GRIDS_ACROSS)
    ]


def _areas() -> dict[str, Area]:
    city = Area.objects.create(code=CITY, kind="city", name_zh="宜市")
    found = {CITY: city}
    for ground in GROUNDS:
        district, subdistrict = ground.code[:6] + "0" * 6, ground.subdistrict
        if district not in found:
            found[district] = Area.objects.create(code=district, kind="district", name_zh=district, parent=city)
        if subdistrict not in found:
            found[subdistrict] = Area.objects.create(
                code=subdistrict, kind="subdistrict", name_zh=subdistrict, parent=found[district]
            )
        west, south = WEST + ground.column * GRIDS_ACROSS * STEP, SOUTH + ground.row * GRIDS_ACROSS * STEP
        side = GRIDS_ACROSS * STEP
        boundary = shapely.to_wkb(shapely.box(west, south, west + side, south + side))
        found[ground.code] = Area.objects.create(
            code=ground.code, kind="community", name_zh=ground.code, parent=found[subdistrict], boundary=boundary
        )
    return found


def _plan(areas: dict[str, Area]) -> None:
    plan = GridPlan.objects.create(
        city=areas[CITY], title="2018", state="adopted", source="benchmark", digest="4c" * 32, begins_at=LONG_AGO,
        drafted_at=LONG_AGO,
    )  # fmt: skip
    rows = [
        Grid(
            plan=plan, community=areas[ground.code], code=f"{ground.code}{number % GRIDS_ACROSS**2 + 1:03d}",
            boundary=shapely.to_wkb(shapely.box(x, y, x + STEP, y + STEP)), west=x, south=y, east=x + STEP,
            north=y + STEP, square_metres=95_000, households=250,
        )
        for number, (ground, x, y) in enumerate(_squares())
    ]  # fmt: skip
    Grid.objects.bulk_create(rows)


def _units(areas: dict[str, Area]) -> dict[tuple[int, int], Organisation]:
    Organisation.objects.create(code="centre", kind="city_centre", name_zh="市监管中心", area=areas[CITY])
    return {
        (kind, reach): Organisation.objects.create(
            code=f"unit-{kind}-{reach}", kind="responsible_unit", name_zh=f"单位{kind}-{reach}", area=areas[CITY],
            owner_kind=f"kind_{kind}",
        )
        for kind in range(KINDS)
        for reach in range(REACHES)
    }  # fmt: skip


def _people(areas: dict[str, Area], units: dict[tuple[int, int], Organisation]) -> None:
    city = areas[CITY]
    for role in ("intake_operator", "dispatcher", "duty_supervisor", "centre_lead", "administrator", "auditor"):
        _posted(role, "office", Role(role), city)
    _posted("catalogue_editor", "office", Role.CATALOGUE_EDITOR, city)
    for grid in Grid.objects.select_related("community").order_by("id"):
        _posted(f"worker-{grid.code}", "grid_worker", Role.GRID_WORKER, grid.community, grid=grid.code)
    for ground in GROUNDS:
        _posted(f"community-{ground.code}", "community_worker", Role.COMMUNITY_WORKER, areas[ground.code])
    for unit in units.values():
        _posted(f"clerk-{unit.code}", "office", Role.UNIT_CLERK, city, unit=unit)
        for number in range(HANDLERS):
            _posted(f"handler-{unit.code}-{number}", "office", Role.HANDLER, city, unit=unit)


def _posted(name: str, team: str, role: Role, area: Area, *, unit: Organisation | None = None, grid: str = "") -> None:
    user = User.objects.create(username=name, work_name=name, team=team, joined_at=LONG_AGO, password="!")
    Posting.objects.create(
        user=user, role=role, area=area, organisation=unit, grid_code=grid, rank="principal" if grid else "",
        begins_at=LONG_AGO,
    )  # fmt: skip


def _catalogue(areas: dict[str, Area], units: dict[tuple[int, int], Organisation]) -> None:
    Calendar.objects.create(code="city", name_zh="市", name_en="city", made_at=LONG_AGO)
    version = CatalogueVersion.objects.create(
        number=1, state="in_force", source="benchmark", imported_at=LONG_AGO, begins_at=LONG_AGO
    )
    majors = {
        kind: MajorClass.objects.create(version=version, kind=kind, code="01", name_zh=kind, name_en=kind)
        for kind in ("event", "component")
    }
    for kind in range(KINDS):
        OwnerKind.objects.create(code=f"kind_{kind}", name_zh=f"kind_{kind}", name_en=f"kind_{kind}")
    for number in range(CLASSES):
        minor = MinorClass.objects.create(
            major=majors["component" if number % 2 else "event"], code=f"01{number // 2 + 1:02d}",
            name_zh=f"类{number}", name_en=f"class {number}", owner_kind=f"kind_{number // 2}", photo_needed=False,
            urgent=False, inside_dwelling=False, public_when="always",
        )  # fmt: skip
        FilingCondition.objects.create(minor=minor, code="1", text_zh="条件", text_en="if", limit=2, unit="work_day")
        ClosureCondition.objects.create(minor=minor, code="1", text_zh="已除", text_en="gone")
    reaches = {ground.subdistrict: ground.reach for ground in GROUNDS}
    for number, (code, reach) in enumerate(reaches.items()):
        for kind in range(KINDS):
            RoutingRule.objects.create(
                version=version, number=1 + number * KINDS + kind, area=areas[code], owner_kind=f"kind_{kind}",
                unit=units[kind, reach],
            )  # fmt: skip
