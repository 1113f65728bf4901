"""What a person may say about a town's files. No reading here."""

from dataclasses import dataclass, field
from pathlib import Path

from wangge.gridding.households import HouseholdRule


@dataclass(frozen=True)
class ReadOptions:
    """Everything beside the path; the defaults suit a GeoPackage that is complete."""

    communities_file: Path | None = None  # instead of the town's own communities; its first or ``communities`` layer
    dedicated_file: Path | None = None  # the same for grids given beforehand
    admin_level: int | None = None  # of the OpenStreetMap boundaries that are communities; None: found out
    rule: HouseholdRule = field(default_factory=HouseholdRule)
    crs: str | None = None  # instead of what the files say, e.g. "EPSG:4547"
    gcj02: bool = False  # all coordinates are GCJ-02; what is written is GCJ-02 again
