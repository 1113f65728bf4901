"""The shipped catalogue: its sheets are whole, sound and about no person (R-18, R-19, R-56, R-63)."""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

import pytest

from wangge.catalogue.limits import LimitUnit
from wangge.trust.words import screen_import

SheetRow = dict[str, str]

COLUMNS = {
    "owner_kinds": "code,name_zh,name_en",
    "major_classes": "kind,code,name_zh,name_en",
    "minor_classes": (
        "kind,major,code,name_zh,name_en,owner_kind,photo_needed,urgent,inside_dwelling,public_when,urgent_call,"
        "description_zh,description_en"
    ),
    "filing_conditions": "kind,major,minor,code,text_zh,text_en,limit,unit",
    "closure_conditions": "kind,major,minor,code,text_zh,text_en",
}
CONDITIONS = ["filing_conditions", "closure_conditions"]
CALLS = {"", "119", "120", "gas", "water", "power"}

# The screen of imports lets a city write such words into a description; our own names stay clear of them too.
_PEOPLE = re.compile(
    r"人员|人口|小贩|商贩|游商|醉|养犬人|租客|\b(vendors?|drunk\w*|tenants?|strangers?|migrants?)\b", re.IGNORECASE
)

# kind, name, owner, a limit that one of its conditions has.
REQUIRED = [
    ("event", "暴露垃圾", "sanitation", "4 work_hour"),
    ("event", "垃圾满溢", "sanitation", "4 work_hour"),
    ("event", "道路遗撒", "sanitation", "4 work_hour"),
    ("event", "道路破损", "streets", "5 work_day"),
    ("event", "燃气泄漏", "gas", "1 urgent_hour"),
    ("event", "供水管道爆裂", "water", "1 urgent_hour"),
    ("event", "路面塌陷", "streets", "2 urgent_hour"),
    ("event", "非法小广告", "urban_management", "1 work_day"),
    ("event", "堵占消防车通道", "urban_management", "2 work_hour"),
    ("event", "小区消防车通道堵塞", "property_company", "2 work_hour"),
    ("event", "餐饮油烟", "urban_management", "10 work_day"),
    ("event", "占道经营", "urban_management", "4 work_hour"),
    ("event", "楼道堆物", "property_company", "1 work_day"),
    ("event", "飞线充电", "property_company", "1 work_day"),
    ("event", "电梯故障停运", "lift_maintenance", "1 work_day"),
    ("event", "高空坠物隐患", "property_company", "2 work_hour"),
    ("event", "室内生活噪声", "community", "5 work_day"),
    ("component", "自来水井盖", "water", "2 urgent_hour"),
    ("component", "污水井盖", "drainage", "2 urgent_hour"),
    ("component", "权属待查井盖", "streets", "2 urgent_hour"),
    ("component", "监控摄像头", "camera_maintenance", "3 work_day"),
    ("component", "路灯", "lighting", "1 work_day"),
    ("component", "座椅", "greening", "3 work_day"),
    ("component", "古树名木", "greening", "1 work_day"),
    ("component", "古树名木", "greening", "2 work_day"),
    ("component", "人行道", "streets", "7 work_day"),
    ("component", "行道树", "greening", "15 work_day"),
]


