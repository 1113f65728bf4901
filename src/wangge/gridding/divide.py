"""A whole town: one task for each community, a piece as its result, and the plan that the pieces make together.

Reading and writing lie in ``files``; where the tasks run is the caller's choice: the plan is the same.
"""

from dataclasses import dataclass
from math import ceil
from zlib import crc32

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.band import Band
from wangge.gridding.codes import LAST_SERIAL, CodeError
from wangge.gridding.counts import possible_counts
from wangge.gridding.division import Division, divide_units
from wangge.gridding.former import FormerPlan, former_code_at, former_code_of
from wangge.gridding.lineage import FormerCodes, Lineage, NewGrids, inherit_codes
from wangge.gridding.plan import Plan
from wangge.gridding.quarters import Quarter, quarters
from wangge.gridding.redivision import Past, past_of, redivide_units, unchanged
from wangge.gridding.search.effort import Effort
from wangge.gridding.town import Flags, Geometries, Integers, Texts, Town
from wangge.gridding.units import BLOCK_SHARE, Units, units_of, without_dedicated
from wangge.language import _

FINER = 6  # blocks are cut at a sixth of the usual size where the usual ones prove to be in the way


@dataclass(frozen=True)
class Settings:
    """What the planner wants of every community."""

    band: Band
    effort: Effort
    seed: int = 0


@dataclass(frozen=True)
class Task:
    """One community to be divided; ``past`` if it had grids before."""

    quarter: Quarter
    past: Past | None


@dataclass(frozen=True)
class Piece:
    """The g grids of one community, without codes yet."""

    community: int
    boundary: Geometries  # (g,)
    dedicated: Flags  # (g,)
    building: Integers  # (b,) rows in town.buildings
    grid_of_building: Integers  # (b,) 0 .. g - 1
    size: Integers  # (g,)
    largest: Integers  # (g,) the largest single unit
    infeasible: str


def tasks_of(town: Town, settings: Settings, former: FormerPlan | None = None) -> list[Task]:
    """A task for each community of a clean ``town``, in its order."""
    parts = quarters(town, settings.band.measure)
    _refuse_too_large(parts, settings.band)
    if former is None:
        return [Task(quarter, None) for quarter in parts]
    code = former_code_of(former, town.buildings)
    return [Task(quarter, past_of(quarter, former, code[quarter.building])) for quarter in parts]


def _refuse_too_large(parts: list[Quarter], band: Band) -> None:
    for quarter in parts:
        least = ceil(int(quarter.size.sum()) / band.high)
        if least > LAST_SERIAL:
            sentence = _(
                "community {code} needs {count} grids or more, and a community has codes for {most}; divide it"
            )
            raise CodeError(sentence.format(code=quarter.code, count=least, most=LAST_SERIAL))


def units_for(task: Task, settings: Settings) -> Units | None:
    """The units of the task's community, None if it stays as it was: the first half of a job."""
    if task.past is not None and unchanged(task.quarter, task.past, settings.band):
        return None
    return units_of(task.quarter, _block_size(settings))


