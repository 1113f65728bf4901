"""Outlines of communities and grids for maps: of the plan that holds, kept until it changes, without any figure."""

import gzip
import json
from datetime import timedelta

import pytest
import shapely

from tests.city import GRIDS, City
from wangge.territory.models import Area, Grid, GridPlan, take_turn

COMMUNITIES, GRIDS_OF = BOTH = "/map/communities.geojson", "/map/grids.geojson"


def features(client, query: str = "", parts=BOTH) -> list[dict]:
    answers = [client.get(address + query) for address in parts]
    assert [answer.status_code for answer in answers] == [200] * len(parts), answers[0].content
    return [one for answer in answers for one in json.loads(answer.content)["features"]]


def names(client, query: str = "") -> set[str]:
    return {one["properties"]["name"] for one in features(client, query) if one["properties"]["part"] == "name"}


def test_communities_and_grids_come_with_ground_borders_and_names(client, city: City):
    found = features(client)
    assert names(client) == {"桥头社区", "河滨社区", "桥头社区 1", "桥头社区 2", "河滨社区 1", "河滨社区 2"}
    ground = [one for one in found if one["properties"].get("code") == GRIDS[0]]
    boundary = shapely.from_wkb(bytes(Grid.objects.get(code=GRIDS[0]).boundary))
    assert shapely.geometry.shape(ground[0]["geometry"]).equals_exact(boundary, 1e-5, normalize=True)
    assert [one["properties"]["kind"] for one in found if one["properties"]["part"] == "border"] == [
        "community",
        "grid",
    ]


def test_a_map_of_the_whole_city_need_not_fetch_the_grids(client, city: City):
    assert {one["properties"]["kind"] for one in features(client, parts=[COMMUNITIES])} == {"community"}
    assert {one["properties"]["kind"] for one in features(client, parts=[GRIDS_OF])} == {"grid"}


def test_no_figure_stands_in_them(client, city: City):
    keys = {key for one in features(client) for key in one["properties"]}
    assert keys == {"part", "kind", "code", "name"}


def test_a_grid_has_its_own_name_where_it_has_one(client, city: City):
    Grid.objects.filter(code=GRIDS[1]).update(name="柳巷网格")
    GridPlan.objects.update(digest="5d" * 32)
    assert "柳巷网格" in names(client)


def test_a_border_between_two_areas_is_drawn_once(client, city: City):
    border = next(one for one in features(client) if one["properties"] == {"part": "border", "kind": "grid"})
    line = shapely.geometry.shape(border["geometry"])
    separate = [shapely.from_wkb(bytes(wkb)).length for wkb in Grid.objects.values_list("boundary", flat=True)]
    assert line.length < sum(separate) * 0.9


def test_another_day_shows_the_plan_of_that_day(client, city: City):
    assert names(client, "?on=2024-01-01") == {"桥头社区", "河滨社区"}
    assert len(names(client, "?on=2026-01-01")) == 6
    day = city.plan.begins_at + timedelta(days=400)
    assert len(names(client, f"?on={day:%Y-%m-%d}")) == 6


@pytest.mark.parametrize("address", BOTH)
@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "0000-00-00", "%00"])
def test_what_is_no_day_is_refused_with_a_sentence(client, city: City, day, address):
    answer = client.get(f"{address}?on={day}")
    assert (answer.status_code, "2026-03-01" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("address", BOTH)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "2100-01-01"])
def test_a_day_that_no_clock_could_show_is_refused_with_a_sentence(client, city: City, day, address):
    answer = client.get(f"{address}?on={day}", headers={"Accept-Language": "en"})
    assert (answer.status_code, "2000 to 2099" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("address", BOTH)
def test_who_has_them_is_told_so_until_an_area_changes(client, city: City, address, django_assert_max_num_queries):
    tag = client.get(address)["ETag"]
    with django_assert_max_num_queries(2):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    Area.objects.filter(name_zh="桥头社区").update(name_zh="桥北社区")
    take_turn("areas")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert "桥北社区" in names(client)


@pytest.mark.parametrize("address", BOTH)
def test_they_are_sent_compressed_to_who_understands_it(client, city: City, address):
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get(address).content
    assert "Accept-Encoding" in packed["Vary"]


def test_a_city_without_anything_has_an_empty_map(client, db):
    assert features(client) == []
