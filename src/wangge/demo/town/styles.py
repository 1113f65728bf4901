"""How each use of land is built over: sizes of buildings, gaps, floors, lanes. A table, no geometry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """Metres, floors and shares; pairs are the least and the most."""

    width: tuple[float, float]  # along the row
    depth: tuple[float, float]
    gap: tuple[float, float]  # between neighbours in a row
    aisle: float  # between rows
    setback: float  # from the border of the block
    floors: tuple[int, int]
    kept: float  # share of places that are built on
    homes: float  # share of buildings with households
    spine: str = ""  # highway word of the lane that comes in by the gate, "" for none
    branch: str = ""
    branches: float = 0.0  # share of aisles with a lane
    plan: str = "box"  # of its less usual buildings, a word of PLANS


STYLES = {
    "old": Style((7, 12), (8, 10), (0.6, 2.0), 2.4, 1.6, (1, 3), 0.9, 0.92, "living_street", "footway", 0.3, "corner"),
    "village": Style((9, 13), (10, 13), (1.6, 3.4), 4.0, 2.5, (2, 5), 0.86, 0.95, "service", "footway", 0.4, "corner"),
    "slabs": Style((26, 56), (10.5, 13), (7, 12), 14, 7, (4, 7), 0.9, 0.9, "service", "service", 0.45),
    "estate": Style((34, 62), (11, 13.5), (8, 14), 21, 8, (6, 11), 0.96, 0.98, "service", "service", 0.7),
    "towers": Style((26, 40), (15, 21), (16, 28), 32, 12, (17, 33), 0.9, 0.97, "service", "service", 0.9, "cross"),
    "shops": Style((24, 60), (18, 34), (8, 20), 14, 7.5, (4, 20), 0.75, 0.15, "service", plan="corner"),
    "school": Style((30, 60), (12, 16), (14, 30), 24, 7.5, (3, 6), 0.6, 0.04, "service", plan="corner"),
    "works": Style((36, 80), (20, 36), (10, 24), 14, 7.5, (1, 3), 0.7, 0.02, "service"),
    "campus": Style((30, 70), (14, 20), (20, 40), 30, 12, (4, 8), 0.65, 0.06, "service", "service", 0.5),
    "mall": Style((60, 110), (45, 70), (18, 30), 20, 14, (3, 6), 0.8, 0.0, "service"),
    "park": Style((8, 14), (8, 12), (60, 120), 70, 15, (1, 2), 0.25, 0.0, "footway"),
}

# Unit outlines of buildings, filled into their boxes.
PLANS = {
    "box": ((0, 0), (1, 0), (1, 1), (0, 1)),
    "corner": ((0, 0), (1, 0), (1, 0.55), (0.5, 0.55), (0.5, 1), (0, 1)),
    "cross": (
        (0.25, 0), (0.75, 0), (0.75, 0.3), (1, 0.3), (1, 0.7), (0.75, 0.7),
        (0.75, 1), (0.25, 1), (0.25, 0.7), (0, 0.7), (0, 0.3), (0.25, 0.3),
    ),
}  # fmt: skip
UNUSUAL = 0.3  # share of a use's buildings that take its plan, the others are boxes

CLEARANCE = {
    "primary": 17.0,
    "secondary": 14.0,
    "primary_link": 8.0,
    "secondary_link": 8.0,
    "tertiary": 10.0,
    "residential": 7.0,
    "living_street": 3.0,
    "service": 2.8,
    "footway": 0.8,
}  # metres from a street's centre line to the nearest building
