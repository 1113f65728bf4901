"""64 writers at once in one process, each with a connection of its own, every fifth report sent twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.utils import timezone
from uuid6 import uuid7

from benchmarks.caseload.growth import a_report
from wangge.accounts.models import User
from wangge.cases.actions.reporting import report_case
from wangge.territory.actors import Actor, actor_for

_REPEAT_EVERY = 5


def answer(writers: int, each: int) -> dict[str, object]:
    """Numbers of first reports, pairs of numbers of those that were sent twice, errors, and the seconds of all."""
    workers = User.objects.filter(postings__role="grid_worker").order_by("id")[:writers]
    people = [actor_for(user, timezone.now()) for user in workers]
    connection.close()
    start = Barrier(writers + 1)
    with ThreadPoolExecutor(writers) as pool:
        running = [pool.submit(_write, by, place * each, each, start) for place, by in enumerate(people)]
        start.wait(timeout=120)
        begun = time.perf_counter()
        done = [one.result() for one in running]
    return {
        "first": [number for first, _again, _errors in done for number in first],
        "again": [pair for _first, again, _errors in done for pair in again],
        "errors": [error for _first, _again, errors in done for error in errors],
        "seconds": time.perf_counter() - begun,
    }


def _write(by: Actor, place: int, each: int, start: Barrier) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    first, again, errors = list[str](), list[tuple[str, str]](), list[str]()
    start.wait(timeout=120)
    for number in range(each):
        report = a_report(uuid7(), place + number)
        try:
            first.append(report_case(report=report, by=by).case.number)
            if number % _REPEAT_EVERY == 0:
                repeat = report_case(report=report, by=by)
                again.append((first[-1], repeat.case.number if repeat.repeated else ""))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
            errors.append(repr(error))
        finally:
            connection.close()  # as at the end of a request
    return first, again, errors
