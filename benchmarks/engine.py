"""The engine as the benchmarks use it: units, a division of one community, what a set costs. The only door to it."""

from pathlib import Path

import numpy as np

from benchmarks.graph import Integers, Reals, UnitGraph
from benchmarks.optima import Cost
from benchmarks.score import Request
from wangge.gridding.band import Band
from wangge.gridding.clean import clean
from wangge.gridding.divide import Settings, tasks_of, units_for
from wangge.gridding.division import divide_units, objective_of
from wangge.gridding.files.read import read_town
from wangge.gridding.search.effort import EFFORTS
from wangge.gridding.search.objective import grid_cost
from wangge.gridding.towers import split_towers
from wangge.gridding.town import Town
from wangge.gridding.units import Units

CITY_BAND = Request(count=0, low=200, high=300, target=250)  # the engine chooses the number of grids itself


def town_of(path: Path) -> Town:
    """The town in a file as it is, not cleaned."""
    return read_town(path)


def graphs_of(town: Town) -> list[Units]:
    """The units of every community by households, in the order of the communities of the cleaned town."""
    settings = Settings(_band(CITY_BAND), EFFORTS["short"])
    whole = split_towers(clean(town), CITY_BAND.high, "households")
    return [units_for(task, settings) for task in tasks_of(whole, settings)]


def division(units: UnitGraph, request: Request, seed: int, search: str) -> Integers:
    """The engine's labels (n,); it chooses the number of grids itself and reads only the band."""
    return np.asarray(divide_units(_whole(units), _band(request), EFFORTS[search], seed).label, dtype=np.int64)


def cost_in(units: UnitGraph, request: Request, search: str) -> Cost:
    """The engine's objective for one community, with the weights of ``search``, as a function of many sets."""
    effort, band = EFFORTS[search], _band(request)
    objective = objective_of(_whole(units), band, effort)

    def cost(size: Reals, area: Reals, perimeter: Reals, metres: Reals, priced: Reals) -> Reals:
        rows = zip(size, area, perimeter, priced - effort.tilt * metres, strict=True)
        return np.array([grid_cost(*row, 1, objective) for row in rows])

    return cost


def _band(request: Request) -> Band:
    return Band(request.target, request.low, request.high)


def _whole(units: UnitGraph) -> Units:
    """Units as the engine has them; a piece cut out of a community has lost its cells and buildings."""
    if isinstance(units, Units):
        return units
    n, none = len(units.size), np.empty(0, dtype=np.int64)
    own = (units.size, units.area, units.outline, units.point, units.edge, units.length, units.price, units.share)
    part, dedicated = np.zeros(n, dtype=np.int32), np.full(n, -1, dtype=np.int32)
    return Units(0, *own, part, dedicated, none, np.empty(0, dtype=object), none)
