"""From a point to its grid, one at a time, without the statement that asks for the plan: ``run()``, or as a module."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.territory.tiles import Tiles

GRIDS = (1_110, 1_000_000)  # a city, and far more than a country's largest has
BAR_OF_A_CITY, BAR_OF_A_COUNTRY = 40.0, 100.0  # microseconds a point
_POINTS = 20_000
_ROUNDS = 3  # the best counts: what else runs on the machine is not ours
_WEST, _SOUTH, _SIDE = 100.0, 20.0, 0.002  # degrees, about 200 m
_SHAPES = ("squares", "hexagons")


@dataclass(frozen=True)
class Lookup:
    """Microseconds a point among so many grids."""

    shape: str
    grids: int
    build_seconds: float
    one: float
    many: float  # all points in one call
    bar: float

    @property
    def holds(self) -> bool:
        """Whether a single point is found within the bar."""
        return self.one <= self.bar


def run(grids: Sequence[int] = GRIDS) -> list[Lookup]:
    """Time every shape in every number, the smallest first."""
    return [_lookup(shape, count) for count in grids for shape in _SHAPES]


def table(rows: Sequence[Lookup]) -> str:
    """The rows as Markdown."""
    lines = [
        "| grids | shape | tree built, s | one point, µs | bar, µs | many at once, µs a point |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for row in rows:
        figures = f"{row.build_seconds:.2f} | {row.one:.1f} | {row.bar:.0f} | {row.many:.2f}"
        lines.append(f"| {row.grids:,} | {row.shape} | {figures} |")
    return "\n".join(lines)


def _lookup(shape: str, count: int) -> Lookup:
    boundary, middle = _tiling(shape, count)
    begun = time.perf_counter()
    tiles = Tiles([f"{number:015d}" for number in range(count)], boundary.tolist())
    built = time.perf_counter() - begun
    chance = np.random.default_rng(1)
    row = chance.integers(0, count, _POINTS)
    points = middle[row] + chance.uniform(-0.25, 0.25, (_POINTS, 2)) * _SIDE
    if not np.array_equal(tiles.rows_at(points), row):
        raise AssertionError("a point was found in another grid than the one it was put into")
    one, many = _best(tiles, points, one_by_one=True), _best(tiles, points, one_by_one=False)
    return Lookup(shape, count, built, one, many, BAR_OF_A_CITY if count <= GRIDS[0] else BAR_OF_A_COUNTRY)


def _best(tiles: Tiles, points: NDArray[np.float64], *, one_by_one: bool) -> float:
    """Microseconds a point in the best of some rounds."""
    places = points.tolist()
    found = []
    for _round in range(_ROUNDS):
        begun = time.perf_counter()
        if one_by_one:
            for longitude, latitude in places:
                tiles.row_at(longitude, latitude)
        else:
            tiles.rows_at(points)
        found.append(time.perf_counter() - begun)
    return min(found) / len(places) * 1e6


def _tiling(shape: str, count: int) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """So many polygons side by side, (N,), and their middles, (N, 2)."""
    columns = int(np.ceil(np.sqrt(count)))
    y, x = np.divmod(np.arange(count), columns)
    if shape == "squares":
        middle = np.column_stack([_WEST + x * _SIDE, _SOUTH + y * _SIDE])
        half = _SIDE / 2
        return shapely.box(*(middle - half).T, *(middle + half).T), middle
    middle = np.column_stack([_WEST + (x + 0.5 * (y % 2)) * _SIDE, _SOUTH + y * _SIDE * np.sqrt(3) / 2])
    angle = np.radians(30 + 60 * np.arange(7))
    corners = np.column_stack([np.cos(angle), np.sin(angle)]) * _SIDE / np.sqrt(3)
    return shapely.polygons(middle[:, None, :] + corners), middle


if __name__ == "__main__":
    print(table(run()))
