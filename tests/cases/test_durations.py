"""Spans of durations: added up in any order, and a median that lies where it must."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from wangge.cases.durations import SPANS, Durations, added, one, span_of

LENGTHS = st.lists(st.integers(min_value=0, max_value=90 * 86_400), min_size=1, max_size=60)


def test_nothing_has_no_median_and_no_mean():
    assert (Durations().median, Durations().most, Durations().mean) == (None, None, None)


def test_a_length_at_the_end_of_a_span_still_lies_in_it():
    assert [span_of(seconds) for seconds in (0, 900, 901, 3600, 3601)] == [0, 0, 1, 1, 2]
    assert span_of(SPANS[-1] + 1) == len(SPANS)


def test_a_clock_that_went_back_makes_a_stage_of_no_length():
    assert one(timedelta(seconds=-5)) == one(timedelta(0))


@given(LENGTHS)
def test_the_median_and_the_ninth_tenth_lie_in_the_span_of_the_true_ones(lengths):
    durations = added([one(timedelta(seconds=length)) for length in lengths])
    for share, found in ((0.5, durations.median), (0.9, durations.most)):
        true = sorted(lengths)[max(0, -(-len(lengths) * round(share * 10) // 10) - 1)]
        if span_of(true) < len(SPANS):
            assert span_of(round(found.total_seconds())) == span_of(true)
    assert durations.mean == timedelta(seconds=sum(lengths) / len(lengths))


@given(LENGTHS, LENGTHS)
def test_sums_of_parts_are_the_sum_of_all(some, others):
    def sums(lengths):
        return added([one(timedelta(seconds=length)) for length in lengths])

    assert sums(some) + sums(others) == sums([*others, *some])
