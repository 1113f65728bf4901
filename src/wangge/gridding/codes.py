"""Codes of communities (12 digits) and grids (15 digits): reading them, numbering, provisional ones (R-05).

Which former code a grid keeps when a town is divided again is decided in lineage.py.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wangge.gridding.town import TownError
from wangge.language import _

COMMUNITY_DIGITS = 12
LAST_SERIAL = 999
PROVISIONAL_PREFIX = "99"  # no province has it

_COMMUNITY = re.compile("[0-9]{12}")
_GRID = re.compile("([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{3})([0-9]{3})([0-9]{3})")


class CodeError(TownError):
    """A code is malformed, or none is left: one sentence for a person."""


@dataclass(frozen=True)
class GridCode:
    """The parts of a grid's code, each as its digits."""

    province: str
    city: str
    district: str
    subdistrict: str
    committee: str
    serial: str

    @property
    def community(self) -> str:
        """The 12 digits of the community that the grid lies in."""
        return self.province + self.city + self.district + self.subdistrict + self.committee

    def __str__(self) -> str:
        return self.community + self.serial


def parse_grid_code(text: str) -> GridCode:
    """The parts of a grid's code; CodeError unless it is 15 digits whose last three are 001 to 999."""
    match = _GRID.fullmatch(text)
    if match is None or match[6] == "000":
        raise CodeError(
            _('grid code "{code}": 15 digits are wanted, the last three from 001 to 999.').format(code=text)
        )
    return GridCode(*match.groups())


def is_community_code(text: str) -> bool:
    """Whether ``text`` is the code of a community: 12 digits and nothing else."""
    return _COMMUNITY.fullmatch(text) is not None


def is_provisional(code: str) -> bool:
    """Whether the code of a community or grid was made here because the source has none."""
    return code.startswith(PROVISIONAL_PREFIX)


def number_grids(community: str, points: NDArray[np.float64], reserved: Collection[str]) -> list[str]:
    """Codes for new grids of one community, in reading order of a map: north to south, west to east in a band.

    ``points`` (G, 2) are metres, one inside each grid; ``reserved`` holds every grid code ever given, in force or
    retired: none is given again. Numbers go on after the highest reserved one; those left free below it are used
    only when 999 is passed. Returns (G,) codes in the order of ``points``. CodeError for a community code that is
    none, and when the 999 numbers are used up.
    """
    if not is_community_code(community):
        raise CodeError(_('community code "{code}": 12 digits are wanted.').format(code=community))
    free = _free_serials(community, reserved)
    if len(free) < len(points):
        raise CodeError(
            _(
                "community {code}: {wanted} new grids, but only {free} of its 999 grid numbers are left; "
                "retired numbers are never used again, so divide it into larger grids or into two communities."
            ).format(code=community, wanted=len(points), free=len(free))
        )
    serials = sorted(free[: len(points)])
    return _in_reading_order(points, (f"{community}{serial:03d}" for serial in serials))


def provisional_codes(points: NDArray[np.float64], taken: Collection[str]) -> list[str]:
    """Marked codes (99 and a running number) for communities whose source has none, in reading order of a map.

    ``points`` (C, 2) are metres, one inside each community; a code in ``taken`` is passed over. Returns (C,) codes
    in the order of ``points``. They hold only until the real code is known.
    """
    return _in_reading_order(points, _running_codes(frozenset(taken)))


def reading_order(points: NDArray[np.float64]) -> NDArray[np.intp]:
    """Rows of ``points`` (N, 2) as one reads a map: bands from north to south, west to east within a band.

    A band is as high as one square cell when the points fill their extent like a chessboard; the northernmost point
    lies in the middle of the first band. Points in one band and at one easting go from north to south.
    """
    x, y = np.asarray(points, dtype=np.float64).reshape(-1, 2).T
    if len(x) < 2:
        return np.arange(len(x))
    height = _cell_side(float(np.ptp(x)), float(np.ptp(y)), len(x))
    band = np.floor((y.max() - y) / height + 0.5) if height > 0 else np.zeros(len(x))
    return np.lexsort((-y, x, band))


def _free_serials(community: str, reserved: Collection[str]) -> list[int]:
    """Serials never given: first those after the highest one, since a gap may be a code retired unrecorded."""
    given = {int(parse_grid_code(code).serial) for code in reserved if code.startswith(community)}
    highest = max(given, default=0)
    below = (serial for serial in range(1, highest) if serial not in given)
    return [*range(highest + 1, LAST_SERIAL + 1), *below]


def _in_reading_order(points: NDArray[np.float64], codes: Iterable[str]) -> list[str]:
    """The next codes, dealt out in reading order and returned in the order of ``points``."""
    dealt = dict(zip(reading_order(points).tolist(), codes, strict=False))
    return [dealt[row] for row in range(len(points))]


def _running_codes(taken: frozenset[str]) -> Iterator[str]:
    for number in range(1, 10**10):
        code = f"{PROVISIONAL_PREFIX}{number:010d}"
        if code not in taken:
            yield code


def _cell_side(width: float, depth: float, count: int) -> float:
    """Side s of a square so that ``count`` squares cover the points' extent: (width + s)(depth + s) = count s²."""
    both = width + depth
    return float((both + np.sqrt(both**2 + 4 * (count - 1) * width * depth)) / (2 * (count - 1)))
