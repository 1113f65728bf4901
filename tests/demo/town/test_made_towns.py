"""A made-up town is a whole map: communities tile it, buildings stand clear, and the same seed gives it again."""

from dataclasses import fields, is_dataclass
from functools import cache

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.demo.town import MOST_COMMUNITIES, make_town
from wangge.gridding.classes import class_of_streets
from wangge.gridding.town import Town, TownError

HIGHWAY_WORDS = {"primary", "secondary", "primary_link", "secondary_link", "tertiary"} | {
    "residential",
    "living_street",
    "service",
    "footway",
}
town_of = cache(make_town)
small_towns = st.builds(town_of, st.integers(2, 4), st.integers(0, 9))
few = settings(max_examples=7, deadline=None, derandomize=True)


def bytes_of(value: object) -> list[bytes]:
    """Everything in a town as bytes, geometry as WKB."""
    if is_dataclass(value):
        return [part for field in fields(value) for part in bytes_of(getattr(value, field.name))]
    if isinstance(value, np.ndarray) and value.dtype == object and len(value) and not isinstance(value[0], str):
        return list(shapely.to_wkb(value))
    return [repr(value.tolist() if isinstance(value, np.ndarray) else value).encode()]


def community_of_buildings(town: Town) -> np.ndarray:
    """Pairs (building, community) where a building's representative point lies."""
    points = shapely.point_on_surface(town.buildings.shape)
    return shapely.STRtree(town.communities.boundary).query(points, predicate="intersects").T


def households_of_communities(town: Town) -> np.ndarray:
    building, community = community_of_buildings(town).T
    return np.bincount(community, town.buildings.households[building], len(town.communities.code))


def test_the_same_seed_gives_the_same_town_bit_by_bit():
    assert bytes_of(make_town(3, 7)) == bytes_of(make_town(3, 7))


def test_another_seed_gives_another_town():
    assert bytes_of(town_of(3, 7)) != bytes_of(town_of(3, 8))


@few
@given(small_towns)
def test_communities_tile_the_town_without_gap_or_overlap(town):
    boundary = town.communities.boundary
    assert shapely.is_valid(boundary).all()
    assert shapely.coverage_is_valid(boundary)
    whole = shapely.coverage_union_all(boundary)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    assert whole.area == pytest.approx(shapely.area(boundary).sum())


@few
@given(small_towns)
def test_coordinates_are_whole_centimetres(town):
    for shapes in (town.communities.boundary, town.streets.line, town.buildings.shape, town.barriers.shape):
        points = shapely.get_coordinates(shapes)
        assert np.abs(points * 100 - np.round(points * 100)).max() < 1e-5


@few
@given(small_towns)
def test_every_building_lies_in_exactly_one_community(town):
    building, community = community_of_buildings(town).T
    assert np.array_equal(np.sort(building), np.arange(len(town.buildings.shape)))
    assert shapely.covers(town.communities.boundary[community], town.buildings.shape[building]).all()


@few
@given(small_towns)
def test_buildings_touch_neither_each_other_nor_streets_nor_barriers(town):
    tree = shapely.STRtree(town.buildings.shape)
    one, other = tree.query(town.buildings.shape, predicate="intersects")
    assert np.array_equal(one, other)
    assert not tree.query(town.streets.line, predicate="intersects").size
    assert not tree.query(town.barriers.shape, predicate="intersects").size


@few
@given(small_towns)
def test_households_are_of_the_right_order(town):
    count = len(town.communities.code)
    households = town.buildings.households
    assert 1_500 * count < households.sum() < 2_900 * count
    assert (households >= 0).all()
    assert (households == 0).any()
    assert households.max() <= 420
    assert households_of_communities(town).min() >= 200
    assert households_of_communities(town).max() <= 5_000
    assert 2.2 < town.buildings.people.sum() / households.sum() < 2.8
    assert (town.buildings.people >= households).all()


@few
@given(small_towns)
def test_stairwells_of_a_tower_sum_to_the_tower_and_lie_in_it(town):
    wells, buildings = town.stairwells, town.buildings
    towers = np.unique(wells.building)
    assert len(towers)
    assert (buildings.households[towers] >= 260).all()
    for tower in towers:
        of = wells.building == tower
        assert wells.households[of].sum() == buildings.households[tower]
        assert wells.people[of].sum() == buildings.people[tower]
        assert shapely.union_all(wells.shape[of]).area == pytest.approx(buildings.shape[tower].area, rel=1e-6)


