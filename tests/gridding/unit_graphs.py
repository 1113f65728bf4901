"""Units drawn as bare graphs: sizes and edges, every area and border 1."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from wangge.gridding.units import Units


def units_from(sizes: Sequence[int], edges: Sequence[tuple[int, int]]) -> Units:
    """Units of ``sizes``, joined by ``edges`` (connected), in one community of one part."""
    n, m = len(sizes), len(edges)
    pairs = sorted((min(edge), max(edge)) for edge in edges)
    return Units(
        community=0,
        size=np.array(sizes, dtype=np.int64),
        area=np.ones(n),
        outline=np.ones(n),
        point=np.column_stack([np.arange(n, dtype=np.float64), np.zeros(n)]),
        edge=np.array(pairs, dtype=np.int32).reshape(-1, 2),
        length=np.ones(m),
        price=np.ones(m),
        share=np.zeros(m),
        part=np.zeros(n, dtype=np.int32),
        dedicated=np.full(n, -1, dtype=np.int32),
        unit_of_building=np.arange(0),
        cell=np.array([], dtype=np.object_),
        unit_of_cell=np.arange(0),
    )


def chain(*sizes: int) -> Units:
    """Units in a row, each joined to the next."""
    return units_from(sizes, list(pairwise(range(len(sizes)))))


def star(middle: int, *tips: int) -> Units:
    """Unit 0 in the middle, joined to each of the others."""
    return units_from([middle, *tips], [(0, tip) for tip in range(1, len(tips) + 1)])


def lattice(width: int, height: int, sizes: Sequence[int]) -> Units:
    """Rows of ``width`` units, joined to the right and downwards."""
    number = range(width * height)
    right = [(at, at + 1) for at in number if (at + 1) % width]
    return units_from(sizes, right + [(at, at + width) for at in number if at + width < width * height])
