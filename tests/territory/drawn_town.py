"""Streets, houses, water and a campus under the small city of ``tests.city``, as a town file has them, in degrees."""

from pathlib import Path

import numpy as np
import shapely

from tests.city import COMMUNITY, OTHER_COMMUNITY, SOUTH, STEP, WEST
from tests.gridding.town_files import Sheet, write_town_file

DEGREES = "EPSG:4326"
EAST, NORTH = WEST + 4 * STEP, SOUTH + STEP


def drawn_town(folder: Path, crs: str = DEGREES, **sheets: Sheet | None) -> Path:
    """Two communities; an arterial below, streets between the grids, a lane, 48 houses, a river, a railway, a wall."""
    given = {"communities": _communities(), "streets": _streets(), "buildings": _houses(), "barriers": _barriers()}
    return write_town_file(folder / "drawn.gpkg", **{**given, **sheets})


def _communities() -> Sheet:
    boxes = [shapely.box(WEST + 2 * n * STEP, SOUTH, WEST + 2 * (n + 1) * STEP, NORTH) for n in (0, 1)]
    return Sheet(boxes, {"code": [COMMUNITY, OTHER_COMMUNITY], "name": ["桥头社区", "河滨社区"]}, DEGREES)


def _streets() -> Sheet:
    """The arterial comes in four pieces, as maps have them."""
    arterial = [shapely.LineString([(WEST + n * STEP, SOUTH), (WEST + (n + 1) * STEP, SOUTH)]) for n in range(4)]
    across = [shapely.LineString([(WEST + n * STEP, SOUTH), (WEST + n * STEP, NORTH)]) for n in (1, 2, 3)]
    lane = shapely.LineString([(WEST + STEP / 2, SOUTH), (WEST + STEP / 2, NORTH)])
    kinds = ["primary"] * 4 + ["tertiary"] * 3 + ["living_street"]
    names = ["滨江大道"] * 4 + ["桥头路", "柳荫路", "河滨路"] + ["柳巷"]
    return Sheet([*arterial, *across, lane], {"class": kinds, "name": names}, DEGREES)


def _houses() -> Sheet:
    across, up = np.meshgrid(np.arange(16), np.arange(3))
    corners = zip(WEST + (across.ravel() + 0.3) * STEP / 4, SOUTH + (up.ravel() + 0.4) * STEP / 3.5, strict=True)
    boxes = [shapely.box(x, y, x + STEP / 8, y + STEP / 10) for x, y in corners]
    return Sheet(boxes, {"households": [12] * 48, "people": [30] * 48}, DEGREES)


def _barriers() -> Sheet:
    river = shapely.LineString([(WEST, NORTH + STEP / 2), (EAST, NORTH + STEP / 2)]).buffer(STEP / 4, cap_style="flat")
    rails = shapely.LineString([(WEST, NORTH), (EAST, NORTH)])
    wall = shapely.LineString([(WEST + 3.2 * STEP, SOUTH + STEP / 5), (WEST + 3.8 * STEP, SOUTH + STEP / 5)])
    return Sheet([river, rails, wall], {"class": ["water", "railway", "wall"], "name": ["黄柏河", "", ""]}, DEGREES)
