"""Addresses and dwellings of the synthetic town as the lists that a city would bring; rows are written by actions."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import shapely

from wangge.gridding.files.layer import Layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.projection import projected
from wangge.gridding.files.vector import read_single
from wangge.gridding.town import Texts

_WGS84 = "EPSG:4326"
_COMMUNITY_DIGITS = 12


def write_dwellings(plan: Path, out: Path) -> Path:
    """Every building of the plan with its counts, as a table."""
    layer = _buildings(plan)
    counts = zip(layer.texts("households").tolist(), layer.texts("people").tolist(), strict=True)
    rows = [
        (f"B{number:06d}", longitude, latitude, _whole(households), _whole(people))
        for number, ((longitude, latitude), (households, people)) in enumerate(
            zip(_degrees(layer), counts, strict=True), start=1
        )
    ]
    return _write(out, ("code", "longitude", "latitude", "households", "people"), rows)


def write_addresses(town: Path, plan: Path, out: Path) -> Path:
    """A house number in the nearest street with a name, for every building; numbers begin anew in each community."""
    layer = _buildings(plan)
    streets = _street_names(layer, town)
    community = [code[:_COMMUNITY_DIGITS] for code in layer.texts("grid").tolist()]
    last: dict[tuple[str, str], int] = defaultdict(int)
    rows = []
    for (longitude, latitude), street, code in zip(_degrees(layer), streets, community, strict=True):
        last[code, street] += 1
        rows.append((f"{street}{last[code, street]}号", longitude, latitude))
    return _write(out, ("text", "longitude", "latitude"), rows)


def _buildings(plan: Path) -> Layer:
    return read_single(plan, "buildings", ReadOptions())


def _street_names(buildings: Layer, town: Path) -> list[str]:
    streets = read_single(town, "streets", ReadOptions())
    names: Texts = streets.texts("name")
    named = np.flatnonzero(names != "")
    nearest = shapely.STRtree(streets.shape[named]).nearest(buildings.shape)
    return [str(names[named[row]]) for row in nearest]


def _degrees(layer: Layer) -> list[tuple[float, float]]:
    points = shapely.get_coordinates(shapely.point_on_surface(projected(layer, _WGS84).shape))
    return [(round(float(x), 6), round(float(y), 6)) for x, y in points]


def _whole(text: str) -> int:
    return round(float(text or 0))


def _write(out: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return out
