"""Cases by the million, straight into the tables: 10,000 of them open, most among the newest, the rest ended.

Five thousand are reported a day, so that more of them is a longer history of the same city. What is drawn comes from
the id, by multiplication, so that every run writes the same.
"""

import sys
import time
from collections.abc import Sequence

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.caseload import dialect
from benchmarks.caseload.city import CLASSES, HANDLERS, KINDS, build_city, spots
from wangge.accounts.models import User
from wangge.catalogue.models import Calendar, MinorClass
from wangge.territory.models import Grid, GridPlan, Organisation

OPEN = 10_000
A_DAY = 5_000
_NEW, _RECENT, _LATE = 19_000, 200_000, 362  # every second of the newest is open, and every 362nd of the recent
_AT_ONCE = 500_000
_SECONDS = 86_400 / A_DAY

# What a case of each state has, twenty slots each: the share of the open, and of the ended ones.
_OPEN_STATES = {
    "verifying": 2, "reported": 1, "taken_in": 1, "filed": 1, "returned": 1, "dispatched": 3, "in_progress": 6,
    "suspended": 1, "checking": 2, "rework": 1, "checked": 1,
}  # fmt: skip
_ENDED_STATES = {"closed": 17, "merged": 1, "not_filed": 1, "void": 1}
_PART = {
    "dispatched": "waiting", "in_progress": "accepted", "suspended": "accepted", "rework": "accepted",
    "checking": "done", "checked": "done", "closed": "done", "returned": "sent_back", "void": "cancelled",
}  # fmt: skip
_CHECK = {"checking": "waiting", "checked": "done", "closed": "done"}
_VERBS = ("report", "dispatch", "resolve", "close", "file")
_FLOW_DAYS = 400  # what the centre can look back is less
# verb: the stage that it ends; each by the units of the area where it is theirs
_FLOWS = {"report": "", "mark_overdue": "", "comment": "",
          "take_in": "reported", "file": "taken_in", "dispatch": "filed",
          "verify": "verifying", "redispatch": "returned", "check": "checking", "close": "checked"}  # fmt: skip
_UNIT_FLOWS = {"acknowledge": "dispatched", "resolve": "in_progress", "resume": "suspended", "return": "dispatched"}


