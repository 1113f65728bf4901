"""What people ask of the cases, timed in one database: lists, map, counts, duplicates, one case, a report, a step."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from uuid6 import uuid7

from benchmarks.caseload.city import GROUNDS, SOUTH, STEP, WEST
from benchmarks.caseload.measured import timed
from wangge.accounts.models import User
from wangge.accounts.transactions import Cursor
from wangge.cases.actions.remarks import comment_case
from wangge.cases.actions.reporting import report_case
from wangge.cases.case_map import map_points
from wangge.cases.due import desks_nearing, desks_overdue, orders_nearing, orders_overdue
from wangge.cases.duplicates import likely_duplicates, near
from wangge.cases.feed import steps_after
from wangge.cases.models import Case, CaseStep, Source
from wangge.cases.nearness import Box
from wangge.cases.reports import Report
from wangge.cases.search import Filters, visible_page
from wangge.cases.tallies import open_counts, totals
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.cases.worklist import orders_for
from wangge.catalogue.models import Kind
from wangge.territory.actors import Actor, actor_for

CITY = "420500000000"
Call = Callable[[], int]


def answer(only: str = "") -> dict[str, dict[str, float]]:
    """Every question with its timing; ``only`` those with these words in their name."""
    questions = {name: calls for name, calls in _questions().items() if only in name}
    found = {}
    for name, calls in questions.items():
        found[name] = asdict(timed(calls))
        print(f"  {name}: {found[name]['ms']:.1f} ms", file=sys.stderr, flush=True)
    return found


def _questions() -> dict[str, list[Call]]:
    people = _people()
    lists = {
        f"list of {_length(who)}{what}, {who}": [_list_call(by, filters, _length(who)) for by in actors]
        for what, filters in (("", Filters()), (" open", Filters(open=True)), (" overdue", Filters(overdue=True)))
        for who, actors in people.items()
    }
    work = {
        f"own work by deadline, {who}": [_work_call(by) for by in people[who]]
        for who in ("unit clerk, large", "unit clerk, small", "grid worker", "handler")
    }
    return {**lists, **work, **_places(people), **_counts(people), **_single(people), **_sweeps()}


def _people() -> dict[str, list[Actor]]:
    named = {
        "centre operator": ["intake_operator"],
        "unit clerk, large": ["clerk-unit-0-0", "clerk-unit-0-1"],
        "unit clerk, small": ["clerk-unit-11-0", "clerk-unit-11-2"],
        "handler": ["handler-unit-0-0-0", "handler-unit-6-1-2"],
        "community worker": [f"community-{GROUNDS[7].code}", f"community-{GROUNDS[60].code}"],
    }
    now = timezone.now()
    found = {who: [actor_for(User.objects.get(username=name), now) for name in names] for who, names in named.items()}
    return {**found, "grid worker": [actor_for(user, now) for user in _workers(now)]}


def _workers(now: datetime) -> list[User]:
    """Of the five grids with the most overdue cases: whoever finds nothing is asked one statement less."""
    late = Case.objects.filter(open=True, stage_due_at__lt=now).values("grid_code")
    busiest = late.annotate(count=Count("pk")).order_by("-count", "grid_code").values_list("grid_code", flat=True)[:5]
    return list(User.objects.filter(postings__grid_code__in=list(busiest)).order_by("id"))


def _length(who: str) -> int:
    """Of ten thousand cases a grid has nine: a list of 50 would be compared with one that found a fifth of it."""
    return {"grid worker": 3, "handler": 15}.get(who, 50)


def _list_call(by: Actor, filters: Filters, limit: int) -> Call:
    return lambda: len(visible_page(filters, by=by, after=None, limit=limit).rows)


def _work_call(by: Actor) -> Call:
    return lambda: len(orders_for(by, limit=50))


def _places(people: dict[str, list[Actor]]) -> dict[str, list[Call]]:
    """Boxes of a square kilometre and of the city; duplicates of new cases and of a place."""
    boxes = [Box(x, y, x + 3 * STEP, y + 3 * STEP) for x, y in ((WEST, SOUTH), (WEST + 0.04, SOUTH + 0.05))]
    whole = Box(WEST - 1, SOUTH - 1, WEST + 1, SOUTH + 1)
    clerk, operator = people["unit clerk, large"][0], people["centre operator"][0]
    recent = list(Case.objects.select_related("minor__major").order_by("-id")[:2000:500])
    return {
        "map of 1 km², centre operator": [_map_call(operator, box, 15) for box in boxes],
        "map of the city, centre operator": [_map_call(operator, whole, 10)],
        "map of the city, unit clerk": [_map_call(clerk, whole, 10)],
        "likely duplicates": [_duplicates_call(case, operator) for case in recent],
        "near a place, to say me too": [_near_call(case) for case in recent],
    }


def _map_call(by: Actor, box: Box, zoom: int) -> Call:
    def call() -> int:
        shown = map_points(box=box, zoom=zoom, filters=Filters(), by=by)
        return len(shown.points) + sum(cluster.count for cluster in shown.clusters)

    return call


def _duplicates_call(case: Case, by: Actor) -> Call:
    return lambda: len(likely_duplicates(case, by=by))


def _near_call(case: Case) -> Call:
    assert case.minor is not None
    kind, code = case.minor.major.kind, case.minor.code
    return lambda: len(near(case.longitude, case.latitude, kind=kind, minor=code, at=case.reported_at))


def _counts(people: dict[str, list[Actor]]) -> dict[str, list[Call]]:
    operator, clerk = people["centre operator"][0], people["unit clerk, large"][0]
    today = timezone.localdate()
    month = [GROUNDS[0].subdistrict, GROUNDS[60].code, CITY]
    return {
        "open counts, city": [lambda: sum(row.count for row in open_counts(by=operator, area=CITY))],
        "open counts, a community": [lambda: sum(row.count for row in open_counts(by=operator, area=GROUNDS[5].code))],
        "open counts, unit clerk": [lambda: sum(row.count for row in open_counts(by=clerk, area=CITY))],
        "totals of a day": [
            lambda: sum(
                row.count
                for row in totals(month, today - timedelta(1), today, [Verb.REPORT, Verb.CLOSE, Verb.DISPATCH])
            )
        ],
    }


def _single(people: dict[str, list[Actor]]) -> dict[str, list[Call]]:
    operator, worker = people["centre operator"][0], people["grid worker"][0]
    clerk = people["unit clerk, large"][0]
    numbers = [case.number for case in Case.objects.order_by("-id")[:1000:250]]
    of_unit = [case.number for case in Case.objects.filter(unit__code="unit-0-0").order_by("-id")[:1000:250]]
    last = CaseStep.objects.order_by("-transaction", "-id")[100]
    cursor = Cursor(last.transaction, last.pk)
    return {
        "one case, centre operator": [_case_call(number, operator) for number in numbers],
        "one case, unit clerk": [_case_call(number, clerk) for number in of_unit],
        "a report": [_report_call(worker)],
        "a step": [_step_call(number, operator) for number in numbers],
        "the next steps by cursor": [lambda: len(steps_after(cursor, limit=100, by=operator)[0])],
    }


def _case_call(number: str, by: Actor) -> Call:
    def call() -> int:
        case = visible_case(number, by=by)
        return len(case.steps.all()) + len(case.orders.all()) + len(case.notes.all()) + len(case.photos.all()) and 1

    return call


def _report_call(by: Actor) -> Call:
    return lambda: len(report_case(report=a_report(uuid7()), by=by).case.number)


def _step_call(number: str, by: Actor) -> Call:
    def call() -> int:
        return comment_case(case=visible_case(number, by=by), note="已联系", by=by).version

    return call


def a_report(client_id: UUID, place: int = 0) -> Report:
    """As a grid worker's phone sends it, at one of 1,089 places."""
    column, row = place % 33, place // 33 % 33
    return Report(
        client_id=client_id,
        source=Source.GRID_WORKER,
        longitude=WEST + (column + 0.4) * STEP,
        latitude=SOUTH + (row + 0.6) * STEP,
        description="路口东侧人行道旁堆放垃圾，靠近公交站，已有两天",
        place_words="桥头路 12 号旁",
        kind=Kind.EVENT,
        minor="0101",
        condition="1",
    )


def _sweeps() -> dict[str, list[Call]]:
    at = timezone.now()
    return {
        "sweep: orders near their limit": [lambda: len(orders_nearing(at)[:100])],
        "sweep: orders overdue": [lambda: len(orders_overdue(at)[:100])],
        "sweep: desks near their limit": [lambda: len(desks_nearing(at)[:100])],
        "sweep: desks overdue": [lambda: len(desks_overdue(at)[:100])],
    }
