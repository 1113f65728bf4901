"""An installation in a folder of its own, on SQLite or on a PostgreSQL database, and Python run inside it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from tests.postgresql import Server

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DATABASES = (SQLITE, POSTGRESQL)
# As it comes: every commit reaches the disk, 128 MB of shared buffers. Only loading may write ahead further.
_SETTINGS = ("max_connections=200", "max_wal_size=8GB")


@dataclass(frozen=True)
class Installation:
    """``folder`` is its WANGGE_DATA; ``server`` the process of PostgreSQL, None on SQLite."""

    folder: Path
    database: str
    server: int | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return DATABASES[self.server is not None]

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a process that works inside."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WANGGE_", "DJANGO_"))}
        here = {
            "WANGGE_DATA": str(self.folder),
            "WANGGE_DATABASE": self.database,
            "WANGGE_LANGUAGE": "en",
            "DJANGO_SETTINGS_MODULE": "benchmarks.caseload.settings",
        }
        return {**kept, **here, **self.more}

    def run(self, module: str, **asked: Any) -> Any:
        """``answer(**asked)`` of a module, in a process inside the installation; what it returned."""
        command = [sys.executable, "-m", "benchmarks.caseload.inside", module, json.dumps(asked)]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def installed(database: str, sizes: list[str]) -> Iterator[list[Installation]]:
    """Installations without tables, one for each name in ``sizes``; they and their server are gone afterwards."""
    with TemporaryDirectory(prefix="wangge-caseload-") as folder:
        if database == SQLITE:
            yield [_in_folder(Path(folder), size, "") for size in sizes]
            return
        server = Server(_SETTINGS)
        try:
            yield [_in_folder(Path(folder), size, _created(server, size), _process(server)) for size in sizes]
        finally:
            server.stop()


def _in_folder(folder: Path, size: str, database: str, server: int | None = None) -> Installation:
    own = folder / size
    (own / "static").mkdir(parents=True)
    return Installation(own, database or f"sqlite:///{own}/wangge.sqlite3", server)


def _created(server: Server, size: str) -> str:
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "cases_{size}"')
    return f"{server.url.rpartition('/')[0]}/cases_{size}"


def _process(server: Server) -> int:
    return int((server.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
