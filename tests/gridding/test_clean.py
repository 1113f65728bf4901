"""Cleaning: valid communities that fit each other, whatever the file had, and notices of what was done."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.gridding.town_files import EAST, NORTH, block, line, point, write_town_file
from wangge.gridding.clean import clean
from wangge.gridding.files.read import read_town
from wangge.gridding.tiling import tile
from wangge.gridding.town import Barriers, Buildings, Communities, Dedicated, Streets, Town, TownError


@pytest.fixture(scope="module")
def plain_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return read_town(write_town_file(tmp_path_factory.mktemp("clean") / "town.gpkg"))


def codes(count: int) -> np.ndarray:
    return np.array([f"4205990010{row + 1:02d}" for row in range(count)], dtype=object)


def with_communities(town: Town, *boundaries: shapely.Geometry) -> Town:
    shape = _shapes(*boundaries)
    named = np.full(len(shape), "", dtype=object)
    return replace(town, communities=Communities(codes(len(shape)), named, shape, np.zeros(len(shape), dtype=bool)))


def _shapes(*shapes: shapely.Geometry) -> np.ndarray:
    result = np.empty(len(shapes), dtype=object)
    result[:] = shapes
    return result


def kinds(town: Town) -> dict[str, int]:
    return {notice.kind: notice.count for notice in town.notices}


def boundaries(town: Town) -> list[shapely.Geometry]:
    return list(town.communities.boundary)


def test_a_clean_town_stays_as_it_is(plain_town: Town):
    town = clean(plain_town)
    assert town.notices == ()
    assert all(after.equals(before) for after, before in zip(boundaries(town), boundaries(plain_town), strict=True))
    again = clean(town)
    assert shapely.equals_exact(again.communities.boundary, town.communities.boundary).all()


def test_an_overlap_goes_to_the_smaller_code_and_is_told_with_its_area(plain_town: Town):
    town = clean(with_communities(plain_town, block(0, 0, 420, 400), block(400, 0, 800, 400)))
    first, second = boundaries(town)
    assert first.equals(block(0, 0, 420, 400))
    assert second.equals(block(420, 0, 800, 400))
    notice = next(notice for notice in town.notices if notice.kind == "overlap_removed")
    assert notice.count == 1
    assert "8000 m²" in notice.sentence


@pytest.mark.parametrize("enclave_first", [True, False])
def test_an_enclave_drawn_over_its_host_without_a_hole_stays_the_enclaves(plain_town: Town, enclave_first: bool):
    host, enclave = block(0, 0, 800, 400), block(100, 100, 300, 300)
    town = clean(with_communities(plain_town, *([enclave, host] if enclave_first else [host, enclave])))
    found = sorted(boundaries(town), key=shapely.area)
    assert found[0].equals(enclave)
    assert found[1].equals(host.difference(enclave))
    assert len(found[1].interiors) == 1


def test_an_enclave_within_an_enclave_keeps_its_place(plain_town: Town):
    nested = [block(0, 0, 800, 400), block(100, 100, 300, 300), block(150, 150, 200, 200)]
    town = clean(with_communities(plain_town, *nested))
    assert [round(shape.area) for shape in boundaries(town)] == [320_000 - 40_000, 40_000 - 2_500, 2_500]


def test_holes_exclaves_and_their_sizes_are_kept(plain_town: Town):
    ring = block(0, 0, 400, 400).difference(block(100, 100, 300, 300))
    host = shapely.union(ring, block(900, 0, 950, 50))
    town = clean(with_communities(plain_town, host, block(100, 100, 300, 300), block(400, 0, 800, 400)))
    assert boundaries(town)[0].equals(host)
    assert town.communities.boundary[0].geom_type == "MultiPolygon"
    assert town.notices == ()


def test_an_enclave_of_four_hectares_is_not_filled(plain_town: Town):
    ring = block(0, 0, 800, 800).difference(block(300, 300, 500, 500))
    town = clean(with_communities(plain_town, ring))
    assert boundaries(town)[0].area == pytest.approx(600_000)
    assert kinds(town)["gap_left"] == 1


def test_a_community_that_crosses_itself_is_mended(plain_town: Town):
    bow = shapely.Polygon([(EAST, NORTH), (EAST + 100, NORTH + 100), (EAST + 100, NORTH), (EAST, NORTH + 100)])
    town = clean(with_communities(plain_town, bow, block(200, 0, 800, 400)))
    assert boundaries(town)[0].is_valid
    assert boundaries(town)[0].area == pytest.approx(5_000)
    assert kinds(town)["community_mended"] == 1


def test_crumbs_below_a_square_metre_are_dropped(plain_town: Town):
    crumbly = shapely.MultiPolygon([block(0, 0, 400, 400), block(500, 0, 500.5, 0.5)])
    assert boundaries(clean(with_communities(plain_town, crumbly)))[0].equals(block(0, 0, 400, 400))


def test_neighbours_share_every_vertex_afterwards(plain_town: Town):
    ragged = shapely.Polygon([(EAST + x, NORTH + y) for x, y in ((400.003, 0), (800, 0), (800, 400), (399.998, 400))])
    stepped = shapely.Polygon(
        [(EAST + x, NORTH + y) for x, y in ((0, 0), (400, 0), (400.004, 133), (400, 400), (0, 400))]
    )
    town = clean(with_communities(plain_town, stepped, ragged))
    assert shapely.coverage_is_valid(town.communities.boundary)
    assert "overlap_removed" not in kinds(town)
    assert "gap_left" not in kinds(town)


def test_a_hairline_gap_is_closed_and_a_wide_one_is_left_and_told(plain_town: Town):
    around = shapely.Polygon(shapely.box(EAST - 50, NORTH - 50, EAST + 850, NORTH + 450).exterior.coords)
    for width, gaps in ((0.03, {}), (5.0, {"gap_left": 1})):
        inner = [block(0, 0, 400, 400), block(400 + width, 0, 800, 400)]
        host = around.difference(block(0, 0, 800, 400))
        town = clean(with_communities(plain_town, *inner, host))
        assert kinds(town) == gaps


def test_two_communities_in_the_same_place_are_an_error_that_names_both(plain_town: Town):
    with pytest.raises(TownError, match="feature 420599001002: it lies wholly within 420599001001; delete"):
        clean(with_communities(plain_town, block(0, 0, 400, 400), block(0, 0, 400, 400)))


def test_a_community_without_area_is_an_error(plain_town: Town):
    flat = shapely.Polygon([(EAST, NORTH), (EAST + 50, NORTH), (EAST, NORTH)])
    with pytest.raises(TownError, match="feature 420599001002: it has no area; draw"):
        clean(with_communities(plain_town, block(0, 0, 400, 400), flat))


def test_streets_without_length_are_dropped(plain_town: Town):
    streets = Streets(_shapes(line((0, 0), (0, 0)), line((0, 0), (9, 0))), _shapes("path", "steps"), _shapes("a", "b"))
    town = clean(replace(plain_town, streets=streets))
    assert town.streets.kind.tolist() == ["steps"]
    assert kinds(town) == {"street_dropped": 1}


def test_broken_footprints_are_mended_and_buildings_outside_told(plain_town: Town):
    bow = shapely.Polygon([(EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 9, NORTH), (EAST, NORTH + 5)])
    flat = shapely.Polygon([(EAST + 5, NORTH + 5), (EAST + 9, NORTH + 5), (EAST + 5, NORTH + 5)])
    shape = _shapes(bow, flat, block(2000, 0, 2010, 10), point(5, 5))
    four = np.arange(4)
    town = clean(replace(plain_town, buildings=Buildings(shape, four, four, four)))
    assert [one.geom_type for one in town.buildings.shape] == ["Polygon", "Point", "Polygon", "Point"]
    assert kinds(town) == {"building_mended": 2, "building_outside": 1}
    assert "2 households" in town.notices[-1].sentence


def test_barriers_are_mended_and_empty_ones_dropped(plain_town: Town):
    bow = shapely.Polygon([(EAST, NORTH), (EAST + 90, NORTH + 90), (EAST + 90, NORTH), (EAST, NORTH + 90)])
    shape = _shapes(bow, line((0, 0), (0, 0)), line((0, 0), (5, 0)))
    town = clean(replace(plain_town, barriers=Barriers(shape, _shapes("water", "wall", "railway"))))
    assert town.barriers.kind.tolist() == ["water", "railway"]
    assert shapely.is_valid(town.barriers.shape).all()


def test_dedicated_grids_do_not_overlap_afterwards(plain_town: Town):
    areas = _shapes(block(0, 0, 100, 100), block(50, 0, 150, 100), block(0, 0, 0.1, 0.1))
    town = clean(replace(plain_town, dedicated=Dedicated(areas, _shapes("B", "A", "C"))))
    assert [round(area) for area in shapely.area(town.dedicated.boundary)] == [5_000, 10_000]
    assert kinds(town) == {"dedicated_dropped": 1}


corners = st.integers(0, 12)
boxes = st.tuples(corners, corners, st.integers(1, 8), st.integers(1, 8))


@given(st.lists(boxes, min_size=1, max_size=7, unique=True), st.randoms(use_true_random=False))
def test_any_areas_become_a_tiling_that_covers_the_same_ground_in_any_order(drawn: list[tuple[int, ...]], chance):
    areas = _shapes(*(block(x * 10.3, y * 9.7, (x + w) * 10.3, (y + h) * 9.7) for x, y, w, h in drawn))
    keys = codes(len(areas))
    result = tile(areas, keys)
    left = result.boundary[~shapely.is_missing(result.boundary)]
    assert shapely.coverage_is_valid(left)
    assert shapely.area(left).sum() == pytest.approx(shapely.union_all(areas).area, rel=1e-6)
    order = np.array(chance.sample(range(len(areas)), len(areas)))
    again = tile(areas[order], keys[order])
    same = [
        one is two is None or one.equals_exact(two, 0.0)
        for one, two in zip(again.boundary, result.boundary[order], strict=True)
    ]
    assert all(same)


def test_the_real_towns_extent_is_clean(real_town: Path):
    town = clean(read_town(real_town))
    assert shapely.is_valid(town.buildings.shape).all()
    assert "building_outside" not in kinds(town)
