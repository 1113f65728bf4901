import numpy as np
import pytest
import shapely

from benchmarks.change import GROWTH, RENEWAL, changed, free_sites
from benchmarks.outside.files import read_layer
from benchmarks.towns import write_town
from tests.benchmarks.lattice import line, square
from wangge.gridding.town import Barriers, Buildings, Communities, Dedicated, Stairwells, Streets, Town


def texts(*words: str) -> np.ndarray:
    return np.array(words, dtype=object)


@pytest.fixture
def town():
    """A square kilometre with 400 houses in rows."""
    none, count = np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    houses = np.array([square(50 * x + 20, 50 * y + 20, 8, 8) for x in range(20) for y in range(20)], dtype=object)
    households = 5 + np.arange(400) % 30
    return Town(
        name="Alder",
        communities=Communities(
            texts("420599001001"), texts("Alder"), np.array([square(0, 0, 1000, 1000)]), np.zeros(1, dtype=bool)
        ),
        streets=Streets(np.array([line((500, 0), (500, 1000))]), texts("residential"), texts("")),
        buildings=Buildings(houses, households, 3 * households, np.arange(400)),
        barriers=Barriers(none, none),
        dedicated=Dedicated(none, none),
        stairwells=Stairwells(none, count, count, count),
        metric_crs="EPSG:32649",
        source_crs="EPSG:32649",
    )


def places(buildings: Buildings) -> set[bytes]:
    return {shape.wkb for shape in buildings.shape}


def test_the_same_seed_makes_the_same_change(town):
    one, other = changed(town, RENEWAL, 3), changed(town, RENEWAL, 3)
    assert shapely.equals_exact(one.buildings.shape, other.buildings.shape).all()
    assert places(changed(town, RENEWAL, 4).buildings) != places(one.buildings)


def test_a_fortieth_of_the_buildings_falls_and_the_rest_keeps_its_order(town):
    later = changed(town, RENEWAL, 3).buildings
    assert len(places(town.buildings) - places(later)) == 10
    assert shapely.equals(
        later.shape[:390], [shape for shape in town.buildings.shape if shape.wkb in places(later)]
    ).all()


def test_renewal_keeps_the_number_of_households(town):
    later = changed(town, RENEWAL, 3).buildings
    assert later.households.sum() == town.buildings.households.sum()
    assert len(later.shape) > 390
    assert later.people.sum() == pytest.approx(town.buildings.people.sum(), rel=0.01)


def test_growth_builds_as_many_as_fell_and_larger_ones(town):
    later = changed(town, GROWTH, 3).buildings
    assert len(later.shape) == 400
    assert later.households[390:].min() >= np.median(town.buildings.households)


def test_new_towers_stand_free_within_a_community(town):
    sites = free_sites(town, 30, np.random.default_rng(1))
    standing = np.concatenate([town.buildings.shape, town.streets.line])
    assert shapely.contains(town.communities.boundary[0], sites).all()
    assert min(shapely.distance(site, standing).min() for site in sites) > 5
    assert all(one.distance(other) > 5 for at, one in enumerate(sites) for other in sites[:at])


def test_a_town_without_room_is_told(town):
    full = Communities(texts("420599001001"), texts("Alder"), np.array([square(0, 0, 30, 30)]), np.zeros(1, dtype=bool))
    crowded = Town(**{**vars(town), "communities": full})
    with pytest.raises(ValueError, match="no room for 5 towers"):
        free_sites(crowded, 5, np.random.default_rng(1))


def test_a_town_is_written_as_the_layers_that_are_read(town, tmp_path):
    file = tmp_path / "town.gpkg"
    write_town(town, file)
    found = read_layer(file, "buildings")
    assert found.column["households"].tolist() == town.buildings.households.tolist()
    assert shapely.equals(found.shape, town.buildings.shape).all()
    assert read_layer(file, "streets").column["class"].tolist() == ["residential"]
    assert len(read_layer(file, "barriers").shape) == 0
