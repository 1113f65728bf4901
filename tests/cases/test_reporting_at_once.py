"""Many reports at the same moment, on real connections: none lost, none double."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from uuid6 import uuid7

from tests.cases.ways import DAY, a_report
from tests.city import City, at, build_city
from wangge.cases.actions.reporting import Reported, report_case
from wangge.cases.models import Case, CaseStep, Follower, Source

THREADS, EACH = 16, 5


@pytest.fixture
def committed_city(transactional_db: None) -> City:
    return build_city()


def at_once(city: City, ids: list[list[UUID]]) -> list[Reported]:
    """A thread for each list of ids; each sends its reports one after the other."""
    by, start = city.actor("xu", at(DAY)), Barrier(len(ids))

    def send(own: list[UUID]) -> list[Reported]:
        try:
            start.wait(timeout=60)
            reports = [a_report(source=Source.VOLUNTEER, client_id=one) for one in own]
            return [report_case(report=report, by=by) for report in reports]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ids)) as pool:
        return [done for sent in pool.map(send, ids) for done in sent]


def test_of_many_reports_at_once_none_is_lost_and_none_is_double(committed_city: City):
    done = at_once(committed_city, [[uuid7() for _ in range(EACH)] for _ in range(THREADS)])
    assert len({one.case.pk for one in done}) == Case.objects.count() == THREADS * EACH
    assert CaseStep.objects.count() == 2 * THREADS * EACH
    assert not any(one.repeated for one in done)


def test_the_same_report_eight_times_at_once_is_one_case(committed_city: City):
    done = at_once(committed_city, [[one] for one in [uuid7()] * 8])
    assert len({(one.case.pk, one.token) for one in done}) == 1
    assert sum(not one.repeated for one in done) == 1
    assert (Case.objects.count(), CaseStep.objects.count(), Follower.objects.count()) == (1, 2, 1)
