"""What a good grid is worth: the one cost that the search lowers, a sum over grids."""

from typing import NamedTuple

import numpy as np
from numba import njit


class Objective(NamedTuple):
    """The weights of the cost of one grid. Sizes in households or people, ``scale`` in metres.

    cost = priced cut / (2 scale) + balance |size - target| / target + compact (1 - Polsby-Popper), and ``bound`` for
    each target by which a grid misses [low, high].
    """

    target: float
    low: float
    high: float
    scale: float  # the side of a square of the inhabited area of a mean grid
    balance: float
    compact: float
    bound: float


@njit(cache=True)
def grid_cost(size: float, area: float, perimeter: float, cut: float, grids: float, objective: Objective) -> float:
    """The cost of a set of units that is to hold ``grids`` grids (1 for a finished one); ``cut`` in priced metres."""
    target = objective.target
    over = max(0.0, size - objective.high * grids, objective.low * grids - size) / target
    balance = objective.balance * abs(size - target * grids) / target + objective.bound * over
    round_ = 4.0 * np.pi * area / (perimeter * perimeter + 1e-9)
    return cut / (2.0 * objective.scale) + balance + objective.compact * (1.0 - round_)
