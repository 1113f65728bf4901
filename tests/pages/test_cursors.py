"""What an address says after ``after=`` is the number of a row or nothing: a list begins at its head then."""

import pytest

from tests.cases.test_suspensions import ask, suspend
from tests.cases.ways import in_progress
from tests.pages.opened import words_of

LISTS = ("/cases/", "/near/", "/waiting/", "/register/", "/figures/")
NO_NUMBERS = ("000000000000000000x", "²", "-1", "٣", "9" * 25, "9" * 4301)


@pytest.mark.parametrize("after", NO_NUMBERS)
def test_what_is_no_number_begins_every_list_at_its_head(city, signed_in, nine_thirty, after):
    client = signed_in("supervisor")
    assert {path: client.get(path, {"after": after}).status_code for path in LISTS} == dict.fromkeys(LISTS, 200)


def test_a_long_number_of_zeros_is_the_number_still(city, signed_in, nine_thirty):
    case = suspend(city, ask(city, in_progress(city)))
    client = signed_in("supervisor")
    for path in ("/cases/", "/waiting/"):
        assert case.number in words_of(client, f"{path}?after={'9' * 18}")
        assert case.number not in words_of(client, f"{path}?after={'0' * 17}1")
