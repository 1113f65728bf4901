"""Cases further on their way: resolved, checked, closed; each by its actions, and by whom the story wants it."""

from tests.cases.ways import DAY, add_photo, in_progress
from tests.city import City, at
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.models import Case, PhotoStage
from wangge.cases.visibility import visible_case
from wangge.territory.actors import Actor

THURSDAY = "2026-03-12"


def load(case: Case, by: Actor) -> Case:
    """The case as a door loads it for somebody, with its version of now."""
    return visible_case(case.number, by=by)


def resolved(city: City, time: str = "09:40", **given: str) -> Case:
    """Sanitation cleared the rubbish that Lin reported, with a photo; Lin is to check it."""
    by = city.actor("sanitation", at(DAY, time))
    case = load(in_progress(city, **given), by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    return resolve_case(case=case, note="已清运", by=by)


def checked(city: City, time: str = "18:00", **given: str) -> Case:
    """Lin saw that it is fixed."""
    by = city.actor("lin", at(DAY, time))
    return check_case(case=load(resolved(city, **given), by), outcome="fixed", by=by)


def closed(city: City, time: str = "18:10", **given: str) -> Case:
    """The duty supervisor closed it on the same day."""
    by = city.actor("supervisor", at(DAY, time))
    return close_case(case=load(checked(city, **given), by), closure="1", answer="垃圾已清走", by=by)


def sent_to_rework(city: City, time: str = "17:30", **given: str) -> Case:
    """Lin saw that it is not fixed."""
    by = city.actor("lin", at(DAY, time))
    return check_case(case=load(resolved(city, **given), by), outcome="not_fixed", reason="not_fixed", by=by)
