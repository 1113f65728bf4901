"""How many grids a community can have: arithmetic of the band, and which counts are worth trying."""

from math import ceil

from wangge.gridding.band import Band


def possible_counts(size: int, band: Band) -> range:
    """The numbers of grids k with k low <= size <= k high; empty where no division fits."""
    return range(max(1, ceil(size / band.high)), size // band.low + 1)


def counts_in_order(size: int, band: Band) -> list[int]:
    """Every possible count, that of the least mean deviation first; if none is possible the one that misses least."""
    counts = sorted(possible_counts(size, band), key=lambda count: (least_deviation(size, count, band), count))
    return counts or [_nearest_count(size, band)]


def least_deviation(size: int, count: int, band: Band) -> float:
    """The mean deviation of ``count`` equal grids."""
    return abs(size / count - band.target) / band.target


def _nearest_count(size: int, band: Band) -> int:
    few = max(1, size // band.high)
    return min((few, few + 1), key=lambda count: max(0, size - count * band.high, count * band.low - size))
