"""Random numbers of the compiled loops: xorshift64*, its whole state in one array, so that a seed is a plan."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Chance = NDArray[np.uint64]  # (1,) never 0


def chance_of(seed: int) -> Chance:
    """A generator started from ``seed`` (any integer), well mixed."""
    return np.array([np.random.SeedSequence(abs(seed)).generate_state(1, np.uint64)[0] | np.uint64(1)])


@njit(cache=True)
def uniform(chance: Chance) -> float:
    """A number in [0, 1)."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True)
def below(chance: Chance, count: int) -> int:
    """An integer in [0, count)."""
    return int(uniform(chance) * count)
