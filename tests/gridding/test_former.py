"""A former plan that comes back from its file: nothing that was said there is forgotten."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, box

from tests.gridding.small_towns import BAND, SETTINGS, block_town
from wangge.gridding.clean import clean
from wangge.gridding.divide import divide
from wangge.gridding.files.former import read_plan
from wangge.gridding.files.read import buildings_as_read, read_town
from wangge.gridding.files.write import write_plan, write_town
from wangge.gridding.former import FormerPlan, former_code_of, with_former_codes
from wangge.gridding.measure import figures
from wangge.gridding.plan import Plan
from wangge.gridding.town import Town, TownError


def written(folder: Path, town: Town, former: FormerPlan | None = None) -> tuple[Town, Plan, FormerPlan]:
    """The town through a file, its plan, and the plan read again."""
    write_town(folder / "town.gpkg", town)
    town = clean(read_town(folder / "town.gpkg"))
    plan = divide(town, SETTINGS, former)[0]
    write_plan(folder / "plan.gpkg", town, plan, figures(town, plan, BAND), buildings_as_read(folder / "town.gpkg"))
    return town, plan, read_plan(folder / "plan.gpkg", town.metric_crs)


def small_town(*households: int) -> Town:
    return block_town([list(households)], ["primary"] * (len(households) - 1))


def test_retired_codes_are_never_given_again_over_three_generations_of_files(tmp_path: Path):
    _town, first, former = written(tmp_path, small_town(250, 250, 250))
    _town, second, former = written(tmp_path, small_town(250, 250, 0), former)
    retired = set(first.code) - set(second.code)
    assert retired
    assert set(former.retired) == retired
    _town, third, former = written(tmp_path, small_town(250, 250, 250), former)
    assert len(third.code) == 3
    assert not retired & set(third.code)


def test_a_building_of_several_parts_is_found_again(tmp_path: Path):
    town = small_town(250, 250)
    shapes = town.buildings.shape.copy()
    for row, shape in enumerate(shapes):
        x, y = shapely.get_coordinates(shapely.centroid(shape))[0]
        shapes[row] = MultiPolygon([box(x - 2, y - 2, x, y), box(x + 0.5, y + 0.5, x + 1, y + 1)])
    town, plan, former = written(tmp_path, replace(town, buildings=replace(town.buildings, shape=shapes)))
    assert former_code_of(former, town.buildings).tolist() == plan.code[plan.grid_of_building].tolist()


def provisional(town: Town, code: str) -> Town:
    communities = replace(town.communities, code=np.array([code], dtype=object), provisional=np.array([True]))
    return replace(town, communities=communities)


def test_a_provisional_community_keeps_its_code_and_a_new_one_gets_another(tmp_path: Path):
    *_, former = written(tmp_path, provisional(small_town(250, 250), "990000000007"))
    town = provisional(small_town(250, 250), "990000000001")
    assert with_former_codes(town, former).communities.code.tolist() == ["990000000007"]
    far = replace(town.communities, boundary=np.array([box(900, 900, 999, 999)], dtype=object))
    both = replace(
        town.communities,
        **{
            name: np.concatenate([getattr(town.communities, name), getattr(far, name)])
            for name in ("code", "name", "boundary", "provisional")
        },
    )
    codes = with_former_codes(replace(town, communities=both), former).communities.code.tolist()
    assert codes[0] == "990000000007"
    assert codes[1].startswith("99")
    assert codes[1] != codes[0]


def test_a_plan_of_another_town_is_refused(tmp_path: Path):
    *_, former = written(tmp_path, small_town(250, 250))
    elsewhere = replace(former, boundary=shapely.transform(former.boundary, lambda xy: xy + 50_000))
    with pytest.raises(TownError, match="outside of this town"):
        with_former_codes(small_town(250, 250), elsewhere)
