"""What is known of each grid of a plan beside its boundary. Computed by measure.py, written by the doors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wangge.gridding.town import Flags, Integers, Texts

Reals = NDArray[np.float64]


@dataclass(frozen=True)
class GridFigures:
    """The profile of the G grids of a Plan, in its order (R-06); every array is (G,)."""

    households: Integers
    people: Integers
    area_m2: Reals
    street_share: Reals  # weighted, 0 to 1, of the boundary with grids of the same community; NaN without any
    polsby_popper: Reals  # 4 pi area / perimeter squared, 0 to 1
    in_band: Flags
    streets: Texts  # names of the streets and lanes in and along the grid, joined by "; "
