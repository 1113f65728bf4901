"""The boundary between grids of one community, each metre once, found from the grids' outlines alone.

What its metres lie on is told in footing.py.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.figures import Reals
from wangge.gridding.plan import Plan
from wangge.gridding.town import Flags, Geometries, Integers

_SAME_PLACE = 0.04  # metres: outlines nearer than this are one boundary, as for gaps and overlaps
_SHORTEST = 0.001  # metres: two outlines that only meet at a corner share less
_PARALLEL = 0.7  # cosine: an outline that turns away more steeply is not the same boundary


@dataclass(frozen=True)
class Pieces:
    """N straight pieces of boundary, each between two grids or belonging to one."""

    left: Integers  # (N,) row in the plan
    right: Integers  # (N,) row in the plan
    start: Reals  # (N, 2) metres
    end: Reals  # (N, 2) metres

    @property
    def length(self) -> Reals:
        """Metres, (N,)."""
        return np.asarray(np.hypot(*(self.end - self.start).T), dtype=np.float64)

    def where(self, chosen: Flags | Integers) -> "Pieces":
        """The pieces that are chosen by flag, or by row in the order of the rows."""
        return Pieces(self.left[chosen], self.right[chosen], self.start[chosen], self.end[chosen])


def inner_boundary(plan: Plan) -> Pieces:
    """Every metre between two grids of one community, once; where corners do not match it is found by nearness."""
    sides = _sides(plan.boundary)
    matched, alone = _match(sides)
    near = _near(alone, plan.community)
    both = Pieces(*(np.concatenate(pair) for pair in zip(_columns(matched), _columns(near), strict=True)))
    return both.where(plan.community[both.left] == plan.community[both.right])


def straight_pieces(lines: Geometries) -> tuple[Reals, Reals, Integers]:
    """Start (N, 2), end (N, 2) and row in ``lines`` of each straight piece, none of them without length."""
    points, row = shapely.get_coordinates(lines, return_index=True)
    real = (row[1:] == row[:-1]) & (points[1:] != points[:-1]).any(axis=1)
    return points[:-1][real], points[1:][real], row[:-1][real].astype(np.int64)


def _sides(boundary: Geometries) -> Pieces:
    rings, grid = shapely.get_rings(shapely.get_parts(boundary), return_index=True)
    grid_of_part = np.repeat(np.arange(len(boundary)), shapely.get_num_geometries(boundary))
    start, end, ring = straight_pieces(rings)
    owner = grid_of_part[grid[ring]] if len(ring) else ring
    return Pieces(owner, owner, start, end)


def _match(sides: Pieces) -> tuple[Pieces, Pieces]:
    """The sides that two grids have alike to the centimetre, once; and those that only one grid has."""
    if not len(sides.left):
        return sides, sides
    ends = np.sort(np.stack([_place(sides.start), _place(sides.end)]), axis=0)
    order = np.lexsort((sides.left, ends[1], ends[0]))
    ends, sides = ends[:, order], sides.where(order)
    like_next = np.append((ends[:, 1:] == ends[:, :-1]).all(axis=0), False)
    like_next[:-1] &= sides.left[1:] != sides.left[:-1]
    like_last = np.roll(like_next, 1)
    first = np.flatnonzero(like_next & ~like_last)
    matched = Pieces(sides.left[first], sides.left[first + 1], sides.start[first], sides.end[first])
    return matched, sides.where(~like_next & ~like_last)


def _place(points: Reals) -> Integers:
    centimetres = np.round(points * 100).astype(np.int64)
    return np.asarray((centimetres[:, 0] << 32) + centimetres[:, 1])


def _near(sides: Pieces, community: Integers) -> Pieces:
    """The stretches of unmatched sides along which another grid of the community has a side too."""
    if not len(sides.left):
        return sides
    one, other = _neighbouring_sides(sides, community)
    along, length = _direction(sides.where(one))
    offset = [corner[other] - sides.start[one] for corner in (sides.start, sides.end)]
    reach = np.stack([(o * along).sum(axis=1) for o in offset])
    across = np.stack([along[:, 0] * o[:, 1] - along[:, 1] * o[:, 0] for o in offset])
    lowest, highest = np.maximum(reach.min(axis=0), 0), np.minimum(reach.max(axis=0), length)
    slope = np.diff(across, axis=0)[0] / np.where(np.diff(reach, axis=0)[0] == 0, np.inf, np.diff(reach, axis=0)[0])
    apart = [np.abs(across[0] + slope * (at - reach[0])) for at in (lowest, highest)]
    fits = (highest - lowest > _SHORTEST) & (np.maximum(*apart) <= _SAME_PLACE)
    begin = sides.start[one] + along * lowest[:, None]
    finish = sides.start[one] + along * highest[:, None]
    return Pieces(sides.left[one], sides.left[other], begin, finish).where(fits)


def _neighbouring_sides(sides: Pieces, community: Integers) -> tuple[Integers, Integers]:
    lines = shapely.linestrings(np.stack([sides.start, sides.end], axis=1))
    one, other = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=_SAME_PLACE)
    foreign = (one < other) & (sides.left[one] != sides.left[other])
    foreign &= community[sides.left[one]] == community[sides.left[other]]
    one, other = one[foreign], other[foreign]
    along, _ = _direction(sides)
    parallel = np.abs((along[one] * along[other]).sum(axis=1)) > _PARALLEL
    return one[parallel], other[parallel]


def _direction(pieces: Pieces) -> tuple[Reals, Reals]:
    length = pieces.length
    return (pieces.end - pieces.start) / length[:, None], length


def _columns(pieces: Pieces) -> tuple[NDArray[np.generic], ...]:
    return pieces.left, pieces.right, pieces.start, pieces.end
