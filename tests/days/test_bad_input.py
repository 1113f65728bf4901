"""Whatever comes in, one reads a sentence that says what is wrong and what to do, and nothing is lost or half done."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
import shapely
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.pictures import jpeg, png_of
from tests.cases.threads import together
from tests.city import CITY, COMMUNITY, GRIDS, OTHER_COMMUNITY, SOUTH, STEP, WEST, at, inside
from tests.days.people import Day
from wangge.catalogue.actions.components import import_components
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.territory import whereabouts
from wangge.territory.actions.places import import_addresses
from wangge.territory.datum import Datum
from wangge.territory.models import Grid, GridPlan
from wangge.territory.tablefiles import TableError

DAY = "2026-03-11"
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
ROOMS = ("cases", "territory", "catalogue", "messages")


@pytest.fixture(autouse=True)
def _in_english(request: pytest.FixtureRequest) -> None:
    for name in {"day", "hour"}.intersection(request.fixturenames):
        request.getfixturevalue(name).language = "en"


@contextmanager
def nothing_written() -> Iterator[None]:
    """No row of any room comes or goes."""
    before = rows()
    yield
    assert rows() == before


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for room in ROOMS for model in apps.get_app_config(room).get_models()}


def report(place: tuple[float, float] | None = None, **given: Any) -> dict[str, Any]:
    """A resident's report in the middle of the first grid, unless said otherwise."""
    longitude, latitude = place or inside(0)
    fields = {"source": "resident", "description": "巷口有一堆垃圾", "longitude": longitude, "latitude": latitude}
    return {"id": str(uuid4()), **fields, **given}


def refused(day: Day, body: dict[str, Any], status: int = 422) -> str:
    """The sentence with which a report is refused."""
    with nothing_written():
        answer = day.at(DAY, "08:06").ask("nobody", "POST", "/cases", body)
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (status, "application/problem+json")
    return str(answer.json()["detail"])


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ((111.2, 30.7015), "move the mark into the city"),
        ((WEST - 1e-3, SOUTH + STEP / 2), "move the mark into the city"),
        ((30.7015, 111.2815), "latitude"),
        ((361.0, 30.0), "longitude"),
        ((30.7, 80.5), "look exchanged"),
        ((0.0, 0.0), "move the mark into the city"),
    ],
)
def test_a_position_outside_the_city_is_refused_with_what_to_do(hour: Day, place: tuple[float, float], says: str):
    assert says in refused(hour, report(place))


def test_a_position_that_is_no_number_is_refused(hour: Day):
    assert refused(hour, report((float("nan"), 30.7)), status=400)
    assert "longitude" in refused(hour, report(longitude="东边"))


def test_a_place_in_no_grid_belongs_to_its_community_and_waits_for_intake(hour: Day):
    Grid.objects.filter(code=GRIDS[3]).delete()
    GridPlan.objects.update(digest="7e" * 32)
    sent = hour.at(DAY, "08:06").post("nobody", "/cases", report(inside(3)))
    case = hour.get("intake", f"/cases/{sent['number']}")
    assert (case["state"], case["community"], case["grid"]) == ("reported", OTHER_COMMUNITY, "")


def test_a_place_on_a_boundary_lies_in_one_grid_and_always_in_the_same(hour: Day):
    found = []
    for _again in range(3):
        whereabouts._kept.clear()  # as another process would read it
        sent = hour.at(DAY, "08:06").post("nobody", "/cases", report((WEST + STEP, SOUTH + STEP / 2)))
        found.append(hour.get("intake", f"/cases/{sent['number']}")["grid"])
    assert len(set(found)) == 1
    assert found[0] in GRIDS[:2]
    between = hour.get("nobody", f"/where?longitude={WEST + 2 * STEP}&latitude={SOUTH + STEP / 2}")
    assert between["grid"].startswith(between["community"])
    assert between["community"] in {COMMUNITY, OTHER_COMMUNITY}


@pytest.mark.parametrize(
    "told_at", ["1970-01-01T08:00:00+08:00", "2026-03-11T09:00:00+08:00", "0001-01-01T00:00:00+08:00"]
)
def test_a_phone_whose_clock_is_wrong_is_told_so_and_the_time_of_receipt_counts(hour: Day, told_at: str):
    sent = hour.at(DAY, "08:06").post("nobody", "/cases", report(told_at=told_at))
    assert "set the clock" in sent["notices"][0]
    case = hour.get("intake", f"/cases/{sent['number']}")
    assert case["reported_at"].startswith("2026-03-11T0")
    assert hour.get("intake", "/cases?since=2026-03-11T08:06:00%2B08:00")["items"][0]["number"] == sent["number"]


