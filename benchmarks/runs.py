"""The command run on a town and judged from outside; again after a change; for the first time on a machine."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import command
from benchmarks.change import Change, changed
from benchmarks.command import Usage
from benchmarks.outside.verdict import Bounds, judge
from benchmarks.results import ChangeRow, DivideRow
from benchmarks.towns import write_town
from wangge.gridding.town import Town


def divide(file: Path, scratch: Path, search: str, former: Path | None = None) -> DivideRow:
    """``wangge divide`` on a GeoPackage; the plan is left in ``scratch`` as ``plan_of`` says."""
    plan, report = plan_of(file, scratch, search, former), scratch / "report.json"
    asked = ["--out", str(plan), "--report", str(report), "--search", search]
    usage = command.run(_divide(file, [*asked, *(["--previous", str(former)] if former else [])]))
    stages = (json.loads(report.read_text()).get("run") or {}).get("seconds", {})
    return DivideRow(search, usage, stages, judge(file, plan, Bounds(), former))


def plan_of(file: Path, scratch: Path, search: str, former: Path | None = None) -> Path:
    """Where the plan of such a run is."""
    return scratch / f"{file.stem}_{search}{'_again' if former else ''}.plan.gpkg"


def divide_again(town: Town, former: Path, change: Change, scratch: Path, seed: int) -> ChangeRow:
    """Change ``town``, of which ``former`` is a plan; divide it again, and from nothing to compare."""
    later = changed(town, change, seed)
    file = scratch / f"{change.name.split(':')[0]}.gpkg"
    file.unlink(missing_ok=True)
    write_town(later, file)
    again = divide(file, scratch, "short", former)
    nothing = divide(file, scratch, "short")
    compared = judge(file, plan_of(file, scratch, "short"), Bounds(), former)
    before, after = int(town.buildings.households.sum()), int(later.buildings.households.sum())
    return ChangeRow(change.name, before, after, again, replace(nothing, verdict=compared))


def first_and_second(file: Path, scratch: Path) -> tuple[Usage, Usage]:
    """The command where nothing is compiled yet, and once more with what the first run left."""
    empty = scratch / "nothing_compiled"
    asked = _divide(file, ["--out", str(scratch / "first.plan.gpkg")])
    first, second = (command.run(asked, {"NUMBA_CACHE_DIR": str(empty)}) for _ in range(2))
    return first, second


def _divide(file: Path, options: Sequence[str]) -> list[str]:
    return [*command.wangge(), "divide", str(file), *options]
