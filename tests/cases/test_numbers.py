"""Case numbers: every misheard digit and every exchanged pair of neighbours is found."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wangge.cases.numbers import CaseNumberError, number_of, row_of

rows = st.integers(1, 10**15)


@given(rows)
def test_a_number_leads_back_to_its_case(row: int):
    assert row_of(number_of(row)) == row


@given(rows, st.data())
def test_every_wrong_digit_is_found(row: int, data: st.DataObject):
    digits = number_of(row).replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda one: one != digits[place]))
    with pytest.raises(CaseNumberError):
        row_of(digits[:place] + wrong + digits[place + 1 :])


@given(rows, st.data())
def test_every_exchange_of_neighbours_is_found(row: int, data: st.DataObject):
    digits = number_of(row).replace("-", "")
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    assume(places)  # where all digits are the same there is nothing to exchange
    place = data.draw(st.sampled_from(places))
    exchanged = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    with pytest.raises(CaseNumberError):
        row_of(exchanged)


def test_a_number_is_grouped_in_threes_with_its_check_digit():
    assert number_of(12_345) == "000-012-345-" + number_of(12_345)[-1]
    assert row_of(" 000 012345" + number_of(12_345)[-1]) == 12_345


@pytest.mark.parametrize("number", ["", "12345", "000-012-345", "abc-def-ghi-j", "１２３４５６７８９０", "1" * 25])
def test_what_cannot_be_a_number_is_none(number: str):
    with pytest.raises(CaseNumberError):
        row_of(number)
