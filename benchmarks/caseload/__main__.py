"""``python -m benchmarks.caseload [--size full] [--only PART]``: measures on both databases and writes the section."""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from benchmarks import whereabouts
from benchmarks.caseload import served
from benchmarks.caseload.client import Answer, Crowd
from benchmarks.caseload.installation import DATABASES, POSTGRESQL, Installation, installed
from benchmarks.caseload.results import Growth, OnDatabase, Result
from benchmarks.caseload.section import with_section
from benchmarks.machine import machine

_HERE = Path(__file__).parent
_PAGE = _HERE.parent.parent / "docs" / "reference" / "benchmarks.md"
_TURNS = 3
_SIZES = {"quick": (10_000,), "usual": (10_000, 1_000_000), "full": (10_000, 1_000_000, 10_000_000)}


def main() -> None:
    asked = _asked()
    result = Result(
        made=datetime.now(UTC).date().isoformat(),
        machine=machine(),
        databases=tuple(_on(database, _SIZES[asked.size]) for database in asked.databases),
        lookups=tuple(whereabouts.run()),
    )
    write(result, asked.page, asked.results)


def write(result: Result, page: Path, results: Path) -> None:
    """Keep every figure, and put the section at the end of the page."""
    results.write_text(json.dumps(asdict(result), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    before = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n"
    page.write_text(with_section(before, result), encoding="utf-8")
    print(f"{page} and {results} are written.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.caseload", description=__doc__)
    parser.add_argument("--size", choices=list(_SIZES), default=os.environ.get("BENCH_SIZE") or "usual")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--page", type=Path, default=_PAGE)
    parser.add_argument("--results", type=Path, default=_HERE / "results.json")
    return parser.parse_args()


def _on(database: str, sizes: Sequence[int]) -> OnDatabase:
    """What grows, the sizes in turns; then the loads, on the database of the smallest size."""
    with installed(database, [str(size) for size in sizes]) as here:
        for size, one in zip(sizes, here, strict=True):
            _say(f"{database}: {size:,} cases")
            one.run("fill", cases=size)
        return on_database(here[0], tuple(sizes), in_turns(here))


def in_turns(here: Sequence[Installation]) -> list[dict[str, dict[str, float]]]:
    """Every question of each size, asked size after size and over again: what else runs then meets all of them.

    Of each the cheapest turn counts.
    """
    rounds = []
    for number in range(_TURNS):
        _say(f"{here[0].name}: questions, turn {number + 1} of {_TURNS}")
        rounds.append([one.run("growth") for one in here])
    return [
        {question: min((turn[question] for turn in turns), key=itemgetter("ms")) for question in turns[0]}
        for turns in zip(*rounds, strict=True)
    ]


def on_database(here: Installation, sizes: tuple[int, ...], timings: list[dict[str, dict[str, float]]]) -> OnDatabase:
    """What one database shows: requests and loads in ``here``, and the timings of each size put side by side."""
    _say(f"{here.name}: requests")
    statements = here.run("requests")
    keys = here.run("prepared", keys=served.WRITERS)["keys"]
    costs = served.costs(here, keys)
    _say(f"{here.name}: {served.WRITERS} writers")
    many = (served.many(here, keys), _in_process(here))
    return OnDatabase(
        name=here.name,
        sizes=sizes,
        growth=tuple(_growth(question, timings) for question in timings[0]),
        costs=costs,
        statements=statements,
        many=many,
        reader=here.run("follower") if here.name == POSTGRESQL else {},  # SQLite has one writer at a time
    )


def _in_process(here: Installation) -> served.Many:
    before = here.run("prepared")
    done = here.run("writers", writers=served.WRITERS, each=served.EACH)
    crowd = Crowd(
        first=[Answer(201, number) for number in done["first"]] + [Answer(500, error) for error in done["errors"]],
        again=[(Answer(201, first), Answer(200, again)) for first, again in done["again"]],
        seconds=done["seconds"],
    )
    return served.judged("in one process", crowd, before, here.run("prepared"))


def _growth(question: str, timings: list[dict[str, dict[str, float]]]) -> Growth:
    rows = [timing[question] for timing in timings]
    return Growth(
        question=question,
        ms=tuple(row["ms"] for row in rows),
        database_ms=tuple(row["database_ms"] for row in rows),
        statements=int(max(row["statements"] for row in rows)),
        found=tuple(int(row["found"]) for row in rows),
    )


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
