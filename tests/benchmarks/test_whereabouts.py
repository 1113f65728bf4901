"""The benchmark of point to grid measures lookups that find the right grid, and tells a bar that does not hold."""

from dataclasses import replace

from benchmarks.whereabouts import BAR_OF_A_CITY, run, table


def test_every_shape_is_timed_in_every_number_of_grids():
    rows = run([7, 30])
    assert [(row.grids, row.shape) for row in rows] == [
        (7, "squares"),
        (7, "hexagons"),
        (30, "squares"),
        (30, "hexagons"),
    ]
    assert all(row.one > 0 and row.many > 0 for row in rows)
    assert table(rows).count("\n") == 5


def test_a_lookup_above_its_bar_does_not_hold():
    (row, _other) = run([4])
    assert not replace(row, one=BAR_OF_A_CITY + 0.1).holds
    assert replace(row, one=BAR_OF_A_CITY).holds
