"""The register of components: imported by code, found by code and place (R-18)."""

import csv
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import COMMUNITY, OTHER_COMMUNITY, City, at, inside
from wangge.accounts.refusals import NotAllowed, NotFound, Unusable
from wangge.catalogue.actions.components import import_components, remove_component
from wangge.catalogue.componentfiles import CodeSplit, read_components
from wangge.catalogue.components import components_near, piece_by_code
from wangge.catalogue.models import Component
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.territory.datum import Datum
from wangge.territory.models import Area, Posting
from wangge.territory.placecodes import metres_between
from wangge.territory.tables import BadRows, TableError

NOON = at("2026-03-11", "12:00")
CAMERA, COVER = "4205020107000017", "4205020101000001"


def row(code: str, owner: str, grid: int = 0, **changes: str) -> dict[str, str]:
    longitude, latitude = inside(grid)
    place = {"longitude": f"{longitude}", "latitude": f"{latitude}"}
    return {"code": code, "class_code": "", "label": "17", "owner": owner, **place, **changes}


def table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "components.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def brought(city: City, folder: Path, *rows: dict[str, str], by: str = "editor", datum: Datum = Datum.WGS84):
    return import_components(path=table(folder, *rows), datum=datum, by=city.actor(by, NOON))


def test_components_are_added_and_updated_by_their_codes(city: City, tmp_path: Path):
    done = brought(city, tmp_path, row(CAMERA, "cameras"), row(COVER, "drainage", 2))
    assert (done.added, done.updated) == (2, 0)
    done = brought(city, tmp_path, row(CAMERA, "cameras", label="17甲"), row("4205020101000002", "drainage"))
    assert (done.added, done.updated) == (1, 1)
    camera = Component.objects.get(code=CAMERA)
    assert (camera.label, camera.class_code, camera.owner.code) == ("17甲", "0107", "cameras")
    assert camera.community.code == "420502002021"
    assert Component.objects.get(code=COVER).community.code == "420502002022"


def test_a_piece_is_found_by_its_code_in_one_statement(city: City, tmp_path: Path):
    brought(city, tmp_path, row(CAMERA, "cameras"))
    with CaptureQueriesContext(connection) as captured:
        piece = piece_by_code(CAMERA)
    assert len(captured) == 1
    assert (piece.class_code, piece.owner_id, piece.label) == ("0107", city.units["cameras"].pk, "17")
    with pytest.raises(Unusable, match="read the number on its label again"):
        piece_by_code("4205020107000018")


