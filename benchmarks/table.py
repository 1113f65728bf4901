"""A result as a page of the reference. Says what was found, decides nothing."""

from collections.abc import Iterable, Sequence

from benchmarks.command import Usage
from benchmarks.results import ChangeRow, DivideRow, OptimumRow, Result, SolverRow, TownResult

_SOLVERS = (
    "solver",
    "communities",
    "in bounds",
    "deviation mean / max",
    "broken",
    "Polsby-Popper",
    "street share",
    "priced cut km",
    "wall s",
    "CPU s",
    "remark",
)
_JUDGED = (
    "run",
    "grids",
    "in bounds",
    "deviation mean / max",
    "Polsby-Popper mean / p10",
    "street share",
    "priced cut km",
    "faults",
    "stages s",
    "wall s",
    "CPU s",
    "peak MB",
)
_CHANGES = (
    "change",
    "run",
    "households",
    "moved",
    "with the best names",
    "in bounds",
    "deviation mean",
    "faults",
    "stages s",
    "wall s",
)


def page(result: Result) -> str:
    """The whole page, Markdown."""
    parts = [_head(result), *(_town(town) for town in result.towns), _changes(result.changes)]
    return "\n\n".join([*parts, _optima(result), _first(result.first, result.second)]) + "\n"


def grid(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _head(result: Result) -> str:
    told = "; ".join(f"{name} {value}" for name, value in result.machine.items())
    kind = "A quick run: fewer solvers, fewer communities." if result.quick else "A full run."
    return (
        f"# Benchmarks\n\nWritten by `python -m benchmarks` on {result.made}; every figure is in "
        f"`benchmarks/results.json`. {kind}\n\nMachine and versions: {told}.\n\n"
        "Solvers get the same units and, in each community, the number of grids that the engine chose; one scorer "
        "reads their labels. Only communities that some number of grids fits are compared. The command's plans are "
        "judged by `benchmarks/outside`, which reads the input and the output file and nothing of the engine. Shares "
        "and indices run from 0 to 1; faults are broken, invalid or crossing grids, gaps and overlaps, buildings in "
        "none, in two or listed elsewhere, and sizes told wrong, added up.\n\n"
        "city121 is a synthetic city, frozen for comparison; liechtenstein, north-bayreuth and test (a small town that "
        "the package pyrosm carries) are extracts of OpenStreetMap, © OpenStreetMap contributors, ODbL."
    )


def _town(town: TownResult) -> str:
    head = (
        f"## {town.name}\n\ncommunities: {town.communities} ({town.compared} compared), {town.units:,} units, "
        f"{town.households:,} households; the units took {town.unit_seconds:.1f} s on one core."
    )
    solvers = grid(_SOLVERS, [_solver(row) for row in town.solvers])
    judged = grid(_JUDGED, [_judged(f"`wangge divide --search {row.search}`", row) for row in town.divides])
    return f"{head}\n\n{solvers}\n\nThe command, judged from outside:\n\n{judged}"


def _solver(row: SolverRow) -> list[str]:
    name = f"{row.name} {row.version}".strip()
    score = row.score
    if score is None:
        return [name, "", *[""] * (len(_SOLVERS) - 3), row.missing]
    return [
        name,
        str(row.communities),
        f"{score.in_bounds:.3f}",
        f"{score.deviation_mean:.3f} / {score.deviation_max:.3f}",
        str(score.broken),
        f"{score.polsby_popper:.3f}",
        f"{score.street_share:.3f}",
        f"{score.priced_cut_km:.1f}",
        f"{row.wall:.1f}",
        f"{row.cpu:.1f}",
        row.remark,
    ]


def _judged(name: str, row: DivideRow) -> list[str]:
    found, used = row.verdict, row.usage
    return [
        name,
        str(found.grids),
        f"{found.in_bounds:.3f}",
        f"{found.deviation_mean:.3f} / {found.deviation_max:.3f}",
        f"{found.polsby_popper_mean:.3f} / {found.polsby_popper_p10:.3f}",
        f"{found.street_share:.3f}",
        f"{found.priced_cut_km:.1f}",
        _faults(row),
        _stages(row),
        f"{used.wall:.1f}",
        f"{used.cpu:.1f}",
        f"{used.peak_mb:.0f}",
    ]


def _faults(row: DivideRow) -> str:
    found = row.verdict
    areas = int(found.gap_m2 > 0) + int(found.overlap_m2 > 0)
    buildings = found.buildings_in_none + found.buildings_in_two + found.buildings_elsewhere
    return str(found.broken + found.invalid + found.across + areas + buildings + found.sizes_told_wrong)


def _stages(row: DivideRow) -> str:
    return ", ".join(f"{name} {seconds:.1f}" for name, seconds in row.stages.items())


def _changes(rows: Sequence[ChangeRow]) -> str:
    lines = [
        line
        for row in rows
        for line in (
            _change(row, "from the former plan", row.again),
            _change(row, "from nothing", row.from_nothing),
        )
    ]
    return (
        "## Divided again\n\nFive of a hundred buildings change: half of them fall, others rise. Moved is the share of "
        f"the surviving households whose grid has another code; with the best names, if codes had been handed on so "
        f"that fewest move, which is what a division from nothing can be held to.\n\n{grid(_CHANGES, lines)}"
    )


def _change(row: ChangeRow, name: str, run: DivideRow) -> list[str]:
    found = run.verdict
    return [
        row.change,
        name,
        f"{row.households:,} → {row.households_after:,}",
        f"{100 * (found.moved or 0):.2f} %",
        f"{100 * (found.moved_at_best or 0):.2f} %",
        f"{found.in_bounds:.3f}",
        f"{found.deviation_mean:.3f}",
        _faults(run),
        _stages(run),
        f"{run.usage.wall:.1f}",
    ]


def _optima(result: Result) -> str:
    by_search: dict[str, list[OptimumRow]] = {}
    for row in result.optima:
        by_search.setdefault(row.search, []).append(row)
    lines = [
        [
            search,
            str(len(rows)),
            f"{min(row.units for row in rows)}-{max(row.units for row in rows)}",
            f"{sum(row.sets for row in rows):,}",
            f"{100 * sum(row.above for row in rows) / len(rows):.2f} %",
            f"{100 * max(row.above for row in rows):.2f} %",
            str(sum(not row.in_bounds for row in rows)),
        ]
        for search, rows in by_search.items()
    ]
    head = ("search", "cases", "units", "connected sets", "above the optimum, mean", "worst", "out of bounds")
    return (
        "## Distance to proven optima\n\nPieces of communities, every connected set in bounds, set partitioning by "
        "HiGHS, the engine's own objective and weights, the number of grids that the engine chose. "
        f"Without a proof in time: {result.optima_without_proof}.\n\n{grid(head, lines)}"
    )


def _first(first: Usage, second: Usage) -> str:
    head = ("run", "wall s", "CPU s", "peak MB")
    lines = [
        [name, f"{used.wall:.1f}", f"{used.cpu:.1f}", f"{used.peak_mb:.0f}"]
        for name, used in (("nothing compiled yet", first), ("the next one", second))
    ]
    return f"## The first run on a machine\n\n{grid(head, lines)}"
