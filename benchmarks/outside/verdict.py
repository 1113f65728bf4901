"""The verdict over a plan: all measures together, from the two files alone."""

from dataclasses import dataclass
from math import floor
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array

from benchmarks.outside.cover import cover
from benchmarks.outside.edges import inner_boundary
from benchmarks.outside.files import Papers, read_layer, read_papers
from benchmarks.outside.sizes import holdings

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]
_SAME_PLACE = 0.05  # metres


@dataclass(frozen=True)
class Bounds:
    """The band that the plan was asked for."""

    low: int = 200
    high: int = 300
    target: int = 250
    measure: str = "households"


@dataclass(frozen=True)
class Verdict:
    """Shares and indices are 0-1, areas square metres; deviation and in_bounds over communities where some k fits."""

    communities: int
    communities_without_k: int
    grids: int
    grids_dedicated: int
    in_bounds: float
    deviation_mean: float
    deviation_max: float
    broken: int
    gap_m2: float
    overlap_m2: float
    across: int
    invalid: int
    buildings_in_none: int
    buildings_in_two: int
    buildings_elsewhere: int
    sizes_told_wrong: int
    outside_unexplained: int  # grids outside the band without a note, wherever they are
    polsby_popper_mean: float
    polsby_popper_p10: float
    street_share: float
    inner_km: float
    priced_cut_km: float
    moved: float | None  # share of surviving households whose grid code changed; None without a former plan
    moved_at_best: float | None  # the same if the new grids had been given the former codes as well as can be


@dataclass(frozen=True)
class Stays:
    """Shares of the surviving households, 0-1."""

    moved: float
    moved_at_best: float


def judge(town: Path, plan: Path, bounds: Bounds, former: Path | None = None) -> Verdict:
    """Compute every measure from the files alone."""
    papers = read_papers(town, plan)
    held = holdings(papers, bounds.measure)
    home = _home(papers)
    dedicated = _dedicated(papers)
    judged = _some_k_fits(held.size, home, dedicated, bounds) & ~dedicated
    outside = (held.size < bounds.low) | (held.size > bounds.high)
    deviation = np.abs(held.size - bounds.target)[judged] / bounds.target
    tiles, edges, roundness = cover(papers, home), inner_boundary(papers, home), polsby_popper(papers)
    stayed = stays(former, plan, bounds.measure) if former else None
    return Verdict(
        communities=len(papers.communities.shape),
        communities_without_k=len(np.setdiff1d(home[~dedicated], home[judged])),
        grids=len(held.size),
        grids_dedicated=int(dedicated.sum()),
        in_bounds=float((~outside)[judged].mean()) if judged.any() else 1.0,
        deviation_mean=float(deviation.mean()) if len(deviation) else 0.0,
        deviation_max=float(deviation.max(initial=0.0)),
        broken=tiles.broken,
        gap_m2=tiles.gap,
        overlap_m2=tiles.overlap,
        across=tiles.across,
        invalid=tiles.invalid,
        buildings_in_none=held.in_none,
        buildings_in_two=held.in_two,
        buildings_elsewhere=held.elsewhere,
        sizes_told_wrong=held.told_wrong,
        outside_unexplained=int((outside & ~dedicated & ~_noted(papers)).sum()),
        polsby_popper_mean=float(roundness.mean()),
        polsby_popper_p10=float(np.percentile(roundness, 10)),
        street_share=edges.street_share,
        inner_km=float(edges.metres.sum()) / 1000,
        priced_cut_km=edges.priced_km,
        moved=stayed.moved if stayed else None,
        moved_at_best=stayed.moved_at_best if stayed else None,
    )


def some_k_fits(size: int, low: int, high: int) -> bool:
    """Whether some number of grids within [low, high] adds up to ``size``."""
    return -(-size // high) <= floor(size / low) and size > 0


def polsby_popper(papers: Papers) -> Reals:
    """4 pi area / perimeter squared of each grid, (G,)."""
    shape = papers.grids.shape
    return np.asarray(4 * np.pi * shapely.area(shape) / shapely.length(shape) ** 2)


def stays(former: Path, plan: Path, measure: str) -> Stays:
    """The households of buildings in both plans, by where they were and where they are."""
    old, new = read_layer(former, "buildings"), read_layer(plan, "buildings")
    here, there = shapely.point_on_surface(new.shape), shapely.point_on_surface(old.shape)
    one, other = shapely.STRtree(there).query(here, predicate="dwithin", distance=_SAME_PLACE)
    was, now = old.column["grid"][other].astype(str), new.column["grid"][one].astype(str)
    weight = np.minimum(new.column[measure][one], old.column[measure][other])
    codes, row = np.unique(np.append(was, now), return_inverse=True)
    both = coo_array((weight, (row[: len(was)], row[len(was) :])), shape=(len(codes),) * 2).toarray()
    best = both[linear_sum_assignment(both, maximize=True)].sum()
    total = max(int(weight.sum()), 1)
    return Stays(1 - float(np.trace(both)) / total, 1 - float(best) / total)


def _home(papers: Papers) -> Rows:
    row = {str(code): at for at, code in enumerate(papers.communities.column["code"])}
    return np.array([row.get(str(code), -1) for code in papers.grids.column["community"]], dtype=np.int64)


def _dedicated(papers: Papers) -> Flags:
    """Grids that lie in an area given beforehand: their size is not asked for."""
    point = shapely.point_on_surface(papers.grids.shape)
    flags = np.zeros(len(point), dtype=bool)
    if len(papers.dedicated.shape):
        flags[shapely.STRtree(papers.dedicated.shape).query(point, predicate="within")[0]] = True
    return flags


def _some_k_fits(size: Rows, home: Rows, dedicated: Flags, bounds: Bounds) -> Flags:
    """For each grid whether its community can be divided at all, by arithmetic, (G,)."""
    total = np.bincount(home + 1, np.where(dedicated, 0, size)).astype(np.int64)
    fits = np.array([some_k_fits(int(one), bounds.low, bounds.high) for one in total])
    return fits[home + 1]


def _noted(papers: Papers) -> Flags:
    notes = papers.grids.column.get("note", np.full(len(papers.grids.shape), ""))
    return np.array([note is not None and str(note).strip() != "" for note in notes], dtype=bool)