@few
@given(small_towns)
def test_streets_are_simple_lines_with_highway_words(town):
    assert set(town.streets.kind) <= HIGHWAY_WORDS
    assert {"LineString"} == {line.geom_type for line in town.streets.line}
    assert shapely.is_valid(town.streets.line).all()
    assert shapely.length(town.streets.line).min() > 0
    assert len(set(class_of_streets(town.streets.kind))) == 3
    assert any(name[0] >= "\u4e00" for name in town.streets.name if name)


@few
@given(small_towns)
def test_a_town_has_water_and_walls_and_lies_near_yichang(town):
    assert {"water", "wall"} <= set(town.barriers.kind)
    east, north = shapely.centroid(shapely.union_all(town.communities.boundary)).coords[0]
    assert np.hypot(east - 527_770, north - 3_396_390) < 5_000
    assert town.metric_crs == "EPSG:32649"


def test_an_estate_has_500_households_in_a_block_without_through_street():
    town = town_of(8, 1)
    blocks = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(town.streets.line))))
    points = shapely.point_on_surface(town.buildings.shape)
    building, block = shapely.STRtree(blocks).query(points, predicate="intersects")
    assert np.bincount(block, town.buildings.households[building]).max() >= 500


def test_lanes_end_dead_inside_blocks():
    ends = shapely.get_coordinates(shapely.boundary(town_of(4, 1).streets.line))
    vertices = shapely.get_coordinates(town_of(4, 1).streets.line)
    _, row, count = np.unique(vertices, axis=0, return_inverse=True, return_counts=True)
    assert (count[row[[np.flatnonzero((vertices == end).all(axis=1))[0] for end in ends]]] == 1).sum() > 50


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_town_has_an_enclave_and_an_exclave(seed):
    boundary = town_of(8, seed).communities.boundary
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(boundary) for ring in part.interiors]
    assert any(shapely.equals(hole, other) for hole in holes for other in boundary)
    assert "MultiPolygon" in {shape.geom_type for shape in boundary}


def test_communities_mostly_follow_streets_but_not_always():
    town = town_of(8, 1)
    rims = shapely.get_exterior_ring(shapely.get_parts(town.communities.boundary))
    outer = shapely.buffer(shapely.coverage_union_all(town.communities.boundary).exterior, 1.0)
    inner = shapely.difference(shapely.union_all(rims), outer)
    off = shapely.difference(inner, shapely.buffer(shapely.union_all(town.streets.line), 0.5))
    assert 0.02 < off.length / inner.length < 0.4


def test_dedicated_grids_are_named_and_lie_within_one_community():
    dedicated, boundary = town_of(8, 1).dedicated, town_of(8, 1).communities.boundary
    assert len(dedicated.name)
    assert all(dedicated.name)
    inside = shapely.STRtree(boundary).query(shapely.point_on_surface(dedicated.boundary), predicate="intersects")[1]
    assert shapely.covers(boundary[inside], dedicated.boundary).all()


def test_codes_have_12_digits_and_neighbours_share_a_subdistrict():
    communities = town_of(8, 1).communities
    assert len(set(communities.code)) == 8
    assert all(len(code) == 12 and code.isdigit() for code in communities.code)
    assert communities.name[0] == "土街头社区"
    assert not communities.provisional.any()
    assert len({code[:9] for code in communities.code}) == 1


def test_one_community_is_a_town():
    town = town_of(1, 0)
    assert len(town.communities.code) == 1
    assert town.communities.boundary[0].geom_type == "Polygon"


def test_a_town_says_that_it_is_synthetic():
    assert "synthetic" in town_of(1, 0).name
    assert town_of(1, 0).notices[0].kind == "synthetic"


@pytest.mark.parametrize(("communities", "seed"), [(0, 1), (-3, 1), (MOST_COMMUNITIES + 1, 1), (2, -1)])
def test_impossible_wishes_are_refused_in_a_sentence(communities, seed):
    with pytest.raises(TownError, match="made-up town"):
        make_town(communities, seed)
