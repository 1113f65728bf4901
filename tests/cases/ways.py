"""Cases on their way, each brought there by its actions: reported by whom, filed, dispatched, in progress."""

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid6 import uuid7

from tests.city import City, at, inside
from wangge.cases.actions.dispatching import dispatch_case
from wangge.cases.actions.intake import file_case
from wangge.cases.actions.reporting import report_case
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.models import Case, CaseStep, Order, Photo, PhotoStage, Source
from wangge.cases.reports import Report
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import OrderKind
from wangge.territory.models import Organisation

DAY = "2026-03-11"  # a Wednesday


def a_report(grid: int = 0, *, client_id: UUID | None = None, **given: Any) -> Report:
    """A grid worker's report of exposed household waste in the middle of a grid, unless said otherwise."""
    longitude, latitude = inside(grid)
    fields = {
        "source": Source.GRID_WORKER,
        "longitude": longitude,
        "latitude": latitude,
        "description": "巷口有一堆垃圾",
        "kind": "event",
        "minor": "0101",
        "condition": "1",
    }
    return Report(client_id=client_id or uuid7(), **{**fields, **given})


def reported(city: City, who: str = "lin", time: str = "07:50", *, photo: bool = True, **given: Any) -> Case:
    """A case as its number finds it; with the photo that the class asks for."""
    if who != "lin":
        given = {"source": Source.VOLUNTEER, **given}
    case = report_case(report=a_report(**given), by=city.actor(who, at(DAY, time))).case
    if photo:
        add_photo(case, PhotoStage.REPORT, at(DAY, time))
    return seen_by(city, who, case, time)


def filed(city: City, time: str = "07:59", **given: Any) -> Case:
    """Lin's report, filed by intake."""
    case = seen_by(city, "intake", reported(city, **given), time)
    assert case.minor is not None
    kind, minor = case.minor.major.kind, case.minor.code
    return file_case(case=case, kind=kind, minor=minor, condition="1", by=city.actor("intake", at(DAY, time)))


def dispatched(
    city: City, time: str = "08:10", *, lead: str | None = None, support: tuple[str, ...] = (), **given: Any
) -> Case:
    """A filed case that the dispatcher gave away, by rule unless ``lead`` names a unit."""
    case = seen_by(city, "dispatcher", filed(city, **given), time)
    return dispatch_case(
        case=case,
        by=city.actor("dispatcher", at(DAY, time)),
        lead=city.units[lead].pk if lead else None,
        support=[city.units[unit].pk for unit in support],
    )


def in_progress(city: City, time: str = "08:20", *, unit: str = "sanitation", **given: Any) -> Case:
    """A dispatched case that its lead unit acknowledged."""
    case = seen_by(city, unit, dispatched(city, **given), time)
    return acknowledge_case(case=case, by=city.actor(unit, at(DAY, time)))


def returned(city: City, time: str = "08:40", *, unit: str = "sanitation", **given: Any) -> Case:
    """A dispatched case that its lead unit says is not theirs."""
    case = seen_by(city, unit, dispatched(city, **given), time)
    by = city.actor(unit, at(DAY, time))
    return return_case(case=case, reason="other_owner", owner=None, note="河道归排水所，界桩在墙内", by=by)


def seen_by(city: City, who: str, case: Case, time: str = "09:00") -> Case:
    """The case as a door loads it for somebody, with its version of now."""
    return visible_case(case.number, by=city.actor(who, at(DAY, time)))


def add_photo(case: Case, stage: PhotoStage, when: datetime) -> Photo:
    """A photo that has come, of no matter what."""
    digest = f"{stage}-{case.pk}-{when.timestamp():.0f}"
    return Photo.objects.create(case=case, stage=stage, received_hash=digest, received_at=when)


def order_of(case: Case, kind: OrderKind, unit: Organisation | None = None) -> Order:
    """The newest order of a kind, or of a unit."""
    orders = Order.objects.filter(case=case, kind=kind).order_by("-lead", "-id")
    found = (orders if unit is None else orders.filter(unit=unit)).first()
    assert found is not None
    return found


def verbs_of(case: Case) -> list[str]:
    """What happened to a case, in its order."""
    return list(CaseStep.objects.filter(case=case).order_by("serial").values_list("verb", flat=True))


def counted(queries: Any) -> int:
    """Statements, those that only open or close a transaction left out."""
    ours = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET CONSTRAINTS")
    return sum(1 for query in queries.captured_queries if not query["sql"].upper().startswith(ours))
