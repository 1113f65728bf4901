"""The basemap of the own grids: one whole file, of nobody else's ground, and read again only where it is another."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pmtiles.reader import MemorySource, Reader, all_tiles

from tests.api.knocking import phone, send, statements
from tests.city import GRIDS, SOUTH, STEP, WEST, at
from tests.territory.drawn_town import drawn_town
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system
from wangge.territory.basemap.archive import basemap_file
from wangge.territory.basemap.piece import Box, piece_of, tiles_touching
from wangge.territory.models import Area, Posting

PATH = "/phone/parts/basemap"


@pytest.fixture
def basemap(city, tmp_path, settings):
    """Of the small city."""
    settings.DATA_FOLDER = tmp_path
    make_basemap(path=drawn_town(tmp_path), by=system(at("2026-03-11")))


def tiles_of(content: bytes) -> dict[tuple[int, int, int], bytes]:
    return dict(all_tiles(MemorySource(content)))


def box_of(grid: int) -> Box:
    return Box(WEST + grid * STEP, SOUTH, WEST + (grid + 1) * STEP, SOUTH + STEP)


def version(client) -> str:
    return send(client, "GET", "/phone/feed").json()["parts"]["basemap"]


def test_it_holds_the_tiles_that_touch_the_own_grids_as_they_are_in_the_city_s_map(basemap, city):
    answer = send(phone(city, "lin"), "GET", PATH)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.pmtiles")
    found, whole = tiles_of(answer.content), tiles_of(basemap_file().read_bytes())
    wanted = {(tile.zoom, tile.column, tile.row) for tile in tiles_touching([box_of(0)])}
    assert set(found) == wanted & set(whole)
    assert {zoom for zoom, _column, _row in found} == {12, 13, 14, 15}
    assert all(whole[tile] == content for tile, content in found.items())


def test_its_borders_are_those_of_the_grids_and_a_little_more(basemap, city):
    header = Reader(MemorySource(send(phone(city, "lin"), "GET", PATH).content)).header()
    west, east = header["min_lon_e7"] / 1e7, header["max_lon_e7"] / 1e7
    assert WEST - STEP < west < WEST
    assert WEST + STEP < east < WEST + 2 * STEP
    assert (header["min_zoom"], header["max_zoom"]) == (12, 15)


def test_of_the_other_end_of_the_city_there_is_nothing(basemap, city):
    east = set(tiles_touching([box_of(3)])) - set(tiles_touching([box_of(0)]))
    assert east
    found = tiles_of(send(phone(city, "lin"), "GET", PATH).content)
    assert not {(tile.zoom, tile.column, tile.row) for tile in east} & set(found)


def test_whoever_works_in_two_grids_has_both(basemap, city):
    Posting.objects.create(
        user=city.people["lin"], role="grid_worker", area=Area.objects.get(code=GRIDS[3][:12]), grid_code=GRIDS[3],
        rank="deputy", begins_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    found = set(tiles_of(send(phone(city, "lin"), "GET", PATH).content))
    for grid in (0, 3):
        assert {(t.zoom, t.column, t.row) for t in tiles_touching([box_of(grid)]) if t.zoom == 15} & found


def test_the_same_is_not_sent_again_and_a_new_map_is(basemap, city, tmp_path):
    client = phone(city, "lin")
    answer = send(client, "GET", PATH)
    assert answer["ETag"] == f'"{version(client)}"'
    assert "private" in answer["Cache-Control"]
    again = send(client, "GET", PATH, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_basemap(path=drawn_town(tmp_path), by=system(at("2026-03-12")))
    anew = send(client, "GET", PATH, headers={"If-None-Match": answer["ETag"]})
    assert (anew.status_code, anew.content != b"") == (200, True)


def test_another_plan_is_another_piece(basemap, city):
    client = phone(city, "lin")
    before = version(client)
    plan = city.plan
    plan.pk = None
    plan.begins_at, plan.ends_at = timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=1)
    plan.save()
    assert version(client) != before


@pytest.mark.parametrize("name", ["sweeper", "supervisor"])
def test_whoever_has_no_grid_carries_no_map(basemap, city, name):
    client = phone(city, name)
    assert version(client) == ""
    assert send(client, "GET", PATH).status_code == 204


def test_without_a_basemap_there_is_no_version_and_no_file(city, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    client = phone(city, "lin")
    assert version(client) == ""
    answer = send(client, "GET", PATH)
    assert (answer.status_code, answer.content) == (204, b"")


def test_where_the_map_ends_there_is_nothing_to_carry(basemap):
    assert piece_of([Box(100.0, 20.0, 100.01, 20.01)]) == b""
    assert piece_of([]) == b""


def test_nobody_unknown_is_given_a_map(basemap, client):
    assert client.get(f"/api/v1{PATH}").status_code == 401


def test_it_takes_few_statements(basemap, city):
    client = phone(city, "lin")
    send(client, "GET", PATH)
    assert statements(client, "GET", PATH) <= 8
