"""Areas from towns, plans and tables: parents made, done again without harm, every bad row named (R-05, R-07)."""

from pathlib import Path

import pytest
import shapely

from tests.gridding.town_files import block, communities, write_sheet, write_town_file
from tests.territory.small_city import AT, CITY, EASTERN, WEST, city_with_communities, lead, plan_file, planner
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.territory.actions.areas import import_areas
from wangge.territory.actors import system
from wangge.territory.models import Area
from wangge.territory.tables import BadRows, TableError

pytestmark = pytest.mark.django_db

TABLE = """code,name,street_code,street,district_code,district
420502001001,柳巷社区,420502001,桥头街道,420502,柳城区
420502001002,梅园社区,420502001,桥头街道,420502,柳城区
420503002001,渡口社区,420503002,渡口街道,420503,渡口区
"""


def brought_in(path: Path, city_code: str = CITY) -> Area:
    return import_areas(path=path, city_code=city_code, city_name="柳城", by=system(AT))


def table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "communities.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_makes_communities_and_everything_above_them(tmp_path):
    city = brought_in(table(tmp_path))
    assert (city.kind, city.parent) == ("city", None)
    found = {area.code: (area.kind, area.name_zh) for area in Area.objects.all()}
    assert found == {
        CITY: ("city", "柳城"),
        "420502000000": ("district", "柳城区"),
        "420503000000": ("district", "渡口区"),
        "420502001000": ("subdistrict", "桥头街道"),
        "420503002000": ("subdistrict", "渡口街道"),
        "420502001001": ("community", "柳巷社区"),
        "420502001002": ("community", "梅园社区"),
        "420503002001": ("community", "渡口社区"),
    }
    community = Area.objects.get(code="420503002001")
    assert community.parent is not None
    assert community.parent.parent is not None
    assert community.parent.parent.parent == city


def test_a_town_gives_communities_their_boundaries_in_wgs84(tmp_path):
    city_with_communities(tmp_path)
    west, east = Area.objects.get(code=WEST), Area.objects.get(code=EASTERN)
    assert west.name_zh == "Plum Lane"
    assert west.parent is not None
    assert west.parent.name_zh == "420599001000"
    one, other = (shapely.from_wkb(bytes(area.boundary or b"")) for area in (west, east))
    assert 111 < one.centroid.x < other.centroid.x < 112
    assert one.touches(other)


def test_doing_it_again_changes_nothing_and_a_table_adds_names_to_shapes(tmp_path):
    city_with_communities(tmp_path)
    before = list(Area.objects.order_by("code").values())
    city_with_communities(tmp_path)
    assert list(Area.objects.order_by("code").values()) == before
    brought_in(table(tmp_path, f"code,name,households\n{WEST},柳巷社区,969\n420599001000,桥头街道,\n"))
    community = Area.objects.get(code=WEST)
    assert (community.name_zh, community.households) == ("柳巷社区", 969)
    assert community.boundary is not None
    assert Area.objects.get(code="420599001000").name_zh == "桥头街道"


def test_a_city_without_communities_has_them_from_its_grids(tmp_path):
    brought_in(plan_file(tmp_path))
    west = Area.objects.get(code=WEST)
    assert west.name_zh == WEST
    whole = shapely.from_wkb(bytes(west.boundary or b""))
    city_with_communities(tmp_path)
    west.refresh_from_db()
    assert whole.symmetric_difference(shapely.from_wkb(bytes(west.boundary or b""))).area < 1e-5 * whole.area


def test_every_bad_row_is_named_and_nothing_is_written(tmp_path):
    text = TABLE + "42050200100,短社区,,,,\n110101001001,别处社区,,,,\n420502001001,又柳巷社区,,,,\n"
    with pytest.raises(BadRows) as refused:
        brought_in(table(tmp_path, text))
    assert [(row.number, row.sentence.split(";")[0]) for row in refused.value.rows] == [
        (5, "the code “42050200100” has not 12 digits"),
        (6, "the code 110101001001 does not begin with the city's 4205."),
        (7, "the code 420502001001 stands in row 2 too"),
    ]
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("420502001001,,,,,", "the name is missing"),
        (f"420502001001,{'长' * 61},,,,", "more than 60 characters"),
        ("420502001001,柳巷社区,420503001,,,", "street_code 420503001 is not the beginning"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(tmp_path, line, sentence):
    head = TABLE.splitlines()[0]
    with pytest.raises(BadRows, match=f"row 2: .*{sentence}"):
        brought_in(table(tmp_path, f"{head}\n{line}\n"))


def test_a_community_that_is_no_area_is_named(tmp_path):
    path = tmp_path / "town.gpkg"
    write_sheet(path, "communities", communities(shape=[block(0, 0, 400, 400), None]))
    with pytest.raises(BadRows, match="sheet communities, row 2: it has no area"):
        brought_in(path)


def test_a_community_with_the_code_of_a_district_is_named(tmp_path):
    path = tmp_path / "town.gpkg"
    write_sheet(path, "communities", communities(columns={"code": ["420502000000", WEST], "name": ["", ""]}))
    with pytest.raises(BadRows, match="row 1: 420502000000 is the code of a wider area"):
        brought_in(path)


def test_a_file_that_is_neither_map_nor_table_is_refused(tmp_path):
    path = tmp_path / "communities.gpkg"
    path.write_text("nothing")
    with pytest.raises(TableError, match="cannot be read as a map"):
        brought_in(path)


def test_a_city_has_a_code_of_four_digits_and_zeros(tmp_path):
    path = table(tmp_path)
    for code in ("420502000000", "4205", "42050000000x"):
        with pytest.raises(Unusable, match="not four digits and eight zeros"):
            brought_in(path, code)


def test_only_who_plans_grids_of_the_city_imports_areas(tmp_path):
    path = write_town_file(tmp_path / "town.gpkg")
    for by in (lead(), planner(code="110100000000")):
        with pytest.raises(NotAllowed, match="ask its planner"):
            import_areas(path=path, city_code=CITY, city_name="柳城", by=by)
    assert import_areas(path=path, city_code=CITY, city_name="柳城", by=planner()).code == CITY
