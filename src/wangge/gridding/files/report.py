"""The report of a division as JSON: every measure, what is outside the band and why, workload, lineage.

Its keys are promised to readers: docs/reference/report.md. The terminal's table is in terminal.py.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from wangge.gridding.band import Band
from wangge.gridding.figures import GridFigures
from wangge.gridding.files.atomic import replacing
from wangge.gridding.lineage import Lineage
from wangge.gridding.measure import Measures
from wangge.gridding.plan import Plan
from wangge.gridding.town import Town
from wangge.gridding.workload import (
    COMMITTEE_HOUSEHOLDS,
    COMMITTEE_PEOPLE,
    GRID_HOUSEHOLDS,
    GRID_PEOPLE,
    SUBDISTRICT_PEOPLE,
    Workload,
)
from wangge.language import _

SCHEMA = "wangge-report-1"

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True)
class Run:
    """How the command ran; what it was told and what it took."""

    search: str
    seed: int
    seconds: dict[str, float]  # by stage, "all" for the whole
    peak_mb: float


@dataclass(frozen=True)
class Findings:
    """Everything that is told about one division."""

    town: Town
    plan: Plan
    band: Band
    measures: Measures
    figures: GridFigures
    workload: Workload
    lineage: Lineage | None = None  # with a former plan only
    run: Run | None = None


@dataclass(frozen=True)
class OutOfBand:
    """A grid whose size lies outside the band, with the reason for a person."""

    code: str
    community: str
    households: int
    people: int
    dedicated: bool
    reason: str


def out_of_band(findings: Findings) -> tuple[OutOfBand, ...]:
    """The grids outside the band, dedicated ones included, in the order of codes."""
    plan, figures = findings.plan, findings.figures
    rows = sorted(np.flatnonzero(~figures.in_band).tolist(), key=lambda row: str(plan.code[row]))
    return tuple(
        OutOfBand(
            code=str(plan.code[row]),
            community=str(findings.town.communities.name[plan.community[row]]),
            households=int(figures.households[row]),
            people=int(figures.people[row]),
            dedicated=bool(plan.dedicated[row]),
            reason=_reason(row, plan),
        )
        for row in rows
    )


def _reason(row: int, plan: Plan) -> str:
    if plan.note[row]:
        return str(plan.note[row])
    return _("dedicated: given beforehand and kept whole") if plan.dedicated[row] else _("no reason is recorded")


def report(findings: Findings) -> dict[str, Json]:
    """The whole report, ready for ``json``: finite numbers only, what is not known is null."""
    town, plan = findings.town, findings.plan
    name_of_code = dict(zip(town.communities.code.tolist(), town.communities.name.tolist(), strict=True))
    infeasible = [
        {"code": code, "name": name_of_code.get(code, ""), "reason": reason}
        for code, reason in sorted(plan.infeasible.items())
    ]
    whole: dict[str, Json] = {
        "schema": SCHEMA,
        "town": town.name,
        "band": asdict(findings.band),
        "run": asdict(findings.run) if findings.run else None,
        "measures": asdict(findings.measures),
        "grids_out_of_band": [asdict(grid) for grid in out_of_band(findings)],
        "infeasible_communities": infeasible,
        "notices": [asdict(notice) for notice in town.notices],
        "benchmarks": _benchmarks(),
        "workload": asdict(findings.workload),
        "lineage": asdict(findings.lineage) if findings.lineage else None,
    }
    return {key: _finite(value) for key, value in whole.items()}


def write_report(path: Path, findings: Findings) -> None:
    """Write the report as UTF-8: a reader sees the former file or the whole new one. TownError if that cannot be."""
    text = json.dumps(report(findings), ensure_ascii=False, allow_nan=False, indent=1)
    with replacing(path) as draft:
        draft.write_text(text + "\n", encoding="utf-8")


def _benchmarks() -> dict[str, Json]:
    return {
        "subdistrict_people": list(SUBDISTRICT_PEOPLE),
        "committee_people": COMMITTEE_PEOPLE,
        "committee_households": COMMITTEE_HOUSEHOLDS,
        "grid_people": GRID_PEOPLE,
        "grid_households": GRID_HOUSEHOLDS,
    }


def _finite(value: Json) -> Json:
    """The same, with null for every number that JSON cannot write."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(inner) for inner in value]
    return value
