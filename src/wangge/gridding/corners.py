"""Corners of a graph of units: what lies behind a single unit and is too small for a grid can only join that unit.

Joining it changes nothing about which divisions exist. Sets of units are bit masks, as in `enumeration`.
"""

from wangge.gridding.enumeration import Ground, ground_of, members


def corners_joined(size: list[int], near: list[int], low: int, high: int) -> tuple[Ground, list[int]]:
    """The ground of connected units (sizes and masks of neighbours, (n,)) whose corners have joined what leads there.

    Also the masks of the units that each unit of that ground stands for.
    """
    held, group = list(size), [1 << unit for unit in range(len(size))]
    left, before = (1 << len(size)) - 1, 0
    while left != before:
        before = left
        for head in members(before):
            if left >> head & 1:
                corners = _corners(near, held, low, head, left)
                for unit in members(corners):
                    held[head] += held[unit]
                    group[head] |= group[unit]
                left &= ~corners
    return _ground_of_heads(list(members(left)), held, near, low, high), [group[head] for head in members(left)]


def _ground_of_heads(heads: list[int], held: list[int], near: list[int], low: int, high: int) -> Ground:
    row = {head: at for at, head in enumerate(heads)}
    # A corner touches its head alone, so the neighbours of a head are those of its own that have not joined.
    near_heads = (sum(1 << row[unit] for unit in members(near[head]) if unit in row) for head in heads)
    return ground_of(tuple(held[head] for head in heads), tuple(near_heads), low, high)


def _corners(near: list[int], held: list[int], low: int, head: int, left: int) -> int:
    """All that ``head`` parts from the rest of ``left`` in pieces smaller than ``low``."""
    found, ahead = 0, near[head] & left
    while ahead:
        piece = _small_piece(near, held, low, ahead & -ahead, left & ~(1 << head))
        found |= piece
        ahead &= ~piece & (ahead - 1)
    return found


def _small_piece(near: list[int], held: list[int], low: int, start: int, within: int) -> int:
    """The component of ``start``, 0 as soon as it proves to hold ``low``."""
    found = fresh = start
    total = 0
    while fresh:
        reached = 0
        for unit in members(fresh):
            total += held[unit]
            reached |= near[unit]
        if total >= low:
            return 0
        fresh = reached & within & ~found
        found |= fresh
    return found
