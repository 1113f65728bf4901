"""The results as the last section of the page of benchmarks. Says what was found, decides nothing."""

from collections.abc import Sequence

from benchmarks import whereabouts
from benchmarks.caseload.results import Growth, OnDatabase, Result
from benchmarks.table import grid

HEAD = "## The case loop"
_BEFORE = ("## Screens", "## The phone")  # sections that others write, before this one
CPU_BAR, RATIO_BAR, GROWTH_BAR = 18.0, 3.0, 1.5


def with_section(page: str, result: Result) -> str:
    """The page with this section in the place of an older one."""
    return f"{page.partition(HEAD)[0].rstrip()}\n\n{section(result)}\n"


def kept_section(page: str) -> str:
    """The sections of a page that is written anew, to be put back; empty where there are none."""
    first = min((place for head in (*_BEFORE, HEAD) if (place := page.find(f"\n{head}\n")) >= 0), default=len(page))
    return page[first:]


def section(result: Result) -> str:
    told = "; ".join(f"{name} {value}" for name, value in result.machine.items())
    head = (
        f"{HEAD}\n\nWritten by `python -m benchmarks.caseload` on {result.made}; every figure is in "
        f"`benchmarks/caseload/results.json`. Machine and versions: {told}. Times are of CPU, the application's and "
        "PostgreSQL's together, because other programs ran on the machine; seconds at 64 writers are of the clock. "
        f"{result.remark}".rstrip()
    )
    parts = [
        head,
        _costs(result.databases),
        _many(result.databases),
        *(_growth(one) for one in result.databases if one.growth),
        _readers(result.databases),
        f"### From a point to its grid\n\n{whereabouts.table(result.lookups)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _costs(every: Sequence[OnDatabase]) -> str:
    lines = []
    for one in every:
        if one.costs is None:
            continue
        for name, cost in (("report a case", one.costs.report), ("plain view, two INSERTs", one.costs.plain)):
            share = f"{cost.all / one.costs.plain.all:.1f} ×"
            lines.append([one.name, name, *(f"{ms:.1f}" for ms in (cost.application, cost.database, cost.all)), share])
    head = ("database", "request", "application ms", "PostgreSQL ms", "together", "beside the plain view")
    asked = "; ".join(
        f"{one.name}: " + ", ".join(f"{name} {count}" for name, count in one.statements.items())
        for one in every
        if one.statements
    )
    return (
        "### What a report costs\n\n`wangge serve` on a loopback port, asked from another process over one connection: "
        "`POST /api/v1/cases` with a phone's key, in turns with a plain Django view that reads JSON and writes two "
        f"rows. Bars: {CPU_BAR:.0f} ms, and {RATIO_BAR:.0f} × the plain view.\n\n{grid(head, lines)}\n\n"
        f"SQL statements of a whole request, BEGIN and COMMIT not counted. {asked}."
    )


def _many(every: Sequence[OnDatabase]) -> str:
    rates = ("database", "way", "reports", "seconds", "a second")
    faults = ("failed", "lost", "double", "repeats with another number", "broken histories")
    lines = [
        [one.name, row.way, f"{row.reports:,}", f"{row.seconds:.1f}", f"{row.a_second:.0f}"]
        + [
            str(fault)
            for fault in (row.failed, row.lost, row.double, row.repeats_with_another_number, row.broken_steps)
        ]
        for one in every
        for row in one.many
    ]
    return (
        "### 64 writers at once\n\n20 reports each, every fifth sent twice, as by a phone that got no answer. "
        f"Everything after the rate has to be 0.\n\n{grid((*rates, *faults), lines)}"
    )


def _growth(one: OnDatabase) -> str:
    sizes = [f"{size:,}" for size in one.sizes]
    head = ("question", "statements", *(f"ms at {size}" for size in sizes), "found", "last beside first")
    lines = [_line(row) for row in one.growth]
    beyond = sum(row.ratio > GROWTH_BAR for row in one.growth)
    return (
        f"### What grows with the number of cases: {one.name}\n\n10,000 cases are open at each size, most of them "
        f"among the newest; a larger size is a longer history of the same city. Bar: {GROWTH_BAR} ×; beyond it: "
        f"{beyond} of {len(lines)}. Lists of grid workers are of 3, in the five grids with the most overdue cases: the "
        f"same number is found at each size, though of ten thousand cases a grid has nine.\n\n{grid(head, lines)}"
    )


def _line(row: Growth) -> list[str]:
    found = " / ".join(f"{count:,}" for count in row.found)
    return [row.question, str(row.statements), *(f"{ms:.1f}" for ms in row.ms), found, f"{row.ratio:.2f} ×"]


def _readers(every: Sequence[OnDatabase]) -> str:
    lines = [
        [
            one.name,
            *(str(one.reader[name]) for name in ("written", "seen_while_one_waited", "seen", "seen_twice", "missed")),
        ]
        for one in every
        if one.reader
    ]
    if not lines:
        return ""
    head = ("database", "steps written", "read while one waited", "read in the end", "twice", "missed")
    return (
        "### A reader beside a transaction that stays open\n\nOne report is written first and committed last, a "
        f"hundred others meanwhile.\n\n{grid(head, lines)}"
    )
