"""Charts: everything on the sheet, names apart from each other, nothing of the data read as markup."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from wangge.screens.charts import HIGH, WIDE, Lines, Series, draw_bar, draw_lines, nice_top, spread

VALUES = st.lists(st.integers(min_value=0, max_value=1_000_000), min_size=1, max_size=90)


def test_words_in_a_chart_are_words():
    drawn = draw_lines(Lines('<b> & "q"', ("<i>",), (Series("</svg>", (1,)),)))
    svg = ET.fromstring(drawn)
    assert svg.get("aria-label") == '<b> & "q"'
    assert {"<i>", "</svg>"} <= {text.text for text in svg.iter("text")}


def test_a_chart_without_any_days_is_drawn_and_known_as_empty():
    lines = Lines("none", (), (Series("a", ()),))
    assert lines.is_empty
    ET.fromstring(draw_lines(lines))


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_every_point_and_every_name_lies_on_the_sheet(rows):
    count = min(len(row) for row in rows)
    series = tuple(Series(str(place), tuple(row[:count])) for place, row in enumerate(rows))
    svg = ET.fromstring(draw_lines(Lines("all", tuple(map(str, range(count))), series)))
    for line in svg.iter("polyline"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDE
            assert 0 <= y <= HIGH
    assert all(0 <= float(text.get("y")) <= HIGH for text in svg.iter("text"))


@given(st.integers(min_value=0, max_value=10**9))
def test_the_scale_ends_at_a_round_number_not_far_above_the_most(most):
    top = nice_top(most)
    assert top >= most
    assert top % 4 == 0
    assert top <= max(4, 3 * most)


@given(st.lists(st.floats(min_value=12, max_value=204), min_size=1, max_size=4))
def test_names_do_not_lie_upon_each_other(places):
    found = sorted(spread(places))
    assert all(below - above >= 14.9 for above, below in pairwise(found))


def test_a_bar_is_never_longer_than_its_scale():
    svg = ET.fromstring(draw_bar(30, 500, 100))
    assert [rect.get("width") for rect in svg.iter("rect")] == ["100", "30"]
    assert [rect.get("width") for rect in ET.fromstring(draw_bar(0, 0, 0)).iter("rect")] == ["0", "0"]


def test_a_line_has_a_gap_where_a_value_is_not_shown():
    svg = ET.fromstring(draw_lines(Lines("gap", ("a", "b", "c", "d"), (Series("s", (5, None, 7, 8)),))))
    assert [len(line.get("points").split()) for line in svg.iter("polyline")] == [1, 2]
    hidden = Lines("none", ("a", "b"), (Series("s", (None, None)),))
    assert hidden.is_empty
    assert list(ET.fromstring(draw_lines(hidden)).iter("polyline")) == []
