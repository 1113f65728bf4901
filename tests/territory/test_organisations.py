"""The organisation tree: lists of it, opening and closing, and who may."""

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.city import CITY, COMMUNITY, DISTRICT, LONG_AGO, OTHER_COMMUNITY, SUBDISTRICT, City, at, build_city
from wangge.accounts.models import AuditEntry
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.territory.actions.organisations import (
    Imported,
    StillHeld,
    close_organisation,
    import_organisations,
    open_organisation,
)
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Organisation, Posting, Turn
from wangge.territory.organisations import NewOrganisation, read_organisations, standard_tree
from wangge.territory.tables import BadRows

NOW = at("2026-03-11")
HEADER = "code,kind,name_zh,name_en,parent,area,owner_kind,calendar,phone\n"


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def administrator(city: City) -> Actor:
    return city.actor("administrator", NOW)


def listed(folder: Path, rows: str) -> list[NewOrganisation]:
    path = folder / "organisations.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_organisations(path)


def faults(rows: list[NewOrganisation], by: Actor) -> dict[int, str]:
    with pytest.raises(BadRows) as refused:
        import_organisations(rows=rows, by=by)
    return {row.number: row.sentence for row in refused.value.rows}


def unit(code: str, **words: str) -> NewOrganisation:
    return NewOrganisation(code, "responsible_unit", "环卫二所", CITY, owner_kind="sanitation", **words)


def test_a_list_is_imported_whatever_the_order_of_parents(administrator: Actor, tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        f"works,responsible_unit,街道环卫队,Works team,office,{SUBDISTRICT},sanitation,sanitation,0717-1\n"
        f"office,subdistrict_office,学院街道办事处,,centre,{SUBDISTRICT},,,\n",
    )
    assert import_organisations(rows=rows, by=administrator) == Imported(added=2, changed=0, unchanged=0)
    works = Organisation.objects.select_related("parent__parent", "area").get(code="works")
    assert works.parent is not None
    assert works.parent.parent is not None
    assert (works.parent.code, works.parent.parent.code, works.area.code) == ("office", "centre", SUBDISTRICT)
    assert (works.name_en, works.owner_kind, works.calendar, works.phone) == (
        "Works team", "sanitation", "sanitation", "0717-1"
    )  # fmt: skip


def test_the_same_list_again_changes_nothing_and_another_phone_is_mended(administrator: Actor) -> None:
    import_organisations(rows=[unit("a"), unit("b")], by=administrator)
    assert import_organisations(rows=[unit("a"), unit("b")], by=administrator) == Imported(0, 0, 2)
    assert import_organisations(rows=[unit("a", phone="0717-2"), unit("b")], by=administrator) == Imported(0, 1, 1)
    assert Organisation.objects.get(code="a").phone == "0717-2"


def test_every_bad_row_is_reported_and_nothing_is_written(administrator: Actor, tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        f"good,responsible_unit,园林处,,centre,{CITY},greening,,\n"
        f"bad code,responsible_unit,园林处,,,{CITY},greening,,\n"
        f"kind,office,某办,,,{CITY},,,\n"
        f"owner,responsible_unit,某处,,,{CITY},,,\n"
        f"place,community_office,某居委会,,,{CITY},,,\n"
        f"above,responsible_unit,某处,,nobody,{CITY},greening,,\n"
        f"good,responsible_unit,园林二处,,,{CITY},greening,,\n"
        f"name,responsible_unit,,,,{CITY},greening,,\n"
        f"long,responsible_unit,{'长' * 81},,,{CITY},greening,,\n"
        f"person,responsible_unit,信访接访对象上访办理,,,{CITY},greening,,\n"
        f"outside,responsible_unit,某处,,inside,{DISTRICT},greening,,\n"
        f"inside,responsible_unit,某处,,,{COMMUNITY},greening,,\n",
    )
    found = faults(rows, administrator)
    assert sorted(found) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    for row, words in {
        3: "letters, digits, dots", 4: "“office” is not known", 5: "has an owner_kind", 6: "of the kind community",
        7: "no organisation nobody", 8: "stands twice", 9: "no name_zh", 10: "longer than 80", 12: "lies outside",
    }.items():  # fmt: skip
        assert words in found[row]
    assert not Organisation.objects.filter(code="good").exists()


def test_an_area_that_is_not_there_is_refused(administrator: Actor) -> None:
    row = NewOrganisation("x", "responsible_unit", "某处", "420502999000", owner_kind="greening", row=2)
    assert "there is no area 420502999000" in faults([row], administrator)[2]


def test_parents_in_a_circle_are_refused(administrator: Actor) -> None:
    rows = [unit("a", parent="b"), unit("b", parent="a")]
    with pytest.raises(BadRows, match="would stand above itself"):
        import_organisations(rows=rows, by=administrator)


