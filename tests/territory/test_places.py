"""Dwellings and premises come as counts and signs, from tables and maps; never with a person in them."""

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from tests.city import COMMUNITY, OTHER_COMMUNITY, City, at, build_city, inside
from wangge.accounts.refusals import NotAllowed
from wangge.territory.actions.places import PlacesImported, import_dwellings, import_premises
from wangge.territory.datum import Datum
from wangge.territory.models import Area, Dwelling, Posting, Premises
from wangge.territory.tables import BadRows, TableError

NOW = at("2026-03-11")


@pytest.fixture
def city(db: None) -> City:
    return build_city()


def bring_dwellings(city: City, path: Path, name: str = "planner") -> PlacesImported:
    return import_dwellings(path=path, datum=Datum.WGS84, by=city.actor(name, NOW))


def bring_premises(city: City, path: Path, name: str = "planner") -> PlacesImported:
    return import_premises(path=path, datum=Datum.WGS84, by=city.actor(name, NOW))


def table(folder: Path, header: str, *rows: str, grid: int = 0) -> Path:
    """Each row without its position, which is the middle of the grid."""
    longitude, latitude = inside(grid)
    path = folder / "places.csv"
    lines = [f"longitude,latitude,{header}", *(f"{longitude},{latitude},{row}" for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def drawn(folder: Path, columns: dict[str, list[object]]) -> Path:
    """Squares of 20 m, one in each grid."""
    path = folder / "places.gpkg"
    shapes = [shapely.Point(*inside(row)).buffer(0.0001) for row in range(len(columns["code"]))]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes)), [np.array(values) for values in columns.values()], list(columns),
        layer="dwellings", geometry_type="Polygon", crs="EPSG:4326",
    )  # fmt: skip
    return path


def test_dwellings_come_from_a_table_with_their_counts(city: City, tmp_path: Path) -> None:
    path = table(tmp_path, "code,households,people,storeys,counted_on", "B1,60,150,6,2026-03-01", "B2,0,,,")
    assert bring_dwellings(city, path) == PlacesImported(2, "utf-8")
    first, second = Dwelling.objects.select_related("community").order_by("code")
    assert (first.households, first.people, first.storeys, str(first.counted_on)) == (60, 150, 6, "2026-03-01")
    assert first.community.code == COMMUNITY
    assert (second.households, second.people, second.storeys, second.counted_on) == (0, None, None, None)


def test_dwellings_come_from_a_map_with_nothing_but_the_columns_asked_for(city: City, tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "code": ["B1", "B2", "B3"], "households": [60, 61, 62], "people": [150.0, np.nan, 155.0],
        "owner_name": ["某甲", "某乙", "某丙"],
    }  # fmt: skip
    assert bring_dwellings(city, drawn(tmp_path, columns)) == PlacesImported(3, "")
    found = list(Dwelling.objects.order_by("code").values_list("code", "households", "people", "community__code"))
    assert found == [("B1", 60, 150, COMMUNITY), ("B2", 61, None, COMMUNITY), ("B3", 62, 155, OTHER_COMMUNITY)]


def test_a_map_without_a_wanted_column_is_refused(city: City, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="columns are missing: households"):
        bring_dwellings(city, drawn(tmp_path, {"code": ["B1"]}))
    with pytest.raises(TableError, match="there is no such file"):
        bring_dwellings(city, tmp_path / "none.gpkg")


def test_dwellings_come_from_a_workbook_too(city: City, tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["code", "longitude", "latitude", "households"])
    page.append(["B1", *inside(0), 60])
    book.save(tmp_path / "places.xlsx")
    assert bring_dwellings(city, tmp_path / "places.xlsx").rows == 1


def test_the_same_dwellings_again_are_counted_anew_and_not_doubled(city: City, tmp_path: Path) -> None:
    bring_dwellings(city, table(tmp_path, "code,households", "B1,60"))
    bring_dwellings(city, table(tmp_path, "code,households", "B1,64"))
    assert list(Dwelling.objects.values_list("code", "households")) == [("B1", 64)]


