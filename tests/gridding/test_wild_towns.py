"""Towns that are nothing but mistakes: a plan comes out of them, or one sentence, never a traceback."""

import shapely
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.gridding.hand_made import town_of
from tests.gridding.small_towns import BAND, SETTINGS, with_dedicated
from wangge.gridding.clean import clean
from wangge.gridding.divide import divide
from wangge.gridding.measure import measure
from wangge.gridding.plan import Plan
from wangge.gridding.town import Town, TownError

metre = st.one_of(
    st.integers(-3, 12).map(lambda x: x * 20.0),
    st.integers(-600_000, 2_600_000).map(lambda x: x / 10_000),
    st.sampled_from([99.996, 100.004]),
)
spot = st.tuples(metre, metre)
rings = st.lists(spot, min_size=3, max_size=7).map(shapely.Polygon)
areas = st.one_of(rings, st.lists(rings, min_size=1, max_size=3).map(shapely.MultiPolygon))
lines = st.lists(spot, min_size=2, max_size=6).map(shapely.LineString)
houses_drawn = st.tuples(st.one_of(spot.map(shapely.Point), rings), st.integers(0, 350), st.integers(0, 900))
kinds = st.sampled_from(["primary", "residential", "service", ""])


@st.composite
def wild_towns(draw: st.DrawFn) -> Town:
    """Anything that a file may hold: areas that cross themselves and each other, lines and houses anywhere."""
    streets = [(one, draw(kinds), "") for one in draw(st.lists(lines, max_size=6))]
    barriers = [(one, "wall") for one in draw(st.lists(st.one_of(lines, rings), max_size=3))]
    communities = draw(st.lists(areas, min_size=1, max_size=3))
    town = town_of(communities, streets, draw(st.lists(houses_drawn, max_size=12)), barriers)
    return with_dedicated(town, *draw(st.lists(areas, max_size=2)))


def assert_fits(town: Town, plan: Plan) -> None:
    """The ground covered once, every building of a community in a grid that it stands in.

    Where needles of a few centimetres meet, a grid may hang together by a corner alone: that is not asked here.
    """
    found = measure(town, plan, BAND)
    assert (found.gap_m2, found.overlap_m2, found.across_communities) == (0, 0, 0)
    places = shapely.point_on_surface(town.buildings.shape)
    inside = shapely.intersects(shapely.union_all(town.communities.boundary), places)
    assert (plan.grid_of_building[inside] >= 0).all()
    housed = plan.grid_of_building >= 0
    near = shapely.distance(plan.boundary[plan.grid_of_building[housed]], places[housed])
    assert (near < 0.03).all()
    assert set(range(len(town.communities.code))) == set(plan.community.tolist())


@given(wild_towns())
@settings(max_examples=120)
def test_any_town_ends_in_a_plan_that_fits_or_in_a_sentence_for_a_person(town: Town):
    try:
        cleaned = clean(town)
    except TownError as refusal:
        event(str(refusal)[:40])
        return
    assert_fits(cleaned, divide(cleaned, SETTINGS)[0])
