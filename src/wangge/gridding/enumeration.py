"""Connected divisions of a graph into grids of the band, tried one after the other: found, or known not to exist.

Sets of units are integers used as bit masks. Nothing here knows streets, metres or people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ground:
    """n units that are to be divided, and the bounds of a grid."""

    size: tuple[int, ...]  # (n,)
    near: tuple[int, ...]  # (n,) mask of the neighbours
    low: int
    high: int
    wholes: int  # bit t is set where grids, one or several, may have t together

    def total(self, units: int) -> int:
        return sum(self.size[unit] for unit in members(units))

    def fits(self, total: int, spare: int = 0) -> bool:
        """Whether grids, one or several, may have ``total`` together, or up to ``spare`` less."""
        return (self.wholes & ((2 << total) - 1)) >> (total - spare) > 0

    def around(self, units: int) -> int:
        """The units next to any of ``units``."""
        found = 0
        for unit in members(units):
            found |= self.near[unit]
        return found & ~units

    def spread(self, start: int, within: int) -> int:
        """``start`` and all that is reached from it inside ``within``."""
        found = fresh = start
        while fresh:
            fresh = self.around(fresh) & within & ~found
            found |= fresh
        return found

    def parts(self, units: int) -> Iterator[int]:
        """The connected components of ``units``."""
        while units:
            part = self.spread(units & -units, units)
            yield part
            units &= ~part


def ground_of(size: tuple[int, ...], near: tuple[int, ...], low: int, high: int) -> Ground:
    """The ground of units; which totals grids may have follows from the sums that the sizes can make."""
    sums = 1
    for each in size:
        sums |= sums << each
    grid = [total for total in range(low, high + 1) if sums >> total & 1]
    wholes, more = 0, 1
    while more:
        longer = 0
        for total in grid:
            longer |= more << total
        more = longer & ((2 << sum(size)) - 1) & ~wholes
        wholes |= more
    return Ground(size, near, low, high, wholes)


def members(units: int) -> Iterator[int]:
    """The units of a mask, ascending."""
    while units:
        yield (units & -units).bit_length() - 1
        units &= units - 1


class EffortSpentError(Exception):
    """The allowed number of steps was not enough to know."""


@dataclass
class Search:
    """One search through all divisions. The order in which they come is the way from a first unit outwards.

    That unit is ``hops`` times the farthest from the one before, at first the largest but ``rank``. Searches that
    differ in these two soon find different divisions; what is in ``hopeless`` holds for all of them.
    """

    ground: Ground
    steps: int  # that it may still take
    rank: int
    hops: int
    hopeless: set[int] = field(default_factory=set)  # connected sets that have no division

    def divide(self, units: int) -> list[int] | None:
        """Masks of grids that divide the connected ``units``; None if there is no division.

        Raises EffortSpentError if that is not known after so many steps.
        """
        total = self.ground.total(units)
        if self.ground.low <= total <= self.ground.high:
            return [units]
        if units in self.hopeless or not self.ground.fits(total):
            return None
        grids = self._with_first_grid(units)
        if grids is None:
            self.hopeless.add(units)
        return grids

    def _with_first_grid(self, units: int) -> list[int] | None:
        """Try each set that holds the first unit, once: a unit at its edge is taken in, or barred from it."""
        order = self._order(units)
        ahead = [(1 << order[0], 0, 0)]
        while ahead:
            grid, barred, tried = ahead.pop()
            grid, barred = self._forced(units, grid, barred)
            grids = self._with_rest(units, grid) if grid not in (0, tried) else None
            if grids is not None:
                return grids
            edge = self.ground.around(grid) & units & ~barred
            if edge:
                unit = 1 << next(unit for unit in order if edge >> unit & 1)
                ahead += [(grid, barred | unit, grid), (grid | unit, barred, grid)]
        return None

    def _order(self, units: int) -> list[int]:
        largest = sorted(members(units), key=lambda unit: (-self.ground.size[unit], unit))
        order = self._outwards(units, largest[self.rank % len(largest)])
        for _ in range(self.hops):
            order = self._outwards(units, order[-1])
        return order

    def _outwards(self, units: int, first: int) -> list[int]:
        order, found = [first], 1 << first
        for unit in order:
            fresh = self.ground.near[unit] & units & ~found
            order += members(fresh)
            found |= fresh
        return order

    def _forced(self, units: int, grid: int, barred: int) -> tuple[int, int]:
        """``grid`` with all that no other grid could hold, ``barred`` with all out of reach; no grid: no way on."""
        self.steps -= 1
        if self.steps < 0:
            raise EffortSpentError
        ground, before = self.ground, 0
        while grid != before:
            before, room = grid, ground.high - ground.total(grid)
            reach = ground.spread(grid, units & ~barred)
            barred = units & ~reach
            if room < 0 or ground.total(reach) < ground.low:
                return 0, barred
            for part in ground.parts(units & ~grid):
                total = ground.total(part)
                if not part & barred and not ground.fits(total, total):
                    grid |= part
                elif not self._can_be_left(part, total, barred, room):
                    return 0, barred
        return grid, barred

    def _can_be_left(self, part: int, total: int, barred: int, room: int) -> bool:
        """Whether, by its size, what a grid with ``room`` leaves of ``part`` may be grids, or nothing."""
        if not part & barred and total <= room:
            return True
        return self.ground.fits(total, min(room, total - self.ground.total(part & barred)))

    def _with_rest(self, units: int, grid: int) -> list[int] | None:
        """``grid`` as it stands and a division of the rest; None if it is too small or the rest has none."""
        ground, grids = self.ground, [grid]
        if ground.total(grid) < ground.low:
            return None
        parts = sorted(ground.parts(units & ~grid), key=ground.total)
        if not all(ground.fits(ground.total(part)) for part in parts):
            return None
        for part in parts:
            found = self.divide(part)
            if found is None:
                return None
            grids += found
        return grids
