from benchmarks.caseload.results import Growth, OnDatabase, Result
from benchmarks.caseload.section import kept_section, with_section
from benchmarks.caseload.served import Cost, Costs, Many


def a_result():
    growth = (
        Growth("list of 50", (10.0, 12.0), (5.0, 6.0), 2, (50, 50)),
        Growth("map", (10.0, 16.0), (5.0, 6.0), 2, (500, 500)),
    )
    many = (Many("HTTP", 64, 1280, 16.0, 0, 0, 1, 0, 0),)
    costs = Costs(Cost(10.0, 3.0), Cost(2.5, 1.0))
    one = OnDatabase("PostgreSQL", (10_000, 1_000_000), growth, costs, {"report": 8}, many, {})
    return Result("2026-11-23", {"cores": "2"}, (one,), ())


def test_the_section_takes_the_place_of_an_older_one_and_leaves_the_rest_of_the_page():
    once = with_section("# Benchmarks\n\n## city\n", a_result())
    assert once.startswith("# Benchmarks\n\n## city\n\n## The case loop\n")
    assert with_section(once, a_result()) == once


def test_a_page_that_is_written_anew_keeps_the_section():
    once = with_section("# Benchmarks\n", a_result())
    assert "# Benchmarks\n" + kept_section(once) == once
    assert kept_section("# Benchmarks\n") == ""


def test_what_is_beyond_a_bar_is_told():
    page = with_section("# Benchmarks\n", a_result())
    assert "beyond it: 1 of 2" in page
    assert "| 13.0 | 3.7 × |" in page
    assert "| 80 | 0 | 0 | 1 | 0 | 0 |" in page
