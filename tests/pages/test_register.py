"""The component register: found by number, label, class, owner and address; taken in and out as a workbook."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.cases.written_cases import written_case
from tests.city import COMMUNITY, City, at, inside
from tests.pages.opened import statements_of, words_of
from wangge.catalogue.models import Component
from wangge.territory.models import Area
from wangge.territory.placecodes import place_code

pytestmark = pytest.mark.usefixtures("nine_thirty")
HEAD = "code,owner,longitude,latitude,label\n"


def piece(
    city: City, serial: int, *, class_code: str = "0101", owner: str = "drainage", grid: int = 0, **columns
) -> Component:
    longitude, latitude = inside(grid)
    return Component.objects.create(
        code=f"420502{class_code}{serial:06d}",
        class_code=class_code,
        owner=city.units[owner],
        community=Area.objects.get(code=COMMUNITY),
        longitude=longitude,
        latitude=latitude,
        place_code=place_code(longitude, latitude),
        **columns,
    )


def send(client, text: str, name: str = "components.csv", datum: str = "WGS84"):
    return client.post("/register/import/", {"file": SimpleUploadedFile(name, text.encode()), "datum": datum})


def row(serial: int, *, owner: str = "drainage", class_code: str = "0101", label: str = "") -> str:
    longitude, latitude = inside(0)
    return f"420502{class_code}{serial:06d},{owner},{longitude},{latitude},{label}\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2, 3}),
        ("words=4205020101", {1, 2}),
        ("words=4205020101000002", {2}),
        ("words=北门", {2}),
        ("class_code=0107", {3}),
        ("owner=cameras", {3}),
        ("owner=nobody", set()),
        ("words=北门&class_code=0107", set()),
        ("words=%00", {1, 2, 3}),
        ("after=4205020101000001", {2, 3}),
    ],
)
def test_pieces_are_found(city, signed_in, query, found):
    pieces = {
        1: piece(city, 1, label="南门井盖"),
        2: piece(city, 2, label="北门井盖"),
        3: piece(city, 3, class_code="0107", owner="cameras"),
    }
    words = words_of(signed_in("supervisor"), f"/register/?{query}")
    assert {key for key, one in pieces.items() if f">{one.code}<" in words} == found


def test_a_removed_piece_is_gone_from_the_register(city, signed_in):
    gone = piece(city, 1, removed_at=at("2026-03-01"))
    assert gone.code not in words_of(signed_in("supervisor"), "/register/")


def test_a_piece_shows_its_open_cases_and_those_only_to_who_sees_them(city, signed_in):
    one = piece(city, 1)
    open_case = written_case(city, minor="component 0101", component=one, state="filed")
    ended = written_case(city, minor="component 0101", component=one, state="void")
    words = words_of(signed_in("supervisor"), "/register/")
    assert (open_case.number in words, ended.number in words) == (True, False)
    assert open_case.number not in words_of(signed_in("planner"), "/register/")


def test_five_pieces_and_fifty_take_as_many_statements(city, signed_in):
    client = signed_in("supervisor")

    def more(first, last):
        for serial in range(first, last):
            one = piece(city, serial, label="井盖")
            written_case(city, minor="component 0101", component=one, state=("filed", "in_progress")[serial % 2])

    more(0, 5)
    words_of(client, "/register/")  # the edition of the catalogue is read once by each process
    few = statements_of(client, "/register/")
    more(5, 60)
    assert statements_of(client, "/register/") == few
    assert few <= 12


def test_pages_follow_one_another(city, signed_in):
    for serial in range(60):
        piece(city, serial)
    words = words_of(signed_in("supervisor"), "/register/?owner=drainage")
    assert "owner=drainage&amp;after=4205020101000049" in words
    assert "4205020101000050" in words_of(signed_in("supervisor"), "/register/?owner=drainage&after=4205020101000049")


def test_a_file_is_taken_in_whole(city, signed_in):
    answer = send(signed_in("editor"), HEAD + row(1, label="南门") + row(2))
    assert (answer.status_code, answer["Location"]) == (302, "/register/")
    assert Component.objects.count() == 2


def test_every_bad_row_is_told_and_nothing_is_taken_in(city, signed_in):
    bad = "12,drainage,111.28,30.70,\n"
    text = HEAD + row(1) + bad + row(2, owner="nobody") + row(3, class_code="9999")
    answer = send(signed_in("editor"), text)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "3 rows cannot be used" in words
    assert [f'<td class="number">{number}</td>' in words for number in (2, 3, 4, 5)] == [False, True, True, True]
    assert Component.objects.count() == 0


def test_a_piece_of_another_unit_is_told_and_stays_as_it_was(city, signed_in):
    kept = piece(city, 2, owner="cameras")
    answer = send(signed_in("drainage"), HEAD + row(1) + row(2))
    words = answer.content.decode()
    assert answer.status_code == 422
    assert ['<td class="number">3</td>' in words, "in the register already" in words] == [True, True]
    assert list(Component.objects.values_list("owner", flat=True)) == [kept.owner_id]


@pytest.mark.parametrize(
    ("name", "text"),
    [("list.pdf", "x"), ("components.csv", "a,b\n1,2\n"), ("components.xlsx", "no workbook"), ("x.csv", "")],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(city, signed_in, name, text):
    answer = send(signed_in("editor"), text, name)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


# Formats that are only a way to another file: GDAL knows them by their content, whatever the ending.
ELSEWHERE = (
    "<OGRVRTDataSource>{layer}</OGRVRTDataSource>".format(
        layer="<OGRVRTLayer name='private'><SrcDataSource>{path}</SrcDataSource></OGRVRTLayer>"
    ),
    '{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {path}"}}',
)


@pytest.fixture
def of_the_server(tmp_path):
    """A map that lies on the server and was not sent by anybody."""
    path = tmp_path / "private.geojson"
    longitude, latitude = inside(0)
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    told = {"code": "4205020101000001", "owner": "drainage", "label": "of the server"}
    path.write_text(
        json.dumps(
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": point, "properties": told}]}
        )
    )
    return path


@pytest.mark.parametrize("ending", ["json", "geojson", "gpkg"])
@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=["layers", "pipeline"])
def test_a_file_that_only_names_another_one_is_refused_and_nothing_is_read(
    city, signed_in, of_the_server, elsewhere, ending
):
    answer = send(signed_in("editor"), elsewhere.format(path=of_the_server), f"register.{ending}")
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "errorlist" in words
    assert "of the server" not in words
    assert Component.objects.count() == 0


@pytest.mark.parametrize("ending", ["json", "geojson"])
def test_a_map_of_pieces_is_taken_in(city, signed_in, of_the_server, ending):
    assert send(signed_in("editor"), of_the_server.read_text(), f"register.{ending}").status_code == 302
    assert Component.objects.get().label == "of the server"


def test_only_who_edits_components_takes_them_in(city, signed_in):
    assert signed_in("supervisor").get("/register/import/").status_code == 403
    assert send(signed_in("supervisor"), HEAD + row(1)).status_code == 403
    assert "/register/import/" not in words_of(signed_in("supervisor"), "/register/")


def test_what_is_taken_out_may_be_taken_in_again(city, signed_in):
    piece(city, 1, label="=1+1")
    piece(city, 2, class_code="0107", owner="cameras")
    answer = signed_in("editor").get("/register/export.xlsx?owner=drainage")
    assert "components.xlsx" in answer["Content-Disposition"]
    Component.objects.all().delete()
    file = SimpleUploadedFile("back.xlsx", answer.content)
    done = signed_in("editor").post("/register/import/", {"file": file, "datum": "WGS84"})
    assert done.status_code == 302, done.content.decode()
    assert [(one.code, one.label) for one in Component.objects.all()] == [("4205020101000001", "=1+1")]


def test_a_label_with_a_hidden_sign_spoils_no_workbook(city, signed_in):
    piece(city, 1, label="南\x08门")
    answer = signed_in("editor").get("/register/export.xlsx")
    _heads, row = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert row[2] == "南门"


def test_strangers_sign_in_first(client, city):
    for path in ("/register/", "/register/import/", "/register/export.xlsx", "/map/", "/map/cases/"):
        assert client.get(path).status_code == 302
