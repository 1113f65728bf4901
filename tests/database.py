"""Which database the tests run on: SQLite, or with ``--database=postgresql`` those that need one on PostgreSQL."""

import os
import shutil
from pathlib import Path

import pytest

from tests.postgresql import Server

_servers: list[Server] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="where rows are written")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before Django reads its settings; processes of the same run inherit the folder.

    Each process has a PostgreSQL of its own: what reads by cursor waits for every transaction of the server, and so
    for those of other tests.
    """
    os.environ.setdefault("WANGGE_TEST_RUN", str(os.getpid()))
    asked = early_config.known_args_namespace
    only_shares_out = bool(getattr(asked, "numprocesses", 0)) and "PYTEST_XDIST_WORKER" not in os.environ
    if asked.database == "postgresql" and not only_shares_out:
        _servers.append(Server())
        os.environ["WANGGE_DATABASE"] = _servers[0].url


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: shows something that only PostgreSQL does")
    config.addinivalue_line("markers", "both: a journey that is walked on PostgreSQL too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches a database; the rest would only be repeated."""
    chosen = _needs_database if config.getoption("database") == "postgresql" else _runs_on_sqlite
    other = [item for item in items if not chosen(item)]
    if other:
        config.hook.pytest_deselected(items=other)
        items[:] = [item for item in items if chosen(item)]


def _runs_on_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is None


def _needs_database(item: pytest.Item) -> bool:
    """Journeys look at pages in a browser: a few on both databases; what other pages do is tested there without one."""
    if "journeys" in item.path.parts:
        return item.get_closest_marker("both") is not None
    return bool({"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))) or bool(
        item.get_closest_marker("django_db")
    )


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    while _servers:
        _servers.pop().stop()
    if os.environ.get("WANGGE_TEST_RUN") != str(os.getpid()):
        return
    folder = os.environ.get("WANGGE_DATA")
    if folder and "wangge-tests-" in folder:
        shutil.rmtree(Path(folder), ignore_errors=True)
