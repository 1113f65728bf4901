from django.db import connection

from tests.accounts.people import AT
from wangge.accounts.jobs import SWEEPS
from wangge.accounts.statistics import refresh_statistics


def test_sqlite_knows_its_indexes_after_the_sweep_and_postgresql_needs_none(city):
    if connection.vendor == "postgresql":
        assert refresh_statistics(AT) == 0
        return
    assert refresh_statistics(AT) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        assert ("territory_grid",) in cursor.fetchall()


def test_the_worker_does_so():
    assert refresh_statistics in [sweep.run for sweep in SWEEPS]