def answer(cases: int) -> dict[str, float]:
    """Make the tables, the city and so many cases; the seconds it took."""
    begun = time.perf_counter()
    call_command("migrate", run_syncdb=True, verbosity=0)
    build_city()
    _places()
    now = int(time.time())
    with dialect.loading():
        for first in range(1, cases + 1, _AT_ONCE):
            last = min(first + _AT_ONCE - 1, cases)
            for statement in (_cases(first, last, cases, now), *_orders(first, last), _steps(first, last)):
                _run(statement)
            _run(_followers(first, last))
            print(f"  {last:,} cases, {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        _run(_tallies(max(1, cases // A_DAY), now))
        for statement in _flows(min(_FLOW_DAYS, max(1, cases // A_DAY)), now):
            _run(statement)
        _count_on()
    return {"seconds": time.perf_counter() - begun}


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _places() -> None:
    """What a case draws from: spots with their worker, and classes with their units."""
    workers = dict(User.objects.filter(postings__role="grid_worker").values_list("postings__grid_code", "id"))
    plan = GridPlan.objects.get().pk
    rows = [(*spot, workers[spot[5]], plan) for spot in spots()]
    assert len(rows) % Grid.objects.count() == 0
    _table("bench_spot", "n bigint PRIMARY KEY, longitude double precision, latitude double precision, place bigint, "
           "community varchar(12), grid varchar(15), reach int, worker bigint, plan bigint", rows)  # fmt: skip
    _run("CREATE INDEX bench_spot_grid ON bench_spot (grid, worker)")
    minors = list(
        MinorClass.objects.order_by("id").values_list("id", "filing_conditions", "closure_conditions", "owner_kind")
    )
    clerks = dict(User.objects.filter(postings__role="unit_clerk").values_list("postings__organisation", "id"))
    units = {unit.code: (unit.pk, clerks[unit.pk] + 1) for unit in Organisation.objects.filter(kind="responsible_unit")}
    classes = [
        (number, reach, *minor[:3], *units[f"unit-{number * KINDS // CLASSES}-{reach}"])
        for number, minor in enumerate(minors)
        for reach in range(3)
    ]
    _table("bench_class", "n int, reach int, minor bigint, condition bigint, closure bigint, unit bigint, "
           "handler bigint, PRIMARY KEY (n, reach)", classes)  # fmt: skip


def _table(name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # one commit, not one a row
        cursor.execute(f"CREATE TABLE {name} ({columns})")
        cursor.executemany(f"INSERT INTO {name} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)


def _cases(first: int, last: int, cases: int, now: int) -> str:
    """``seconds`` is when it was reported."""
    columns = {**_what_and_where(), **_who_and_when(now)}
    newest = f"id > {cases - _NEW} AND id % 2 = 0"
    recent = f"id > {cases - _RECENT} AND id <= {cases - _NEW} AND id % {_LATE} = 0"
    is_open = f"({newest} OR {recent})" if cases > _RECENT else f"id > {cases - OPEN}"
    draws = ", ".join(
        f"((id * {factor}) / 128) % 100003 AS draw{place}"
        for place, factor in enumerate((2654435761, 1597334677, 3812015801, 958689613), start=1)
    )
    skewed = f"(draw2 * draw2 / 100003 * {CLASSES} / 100003)"  # some classes are far more frequent than others
    return f"""
        INSERT INTO cases_case ({", ".join(f'"{name}"' for name in columns)})
        {dialect.series(first, last)},
        drawn AS (SELECT id, ({is_open}) AS open, {draws} FROM n),
        cased AS (SELECT drawn.*, {now} - ({cases} - id) * {_SECONDS} AS seconds,
            CASE WHEN open THEN {_state(_OPEN_STATES)} ELSE {_state(_ENDED_STATES)} END AS state FROM drawn)
        SELECT {", ".join(columns.values())}
        FROM cased JOIN bench_spot ON bench_spot.n = (draw1 * 3 + id) % {len(spots())}
        JOIN bench_class ON bench_class.n = {skewed} AND bench_class.reach = bench_spot.reach
    """


def _what_and_where() -> dict[str, str]:
    """Three of five are reported by the worker of the grid."""
    return {
        "id": "id", "state": "state", "open": "open", "version": "4", "level": "'city'",
        "source": "CASE WHEN draw3 % 5 < 3 THEN 'grid_worker' ELSE 'resident' END",
        "sender": "CASE WHEN draw3 % 5 < 3 THEN 'user:' || worker ELSE 'public' END",
        "client_id": dialect.uuid("id"), "body_hash": f"{dialect.hexed('id', 64)}", "on_behalf": "FALSE",
        "description": "'路口东侧人行道旁堆放垃圾，靠近公交站，已有两天 ' || id", "longitude": "longitude",
        "latitude": "latitude", "place_code": "place", "place_words": "'桥头路 ' || (id % 400) || ' 号旁'",
        "grid_code": "grid", "inside_dwelling": "FALSE", "urgent": "draw4 % 20 = 0",
        "reported_at": dialect.moment("seconds"),
        "reported_by_id": "CASE WHEN draw3 % 5 < 3 THEN worker END", "community_id": "community", "plan_id": "plan",
        "minor_id": "minor", "condition_id": "condition", "closure_id": "CASE WHEN state = 'closed' THEN closure END",
        "outcome": "CASE WHEN state = 'closed' THEN 'fixed' ELSE '' END",
    }  # fmt: skip


def _who_and_when(now: int) -> dict[str, str]:
    """48 hours are a class's limit, so some are late."""
    filed = f"state IN ({_words(_PART)}, 'filed')"
    at_unit = f"state IN ({_words(_PART)})"
    done = f"state IN ({_words(_CHECK)})"
    due = "CASE WHEN open THEN " + dialect.moment(f"{now} + (draw4 % 96 - 12) * 3600") + " ELSE "
    due += dialect.moment("seconds + 172800") + " END"
    after = {"filed": 1800, "sent": 3600, "done": 90_000, "checked": 120_000, "ended": 130_000}
    said = {name: dialect.moment(f"seconds + {seconds}") for name, seconds in after.items()}
    return {
        "unit_id": f"CASE WHEN {at_unit} THEN unit END",
        "handler_id": f"CASE WHEN {at_unit} AND state <> 'dispatched' THEN handler + draw4 % {HANDLERS} END",
        "resolved_by_id": f"CASE WHEN {done} THEN handler + draw4 % {HANDLERS} END",
        "checked_by_id": "CASE WHEN state IN ('checked', 'closed') THEN worker END",
        "calendar_id": f"CASE WHEN {at_unit} THEN {Calendar.objects.get().pk} END",
        "filed_at": f"CASE WHEN {filed} THEN {said['filed']} END",
        "dispatched_at": f"CASE WHEN {at_unit} THEN {said['sent']} END",
        "original_due_at": f"CASE WHEN {at_unit} THEN {due} END", "due_at": f"CASE WHEN {at_unit} THEN {due} END",
        "stage_due_at": f"CASE WHEN open AND state <> 'suspended' THEN {due} END",
        "resolved_at": f"CASE WHEN {done} THEN {said['done']} END",
        "checked_at": f"CASE WHEN state IN ('checked', 'closed') THEN {said['checked']} END",
        "closed_at": f"CASE WHEN state = 'closed' THEN {said['ended']} END",
        "ended_at": f"CASE WHEN NOT open THEN {said['ended']} END",
        **dict.fromkeys(("returns", "reworks", "extensions", "suspensions", "reopenings"), "0"),
        "needs_coordination": "state = 'returned' AND draw4 % 4 = 0",
        **dict.fromkeys(("supervised", "exempt"), "FALSE"),
    }  # fmt: skip


def _words(names: object) -> str:
    return ", ".join(f"'{name}'" for name in names)  # type: ignore[attr-defined]  # any names


def _state(shares: dict[str, int]) -> str:
    slots, whens = 0, []
    for state, share in shares.items():
        slots += share
        whens.append(f"WHEN draw3 % 20 < {slots} THEN '{state}'")
    return f"CASE {' '.join(whens)} END"


def _orders(first: int, last: int) -> list[str]:
    columns = (
        '"case_id", "kind", "state", "unit_id", "lead", "holder_id", "grid_code", "ordered_at", "accepted_at", '
        '"done_at", "limit", "limit_unit", "calendar_id", "original_due_at", "due_at", "extensions", "result", '
        '"case_open"'
    )
    due = "COALESCE(due_at, reported_at)"
    rest = f"2, 'work_day', {Calendar.objects.get().pk}, {due}, {due}, 0, '', open"
    worker = "(SELECT worker FROM bench_spot WHERE grid = grid_code LIMIT 1)"
    verifying = "CASE WHEN state = 'verifying' THEN 'waiting' ELSE 'done' END"
    kinds = {
        f"state IN ({_words(_PART)})": f"'part', {_mapped(_PART)}, unit_id, TRUE, handler_id, '', "
        f"dispatched_at, dispatched_at, resolved_at, {rest}",
        f"state IN ({_words(_CHECK)})": f"'check', {_mapped(_CHECK)}, NULL, FALSE, {worker}, grid_code, "
        f"resolved_at, checked_at, checked_at, {rest}",
        f"source = 'resident' AND state IN ({_words(_PART)}, 'verifying')": f"'verify', {verifying}, NULL, FALSE, "
        f"{worker}, grid_code, reported_at, filed_at, filed_at, {rest}",
    }
    return [
        f"INSERT INTO cases_order ({columns}) SELECT id, {what} FROM cases_case "
        f"WHERE id BETWEEN {first} AND {last} AND {which}"
        for which, what in kinds.items()
    ]


def _mapped(states: dict[str, str]) -> str:
    return "CASE state " + " ".join(f"WHEN '{one}' THEN '{other}'" for one, other in states.items()) + " END"


def _steps(first: int, last: int) -> str:
    """The first step of each, and the last: what lies between is read by case alone, and would only be more of it."""
    return f"""
        INSERT INTO cases_casestep
            ("case_id", "serial", "verb", "before", "after", "at", "by_id", "role", "unit_id", "reason")
        SELECT id, serial, CASE WHEN serial = 1 THEN 'report' WHEN state = 'closed' THEN 'close'
                WHEN state = 'returned' THEN 'return' ELSE 'file' END,
            CASE WHEN serial = 1 THEN '' ELSE 'reported' END, CASE WHEN serial = 1 THEN 'reported' ELSE state END,
            CASE WHEN serial = 1 THEN reported_at ELSE COALESCE(ended_at, filed_at, reported_at) END,
            reported_by_id, 'grid_worker', CASE WHEN serial = 1 THEN NULL ELSE unit_id END, ''
        FROM cases_case, (SELECT 1 AS serial UNION ALL SELECT 4) AS serials WHERE id BETWEEN {first} AND {last}
        ORDER BY id, serial
    """


def _followers(first: int, last: int) -> str:
    digest = f"{dialect.hexed('(id * 2654435761) % 4294967296', 8)} || {dialect.hexed('id', 56)}"
    return f"""
        INSERT INTO cases_follower
            ("case_id", "user_id", "reporter", "channel", "may_call", "language", "token_digest", "contact_digest",
            "since")
        SELECT id, reported_by_id, TRUE, CASE WHEN reported_by_id IS NULL THEN '' ELSE 'inbox' END, FALSE, 'zh_Hans',
            {digest}, '', reported_at
        FROM cases_case WHERE id BETWEEN {first} AND {last}
    """


def _tallies(days: int, now: int) -> str:
    verbs = " UNION ALL ".join(f"SELECT '{verb}' AS verb" for verb in _VERBS)
    codes = " UNION ALL ".join(f"SELECT '{code}' AS code" for code in ("0101", "0102", "0103"))
    return f"""
        INSERT INTO cases_tally ("day", "community", "verb", "kind", "class_code", "count")
        {dialect.series(0, days - 1)}
        SELECT {dialect.day(f"{now} - n.id * 86400")}, territory_area.code, verb, 'event', codes.code, 10
        FROM n, territory_area, ({verbs}) AS verbs, ({codes}) AS codes WHERE territory_area.kind = 'community'
    """


def _flows(days: int, now: int) -> list[str]:
    """Every area every day; a third of the units works in a community, all of them in wider areas."""
    spans = [f"span_{place}" for place in range(12)]
    columns = ", ".join(("area", "day", "verb", "stage", "unit", "count", "late", "seconds", *spans))
    figures = ", ".join(("24", "3", "86400", *["2"] * len(spans)))
    day = dialect.day(f"{now} - n.id * 86400")
    units = "territory_organisation.kind = 'responsible_unit' AND (territory_area.kind <> 'community' "
    units += "OR territory_organisation.id % 3 = 0)"
    tables = {
        "0": ("FROM n, territory_area, flows", _FLOWS),
        "territory_organisation.id": (
            f"FROM n, territory_area, flows, territory_organisation WHERE {units}",
            _UNIT_FLOWS,
        ),
    }
    return [
        f"INSERT INTO cases_flowtally ({columns}) {dialect.series(0, days - 1)}, flows AS ("
        + " UNION ALL ".join(f"SELECT '{verb}' AS verb, '{stage}' AS stage" for verb, stage in flows.items())
        + f") SELECT territory_area.code, {day}, verb, stage, {unit}, {figures} {source}"
        for unit, (source, flows) in tables.items()
    ]


def _count_on() -> None:
    """Ids that were given by hand are behind the counter of PostgreSQL."""
    if not dialect.is_sqlite():
        _run("SELECT setval(pg_get_serial_sequence('cases_case', 'id'), (SELECT max(id) FROM cases_case))")
