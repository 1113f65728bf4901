"""Which grid each building is in, as the plan lists it and as the map shows it; how large each grid is."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.outside.files import Papers, Shapes

SAME_PLACE = 0.05  # metres: a written coordinate may differ by rounding
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Holdings:
    """The buildings of each grid."""

    grid: Counts  # (B,) row of the grid that the plan lists for each building of the town, -1 for none
    size: Counts  # (G,) households or people of the buildings listed for each grid
    in_none: int  # buildings in a community that are listed for no grid, or lie in none on the map
    in_two: int  # listed for two grids, or inside two on the map
    elsewhere: int  # listed for a grid in which neither a point on the building nor its centre lies
    told_wrong: int  # grids whose own column tells another size


def holdings(papers: Papers, measure: str) -> Holdings:
    """Match the plan's buildings with the town's by place; ``measure`` is the column that counts."""
    point = shapely.point_on_surface(papers.buildings.shape)
    grid, twice = listed_grid(papers, point)
    tree = shapely.STRtree(papers.grids.shape)
    somewhere = _hits(tree, point, "intersects") > 0
    inside = _hits(tree, point, "within")
    at_home = _hits(shapely.STRtree(papers.communities.shape), point, "within") > 0
    households = papers.buildings.column[measure].astype(np.int64)
    size = np.bincount(grid[grid >= 0], households[grid >= 0], len(papers.grids.shape)).astype(np.int64)
    size += _by_stairwell(papers, grid, households, measure)
    return Holdings(
        grid=grid,
        size=size,
        in_none=int((at_home & ((grid < 0) | ~somewhere)).sum()),
        in_two=int((twice | (inside > 1)).sum()),
        elsewhere=_elsewhere(papers, grid, point),
        told_wrong=int((size != papers.grids.column[measure].astype(np.int64)).sum()),
    )


def _by_stairwell(papers: Papers, grid: Counts, households: Counts, measure: str) -> Counts:
    """What changes if a tower's households are counted where its stairwells are listed, (G,)."""
    stairs, change = papers.listed_stairwells, np.zeros(len(papers.grids.shape), dtype=np.int64)
    if not len(stairs.shape):
        return change
    row = {str(code): at for at, code in enumerate(papers.grids.column["code"])}
    told = np.array([row[str(code)] for code in stairs.column["grid"]], dtype=np.int64)
    np.add.at(change, told, stairs.column[measure].astype(np.int64))
    towers = np.unique(shapely.STRtree(papers.buildings.shape).nearest(stairs.shape))
    np.subtract.at(change, grid[towers], households[towers])
    return change


def listed_grid(papers: Papers, point: Shapes) -> tuple[Counts, NDArray[np.bool_]]:
    """The row of the grid listed for each of the town's buildings, -1 for none; and whether two are listed, (B,)."""
    row = {str(code): at for at, code in enumerate(papers.grids.column["code"])}
    told = np.array([row.get(str(code), -1) for code in papers.listed.column["grid"]], dtype=np.int64)
    building, line = _same_places(point, shapely.point_on_surface(papers.listed.shape))
    building, line = building[told[line] >= 0], line[told[line] >= 0]
    grid = np.full(len(point), -1, dtype=np.int64)
    grid[building] = told[line]
    twice = np.zeros(len(point), dtype=bool)
    if not len(papers.stairwells.shape):  # a tower split by stairwells may be listed for several
        twice[building[grid[building] != told[line]]] = True
    return grid, twice


def _same_places(point: Shapes, listed: Shapes) -> tuple[Counts, Counts]:
    """Pairs (row of the town, row of the plan): in the same order if the plan kept it, else by nearness."""
    if len(point) == len(listed) and (shapely.distance(point, listed) <= SAME_PLACE).all():
        return np.arange(len(point)), np.arange(len(point))
    found = shapely.STRtree(listed).query(point, predicate="dwithin", distance=SAME_PLACE)
    return found[0], found[1]


def _hits(tree: shapely.STRtree, point: Shapes, predicate: str) -> Counts:
    return np.bincount(tree.query(point, predicate=predicate)[0], minlength=len(point))


def _elsewhere(papers: Papers, grid: Counts, point: Shapes) -> int:
    some = np.flatnonzero(grid >= 0)
    if not len(some):
        return 0
    home = papers.grids.shape[grid[some]]
    near = shapely.distance(home, point[some]) <= SAME_PLACE
    centre = shapely.centroid(papers.buildings.shape[some])
    return int((~near & (shapely.distance(home, centre) > SAME_PLACE)).sum())