def test_kind_and_area_of_an_organisation_stay_what_they_are(administrator: Actor) -> None:
    import_organisations(rows=[unit("a")], by=administrator)
    moved = NewOrganisation("a", "responsible_unit", "环卫二所", DISTRICT, owner_kind="sanitation")
    with pytest.raises(BadRows, match="of another kind or area"):
        import_organisations(rows=[moved], by=administrator)


def test_whoever_keeps_no_organisation_there_imports_and_opens_nothing(city: City) -> None:
    for name in ("dispatcher", "supervisor", "community"):
        with pytest.raises(NotAllowed, match=CITY):
            import_organisations(rows=[unit("a")], by=city.actor(name, NOW))
        with pytest.raises(NotAllowed):
            open_organisation(new=unit("a"), by=city.actor(name, NOW))


def test_an_administrator_of_a_district_does_not_reach_the_city(city: City) -> None:
    user = city.people["district"]
    Posting.objects.create(user=user, role=Role.ADMINISTRATOR, area=Area.objects.get(code=DISTRICT), begins_at=LONG_AGO)
    by = city.actor("district", NOW)
    with pytest.raises(NotAllowed):
        open_organisation(new=unit("a"), by=by)
    inside = NewOrganisation("a", "responsible_unit", "区环卫所", DISTRICT, owner_kind="sanitation")
    assert open_organisation(new=inside, by=by).area.code == DISTRICT


def test_the_first_tree_of_a_city_has_three_centres_and_three_stations(city: City, administrator: Actor) -> None:
    rows = standard_tree(Area.objects.get(code=CITY))
    assert import_organisations(rows=rows, by=administrator).added == len(rows) == 1 + 1 + 4 + 2 * 4
    stations = Organisation.objects.filter(parent__code=f"R-{OTHER_COMMUNITY}").order_by("code")
    assert [station.name_zh for station in stations] == [
        "河滨社区便民服务站", "河滨社区平安调解站", "河滨社区网格管理站"
    ]  # fmt: skip
    office = Organisation.objects.select_related("parent__parent").get(code="S-420502002")
    assert office.parent is not None
    assert office.parent.parent is not None
    assert (office.parent.code, office.parent.parent.code) == ("D-420502", "C-4205")
    assert import_organisations(rows=rows, by=administrator) == Imported(0, 0, len(rows))


def test_an_import_takes_few_statements_whatever_its_length(
    administrator: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(14):  # with two savepoints of the bulk statements
        import_organisations(rows=[unit(f"unit{number}") for number in range(300)], by=administrator)


def test_opening_takes_a_turn_and_is_audited(administrator: Actor) -> None:
    opened = open_organisation(new=unit("a", parent="centre"), by=administrator)
    turn = Turn.objects.get(name="units").number
    open_organisation(new=unit("b"), by=administrator)
    assert Turn.objects.get(name="units").number > turn
    entry = AuditEntry.objects.filter(action="open_organisation").earliest("id")
    assert (entry.subject, entry.actor, entry.at) == (f"organisation:{opened.pk}", administrator.user, NOW)


def test_a_code_is_opened_once(administrator: Actor) -> None:
    open_organisation(new=unit("a"), by=administrator)
    with pytest.raises(Conflict, match="There is an organisation a already"):
        open_organisation(new=unit("a"), by=administrator)
    with pytest.raises(Unusable, match="no organisation nobody"):
        open_organisation(new=unit("b", parent="nobody"), by=administrator)


def test_an_organisation_with_people_or_with_others_below_it_is_not_closed(city: City, administrator: Actor) -> None:
    with pytest.raises(StillHeld, match="has 2 postings"):
        close_organisation(organisation=city.units["sanitation"], by=administrator)
    parent = open_organisation(new=unit("a"), by=administrator)
    child = open_organisation(new=unit("b", parent="a"), by=administrator)
    with pytest.raises(StillHeld, match="has 1 open organisations below it"):
        close_organisation(organisation=parent, by=administrator)
    close_organisation(organisation=child, by=administrator)
    assert close_organisation(organisation=parent, by=administrator).closed_at == NOW
    with pytest.raises(Conflict, match="closed already"):
        close_organisation(organisation=parent, by=administrator)


def test_the_code_of_a_closed_organisation_is_not_used_again(administrator: Actor) -> None:
    close_organisation(organisation=open_organisation(new=unit("a"), by=administrator), by=administrator)
    with pytest.raises(BadRows, match="a has been closed"):
        import_organisations(rows=[unit("a")], by=administrator)
    with pytest.raises(BadRows, match="no organisation a for its parent"):
        import_organisations(rows=[unit("b", parent="a")], by=administrator)