def test_every_bad_dwelling_is_reported_and_none_is_written(city: City, tmp_path: Path) -> None:
    path = table(
        tmp_path, "code,households,counted_on", "B1,60,", "B2,,", "B3,sixty,", "B4,99999,", "B1,60,", ",60,",
        "B5,60,1 March", f"{'B' * 41},60,",
    )  # fmt: skip
    with pytest.raises(BadRows) as refused:
        bring_dwellings(city, path)
    sentences = {row.number: row.sentence for row in refused.value.rows}
    assert sorted(sentences) == [3, 4, 5, 6, 7, 8, 9]
    for row, words in {
        3: "no households", 4: "“sixty”", 5: "from 0 to 20000", 6: "the same as row 2", 7: "no code",
        8: "give a day", 9: "longer than 40",
    }.items():  # fmt: skip
        assert words in sentences[row]
    assert not Dwelling.objects.exists()


def test_premises_have_a_sign_and_a_kind(city: City, tmp_path: Path) -> None:
    assert bring_premises(city, table(tmp_path, "code,kind,name", "P1,shop,桥头粮油店")).rows == 1
    premises = Premises.objects.get()
    assert (premises.kind, premises.name, premises.closed_at) == ("shop", "桥头粮油店", None)


def test_premises_of_no_known_kind_or_with_a_person_for_a_name_are_refused(city: City, tmp_path: Path) -> None:
    path = table(tmp_path, "code,kind,name", "P1,temple,某处", "P2,other,上访人员家", "P3,shop,")
    with pytest.raises(BadRows) as refused:
        bring_premises(city, path)
    sentences = {row.number: row.sentence for row in refused.value.rows}
    assert "“temple” is not known" in sentences[2]
    assert "上访" in sentences[3]
    assert "no name" in sentences[4]


def test_a_column_about_people_does_not_come_in_by_a_table(city: City, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="not known: owner_name"):
        bring_dwellings(city, table(tmp_path, "code,households,owner_name", "B1,60,某甲"))


def test_only_who_plans_there_brings_in_places(city: City, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        bring_dwellings(city, table(tmp_path, "code,households", "B1,60"), name="community")


@pytest.fixture
def neighbours(city: City) -> City:
    """Each community has a planner of its own: ``lin`` of the first, ``far`` of the other."""
    for name, code in (("lin", COMMUNITY), ("far", OTHER_COMMUNITY)):
        Posting.objects.create(
            user=city.people[name], role="planner", area=Area.objects.get(code=code), begins_at=at("2026-01-01")
        )
    return city


@pytest.mark.parametrize(
    ("bring", "register", "header", "own", "same"),
    [
        (bring_dwellings, Dwelling, "code,households", "B2,60", "B1,0"),
        (bring_premises, Premises, "code,kind,name", "P2,shop,桥头粮油店", "P1,shop,河滨粮油店"),
    ],
    ids=["dwellings", "premises"],
)
def test_a_planner_takes_over_no_place_of_another_community(
    neighbours: City, tmp_path: Path, bring, register, header: str, own: str, same: str
) -> None:
    bring(neighbours, table(tmp_path, header, same, grid=2), "far")
    before = list(register.objects.values())
    with pytest.raises(BadRows, match=r"row 3: \w1 stands already in 河滨社区") as refused:
        bring(neighbours, table(tmp_path, header, own, same), "lin")
    assert len(refused.value.rows) == 1
    assert list(register.objects.values()) == before
    bring(neighbours, table(tmp_path, header, own), "lin")
    assert bring(neighbours, table(tmp_path, header, own), "lin").rows == 1, "one's own again is mended"
    bring(neighbours, table(tmp_path, header, same), "planner")
    assert register.objects.get(code=same[:2]).community.code == COMMUNITY, "who keeps both communities may move it"


def test_who_keeps_a_place_is_asked_in_a_statement_however_many_there_are(city: City, tmp_path: Path) -> None:
    def statements(count: int, first: int) -> int:
        path = table(tmp_path, "code,households", *[f"B{first + number},60" for number in range(count)])
        bring_dwellings(city, path)
        with CaptureQueriesContext(connection) as captured:
            bring_dwellings(city, path)
        return len(captured)

    assert statements(3, 100) == statements(30, 200)
