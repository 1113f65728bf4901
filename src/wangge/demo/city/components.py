"""The component register of the demonstration city: lamps, covers, cameras and trees with numbers, in every grid."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

import shapely

from wangge.catalogue.models import Kind
from wangge.catalogue.sheetrows import MinorRow
from wangge.demo.city.units import unit_code
from wangge.demo.spots import spot_inside
from wangge.territory.models import Grid

# class: how many stand in a grid
_IN_A_GRID = {"0102": 2, "0103": 2, "0112": 1, "0113": 4, "0121": 1, "0303": 2, "0402": 3, "0407": 1}
_HEAD = ("code", "class_code", "label", "owner", "longitude", "latitude")


def write_components(grids: Iterable[Grid], minors: Iterable[MinorRow], chance: Random, out: Path) -> Path:
    """A table of the pieces; numbers count through each district, as their codes do."""
    known = {minor.code: minor for minor in minors if minor.kind == Kind.COMPONENT}
    serial: dict[str, int] = defaultdict(int)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for grid in grids:
            boundary = shapely.from_wkb(bytes(grid.boundary))
            for code in (code for code, count in _IN_A_GRID.items() for _one in range(count)):
                stem = grid.code[:6] + code
                serial[stem] += 1
                label = f"{known[code].name_zh}{serial[stem]}号"
                owner = unit_code(known[code].owner_kind)
                writer.writerow((f"{stem}{serial[stem]:06d}", code, label, owner, *spot_inside(boundary, chance)))
    return out
