"""An installation for phones: a city, a server, and a note of the pieces of photos that came."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg

from benchmarks.caseload.installation import Installation, installed
from benchmarks.phone.pieces import NOTES


@contextmanager
def for_phones(database: str) -> Iterator[Installation]:
    """With tables and the city in it."""
    with installed(database, ["phone"]) as (here,):
        more = {"DJANGO_SETTINGS_MODULE": "benchmarks.phone.settings", NOTES: str(here.folder / "pieces")}
        own = replace(here, more=more)
        own.run("phone.prepared", make=True, phones=0)
        yield own


def taken_in(here: Installation) -> int:
    """How many things of phones the server has, and photos of them, together; read past it."""
    question = "SELECT (SELECT count(*) FROM fieldwork_item) + (SELECT count(*) FROM cases_photo)"
    if here.server:
        with psycopg.connect(here.database) as connection:
            row = connection.execute(question).fetchone()
            assert row is not None
            return int(row[0])
    with closing(sqlite3.connect(here.database.removeprefix("sqlite:///"), timeout=30)) as connection:
        return int(connection.execute(question).fetchone()[0])