@pytest.mark.parametrize("ending", ["json", "geojson", "gpkg"])
def test_a_map_is_opened_as_what_its_ending_says_and_leads_to_no_other_file(city: City, tmp_path: Path, ending: str):
    other = tmp_path / "other.csv"
    other.write_text("code,owner,longitude,latitude\n")
    sent = tmp_path / f"register.{ending}"
    layer = f"<OGRVRTLayer name='other'><SrcDataSource>{other}</SrcDataSource></OGRVRTLayer>"
    sent.write_text(f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>")
    with pytest.raises(TableError, match=r"cannot be read as a map layer|is not JSON"):
        read_components(sent)


WRONG = [
    ({"code": "42050201070000"}, "has no component class"),
    ({"code": "camera 17"}, "code of 16 digits"),
    ({"code": "4205020109000001"}, "no component class 0109"),
    ({"class_code": "0101"}, "is not what the code"),
    ({"owner": "nobody"}, "no open unit nobody"),
    ({"owner": ""}, "no open unit"),
    ({"longitude": "110.0"}, "outside the city"),
    ({"longitude": "here"}, "give degrees"),
    ({"label": "x" * 61}, "61 characters; 60 fit"),
    ({"label": "信访人家门口"}, "petition office"),
]


@pytest.mark.parametrize(("changed", "words"), WRONG)
def test_a_bad_row_is_told_and_nothing_is_written(city: City, tmp_path: Path, changed: dict[str, str], words: str):
    with pytest.raises(BadRows) as refused:
        brought(city, tmp_path, row(COVER, "drainage"), row(**{"code": CAMERA, "owner": "cameras", **changed}))
    assert [bad.number for bad in refused.value.rows] == [3]
    assert words in refused.value.rows[0].sentence
    assert not Component.objects.exists()


def test_a_code_may_stand_once(city: City, tmp_path: Path):
    with pytest.raises(BadRows, match="row 3: component 4205020107000017 stands in row 2 too"):
        brought(city, tmp_path, row(CAMERA, "cameras"), row(CAMERA, "cameras"))


def test_codes_may_be_split_otherwise(city: City, tmp_path: Path):
    path = table(tmp_path, row("C-17".replace("C-", "00"), "cameras", class_code="107"))
    split = CodeSplit(district=0, major=0, minor=0, serial=4)
    import_components(path=path, datum=Datum.WGS84, by=city.actor("editor", NOON), split=split)
    assert piece_by_code("0017").class_code == "0107"


def test_positions_in_gcj02_are_converted(city: City, tmp_path: Path):
    told = wgs84_to_gcj02(np.array([inside(1)]))[0]
    brought(city, tmp_path, row(CAMERA, "cameras", longitude=f"{told[0]}", latitude=f"{told[1]}"), datum=Datum.GCJ02)
    piece = piece_by_code(CAMERA)
    assert metres_between(*inside(1), piece.longitude, piece.latitude) < 0.01
    assert metres_between(*told, piece.longitude, piece.latitude) > 100


def test_a_map_layer_is_read_as_a_table_is(city: City, tmp_path: Path):
    path = tmp_path / "register.gpkg"
    points = np.array(shapely.to_wkb([shapely.Point(*inside(0)), shapely.Point(*inside(2))]), dtype=object)
    columns = [np.array(values, dtype=object) for values in ([CAMERA, COVER], ["cameras", "drainage"], ["17", None])]
    pyogrio.raw.write(
        path, points, columns, ["code", "owner", "label"], layer="points", geometry_type="Point", crs="EPSG:4326"
    )
    done = import_components(path=path, datum=Datum.WGS84, by=city.actor("editor", NOON))
    assert (done.added, piece_by_code(COVER).label) == (2, "")


def test_a_map_layer_in_metres_is_refused(city: City, tmp_path: Path):
    path = tmp_path / "register.gpkg"
    points = np.array(shapely.to_wkb([shapely.Point(0, 0)]), dtype=object)
    columns = [np.array([value], dtype=object) for value in (CAMERA, "cameras")]
    pyogrio.raw.write(path, points, columns, ["code", "owner"], geometry_type="Point", crs="EPSG:4546")
    with pytest.raises(TableError, match="save it in EPSG:4326"):
        import_components(path=path, datum=Datum.WGS84, by=city.actor("editor", NOON))


def test_near_pieces_come_nearest_first_in_one_statement(city: City, tmp_path: Path):
    longitude, latitude = inside(0)
    metre = 1 / 111_195
    brought(
        city,
        tmp_path,
        row(CAMERA, "cameras", latitude=f"{latitude + 40 * metre}"),
        row("4205020107000018", "cameras", latitude=f"{latitude - 10 * metre}"),
        row(COVER, "drainage", latitude=f"{latitude + 5 * metre}"),
        row("4205020107000019", "cameras", latitude=f"{latitude + 60 * metre}"),
    )
    with CaptureQueriesContext(connection) as captured:
        near = components_near(longitude, latitude, 50)
    assert len(captured) == 1
    assert [(one.piece.code[-4:], round(one.metres)) for one in near] == [("0001", 5), ("0018", 10), ("0017", 40)]
    assert [one.piece.code[-4:] for one in components_near(longitude, latitude, 50, "0107")] == ["0018", "0017"]


def test_a_piece_that_is_gone_keeps_its_row_and_may_come_back(city: City, tmp_path: Path):
    brought(city, tmp_path, row(CAMERA, "cameras"))
    removed = remove_component(code=CAMERA, by=city.actor("cameras", NOON))
    assert removed.removed_at == NOON
    assert remove_component(code=CAMERA, by=city.actor("cameras", at("2026-03-12"))).removed_at == NOON
    with pytest.raises(Unusable):
        piece_by_code(CAMERA)
    assert components_near(*inside(0), 50) == ()
    brought(city, tmp_path, row(CAMERA, "cameras"))
    assert piece_by_code(CAMERA).id == removed.pk


def grabbed(city: City, folder: Path) -> list[int]:
    """The drainage unit's clerk sends a piece of the camera unit as the unit's own, behind one that is."""
    with pytest.raises(BadRows, match="in the register already, as another unit's") as refused:
        brought(city, folder, row(COVER, "drainage"), row(CAMERA, "drainage", grid=1, label="x"), by="drainage")
    return [bad.number for bad in refused.value.rows]


@pytest.mark.parametrize("gone", [False, True], ids=["stands", "removed"])
def test_a_clerk_takes_over_no_piece_of_another_unit(city: City, tmp_path: Path, gone: bool):
    brought(city, tmp_path, row(CAMERA, "cameras"))
    if gone:
        remove_component(code=CAMERA, by=city.actor("cameras", NOON))
    before = list(Component.objects.values())
    assert grabbed(city, tmp_path) == [3]
    assert list(Component.objects.values()) == before


def test_the_editor_gives_a_piece_to_another_unit_whose_clerk_then_keeps_it(city: City, tmp_path: Path):
    brought(city, tmp_path, row(CAMERA, "cameras"))
    brought(city, tmp_path, row(CAMERA, "drainage"), by="editor")
    assert brought(city, tmp_path, row(CAMERA, "drainage", label="18"), by="drainage").updated == 1
    with pytest.raises(BadRows):
        brought(city, tmp_path, row(CAMERA, "cameras"), by="cameras")
    assert Component.objects.get().label == "18"


def test_a_piece_of_another_community_is_not_moved_into_one_s_own(city: City, tmp_path: Path):
    brought(city, tmp_path, row(CAMERA, "cameras", grid=2))
    Posting.objects.filter(user=city.people["cameras"]).update(area=Area.objects.get(code=COMMUNITY))
    with pytest.raises(BadRows, match="row 2: component 4205020107000017 is in the register already"):
        brought(city, tmp_path, row(CAMERA, "cameras"), by="cameras")
    assert Component.objects.get().community.code == OTHER_COMMUNITY


# Whose component (of the camera unit) each of them may import and remove.
MAY = [("editor", True), ("cameras", True), ("sanitation", False), ("planner", False), ("lin", False), ("lead", False)]


@pytest.mark.parametrize(("name", "allowed"), MAY)
def test_the_editor_and_the_owner_s_clerk_may_others_not(city: City, tmp_path: Path, name: str, allowed: bool):
    refused = False
    try:
        brought(city, tmp_path, row(CAMERA, "cameras"), by=name)
    except (NotAllowed, BadRows):
        refused = True
    assert refused is not allowed
    if not allowed:
        brought(city, tmp_path, row(CAMERA, "cameras"))
        with pytest.raises(NotAllowed):
            remove_component(code=CAMERA, by=city.actor(name, NOON))


def test_a_component_that_is_not_there_cannot_be_removed(city: City):
    with pytest.raises(NotFound):
        remove_component(code=CAMERA, by=city.actor("editor", NOON))


def test_an_import_takes_the_same_statements_for_three_rows_and_for_thirty(city: City, tmp_path: Path):
    def statements(count: int, first: int) -> int:
        rows = [row(f"4205020107{first + number:06}", "cameras") for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            brought(city, tmp_path, *rows)
        return len(captured)

    statements(3, 100)  # the edition is read once
    assert statements(3, 200) == statements(30, 300) <= 14
