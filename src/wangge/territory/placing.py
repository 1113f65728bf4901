"""Rows of a table with a position: brought to WGS 84, and to the community that they lie in. Faults by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wangge.language import _
from wangge.territory.datum import Datum, ImpossiblePosition, to_wgs84
from wangge.territory.models import Area, AreaKind
from wangge.territory.tables import BadRow, Row, RowError
from wangge.territory.whereabouts import locate_many

COLUMNS = ("longitude", "latitude")
COMMUNITY = "community"  # may be left out: then the community is the one that the point lies in


@dataclass(frozen=True)
class Placed:
    """A row, its place in WGS 84, and its community."""

    row: Row
    longitude: float
    latitude: float
    community: Area


def place_rows(rows: Sequence[Row], datum: Datum, at: datetime) -> tuple[list[Placed], list[BadRow]]:
    """What could be placed, and a sentence for each row that could not."""
    communities = {area.code: area for area in Area.objects.filter(kind=AreaKind.COMMUNITY).defer("boundary")}
    positions: list[tuple[Row, float, float]] = []
    bad: list[BadRow] = []
    for row in rows:
        try:
            positions.append((row, *_position(row, datum)))
        except (RowError, ImpossiblePosition) as error:
            bad.append(BadRow(row.number, "", str(error)))
    spots = locate_many([(longitude, latitude) for _row, longitude, latitude in positions], at=at)
    placed: list[Placed] = []
    for (row, longitude, latitude), spot in zip(positions, spots, strict=True):
        try:
            community = _community(row, spot.community_code if spot else "", communities)
            placed.append(Placed(row, longitude, latitude, community))
        except RowError as error:
            bad.append(BadRow(row.number, "", str(error)))
    return placed, sorted(bad, key=lambda one: one.number)


def _position(row: Row, datum: Datum) -> tuple[float, float]:
    return to_wgs84(_degrees(row, "longitude"), _degrees(row, "latitude"), datum)


def _degrees(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError as error:
        sentence = _("{column} is “{value}”; give degrees, as 111.29.")
        raise RowError(sentence.format(column=column, value=row[column][:30])) from error


def _community(row: Row, located: str, communities: Mapping[str, Area]) -> Area:
    """The community that the row names, else the one around the point; a row outside the city has neither."""
    if not located:
        raise RowError(_("the point lies outside the city; mend it, or say its datum (GCJ02 is off by 100-700 m)."))
    named = row[COMMUNITY]
    if named and named not in communities:
        sentence = _("there is no community {code}; give its 12 digits, or leave the cell empty.")
        raise RowError(sentence.format(code=named[:30]))
    return communities[named or located]
