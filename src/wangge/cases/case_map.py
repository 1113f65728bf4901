"""Open cases on the map: points while they are few, else how many lie in each square of the map."""

from dataclasses import dataclass, replace

from django.db.models import Avg, Count, F, QuerySet

from wangge.cases.models import Case
from wangge.cases.nearness import Box
from wangge.cases.numbers import number_of
from wangge.cases.search import Filters, found
from wangge.cases.visibility import open_to
from wangge.territory.actors import Actor

MOST_POINTS = 500
_LEVELS = 31  # of place codes: each halves the square, 0 is the whole world
_FINER_THAN_TILE = 2  # a square is a quarter of a tile, 64 points of the screen
_MOST_ACROSS = 64  # squares from west to east, whatever zoom was asked for
_COLUMNS = ("pk", "longitude", "latitude", "state", "urgent", "stage_due_at", "minor__code", "minor__major__kind")


@dataclass(frozen=True)
class MapPoint:
    """One case as the map shows it."""

    number: str
    longitude: float
    latitude: float
    state: str
    kind: str
    minor: str
    urgent: bool
    overdue: bool


@dataclass(frozen=True)
class Cluster:
    """``count`` cases around their mean position. Squares are the map's, never a grid's (R-61)."""

    longitude: float
    latitude: float
    count: int


@dataclass(frozen=True)
class CaseMap:
    """Either all points or the clusters; the other is empty."""

    points: tuple[MapPoint, ...] = ()
    clusters: tuple[Cluster, ...] = ()


def map_points(*, box: Box, zoom: int, filters: Filters, by: Actor) -> CaseMap:
    """The open cases in the box that ``by`` sees: one statement, two where there are more than 500."""
    cases = found(open_to(by), replace(filters, box=box, open=True), at=by.at)
    rows = list(cases.order_by().values_list(*_COLUMNS)[: MOST_POINTS + 1])  # in order they would all be read first
    if len(rows) > MOST_POINTS:
        return CaseMap(clusters=_clusters(cases, box, zoom))
    rows.sort(reverse=True)
    return CaseMap(
        tuple(
            MapPoint(
                number=number_of(row),
                longitude=longitude,
                latitude=latitude,
                state=state,
                kind=kind or "",
                minor=minor or "",
                urgent=urgent,
                overdue=due_at is not None and due_at < by.at,
            )
            for row, longitude, latitude, state, urgent, due_at, minor, kind in rows
        )
    )


def _clusters(cases: QuerySet[Case], box: Box, zoom: int) -> tuple[Cluster, ...]:
    shift = 2 * (_LEVELS - _level(box, zoom))
    squares = cases.annotate(square=F("place_code").bitrightshift(shift)).order_by().values("square")
    counted = squares.annotate(count=Count("pk"), east=Avg("longitude"), north=Avg("latitude")).order_by("square")
    return tuple(Cluster(row["east"], row["north"], row["count"]) for row in counted)


def _level(box: Box, zoom: int) -> int:
    level = max(0, min(zoom + _FINER_THAN_TILE, _LEVELS))
    while level and (box.east - box.west) / 360 * 2**level > _MOST_ACROSS:
        level -= 1
    return level
