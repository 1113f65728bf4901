from benchmarks.command import Usage
from benchmarks.outside.verdict import Verdict
from benchmarks.results import ChangeRow, DivideRow, OptimumRow, Result, SolverRow, TownResult
from benchmarks.score import Score
from benchmarks.table import grid, page

USED = Usage(wall=1.25, cpu=2.0, peak_mb=321.4)


def verdict(gap: float = 0.0) -> Verdict:
    counts = dict.fromkeys(Verdict.__dataclass_fields__, 0)
    return Verdict(**{**counts, "gap_m2": gap, "in_bounds": 0.875, "moved": 0.0123})


def divided(gap: float = 0.0) -> DivideRow:
    return DivideRow("short", USED, {"units": 3.0}, verdict(gap))


def result() -> Result:
    found = Score(8, 0.875, 0.06, 0.2, 1, 0.64, 0.7, 12.3)
    solvers = (
        SolverRow("METIS", "1.2", "by trees", 4, found, 1.5, 1.4),
        SolverRow("Nobody", "", "by luck", 4, None, 0.0, 0.0, "nobody is not installed"),
    )
    town = TownResult("alder", 5, 4, 99, 1234, 2.5, solvers, (divided(gap=2.0),))
    change = ChangeRow("renewal", 1000, 1001, divided(), divided())
    optimum = OptimumRow("long", 24, 3, 900, 2.0, 2.1, in_bounds=True)
    return Result("2030-01-02", {"cores": "2"}, True, (town,), (change,), (optimum,), 1, USED, USED)


def test_the_page_tells_every_solver_and_who_is_missing():
    lines = page(result()).splitlines()
    assert any("METIS 1.2" in line and "0.875" in line and "12.3" in line for line in lines)
    assert any("Nobody" in line and "nobody is not installed" in line for line in lines)


def test_the_page_tells_faults_moves_and_distances():
    text = page(result())
    assert "| 1 | units 3.0 | 1.2 | 2.0 | 321 |" in text  # a gap is one fault
    assert "1.23 %" in text
    assert "| long | 1 | 24-24 | 900 | 5.00 % | 5.00 % | 0 |" in text
    assert "Without a proof in time: 1" in text


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    for block in page(result()).split("\n\n"):
        rows = [line.count(" | ") for line in block.splitlines() if line.startswith("| ")]
        assert len(set(rows)) <= 1, block


def test_a_table_is_markdown():
    assert grid(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
