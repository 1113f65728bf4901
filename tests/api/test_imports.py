"""The catalogue, calendars and components as workbooks that go out, are edited, and come in again."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tests.api.knocking import ROOT, browser
from tests.city import City, inside
from wangge.catalogue.models import Calendar, CatalogueVersion, Component, MinorClass


def edited(book: bytes, sheet: str, column: str, value: str) -> bytes:
    """The workbook with the first row of a sheet changed."""
    opened = load_workbook(BytesIO(book))
    heads = [cell.value for cell in opened[sheet][1]]
    opened[sheet].cell(row=2, column=heads.index(column) + 1, value=value)
    content = BytesIO()
    opened.save(content)
    return content.getvalue()


def upload(client, path: str, content: bytes, name: str = "目录.xlsx", **more: str):
    return client.post(ROOT + path, {"file": SimpleUploadedFile(name, content), **more})


def test_the_edition_in_force_goes_out_and_comes_in_again_as_a_draft_and_is_adopted(city: City):
    editor = browser(city, "editor")
    book = editor.get(f"{ROOT}/editions/in-force").content
    answer = upload(editor, "/editions", edited(book, "minor_classes", "name_en", "rubbish in the lane"))
    assert answer.status_code == 201, answer.content.decode()
    draft = answer.json()
    assert (draft["state"], draft["classes"], draft["source"]) == ("draft", 5, "目录.xlsx")
    adopted = editor.post(f"{ROOT}/editions/{draft['id']}/adopt").json()
    assert adopted["state"] == "in_force"
    assert [one["state"] for one in editor.get(f"{ROOT}/editions").json()] == ["in_force", "retired"]
    assert MinorClass.objects.filter(major__version=draft["id"], name_en="rubbish in the lane").count() == 1
    assert editor.post(f"{ROOT}/editions/{draft['id']}/adopt").status_code == 409


def test_a_name_with_a_hidden_sign_spoils_no_workbook(city: City):
    MinorClass.objects.filter(code="0101").update(name_en="rubbish\x08 heap")
    book = browser(city, "editor").get(f"{ROOT}/editions/in-force").content
    rows = load_workbook(BytesIO(book))["minor_classes"].iter_rows(values_only=True)
    assert "rubbish heap" in str(list(rows))


def test_a_bad_row_is_named_and_nothing_is_written(city: City):
    editor = browser(city, "editor")
    book = editor.get(f"{ROOT}/editions/in-force").content
    answer = upload(editor, "/editions", edited(book, "filing_conditions", "limit", "soon"))
    assert answer.status_code == 422
    (row,) = answer.json()["rows"]
    assert "filing_conditions" in row
    assert "2" in row
    assert CatalogueVersion.objects.count() == 1


def test_what_is_no_workbook_is_refused_with_a_sentence(city: City):
    for name, content in (
        ("catalogue.xlsx", b"no zip"),
        ("catalogue.ods", b"PK\x03\x04"),
        ("x.xlsx", b"PK\x03\x04 cut off"),
    ):
        answer = upload(browser(city, "editor"), "/editions", content, name)
        assert answer.status_code == 422, name
        assert "xlsx" in answer.json()["detail"].lower()


def test_calendars_come_in_with_the_workbook_of_the_catalogue(city: City):
    editor = browser(city, "editor")
    book = editor.get(f"{ROOT}/editions/in-force").content
    assert upload(editor, "/imports/calendars", book).json() == {"changed": 0}
    answer = upload(editor, "/imports/calendars", edited(book, "calendars", "name_en", "of the city"))
    assert answer.json() == {"changed": 1}
    assert Calendar.objects.order_by("-version").first().name_en == "of the city"


def test_components_come_in_as_a_table_or_a_workbook(city: City):
    longitude, latitude = inside(0)
    heads = ["code", "label", "owner", "longitude", "latitude"]
    row = ["4205020107000017", "17", "cameras", longitude, latitude]
    text = "\n".join(",".join(map(str, line)) for line in (heads, row)).encode()
    assert upload(browser(city, "editor"), "/imports/components", text, "register.csv").json() == {
        "added": 1,
        "updated": 0,
    }
    book = Workbook()
    for line in (heads, row):
        book.active.append(line)
    content = BytesIO()
    book.save(content)
    answer = upload(browser(city, "cameras"), "/imports/components", content.getvalue(), "register.xlsx")
    assert answer.json() == {"added": 0, "updated": 1}
    assert Component.objects.get().label == "17"
    elsewhere = b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>"
    for ending in ("json", "geojson", "gpkg"):
        answer = upload(browser(city, "editor"), "/imports/components", elsewhere, f"register.{ending}")
        assert (answer.status_code, answer.json()["title"]) == (422, "unusable")
    bad = upload(browser(city, "editor"), "/imports/components", text.replace(b"cameras", b"nobody"), "register.csv")
    assert bad.status_code == 422
    assert len(bad.json()["rows"]) == 1


def test_a_piece_of_another_unit_is_named_by_its_row_and_stays_as_it_was(city: City):
    longitude, latitude = inside(0)
    head = "code,owner,longitude,latitude\n"
    text = f"{head}4205020107000017,{{owner}},{longitude},{latitude}\n"
    own, grabbed = text.format(owner="cameras").encode(), text.format(owner="drainage").encode()
    assert upload(browser(city, "cameras"), "/imports/components", own, "register.csv").json()["added"] == 1
    answer = upload(browser(city, "drainage"), "/imports/components", grabbed, "register.csv")
    assert (answer.status_code, answer.json()["title"]) == (422, "bad-rows")
    assert ["4205020107000017" in row for row in answer.json()["rows"]] == [True]
    assert Component.objects.get().owner.code == "cameras"
