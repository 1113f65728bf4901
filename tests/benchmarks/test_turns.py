"""Sizes are asked in turns, and of each question the cheapest turn counts."""

from benchmarks.caseload.__main__ import in_turns


class Answering:
    """An installation that needs so many milliseconds in each of its turns."""

    name = "invented"

    def __init__(self, *turns: float) -> None:
        self.turns = iter(turns)

    def run(self, module: str) -> dict[str, dict[str, float]]:
        assert module == "growth"
        spent = next(self.turns)
        return {"list": {"ms": spent, "statements": 2}, "map": {"ms": 10 - spent, "statements": 1}}


def test_of_each_question_and_size_the_cheapest_turn_counts():
    small, large = in_turns([Answering(3, 1, 2), Answering(4, 6, 5)])
    assert (small["list"]["ms"], small["map"]["ms"]) == (1, 7)
    assert (large["list"]["ms"], large["map"]["ms"]) == (4, 4)
    assert large["map"]["statements"] == 1