@cache
def sheet(name: str) -> list[SheetRow]:
    text = (files("wangge.catalogue") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


def minor_key(row: SheetRow) -> tuple[str, str, str]:
    """Kind, major and minor code; conditions call the last ``minor``, the class itself ``code``."""
    return row["kind"], row["major"], row.get("minor") or row["code"]


def conditions_by_class(name: str) -> dict[tuple[str, str, str], list[SheetRow]]:
    found = defaultdict(list)
    for row in sheet(name):
        found[minor_key(row)].append(row)
    return found


def limits_of(row: SheetRow) -> list[str]:
    return [f"{one['limit']} {one['unit']}" for one in conditions_by_class("filing_conditions")[minor_key(row)]]


def class_named(kind: str, name: str) -> SheetRow:
    (found,) = [row for row in sheet("minor_classes") if (row["kind"], row["name_zh"]) == (kind, name)]
    return found


def names_where(**wanted: str) -> list[str]:
    rows = sheet("minor_classes")
    return [row["name_zh"] for row in rows if all(row[column] == value for column, value in wanted.items())]


def repeated(values: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [value for value, times in Counter(values).items() if times > 1]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_sheet_has_its_columns_in_order_and_no_ragged_row(name: str) -> None:
    assert list(sheet(name)[0]) == COLUMNS[name].split(",")
    assert [row for row in sheet(name) if None in row or None in row.values()] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_every_cell_is_filled_in_and_trimmed(name: str) -> None:
    cells = [(column, cell) for row in sheet(name) for column, cell in row.items() if column != "urgent_call"]
    assert [(column, cell) for column, cell in cells if not cell or cell != cell.strip()] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_chinese_is_chinese_and_english_is_english(name: str) -> None:
    cells = [(column, cell) for row in sheet(name) for column, cell in row.items()]
    assert [cell for column, cell in cells if column.endswith("_zh") and not re.search("[\u4e00-\u9fff]", cell)] == []
    assert [cell for column, cell in cells if column.endswith("_en") and not cell.isascii()] == []


def test_there_are_about_as_many_classes_as_a_city_uses() -> None:
    counted = Counter(row["kind"] for row in sheet("minor_classes"))
    assert set(counted) == {"component", "event"}
    assert counted["component"] >= 90
    assert counted["event"] >= 100


def test_codes_have_their_form() -> None:
    two_digits = [row["code"] for name in ("major_classes", "minor_classes") for row in sheet(name)]
    assert [code for code in two_digits if not re.fullmatch(r"\d{2}", code)] == []
    assert [row["code"] for row in sheet("owner_kinds") if not re.fullmatch(r"[a-z_]{1,30}", row["code"])] == []


def test_codes_are_unique() -> None:
    assert repeated([(row["code"],) for row in sheet("owner_kinds")]) == []
    assert repeated([(row["kind"], row["code"]) for row in sheet("major_classes")]) == []
    assert repeated([minor_key(row) for row in sheet("minor_classes")]) == []


@pytest.mark.parametrize("column", ["name_zh", "name_en"])
def test_names_are_unique_within_a_kind(column: str) -> None:
    assert repeated([(row["kind"], row[column]) for row in sheet("major_classes")]) == []
    assert repeated([(row["kind"], row[column]) for row in sheet("minor_classes")]) == []
    assert repeated([(row[column],) for row in sheet("owner_kinds")]) == []


def test_classes_name_majors_that_exist_and_every_major_is_used() -> None:
    majors = {(row["kind"], row["code"]) for row in sheet("major_classes")}
    assert {(row["kind"], row["major"]) for row in sheet("minor_classes")} == majors


def test_classes_name_owners_that_exist_and_every_owner_is_used() -> None:
    owners = {row["code"] for row in sheet("owner_kinds")}
    assert {row["owner_kind"] for row in sheet("minor_classes")} == owners


def test_classes_answer_in_the_words_that_the_columns_allow() -> None:
    for row in sheet("minor_classes"):
        assert {row["photo_needed"], row["urgent"], row["inside_dwelling"]} <= {"yes", "no"}, row["name_zh"]
        assert row["public_when"] in {"always", "repaired", "community"}, row["name_zh"]
        assert row["urgent_call"] in CALLS, row["name_zh"]


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_class_has_conditions_and_no_condition_lacks_its_class(name: str) -> None:
    assert set(conditions_by_class(name)) == {minor_key(row) for row in sheet("minor_classes")}


@pytest.mark.parametrize("name", CONDITIONS)
def test_conditions_of_a_class_are_numbered_and_say_different_things(name: str) -> None:
    for key, rows in conditions_by_class(name).items():
        assert [row["code"] for row in rows] == [str(number + 1) for number in range(len(rows))], key
        assert len({row["text_zh"] for row in rows}) == len({row["text_en"] for row in rows}) == len(rows), key


def test_limits_are_whole_numbers_above_zero_of_a_known_unit() -> None:
    for row in sheet("filing_conditions"):
        assert re.fullmatch(r"[1-9]\d{0,2}", row["limit"]), row
        assert row["unit"] in set(LimitUnit), row


def test_most_classes_give_different_limits_to_different_conditions() -> None:
    assert sum(len(set(limits_of(row))) > 1 for row in sheet("minor_classes")) >= 200


def test_urgent_classes_alone_have_urgent_hours() -> None:
    for row in sheet("minor_classes"):
        has_urgent_hours = any(limit.endswith(" urgent_hour") for limit in limits_of(row))
        assert has_urgent_hours == (row["urgent"] == "yes"), row["name_zh"]


def test_what_needs_a_call_first_is_urgent() -> None:
    calling = {row["urgent"] for row in sheet("minor_classes") if row["urgent_call"]}
    assert calling == {"yes"}
    assert class_named("event", "火情")["urgent_call"] == "119"
    assert class_named("event", "燃气泄漏")["urgent_call"] == "gas"


def test_nobody_is_asked_for_a_photo_where_gas_is_leaking() -> None:
    assert class_named("event", "燃气泄漏")["photo_needed"] == "no"


def test_what_lies_inside_a_dwelling_is_public_at_the_community_only() -> None:
    assert names_where(inside_dwelling="yes")
    assert names_where(inside_dwelling="yes", public_when="always") == []
    assert names_where(inside_dwelling="yes", public_when="repaired") == []


def test_nobody_is_asked_for_a_photo_inside_a_dwelling() -> None:
    assert names_where(inside_dwelling="yes", photo_needed="yes") == []


def test_a_broken_camera_or_lock_is_public_only_once_repaired() -> None:
    assert names_where(public_when="repaired") == ["监控摄像头", "单元门", "小区围墙"]


@pytest.mark.parametrize(("kind", "name", "owner", "limit"), REQUIRED)
def test_a_required_class_has_its_owner_and_its_limit(kind: str, name: str, owner: str, limit: str) -> None:
    row = class_named(kind, name)
    assert row["owner_kind"] == owner
    assert limit in limits_of(row)


def test_every_kind_of_cover_is_urgent_when_missing() -> None:
    covers = [row for row in sheet("minor_classes") if row["name_zh"].endswith("井盖")]
    assert len(covers) >= 10
    for row in covers:
        assert "2 urgent_hour" in limits_of(row), row["name_zh"]


@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_would_be_refused_at_an_import(name: str) -> None:
    cells = [cell for row in sheet(name) for cell in row.values()]
    assert [refused for cell in cells if (refused := screen_import(cell))] == []


def test_no_class_has_a_person_as_its_subject() -> None:
    names = [row[column] for row in sheet("minor_classes") for column in ("name_zh", "name_en")]
    assert [name for name in names if _PEOPLE.search(name)] == []


@pytest.mark.parametrize("name", ["流动人员", "无证小贩", "养犬人", "Street vendors", "Drunk at night"])
def test_a_class_about_people_would_be_found(name: str) -> None:
    assert _PEOPLE.search(name)
