"""A city of two communities of 400 m with four grids each, through the actions; and who may plan there."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer

from tests.gridding.town_files import CRS, EAST, NORTH, Sheet, block, write_sheet, write_town_file
from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Role
from wangge.territory.actions.areas import import_areas
from wangge.territory.actions.plans import adopt_plan, draft_plan
from wangge.territory.actors import Actor, Seat, system
from wangge.territory.models import Area, AreaKind, GridPlan

CITY, WEST, EASTERN = "420500000000", "420599001001", "420599001002"
AT = datetime(2026, 3, 11, 8, 0, tzinfo=timezone(timedelta(hours=8)))
DAY = timedelta(days=1)
# In reading order: 001 and 002 north, 003 and 004 south.
_CORNERS = [(0, 200), (200, 200), (0, 0), (200, 0)]

_to_degrees = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def place(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a place, metres from the corner of the city."""
    longitude, latitude = _to_degrees.transform(EAST + x, NORTH + y)
    return longitude, latitude


def grids(**changes: Any) -> Sheet:
    """Four grids of 200 m in each community, 250 households each."""
    shapes = [block(x, y, x + 200, y + 200) for x, y in _CORNERS]
    shapes += [block(400 + x, y, 600 + x, y + 200) for x, y in _CORNERS]
    codes = [f"{community}{serial:03d}" for community in (WEST, EASTERN) for serial in (1, 2, 3, 4)]
    columns: dict[str, Any] = {
        "code": codes,
        "community": [code[:12] for code in codes],
        "households": [250] * 8,
        "people": [625] * 8,
        "streets": ["桥街; 柳巷", *[""] * 7],
    }
    return replace(Sheet(shapes, columns), **changes)


def with_grid(row: int, shape: shapely.Geometry | None = None, sheet: Sheet | None = None, **cells: Any) -> Sheet:
    """The grids with one of them changed."""
    sheet = sheet or grids()
    shapes = list(sheet.shape)
    shapes[row] = shape or shapes[row]
    columns = {name: list(values) for name, values in sheet.columns.items()}
    for name, value in cells.items():
        columns[name][row] = value
    return replace(sheet, shape=shapes, columns=columns)


def without_grid(row: int) -> Sheet:
    sheet = grids()
    kept = [at for at in range(8) if at != row]
    columns = {name: [values[at] for at in kept] for name, values in sheet.columns.items()}
    return replace(sheet, shape=[sheet.shape[at] for at in kept], columns=columns)


def plan_file(folder: Path, sheet: Sheet | None = None, name: str = "plan.gpkg", driver: str = "GPKG") -> Path:
    path = folder / name
    path.unlink(missing_ok=True)
    write_sheet(path, "grids", sheet or grids(), driver)
    return path


def city_with_communities(folder: Path, at: datetime = AT) -> Area:
    path = folder / "town.gpkg"
    path.unlink(missing_ok=True)
    return import_areas(path=write_town_file(path), city_code=CITY, city_name="柳城", by=system(at))


def planner(at: datetime = AT, code: str = CITY) -> Actor:
    return _staff("planner", Role.PLANNER, at, code)


def lead(at: datetime = AT, code: str = CITY) -> Actor:
    return _staff("lead", Role.CENTRE_LEAD, at, code)


def drafted(folder: Path, city: Area, sheet: Sheet | None = None, at: datetime = AT) -> GridPlan:
    return draft_plan(path=plan_file(folder, sheet), city=city, title="2026", by=planner(at))


def adopted(folder: Path, city: Area, sheet: Sheet | None = None, at: datetime = AT) -> GridPlan:
    """A plan in force from ``at``."""
    return adopt_plan(plan=drafted(folder, city, sheet, at), begins_at=at, by=lead(at))


def _staff(name: str, role: Role, at: datetime, code: str) -> Actor:
    user, _made = User.objects.get_or_create(username=name, defaults={"work_name": name, "team": Team.OFFICE})
    return Actor(at, user, (Seat(role, code, AreaKind.CITY),))
