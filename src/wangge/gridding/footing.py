"""What boundary metres lie on: how much of each straight piece is within half a metre of a street or barrier.

Exact, without cutting pieces up: what is near a straight stretch of street is one interval of the piece.
"""

import numpy as np
import shapely

from wangge.gridding.classes import EdgeClass, class_of_streets
from wangge.gridding.figures import Reals
from wangge.gridding.inner_boundary import Pieces, straight_pieces
from wangge.gridding.town import Barriers, Integers, Streets, Town

_REACH = 0.5  # metres from a centre line within which a boundary lies on the street
_LINE = 1  # shapely's type number
_AREAL = (3, 6)  # and those of Polygon and MultiPolygon


def metres_by_class(pieces: Pieces, town: Town) -> Reals:
    """Metres of each piece on each EdgeClass, (N, 5); every metre counts once, for the best class there."""
    near = [_along_lines(pieces, town.streets, town.barriers), _inside_barriers(pieces, town.barriers)]
    piece, grade, low, high = (np.concatenate(column) for column in zip(*near, strict=True))
    on = np.zeros((len(pieces.left), len(EdgeClass) + 1))
    on[:, EdgeClass.NONE] = pieces.length
    for best in list(EdgeClass)[1:]:
        good = grade >= best
        on[:, best] = _covered(len(on), piece[good], low[good], high[good], pieces.length)
    return np.asarray(np.maximum(on[:, :-1] - on[:, 1:], 0))


_Near = tuple[Integers, Integers, Reals, Reals]  # piece, EdgeClass, from, to (metres along the piece)


def _along_lines(pieces: Pieces, streets: Streets, barriers: Barriers) -> _Near:
    start, end, grade = _stretches(streets, barriers)
    lines = shapely.linestrings(np.stack([start, end], axis=1))
    sides = shapely.linestrings(np.stack([pieces.start, pieces.end], axis=1))
    piece, stretch = shapely.STRtree(lines).query(sides, predicate="dwithin", distance=_REACH)
    low, high = _near_interval(pieces, piece, start[stretch], end[stretch])
    return piece, grade[stretch], low, high


def _stretches(streets: Streets, barriers: Barriers) -> tuple[Reals, Reals, Integers]:
    """Start, end and EdgeClass of all straight stretches of streets, linear barriers and outlines of areal ones."""
    areal = np.isin(shapely.get_type_id(barriers.shape), _AREAL)
    shapes = np.concatenate([barriers.shape[~areal], shapely.boundary(barriers.shape[areal])])
    lines, row = shapely.get_parts(np.concatenate([streets.line, shapes]), return_index=True)
    start, end, line = straight_pieces(lines)
    grade = np.append(class_of_streets(streets.kind), np.full(len(shapes), EdgeClass.BARRIER)).astype(np.int64)
    return start, end, grade[row[line]] if len(line) else line


def _near_interval(pieces: Pieces, piece: Integers, a: Reals, b: Reals) -> tuple[Reals, Reals]:
    """From where to where each piece is within reach of the stretch a-b: its two end discs and the strip between."""
    length, stretch = pieces.length[piece], np.hypot(*(b - a).T)
    along = (pieces.end - pieces.start)[piece] / length[:, None]
    line = (b - a) / stretch[:, None]
    offset = pieces.start[piece] - a
    strip = np.stack(
        [
            _between((offset * line).sum(axis=1), (along * line).sum(axis=1), np.zeros_like(stretch), stretch),
            _between(_cross(line, offset), _cross(line, along), np.full_like(stretch, -_REACH), 0 * stretch + _REACH),
        ]
    )
    low, high = strip[:, 0].max(axis=0), strip[:, 1].min(axis=0)
    low, high = np.where(low <= high, low, np.inf), np.where(low <= high, high, -np.inf)
    for corner in (a, b):
        disc_low, disc_high = _in_disc(pieces.start[piece] - corner, along)
        low, high = np.minimum(low, disc_low), np.maximum(high, disc_high)
    return np.clip(low, 0, length), np.clip(high, 0, length)


def _between(at_start: Reals, slope: Reals, lowest: Reals, highest: Reals) -> Reals:
    """Where ``at_start + slope * s`` lies from lowest to highest: (2, N) from and to; everywhere if it is level."""
    flat = np.abs(slope) < 1e-12
    bounds = (np.stack([lowest, highest]) - at_start) / np.where(flat, 1, slope)
    inside = (at_start >= lowest) & (at_start <= highest)
    always = np.where(inside, [[-np.inf], [np.inf]], [[np.inf], [-np.inf]])
    return np.asarray(np.where(flat, always, np.sort(bounds, axis=0)))


def _in_disc(offset: Reals, along: Reals) -> tuple[Reals, Reals]:
    middle = -(offset * along).sum(axis=1)
    square = _REACH**2 - _cross(along, offset) ** 2
    half = np.sqrt(np.maximum(square, 0))
    return np.where(square >= 0, middle - half, np.inf), np.where(square >= 0, middle + half, -np.inf)


def _cross(a: Reals, b: Reals) -> Reals:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _inside_barriers(pieces: Pieces, barriers: Barriers) -> _Near:
    """The stretches of pieces in the inside of a lake or river, however far from its bank."""
    areas = barriers.shape[np.isin(shapely.get_type_id(barriers.shape), _AREAL)]
    sides = shapely.linestrings(np.stack([pieces.start, pieces.end], axis=1))
    piece, area = shapely.STRtree(areas).query(sides, predicate="intersects")
    wet, row = shapely.get_parts(shapely.intersection(sides[piece], areas[area]), return_index=True)
    lines = shapely.get_type_id(wet) == _LINE
    wet, piece = wet[lines], piece[row[lines]]
    reach = [shapely.distance(shapely.get_point(wet, end), shapely.points(pieces.start[piece])) for end in (0, -1)]
    return piece, np.full(len(piece), EdgeClass.BARRIER), np.minimum(*reach), np.maximum(*reach)


def _covered(count: int, piece: Integers, low: Reals, high: Reals, length: Reals) -> Reals:
    """Metres of each piece under at least one of its intervals, (count,)."""
    real = high > low
    piece, low, high = piece[real], low[real], high[real]
    order = np.lexsort((low, piece))
    piece, low, high = piece[order], low[order], high[order]
    base = np.concatenate([[0.0], np.cumsum(length + 1.0)])[piece]  # pieces laid end to end, apart
    reached = np.maximum.accumulate(np.append(0.0, base + high))
    fresh = reached[1:] - np.maximum(reached[:-1], base + low)
    return np.bincount(piece, np.maximum(fresh, 0), minlength=count).astype(np.float64)
