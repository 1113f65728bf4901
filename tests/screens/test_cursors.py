"""Numbers in an address: what is one, and what counts as not asked."""

import pytest

from wangge.screens.cursors import cursor_of


@pytest.mark.parametrize(
    "text", ["", "x", "000000000000000000x", "²", "３", "-1", "1.0", " 1", "1\x00", "9" * 19, "9" * 4301]
)
def test_what_is_no_number_of_a_database_counts_as_not_asked(text):
    assert cursor_of(text) is None


@pytest.mark.parametrize("text", ["0", "17", "000000000000000017", "9" * 18])
def test_digits_are_the_number(text):
    assert cursor_of(text) == int(text)