def test_a_time_without_a_zone_is_refused(hour: Day):
    assert "timezone" in refused(hour, report(told_at="2026-03-11T08:00:00"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "without content"),
        ("这不是照片".encode(), "no JPEG"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 64, "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG"),
        (png_of(60_000, 60_000), "pixels"),
        (jpeg() + b"\0" * 10_500_000, "MB"),
    ],
    ids=["empty", "text", "heic", "svg", "bomb", "large"],
)
def test_what_is_no_photo_is_refused_and_no_file_stays(hour: Day, settings: Any, content: bytes, says: str):
    sent = hour.at(DAY, "08:06").post("nobody", "/cases", report(photos=1))
    path = f"/api/v1/track/{sent['token']}/photos"
    with nothing_written():
        answer = hour.clients["nobody"].post(path, content, content_type="image/jpeg", **ENGLISH)
    assert answer.status_code == 422, answer.content.decode()
    assert says in answer.json()["detail"]
    assert not [file for file in Path(settings.PHOTO_FOLDER).rglob("*") if file.is_file()]


def test_a_description_of_a_million_characters_is_refused_with_what_is_possible(hour: Day):
    sentence = refused(hour, report(description="垃" * 1_000_000))
    assert "description" in sentence
    assert "4000" in sentence


def test_a_sign_that_no_database_keeps_is_refused(hour: Day):
    assert refused(hour, report(description="巷口\x00垃圾"), status=400)


def test_text_that_is_not_utf8_is_refused(hour: Day):
    body = json.dumps(report(), ensure_ascii=False).encode("gb18030")
    hour.at(DAY, "08:06").get("nobody", "/public/cases")
    with nothing_written():
        answer = hour.clients["nobody"].post("/api/v1/cases", body, content_type="application/json", **ENGLISH)
    assert answer.status_code == 400
    assert "UTF-8" in answer.json()["detail"]


def test_the_same_id_with_other_words_is_refused_and_the_first_stays(hour: Day):
    body = report()
    first = hour.at(DAY, "08:06").post("nobody", "/cases", body)
    again = hour.post("nobody", "/cases", body)
    assert (again["number"], again["repeated"]) == (first["number"], True)
    assert first["number"] in refused(hour, {**body, "description": "别的"}, status=409)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kind": "event", "minor": "0199"}, "no class 0199"),
        ({"kind": "component", "minor": "0102"}, "no class 0102"),
        ({"minor": "0101"}, "no class 0101"),
        ({"kind": "event", "minor": "0101", "condition": "9"}, "it has 1, 2"),
        ({"component": "4205020107000099"}, "read the number on its label again"),
        ({"component": "4205020107000017", "kind": "event", "minor": "0101"}, "correct one of them"),
        ({"kind": "person"}, "kind"),
    ],
)
def test_codes_that_do_not_exist_are_named(hour: Day, given: dict[str, str], says: str):
    assert says in refused(hour, report(**given))


def filed(day: Day) -> str:
    """Lin's report, filed by intake."""
    given = {"source": "grid_worker", "kind": "event", "minor": "0101", "condition": "1"}
    number = str(day.at(DAY, "08:06").report("lin", inside(0), **given)["number"])
    day.photo("lin", number, "report")
    day.move("intake", number, "file", kind="event", minor="0101", condition="1")
    return number


@pytest.mark.parametrize(
    ("who", "verb", "given", "says"),
    [
        ("dispatcher", "dispatch", {"lead": 999_999}, "unknown or closed"),
        ("dispatcher", "dispatch", {"lead": 2**63}, "numbers"),
        ("intake", "change-class", {"kind": "event", "minor": "0177", "condition": "1"}, "no class 0177"),
        ("supervisor", "supervise", {"reason": "because", "note": "快"}, "reason"),
        ("supervisor", "supervise", {"reason": "weather", "note": "快"}, "weather is no reason"),
        ("intake", "comments", {"note": "长" * 2001}, "note"),
        ("supervisor", "assign-check", {"checker": "nobody at all"}, "no user"),
    ],
)
def test_a_verb_with_a_code_that_does_not_exist_changes_nothing(
    hour: Day, who: str, verb: str, given: dict[str, Any], says: str
):
    number = filed(hour)
    with nothing_written():
        answer = hour.ask(who, "POST", f"/cases/{number}/{verb}", given)
    assert answer.status_code in {400, 422}
    assert says in answer.json()["detail"]


