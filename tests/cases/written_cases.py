"""Cases written as rows, for what only reads them or stands beside the loop: no catalogue and no plan is asked."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.city import GRIDS, City, at, inside
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.workflow import ENDED
from wangge.catalogue.models import Calendar, MinorClass
from wangge.territory.models import Area
from wangge.territory.placecodes import place_code

REPORTED_AT = at("2026-03-11", "08:06")


def written_case(city: City, *, grid: int = 0, minor: str = "event 0101", **columns: Any) -> Case:
    """A case in the middle of a grid, reported by nobody; ``columns`` replace what is given here."""
    values: dict[str, Any] = {
        "state": "reported",
        "source": "resident",
        "sender": "public",
        "client_id": uuid4(),
        "longitude": inside(grid)[0],
        "latitude": inside(grid)[1],
        "community": Area.objects.get(code=GRIDS[grid][:12]),
        "grid_code": GRIDS[grid],
        "plan": city.plan,
        "minor": class_of(minor) if minor else None,
        "reported_at": REPORTED_AT,
        **columns,
    }
    values["open"] = values["state"] not in ENDED
    if not values["open"]:
        values.setdefault("ended_at", values["reported_at"] + timedelta(hours=1))
    code = place_code(values["longitude"], values["latitude"])
    return Case.objects.create(place_code=code, version=1, **values)


def class_of(words: str) -> MinorClass:
    """A class of the small city, such as ``event 0101``."""
    kind, code = words.split()
    return MinorClass.objects.get(major__version__state="in_force", major__kind=kind, code=code)


def written_order(case: Case, kind: str, moment: datetime = REPORTED_AT, **columns: Any) -> Order:
    """An order of the case, waiting, unless ``columns`` say otherwise."""
    values = {"state": "waiting", "limit": 4, "limit_unit": "work_hour", **columns}
    calendar = Calendar.objects.get(code="city")
    due = moment + timedelta(hours=4)
    return Order.objects.create(
        case=case, kind=kind, ordered_at=moment, calendar=calendar, original_due_at=due, due_at=due, **values
    )


def written_step(case: Case, verb: str, moment: datetime = REPORTED_AT, **columns: Any) -> CaseStep:
    """One more step of the case, which stays as it is."""
    serial = case.steps.count() + 1
    values = {"before": case.state, "after": case.state, "role": "system", **columns}
    return CaseStep.objects.create(case=case, serial=serial, verb=verb, at=moment, **values)
