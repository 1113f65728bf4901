"""A town as the engine sees it: arrays of geometry in metres and what is known of each. No files, no projections."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Geometries = NDArray[np.object_]  # of shapely geometries, metres
Texts = NDArray[np.object_]  # of str
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class TownError(ValueError):
    """The town cannot be used as it is: one sentence for a person, with layer, feature and remedy."""


@dataclass(frozen=True)
class Notice:
    """Something mended or passed over in a town: counted by kind, with a few examples, never streamed."""

    kind: str  # a stable word such as "overlap_removed"
    sentence: str  # for a person, in the active language
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Communities:
    """Residents' communities; ``boundary`` is a Polygon or MultiPolygon each, not overlapping after cleaning."""

    code: Texts  # 12 digits
    name: Texts
    boundary: Geometries
    provisional: Flags  # the code was made here because the source has none


@dataclass(frozen=True)
class Streets:
    """Centre lines (LineString) with OpenStreetMap's ``highway`` word."""

    line: Geometries
    kind: Texts
    name: Texts  # "" where unnamed


@dataclass(frozen=True)
class Barriers:
    """Lines or polygons that no unit crosses: water, railway, wall."""

    shape: Geometries
    kind: Texts


@dataclass(frozen=True)
class Buildings:
    """Footprints (Polygon) or positions (Point); a count is at least 0; ``source`` is the row in the input layer.

    The stairwells of a split tower are rows of their own with the same ``source``.
    """

    shape: Geometries
    households: Integers
    people: Integers
    source: Integers


@dataclass(frozen=True)
class Stairwells:
    """Where a tower's stairwells (单元) stand; ``building`` is the row in Buildings."""

    shape: Geometries
    households: Integers
    people: Integers
    building: Integers


@dataclass(frozen=True)
class Dedicated:
    """Grids given beforehand (a campus, a mall), which stay whole."""

    boundary: Geometries
    name: Texts


@dataclass(frozen=True)
class Town:
    """Everything a division needs; all geometry in one metric system."""

    name: str
    communities: Communities
    streets: Streets
    buildings: Buildings
    barriers: Barriers
    dedicated: Dedicated
    stairwells: Stairwells
    metric_crs: str  # the geometry here, e.g. "EPSG:32649"
    source_crs: str  # what the input had and the output gets back
    notices: tuple[Notice, ...] = ()
