"""The committee list: real names and codes first, villages next, invented and marked ones last."""

from collections import Counter

import pytest

from wangge.demo.town import committees

RESIDENTS, LISTED = 177, 429


def test_residents_committees_come_first():
    assert all(int(one.code[-3:]) < 200 and one.name.endswith("社区") for one in committees(RESIDENTS))


def test_villages_come_when_residents_committees_are_used_up():
    assert sum(int(one.code[-3:]) >= 200 for one in committees(RESIDENTS + 5)) == 5


def test_no_listed_community_is_provisional_and_all_further_ones_are():
    assert not any(one.provisional for one in committees(LISTED))
    assert sum(one.provisional for one in committees(LISTED + 90)) == 90


@pytest.mark.parametrize("count", [1, RESIDENTS, LISTED, 1000])
def test_codes_are_unique_and_have_12_digits_of_which_9_are_the_subdistrict(count):
    listed = committees(count)
    assert len({one.code for one in listed}) == count
    assert all(len(one.code) == 12 and one.code.isdigit() and one.code[:9] == one.street for one in listed)


def test_names_are_short_and_repeated_only_as_in_the_list():
    names = Counter(one.name for one in committees(1000))
    assert not any("委员会" in name or "委会" in name or "宜昌市" in name for name in names)
    assert max(names.values()) == 2
    assert sum(count == 2 for count in names.values()) < 8
