"""The size that a grid should have: measure, target and bounds. How many grids that makes is decided elsewhere."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from wangge.gridding.town import Buildings, Flags, Integers

SizeMeasure = Literal["households", "people"]


@dataclass(frozen=True)
class Band:
    """A grid is of the right size from ``low`` to ``high``, both included, best at ``target`` (R-03)."""

    target: int
    low: int
    high: int
    measure: SizeMeasure = "households"

    def holds(self, size: Integers) -> Flags:
        """Whether each size lies in the band; same shape as ``size``."""
        return np.asarray((size >= self.low) & (size <= self.high), dtype=np.bool_)

    def size_of(self, buildings: Buildings) -> Integers:
        """The households or people of each building, (B,)."""
        return buildings.people if self.measure == "people" else buildings.households
