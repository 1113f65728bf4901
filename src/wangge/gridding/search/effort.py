"""How hard the search tries and what it weighs: two named settings, short and long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """Steps of the annealing for each unit, and the weights of the objective (docs/explanation/gridding.md).

    ``tilt`` is taken off the price of each metre: a long street border then costs little or nothing, while ``compact``
    keeps grids round. Balance, compactness and priced cut are pulled apart by these three dials alone.
    """

    name: str
    steps: int  # for each unit of a community
    balance: float = 1.65
    compact: float = 0.65
    tilt: float = 0.25
    split_every: int = 24  # steps between two attempts to split a pair of grids again
    hot: float = 0.12
    cold: float = 0.02


SHORT = Effort("short", 300)
LONG = Effort("long", 10_000, balance=1.5, split_every=60, hot=0.16, cold=0.012)
EFFORTS = {effort.name: effort for effort in (SHORT, LONG)}
