"""``python -m benchmarks [--city FILE] [--towns FILE ...] [--quick]``: runs everything and writes the page."""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import comparison, engine, runs
from benchmarks.caseload.section import kept_section
from benchmarks.change import GROWTH, RENEWAL
from benchmarks.machine import machine
from benchmarks.results import OptimumRow, Result, SolverRow, TownResult
from benchmarks.table import page
from benchmarks.towns import FOLDER, Source, sources, write_town
from wangge.gridding.units import Units

_HERE = Path(__file__).parent
_PAGE = _HERE.parent / "docs" / "reference" / "benchmarks.md"
_QUICK_COMMUNITIES = 24  # compared in a quick run


def main() -> None:
    asked = _asked()
    with TemporaryDirectory(prefix="wangge-bench-") as folder:
        scratch = Path(folder)
        found = _result(sources(asked.city, asked.towns, scratch, quick=asked.quick), scratch, quick=asked.quick)
    asked.results.write_text(json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    asked.page.parent.mkdir(parents=True, exist_ok=True)
    kept = kept_section(asked.page.read_text(encoding="utf-8")) if asked.page.exists() else ""
    asked.page.write_text(page(found) + kept, encoding="utf-8")
    print(f"{asked.page} and {asked.results} are written.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--city", type=Path, help=f"a GeoPackage; default: city121.gpkg in the folder {FOLDER}")
    parser.add_argument("--towns", type=Path, nargs="*", default=[], help="extracts or GeoPackages")
    parser.add_argument("--quick", action="store_true", help="short search, fast peers, no towns but those given")
    parser.add_argument("--page", type=Path, default=_PAGE)
    parser.add_argument("--results", type=Path, default=_HERE / "results.json")
    return parser.parse_args()


def _result(every: Sequence[Source], scratch: Path, *, quick: bool) -> Result:
    searches = ["short"] if quick else ["short", "long"]
    towns = [_town(source, scratch, searches, quick=quick) for source in every]
    city = engine.town_of(every[0].path)
    file = _file(every[0], scratch)
    _say("divided again")
    scenarios = [RENEWAL] if quick else [RENEWAL, GROWTH]
    former = runs.plan_of(file, scratch, "short")
    changes = [runs.divide_again(city, former, change, scratch, comparison.SEED) for change in scenarios]
    _say("distance to proven optima")
    graphs = comparison.comparable(engine.graphs_of(city))
    distances: list[OptimumRow | None] = list(comparison.distances(graphs, searches, 6 if quick else 24))
    _say("the first run on a machine")
    first, second = runs.first_and_second(file, scratch)
    return Result(
        made=datetime.now(UTC).date().isoformat(),
        machine=machine(),
        quick=quick,
        towns=tuple(towns),
        changes=tuple(changes),
        optima=tuple(row for row in distances if row is not None),
        optima_without_proof=sum(row is None for row in distances),
        first=first,
        second=second,
    )


def _town(source: Source, scratch: Path, searches: Sequence[str], *, quick: bool) -> TownResult:
    _say(source.name)
    town, begun = engine.town_of(source.path), time.perf_counter()
    graphs = engine.graphs_of(town)
    seconds, compared = time.perf_counter() - begun, comparison.comparable(graphs)
    file = _file(source, scratch)
    return TownResult(
        name=source.name,
        communities=len(graphs),
        compared=len(compared),
        units=sum(len(units.size) for units in graphs),
        households=int(town.buildings.households.sum()),
        unit_seconds=seconds,
        solvers=tuple(_told(row) for row in comparison.rows(_sample(compared, quick=quick), searches, quick=quick)),
        divides=tuple(runs.divide(file, scratch, search) for search in searches),
    )


def _file(source: Source, scratch: Path) -> Path:
    """The town as a GeoPackage: what it is, or written once."""
    if source.path.suffix == ".gpkg":
        return source.path
    file = scratch / f"{source.name}.gpkg"
    if not file.exists():
        write_town(engine.town_of(source.path), file)
    return file


def _sample(graphs: Sequence[Units], *, quick: bool) -> Sequence[Units]:
    return graphs[:: max(1, len(graphs) // _QUICK_COMMUNITIES)] if quick else graphs


def _told(row: SolverRow) -> SolverRow:
    _say(f"  {row.name}: {row.missing or f'{row.wall:.1f} s'}")
    return row


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
