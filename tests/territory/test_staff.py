"""A list of people and their postings: all of it by the ordinary rules, or nothing; again, and nothing changes."""

from pathlib import Path

import pytest

from tests.city import CITY, COMMUNITY, GRIDS, City, at
from wangge.accounts.models import AuditEntry, User
from wangge.accounts.refusals import Unusable
from wangge.territory.actions.staff import StaffImported, import_staff
from wangge.territory.actors import system
from wangge.territory.models import Posting
from wangge.territory.stafflists import OPTIONAL, REQUIRED, Listed, read_staff
from wangge.territory.tables import BadRows

NOW = at("2026-03-11", "09:00")
HEADER = ",".join((*REQUIRED, *OPTIONAL)) + "\n"
GOOD = f"""\
fang,方远,office,fang@example.org,planner,{CITY},,,,,,
fang,方远,office,fang@example.org,centre_lead,{CITY},,,,,,
qiu,邱敏,grid_worker,,grid_worker,{COMMUNITY},,{GRIDS[1]},deputy,,0717-6000001,8:00-12:00
huan,环工,office,,handler,{COMMUNITY},sanitation,,,2026-04-01,,
hao,郝文,volunteer,,,,,,,,,
"""


def listed(folder: Path, rows: str) -> list[Listed]:
    path = folder / "staff.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_staff(path)


def test_people_are_made_and_posted_and_the_same_list_again_changes_nothing(city: City, tmp_path):
    rows = listed(tmp_path, GOOD)
    assert import_staff(rows=rows, by=system(NOW)) == StaffImported(people=4, postings=4, unchanged=0)
    fang = User.objects.get(username="fang")
    assert (fang.work_name, fang.team, fang.email, fang.has_usable_password()) == (
        "方远", "office", "fang@example.org", False,
    )  # fmt: skip
    assert {posting.role for posting in fang.postings.all()} == {"planner", "centre_lead"}
    deputy = Posting.objects.get(user__username="qiu")
    assert (deputy.grid_code, deputy.rank, deputy.office_phone) == (GRIDS[1], "deputy", "0717-6000001")
    handler = Posting.objects.get(user__username="huan")
    assert (handler.organisation, handler.begins_at) == (city.units["sanitation"], at("2026-04-01", "00:00"))
    assert AuditEntry.objects.filter(action="make_user", at=NOW).count() == 4
    again = import_staff(rows=rows, by=system(at("2026-03-12")))
    assert again == StaffImported(people=0, postings=0, unchanged=4)


BAD = {
    "no such role": (f"a,甲,office,,king,{CITY},,,,,,", "role is “king”"),
    "no such team": ("a,甲,police,,,,,,,,,", "team is “police”"),
    "a role at no area": ("a,甲,office,,planner,,,,,,,", "area is empty"),
    "no such day": (f"a,甲,office,,planner,{CITY},,,,tomorrow,,", "begins is “tomorrow”"),
    "a day of the year 1": (f"a,甲,office,,planner,{CITY},,,,0001-01-01,,", "begins is “0001-01-01”"),
    "a long name": (f"a,{'甲' * 61},office,,,,,,,,,", "work_name has more than 60"),
}


@pytest.mark.parametrize(("row", "says"), BAD.values(), ids=BAD.keys())
def test_words_that_are_no_code_are_named_with_their_row(city: City, tmp_path, row, says):
    with pytest.raises(BadRows, match=says) as refused:
        listed(tmp_path, GOOD + row + "\n")
    assert [one.number for one in refused.value.rows] == [7]


REFUSED = {
    "an area that is not": ("a,甲,office,,planner,420599000000,,,,,,", "no area with this code"),
    "a unit that is not": (f"a,甲,office,,handler,{COMMUNITY},nobody,,,,,", "no organisation nobody"),
    "a grid that has its worker": (f"a,甲,grid_worker,,grid_worker,{COMMUNITY},,{GRIDS[0]},principal,,,", "林巧"),
    "a role of another team": (f"a,甲,volunteer,,planner,{CITY},,,,,,", "."),
    "a name that is taken": ("lin,别人,grid_worker,,,,,,,,,", "lin is 林巧"),
    "no address": ("a,甲,office,lin at home,,,,,,,,", "lin at home is no e-mail address"),
    "an address that is taken": ("a,甲,office,fang@example.org,,,,,,,,", "taken"),
}


@pytest.mark.parametrize(("row", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_one_bad_row_and_nothing_is_written(city: City, tmp_path, row, says):
    people, postings = User.objects.count(), Posting.objects.count()
    rows = listed(tmp_path, GOOD + row + "\n")
    with pytest.raises(Unusable, match=says) as refused:
        import_staff(rows=rows, by=system(NOW))
    assert [one.number for one in refused.value.rows] == [7]
    assert (User.objects.count(), Posting.objects.count()) == (people, postings)


def test_of_two_rows_of_somebody_new_only_the_bad_one_is_named(city: City, tmp_path):
    rows = listed(tmp_path, f"a,甲,office,,planner,420599000000,,,,,,\na,甲,office,,planner,{CITY},,,,,,\n")
    with pytest.raises(BadRows, match="no area with this code") as refused:
        import_staff(rows=rows, by=system(NOW))
    assert [one.number for one in refused.value.rows] == [2]
    assert not User.objects.filter(username="a").exists()


def test_nobody_posts_beyond_the_own_area(city: City, tmp_path):
    rows = listed(tmp_path, f"a,甲,office,,planner,{CITY},,,,,,\n")
    with pytest.raises(BadRows):
        import_staff(rows=rows, by=city.actor("lin", NOW))
    assert not User.objects.filter(username="a").exists()
