"""The city's address list: how it is written, imported, found, and how much of it resolves to a worker."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.city import COMMUNITY, GRIDS, OTHER_COMMUNITY, City, at, build_city, inside
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.territory.actions.places import import_addresses
from wangge.territory.addresses import Match, address_coverage, card_of_address, find_addresses, spot_of_address
from wangge.territory.datum import Datum
from wangge.territory.models import Address, Area, Posting
from wangge.territory.plainwords import initials_of, pinyin_of, plain_of
from wangge.territory.tables import BadRows, TableError

NOW = at("2026-03-11")
LINES = (
    ("云集路12号", 0),
    ("云集路12号3栋", 0),
    ("云集路1号", 0),
    ("云林路12号", 1),
    ("宜市西陵区隆康路8号二单元三〇一室", 1),
    ("重庆路5号", 2),
    ("绿萝路100号", 2),
    ("沿江大道７号", 3),
)


@pytest.fixture
def city(db: None) -> City:
    return build_city()


def rows(*lines: tuple[str, int]) -> str:
    cells = [f"{text},{inside(grid)[0]},{inside(grid)[1]}\n" for text, grid in lines]
    return "text,longitude,latitude\n" + "".join(cells)


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "addresses.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def listed(city: City, tmp_path: Path) -> City:
    import_addresses(path=table(tmp_path, rows(*LINES)), datum=Datum.WGS84, by=city.actor("planner", NOW))
    return city


def found(query: str, near: tuple[float, float] | None = None, limit: int = 10) -> list[str]:
    return [match.text for match in find_addresses(query, near=near, limit=limit)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("云集路１２号", "云集路12号"),
        (" 云集路 12 号 ", "云集路12号"),
        ("云集路十二号", "云集路12号"),
        ("云集路12#", "云集路12号"),
        ("云集路一百零五号", "云集路105号"),
        ("隆康路8号二单元三〇一室", "隆康路8号2单元301室"),
        ("隆康路8号，3幢", "隆康路8号3栋"),
        ("隆康路8号3号楼", "隆康路8号3栋"),
        ("隆康路8号3栋5号房", "隆康路8号3栋5室"),
        ("隆康路8号A座", "隆康路8号a座"),
        ("隆康路8号3—2—401", "隆康路8号3-2-401"),
        ("中山一路三号", "中山一路3号"),
        ("二马路五十弄", "二马路50弄"),
        ("（旧）云集路12号", "旧云集路12号"),
        ("，。 ", ""),
    ],
)
def test_an_address_has_one_plain_form(text: str, plain: str) -> None:
    assert plain_of(text) == plain


@given(st.text(alphabet="一二三十百〇两零号弄栋幢楼房室#- 路１2３a", max_size=20))
def test_a_plain_form_is_plain_already(text: str) -> None:
    assert plain_of(plain_of(text)) == plain_of(text)


def test_pinyin_and_initials_are_what_one_types() -> None:
    assert (pinyin_of("云集路12号"), initials_of("云集路12号")) == ("yunjilu12hao", "yjl12h")
    assert (pinyin_of("绿萝路"), pinyin_of("重庆路")) == ("lvluolu", "chongqinglu")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("云集路12号", "云集路12号"),
        ("云集路十二号", "云集路12号"),
        ("云集路", "云集路1号"),
        ("西陵区云集路12号3栋", "云集路12号3栋"),
        ("宜市西陵区云集路12号", "云集路12号"),
        ("云急路12号", "云集路12号"),  # the same sound
        ("运集路12号3栋", "云集路12号3栋"),
        ("yunjilu12hao", "云集路12号"),
        ("YunJi Lu 12", "云集路12号"),
        ("yunjlu12hao", "云集路12号"),  # a letter is missing
        ("yjl12h", "云集路12号"),
        ("yjl", "云集路1号"),
        ("重庆路五号", "重庆路5号"),
        ("cql5", "重庆路5号"),
        ("绿罗路100", "绿萝路100号"),
        ("lvluolu", "绿萝路100号"),
        ("隆康路8号", "宜市西陵区隆康路8号二单元三〇一室"),
        ("longkanglu8hao", "宜市西陵区隆康路8号二单元三〇一室"),
        ("301室", "宜市西陵区隆康路8号二单元三〇一室"),
        ("沿江大路7号", "沿江大道７号"),  # another word
        ("江大道7号", "沿江大道７号"),
    ],
)
def test_an_address_is_found_however_it_is_typed(listed: City, query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize("query", ["", " ，", "夷陵长江大桥北引桥头", "zzzzzz"])
def test_what_is_not_on_the_list_is_not_found(listed: City, query: str) -> None:
    assert found(query) == []


def test_the_very_same_comes_before_what_begins_alike(listed: City) -> None:
    matches = find_addresses("云集路12号")
    assert [(match.text, match.likeness) for match in matches] == [("云集路12号", 100.0), ("云集路12号3栋", 95.0)]


def test_a_slip_in_the_street_is_likelier_than_another_house(listed: City) -> None:
    matches = find_addresses("云琴路12号")
    assert [match.text for match in matches] == ["云林路12号", "云集路12号", "云集路12号3栋", "云集路1号"]
    assert all(match.likeness < 75 for match in matches)


def test_among_equals_the_nearest_comes_first_and_the_limit_holds(city: City, tmp_path: Path) -> None:
    path = table(tmp_path, rows(("学院路1号", 0), ("学院路2号", 1), ("学院路3号", 3)))
    import_addresses(path=path, datum=Datum.WGS84, by=city.actor("planner", NOW))
    assert found("学院路", near=inside(3)) == ["学院路3号", "学院路2号", "学院路1号"]
    assert found("学院路", near=inside(0), limit=2) == ["学院路1号", "学院路2号"]


def test_a_search_is_one_statement_and_sees_a_list_that_has_changed(
    listed: City, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    find_addresses("云集路")
    with django_assert_num_queries(1):
        assert find_addresses("云集路3号") != []
    path = table(tmp_path, rows(("云集路3号", 0)))
    import_addresses(path=path, datum=Datum.WGS84, by=listed.actor("planner", NOW))
    assert found("云集路3号")[0] == "云集路3号"


def test_a_match_says_where_the_address_lies(listed: City) -> None:
    match = find_addresses("重庆路5号")[0]
    address = Address.objects.get(plain="重庆路5号")
    assert match == Match(address.pk, "重庆路5号", OTHER_COMMUNITY, *inside(2), likeness=100.0)


def test_an_address_leads_to_its_grid_and_the_card_of_its_worker(listed: City) -> None:
    address = Address.objects.get(plain="云集路12号")
    assert spot_of_address(address.pk, NOW).grid_code == GRIDS[0]
    card = card_of_address(address.pk, NOW)
    assert card is not None
    assert card.work_name == "林巧"
    assert card_of_address(Address.objects.get(plain="沿江大道7号").pk, NOW) is None
    with pytest.raises(NotFound, match="not on the city's list"):
        spot_of_address(0, NOW)


def test_coverage_counts_addresses_with_a_grid_and_with_a_worker(
    listed: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        covered = address_coverage(NOW)
    assert (covered.addresses, covered.in_a_grid, covered.with_worker, covered.share) == (8, 8, 7, 0.875)


def test_no_address_is_no_coverage_and_not_a_full_one(city: City) -> None:
    assert address_coverage(NOW).share is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_encoding_of_a_list_is_said(city: City, tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, rows(("云集路12号", 0)), encoding)
    done = import_addresses(path=path, datum=Datum.WGS84, by=city.actor("planner", NOW))
    assert (done.rows, done.encoding) == (1, encoding)
    assert AuditEntry.objects.get(action="import_addresses").reason == "1 rows"


def test_another_encoding_is_refused(city: City, tmp_path: Path) -> None:
    path = table(tmp_path, rows(("云集路12号", 0)), "utf-16")
    with pytest.raises(TableError, match="neither UTF-8 nor GB18030"):
        import_addresses(path=path, datum=Datum.WGS84, by=city.actor("planner", NOW))


def test_every_bad_row_of_a_list_is_reported_and_nothing_is_written(city: City, tmp_path: Path) -> None:
    longitude, latitude = inside(0)
    text = rows(("云集路12号", 0), ("云集路十二号", 0), ("。", 0)) + (
        f"云集路14号,{longitude + 1},{latitude}\n"
        f"云集路16号,east,{latitude}\n"
        f"云集路18号,{latitude},{longitude}\n"
        f"{'长' * 150},{longitude},{latitude}\n"
    )
    with pytest.raises(BadRows) as refused:
        import_addresses(path=table(tmp_path, text), datum=Datum.WGS84, by=city.actor("planner", NOW))
    sentences = {row.number: row.sentence for row in refused.value.rows}
    assert sorted(sentences) == [3, 4, 5, 6, 7, 8]
    for row, words in {
        3: "the same as row 2", 4: "no text", 5: "outside the city", 6: "give degrees", 7: "look exchanged",
        8: "too long",
    }.items():  # fmt: skip
        assert words in sentences[row]
    assert not Address.objects.exists()


def test_the_same_list_again_changes_nothing_and_a_moved_house_is_mended(listed: City, tmp_path: Path) -> None:
    ids = set(Address.objects.values_list("id", flat=True))
    by = listed.actor("planner", NOW)
    import_addresses(path=table(tmp_path, rows(*LINES)), datum=Datum.WGS84, by=by)
    assert set(Address.objects.values_list("id", flat=True)) == ids
    import_addresses(path=table(tmp_path, rows(("云集路一号", 1))), datum=Datum.WGS84, by=by)
    moved = Address.objects.get(plain="云集路1号")
    assert (moved.text, moved.longitude) == ("云集路一号", inside(1)[0])
    assert len(ids) == Address.objects.count()


def test_a_list_in_gcj_02_is_converted(city: City, tmp_path: Path) -> None:
    shifted = wgs84_to_gcj02(np.array([inside(1)]))[0]
    path = table(tmp_path, f"text,longitude,latitude\n云集路12号,{shifted[0]},{shifted[1]}\n")
    import_addresses(path=path, datum=Datum.GCJ02, by=city.actor("planner", NOW))
    address = Address.objects.get()
    assert (address.longitude, address.latitude) == pytest.approx(inside(1), abs=1e-7)


def test_a_row_may_name_its_community_if_there_is_one(city: City, tmp_path: Path) -> None:
    longitude, latitude = inside(1)
    by = city.actor("planner", NOW)
    text = f"text,longitude,latitude,community\n云集路12号,{longitude},{latitude},"
    import_addresses(path=table(tmp_path, f"{text}{OTHER_COMMUNITY}\n"), datum=Datum.WGS84, by=by)
    assert Address.objects.get().community.code == OTHER_COMMUNITY
    with pytest.raises(BadRows, match="there is no community 420502002099"):
        import_addresses(path=table(tmp_path, f"{text}420502002099\n"), datum=Datum.WGS84, by=by)


def test_only_who_plans_there_brings_in_addresses(city: City, tmp_path: Path) -> None:
    path = table(tmp_path, rows(("云集路12号", 0)))
    for name in ("lin", "community", "dispatcher", "administrator"):
        with pytest.raises(NotAllowed, match="ask the planner"):
            import_addresses(path=path, datum=Datum.WGS84, by=city.actor(name, NOW))
    assert COMMUNITY not in {address.community.code for address in Address.objects.all()}


def test_the_same_address_in_another_community_is_another_address(city: City, tmp_path: Path) -> None:
    area = Area.objects.get(code=COMMUNITY)
    Posting.objects.create(user=city.people["lin"], role="planner", area=area, begins_at=at("2026-01-01"))
    for name, grid in (("planner", 2), ("lin", 0)):
        path = table(tmp_path, rows(("云集路12号", grid)))
        import_addresses(path=path, datum=Datum.WGS84, by=city.actor(name, NOW))
    kept = Address.objects.order_by("community__code").values_list("community__code", "longitude")
    assert list(kept) == [(COMMUNITY, inside(0)[0]), (OTHER_COMMUNITY, inside(2)[0])]