@pytest.mark.parametrize("number", ["000-000-001-0", "17", "案件", "999-999-999-9", "0" * 4000])
def test_a_number_that_was_misread_finds_nothing(hour: Day, number: str):
    answer = hour.ask("intake", "GET", f"/cases/{number}")
    assert answer.status_code == 404
    assert number[:40] in answer.json()["detail"] or len(number) > 40


def test_of_two_who_move_one_case_at_once_one_wins_and_the_other_reads_where_it_is(day: Day):
    number = str(
        day.at(DAY, "08:06").report("lin", inside(0), source="grid_worker", kind="event", minor="0102")["number"]
    )
    people = ("intake", "supervisor")
    seen = [day.get(who, f"/cases/{number}")["version"] for who in people]
    answers: dict[str, Any] = {}

    def file(place: int) -> None:
        body = {"seen": seen[place], "kind": "event", "minor": "0102", "condition": "1"}
        answers[people[place]] = day.ask(people[place], "POST", f"/cases/{number}/file", body)

    assert together(2, file) == []
    first, second = sorted(answers.values(), key=lambda answer: answer.status_code)
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["title"] == "moved-on"
    assert (
        f"Case {number} was changed by somebody else meanwhile: it is waiting for dispatch now"
        in second.json()["detail"]
    )
    steps = day.get("supervisor", f"/cases/{number}")["steps"]
    assert [step["verb"] for step in steps] == ["report", "file"]


def grids_at(shift: tuple[float, float] = (0.0, 0.0), *, gcj02: bool = False) -> bytes:
    """The division in force as GeoJSON, moved by degrees, or in the datum of Chinese map applications."""
    features = []
    for place, code in enumerate(GRIDS):
        west, south = WEST + place * STEP + shift[0], SOUTH + shift[1]
        ring = np.array(shapely.box(west, south, west + STEP, south + STEP).exterior.coords)
        drawn = shapely.Polygon(wgs84_to_gcj02(ring) if gcj02 else ring)
        properties = {"code": code, "community": code[:12], "households": 240}
        features.append({"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(drawn)})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def drafted(day: Day, content: bytes, datum: str = "WGS84") -> Any:
    day.get("planner", "/plans")
    form = {"city": CITY, "title": "2027", "datum": datum, "file": SimpleUploadedFile("plan.geojson", content)}
    return day.clients["planner"].post("/api/v1/plans", form, **ENGLISH)


def test_grids_in_the_wrong_datum_are_questioned_and_in_the_right_one_taken(hour: Day):
    with nothing_written():
        answer = drafted(hour, grids_at(gcj02=True))
    assert answer.status_code == 422
    assert "import them as GCJ-02" in answer.json()["detail"]
    assert drafted(hour, grids_at(gcj02=True), "GCJ02").status_code == 201


@pytest.mark.parametrize("content", [b"", b"{", "网格".encode("utf-16"), b"PK\x03\x04", b'{"type": "Feature'])
def test_a_file_that_is_no_plan_is_refused(hour: Day, content: bytes):
    with nothing_written():
        answer = drafted(hour, content)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_plan_is_not_adopted_for_the_past(hour: Day):
    plan = drafted(hour, grids_at())
    assert plan.status_code == 201
    path, past = f"/plans/{plan.json()['id']}/adopt", (at(DAY, "08:00") - timedelta(seconds=1)).isoformat()
    with nothing_written():
        answer = hour.at(DAY, "08:00").ask("lead", "POST", path, {"begins_at": past})
    assert answer.status_code in {409, 422}
    assert "past" in answer.json()["detail"]
    assert GridPlan.objects.get(title="2027").state == "draft"


@pytest.mark.parametrize("encoding", ["utf-16", "big5", "shift_jis"])
def test_a_table_in_another_encoding_is_refused_before_a_row_is_read(hour: Day, tmp_path: Path, encoding: str):
    longitude, latitude = inside(0)
    path = tmp_path / "table.csv"
    head, words = "code,label,owner,longitude,latitude,text", "東門大街一號"
    text = f"{head}\n4205020107000018,東門電柱,cameras,{longitude},{latitude},{words}\n"
    path.write_bytes(text.encode(encoding, errors="ignore"))
    with nothing_written(), pytest.raises(TableError, match="save it as"):
        import_components(path=path, datum=Datum.WGS84, by=hour.city.actor("editor", at(DAY)))
    with nothing_written(), pytest.raises(TableError, match="save it as"):
        import_addresses(path=path, datum=Datum.WGS84, by=hour.city.actor("planner", at(DAY)))