def piece_of(task: Task, units: Units | None, settings: Settings) -> Piece:
    """The grids of the task's community: the second half of a job."""
    if units is None:
        return _as_before(task)
    division = _divided(task, units, settings)
    if division.infeasible and _by_blocks_only(task.quarter, settings.band):
        finer = units_of(task.quarter, _block_size(settings) // FINER)
        again = _divided(task, finer, settings)
        if not again.infeasible:
            units, division = finer, again
    return _piece(task.quarter, units, division)


def _block_size(settings: Settings) -> int:
    return round(BLOCK_SHARE * settings.band.target)


def _by_blocks_only(quarter: Quarter, band: Band) -> bool:
    """Whether arithmetic allows a division, so that only the blocks were in the way: they can be cut finer."""
    return bool(possible_counts(int(quarter.size.sum()), band)) and int(quarter.size.max(initial=0)) <= band.high


def _divided(task: Task, units: Units, settings: Settings) -> Division:
    free = without_dedicated(units)
    seed = settings.seed ^ crc32(task.quarter.code.encode())
    if not len(free.size):
        return Division(np.empty(0, dtype=np.int32), 0, "")
    if task.past is None:
        return divide_units(free, settings.band, settings.effort, seed)
    return redivide_units(task.quarter, task.past, units, free, settings.band, settings.effort, seed)


def assemble(
    town: Town, pieces: list[Piece], settings: Settings, former: FormerPlan | None = None
) -> tuple[Plan, Lineage | None]:
    """The plan of all pieces, grids sorted by code, and what became of the former ones."""
    pieces = sorted(pieces, key=lambda piece: piece.community)
    before = np.cumsum([0] + [len(piece.boundary) for piece in pieces])
    grid_of_building = np.full(len(town.buildings.shape), -1)
    for piece, first in zip(pieces, before, strict=False):
        grid_of_building[piece.building] = first + piece.grid_of_building
    boundary = _joined([piece.boundary for piece in pieces])
    community = np.repeat([piece.community for piece in pieces], np.diff(before))
    code, lineage = _codes(town, boundary, community, grid_of_building, former)
    order = np.argsort(code.astype(str), kind="stable")
    place = np.append(np.argsort(order), -1)
    note = np.array([note for piece in pieces for note in _notes(piece, settings.band)], dtype=object)
    plan = Plan(
        code[order],
        community[order],
        boundary[order],
        note[order],
        np.concatenate([piece.dedicated for piece in pieces])[order],
        place[grid_of_building],
        {str(town.communities.code[piece.community]): piece.infeasible for piece in pieces if piece.infeasible},
        lineage.retired,
    )
    return plan, lineage if former is not None else None


def divide(town: Town, settings: Settings, former: FormerPlan | None = None) -> tuple[Plan, Lineage | None]:
    """Divide a clean ``town`` in this process; the command spreads the same tasks over many."""
    tasks = tasks_of(town, settings, former)
    return assemble(town, [piece_of(task, units_for(task, settings), settings) for task in tasks], settings, former)


def _as_before(task: Task) -> Piece:
    quarter, past = task.quarter, task.past
    if past is None:
        raise ValueError("a community without units must have been divided before")
    size = np.bincount(past.grid_of_building, quarter.size, len(past.boundary)).astype(np.int64)
    return Piece(
        quarter.community,
        past.boundary,
        past.dedicated,
        quarter.building,
        past.grid_of_building,
        size,
        np.zeros(len(size), dtype=np.int64),
        "",
    )


def _piece(quarter: Quarter, units: Units, division: Division) -> Piece:
    label = np.empty(len(units.size), dtype=np.int64)
    free = units.dedicated < 0
    label[free] = division.label
    rows, label[~free] = np.unique(units.dedicated[~free], return_inverse=True)
    label[~free] += division.count
    count = division.count + len(rows)
    largest = np.zeros(count, dtype=np.int64)
    np.maximum.at(largest, label, units.size)
    return Piece(
        quarter.community,
        _outlines(units.cell, label[units.unit_of_cell], count),
        np.arange(count) >= division.count,
        quarter.building,
        label[units.unit_of_building],
        np.bincount(label, units.size, count).astype(np.int64),
        largest,
        division.infeasible,
    )


def _outlines(cells: Geometries, label: NDArray[np.int64], count: int) -> Geometries:
    order = np.argsort(label, kind="stable")
    groups = np.split(cells[order], np.searchsorted(label[order], np.arange(1, count)))
    return _array([shapely.normalize(shapely.coverage_union_all(group)) for group in groups])


def _codes(
    town: Town,
    boundary: Geometries,
    community: Integers,
    grid_of_building: Integers,
    former: FormerPlan | None,
) -> tuple[Texts, Lineage]:
    point = shapely.point_on_surface(boundary)
    nothing = np.full(len(boundary), "", dtype=object)
    here, codes = nothing, FormerCodes((), (), np.full(len(town.buildings.shape), "", dtype=object))
    if former is not None:
        here = former_code_at(former, point)
        codes = FormerCodes(tuple(former.code.tolist()), former.retired, former_code_of(former, town.buildings))
    grids = NewGrids(
        town.communities.code[community],
        shapely.get_coordinates(point),
        here,
        grid_of_building,
        town.buildings.households,
    )
    return inherit_codes(codes, grids)


def _notes(piece: Piece, band: Band) -> list[str]:
    """Why each grid is outside the band, "" for those that are not."""
    inside = band.holds(piece.size)
    return [
        "" if inside[row] and not piece.dedicated[row] else _note(piece, row, band) for row in range(len(piece.size))
    ]


def _note(piece: Piece, row: int, band: Band) -> str:
    if piece.dedicated[row]:
        return _("dedicated grid, given beforehand")
    if piece.largest[row] > band.high:
        return _("holds one building of {size}, more than a grid's {high}; tell its stairwells to split it").format(
            size=piece.largest[row], high=band.high
        )
    return piece.infeasible or _("no division within the band was found; try --search long")


def _joined(arrays: list[Geometries]) -> Geometries:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=object)


def _array(shapes: list[shapely.Geometry]) -> Geometries:
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array
