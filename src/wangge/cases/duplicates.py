"""Which cases may be the same one: same class, near in place and time (R-23). A person decides; nothing is written."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from wangge.cases.models import Case
from wangge.cases.nearness import around
from wangge.cases.public import public_cases, with_public_place
from wangge.cases.visibility import visible_to, with_what_is_shown
from wangge.cases.workflow import State
from wangge.territory.actors import Actor
from wangge.territory.placecodes import metres_between

WITHIN_METRES = 50.0
WITHIN_TIME = timedelta(hours=24)
_LOOKED_AT = 200  # the nearest; more of one class in one day at one place are one heap of rubbish
_SHOWN = 20
_NOT_THE_SAME = (State.MERGED, State.VOID)


@dataclass(frozen=True)
class Likeness:
    """A case that may be the same one, how far it lies, and how much earlier or later it was reported."""

    case: Case
    metres: float
    age: timedelta


@dataclass(frozen=True)
class _Sought:
    longitude: float
    latitude: float
    classes: Set[tuple[str, str]]  # kind and code
    at: datetime  # ages are counted from here


def likely_duplicates(case: Case, *, by: Actor) -> list[Likeness]:
    """The cases, open or ended, that ``case`` may repeat, as far as ``by`` sees them; the nearest first.

    None before the class is known. Two statements beside the class of ``case``, which ``visible_case`` has joined.
    """
    if case.minor is None:
        return []
    own = {(case.minor.major.kind, case.minor.code)}
    sought = _Sought(case.longitude, case.latitude, own, case.reported_at)
    day = {"reported_at__gte": case.reported_at - WITHIN_TIME, "reported_at__lte": case.reported_at + WITHIN_TIME}
    near = _nearest(Case.objects.filter(**day).exclude(pk=case.pk).exclude(state__in=_NOT_THE_SAME), sought)
    return _likenesses(with_what_is_shown(visible_to(by).filter(pk__in=near)), near, sought)


def near(longitude: float, latitude: float, *, kind: str, minor: str, at: datetime) -> list[Likeness]:
    """Open public cases of the class at a place in WGS 84, of any age, to say "me too" instead of reporting.

    What is inside a dwelling, or shown by its community only, is not among them: a distance would tell the place.
    Two statements.
    """
    return near_any(longitude, latitude, classes={(kind, minor)}, at=at)


def near_any(longitude: float, latitude: float, *, classes: Set[tuple[str, str]], at: datetime) -> list[Likeness]:
    """The same for any of several classes, each by its kind and code, where words may mean more than one."""
    cases = with_public_place(public_cases().filter(open=True))
    sought = _Sought(longitude, latitude, classes, at)
    found = _nearest(cases, sought, only_open=True)
    return _likenesses(with_what_is_shown(cases.filter(pk__in=found)), found, sought)


def _nearest(cases: QuerySet[Case], sought: _Sought, *, only_open: bool = False) -> Mapping[int, float]:
    """Distances by case; the place is asked of the database, the class compared here, where no index is tempted."""
    squares = cases.filter(around(sought.longitude, sought.latitude, WITHIN_METRES, only_open=only_open))
    rows = squares.values_list("pk", "longitude", "latitude", "minor__code", "minor__major__kind")
    distances = [
        (metres_between(sought.longitude, sought.latitude, longitude, latitude), row)
        for row, longitude, latitude, minor, kind in rows
        if (kind, minor) in sought.classes
    ]
    return {row: metres for metres, row in sorted(distances)[:_LOOKED_AT] if metres <= WITHIN_METRES}


def _likenesses(cases: Iterable[Case], metres: Mapping[int, float], sought: _Sought) -> list[Likeness]:
    found = [Likeness(case, metres[case.pk], abs(sought.at - case.reported_at)) for case in cases]
    return sorted(found, key=lambda likeness: (likeness.metres, likeness.age, likeness.case.pk))[:_SHOWN]
