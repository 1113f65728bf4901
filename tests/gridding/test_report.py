import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from tests.gridding.hand_made import FIRST, SECOND, box, plan_of, texts, town_of
from wangge.gridding.band import Band
from wangge.gridding.files.report import Findings, Run, report, write_report
from wangge.gridding.files.terminal import show
from wangge.gridding.lineage import Lineage
from wangge.gridding.measure import survey
from wangge.gridding.town import Notice, TownError
from wangge.gridding.workload import workload

BAND = Band(target=250, low=200, high=300)
LINEAGE = Lineage((f"{FIRST}001",), (f"{FIRST}009",), {f"{FIRST}009": (f"{FIRST}001", f"{FIRST}002")}, {}, 12, 480)
RUN = Run(search="short", seed=0, seconds={"units": 4.0, "all": 9.5}, peak_mb=412.0)
KEYS = [
    "schema",
    "town",
    "band",
    "run",
    "measures",
    "grids_out_of_band",
    "infeasible_communities",
    "notices",
    "benchmarks",
    "workload",
    "lineage",
]


def findings_of(*households: int, lineage: Lineage | None = None, run: Run | None = None) -> Findings:
    """Grids of so many households side by side, and a second community that is one empty grid."""
    number = len(households)
    town = town_of(
        [box(0, 0, 100 * number, 100), box(0, 100, 100 * number, 200)],
        buildings=[(box(100 * i + 40, 40, 100 * i + 60, 60), size, 2 * size) for i, size in enumerate(households)],
    )
    town = replace(town, notices=(Notice("overlap_removed", "2 overlaps were removed", 2, ("柳溪一社区",)),))
    grids = [(0, box(100 * i, 0, 100 * i + 100, 100)) for i in range(number)] + [(1, box(0, 100, 100 * number, 200))]
    plan = plan_of(grids, list(range(number)), infeasible={SECOND: "nobody lives there [yet]"})
    plan = replace(plan, note=texts(*(["一栋楼 is larger than a grid [tower]"] * number), ""))
    measures, known = survey(town, plan, BAND)
    return Findings(town, plan, BAND, measures, known, workload(town, plan, BAND, known), lineage, run)


def printed(findings: Findings, width: int) -> str:
    page = io.StringIO()
    show(Console(file=page, width=width, color_system=None), findings)
    return page.getvalue()


def test_the_report_is_json_with_chinese_and_every_promised_key(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write_report(path, findings_of(250, 400, lineage=LINEAGE, run=RUN))
    text = path.read_text(encoding="utf-8")
    found = json.loads(text)
    assert "柳溪一社区" in text
    assert list(found) == KEYS
    assert found["grids_out_of_band"][0] == {
        "code": f"{FIRST}002",
        "community": "柳溪一社区",
        "households": 400,
        "people": 800,
        "dedicated": False,
        "reason": "一栋楼 is larger than a grid [tower]",
    }
    assert found["infeasible_communities"] == [
        {"code": SECOND, "name": "柳溪二社区", "reason": "nobody lives there [yet]"}
    ]
    assert found["notices"][0]["count"] == 2
    assert found["lineage"]["split"] == {f"{FIRST}009": [f"{FIRST}001", f"{FIRST}002"]}
    assert found["run"]["seconds"]["all"] == 9.5
    assert [load["code"] for load in found["workload"]["subdistricts"]] == [FIRST[:9]]


def test_what_is_not_known_is_null_and_never_nan() -> None:
    findings = findings_of(250)
    found = report(replace(findings, measures=replace(findings.measures, street_share=np.nan, in_bounds=np.inf)))
    assert json.loads(json.dumps(found, allow_nan=False))["measures"]["street_share"] is None
    assert json.loads(json.dumps(found, allow_nan=False))["measures"]["in_bounds"] is None
    assert (found["run"], found["lineage"]) == (None, None)


def test_a_report_that_cannot_be_made_leaves_the_former_one_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("former", encoding="utf-8")
    findings = findings_of(250)
    with pytest.raises(TypeError):
        write_report(path, replace(findings, town=replace(findings.town, name={"no": object()})))
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]
    assert path.read_text(encoding="utf-8") == "former"


def test_a_report_into_a_folder_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TownError, match="choose another place"):
        write_report(tmp_path / "nowhere" / "report.json", findings_of(250))


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_table_fits_the_terminal_and_keeps_codes_whole(width: int) -> None:
    page = printed(findings_of(250, 400, lineage=LINEAGE, run=RUN), width)
    widths = [Console().measure(line.rstrip()).maximum for line in page.splitlines()]
    assert max(widths) <= width
    assert f"{FIRST}002" in page
    assert SECOND in page


def test_the_table_says_the_key_figures_and_the_reasons() -> None:
    page = printed(findings_of(250, 400, lineage=LINEAGE, run=RUN), 120)
    assert "柳溪镇: 3 grids in 2 communities" in page
    assert "50.0%" in page
    assert "12 of 480 (2.5%)" in page
    assert "larger than a grid [tower]" in page
    assert "nobody lives there [yet]" in page
    assert "2 overlaps were removed" in page


def test_the_table_lists_twenty_grids_and_counts_the_rest() -> None:
    page = printed(findings_of(*[400] * 24), 100)
    assert f"{FIRST}020" in page
    assert f"{FIRST}021" not in page
    assert "and 5 more in the report" in page


def test_a_share_just_below_one_is_not_rounded_to_it() -> None:
    findings = findings_of(250)
    page = printed(replace(findings, measures=replace(findings.measures, in_bounds=0.9996)), 100)
    (row,) = [line for line in page.splitlines() if line.lstrip().startswith("grids in bounds")]
    assert row.rstrip().endswith("99.9%")
