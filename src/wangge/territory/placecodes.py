"""A place as one whole number, so that an index of numbers finds what is near. Pure; WGS 84 degrees, metres.

The number is a Morton code: the bits of longitude and latitude in turn, 31 each, so that a square of the map is one
range of numbers. Squares do not go on beyond the 180th meridian: what lies there is not found from the other side.
"""

from math import cos, hypot, radians

Ranges = tuple[tuple[int, int], ...]  # first and last number, both included

_BITS = 31
_STEPS = 1 << _BITS  # over 360 degrees: 19 mm at the equator
_METRES_A_DEGREE = 111_195.0
_RANGES_NEAR, _RANGES_IN = 9, 16
_SQUARES_A_RANGE = 4  # looked at before neighbouring squares are joined
_SLACK = 1.001  # the box around a circle is drawn a little too large, for rounding


def place_code(longitude: float, latitude: float) -> int:
    """Return the number of a place, 0 to 2**62 - 1."""
    return _interleaved(_step(longitude + 180.0), _step(latitude + 90.0))


def ranges_near(longitude: float, latitude: float, metres: float) -> Ranges:
    """Return at most 9 ranges that cover the circle, and more than that: measure what they find."""
    north = _SLACK * metres / _METRES_A_DEGREE
    shrunk = cos(radians(min(abs(latitude) + north, 90.0)))
    east = 360.0 if shrunk * 360.0 <= north else north / shrunk
    return _cover(longitude - east, latitude - north, longitude + east, latitude + north, _RANGES_NEAR)


def ranges_in(west: float, south: float, east: float, north: float) -> Ranges:
    """Return at most 16 ranges that cover the box, and more than that: compare what they find."""
    return _cover(west, south, east, north, _RANGES_IN)


def metres_between(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the distance, good to 1 % below 10 km."""
    north = lat2 - lat1
    east = (lon2 - lon1) * cos(radians((lat1 + lat2) / 2))
    return _METRES_A_DEGREE * hypot(east, north)


def _step(degrees: float) -> int:
    return min(max(int(degrees / 360.0 * _STEPS), 0), _STEPS - 1)


def _interleaved(x: int, y: int) -> int:
    return _spread(x) | _spread(y) << 1


def _spread(bits: int) -> int:
    """The 31 bits of a number with a zero before each."""
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFF
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FF
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits << 2) & 0x3333333333333333
    return (bits | bits << 1) & 0x5555555555555555


def _cover(west: float, south: float, east: float, north: float, most: int) -> Ranges:
    """The box in squares, the smallest that make few enough ranges."""
    x, y = (_step(west + 180.0), _step(east + 180.0)), (_step(south + 90.0), _step(north + 90.0))
    for level in range(_BITS):
        columns = range(x[0] >> level, (x[1] >> level) + 1)
        rows = range(y[0] >> level, (y[1] >> level) + 1)
        if len(columns) * len(rows) > most * _SQUARES_A_RANGE:
            continue
        ranges = _joined(sorted(_interleaved(column, row) for column in columns for row in rows), 2 * level)
        if len(ranges) <= most:
            return ranges
    return ((0, _STEPS * _STEPS - 1),)


def _joined(squares: list[int], bits: int) -> Ranges:
    """The ranges of squares, those that follow each other as one; ``bits`` is how many digits lie inside a square."""
    ranges: list[tuple[int, int]] = []
    for square in squares:
        first, last = square << bits, (square + 1 << bits) - 1
        if ranges and ranges[-1][1] + 1 == first:
            first = ranges.pop()[0]
        ranges.append((first, last))
    return tuple(ranges)
