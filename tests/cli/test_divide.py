"""``wangge divide`` from a file to its files (R-01, R-02, R-03)."""

import json

import numpy as np
import pytest
import shapely

from tests.cli.small_town import (
    CODES,
    HOUSEHOLDS,
    communities,
    grid_of_houses,
    houses,
    in_process_of_its_own,
    layer,
    listing,
    outlines,
    shuffled_town,
    small_town,
)
from wangge.cli.main import main


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return small_town(tmp_path_factory.mktemp("town") / "willow.gpkg")


@pytest.fixture(scope="module")
def plan(town):
    """The plan of the town, by one process."""
    path = town.parent / "plan.gpkg"
    assert main(["divide", str(town), "--out", str(path), "--jobs", "1", "--quiet"]) == 0
    return path


def divide(*words):
    return main(["divide", *map(str, words)])


def test_the_plan_holds_every_household_in_grids_of_the_wanted_size(plan):
    grids = layer(plan, "grids")
    assert grids["crs"] == "EPSG:32649"
    assert sorted(set(grids["community"])) == CODES
    assert int(grids["households"].sum()) == 96 * HOUSEHOLDS
    assert int(grids["people"].sum()) == 96 * HOUSEHOLDS * 3
    assert ((grids["households"] >= 200) & (grids["households"] <= 300)).all()
    assert grids["in_band"].all()


def test_the_grids_tile_the_communities(plan):
    grids = layer(plan, "grids")
    together = shapely.union_all(grids["shape"])
    assert together.equals(shapely.union_all(communities().shape))
    assert shapely.area(grids["shape"]).sum() == pytest.approx(together.area)


def test_every_building_of_the_plan_stands_in_its_grid(plan):
    grids, found = layer(plan, "grids"), layer(plan, "buildings")
    boundary = dict(zip(grids["code"], grids["shape"], strict=True))
    homes = np.array([boundary[code] for code in found["grid"]], dtype=object)
    assert len(homes) == 96
    assert shapely.contains(homes, found["shape"]).all()


def test_two_processes_make_the_same_file_as_one(town, plan, tmp_path):
    assert divide(town, "--out", tmp_path / "two.gpkg", "--jobs", 2, "--quiet") == 0
    assert (tmp_path / "two.gpkg").read_bytes() == plan.read_bytes()


def test_a_cluster_makes_the_same_file_as_one_process(town, plan, tmp_path):
    done = in_process_of_its_own(
        "divide", town, "--out", tmp_path / "many.gpkg", "--cluster", "local", "--jobs", 2, "--quiet"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "many.gpkg").read_bytes() == plan.read_bytes()


def test_the_order_of_the_rows_changes_nothing(plan, tmp_path):
    assert divide(shuffled_town(tmp_path / "willow.gpkg"), "--out", tmp_path / "plan.gpkg", "--quiet") == 0
    assert outlines(tmp_path / "plan.gpkg") == outlines(plan)
    assert grid_of_houses(tmp_path / "plan.gpkg") == grid_of_houses(plan)


def test_the_report_tells_how_it_was_made_and_what_it_took(town, tmp_path):
    report, picture = tmp_path / "report.json", tmp_path / "plan.png"
    files = ("--out", tmp_path / "plan.gpkg", "--report", report, "--picture", picture)
    assert divide(town, *files, "--search", "long", "--seed", -3, "--jobs", 2, "--quiet") == 0
    told = json.loads(report.read_text())
    assert told["town"] == "willow"
    assert (told["run"]["search"], told["run"]["seed"]) == ("long", -3)
    assert list(told["run"]["seconds"]) == ["read", "units", "search", "measure", "write", "picture", "all"]
    assert min(told["run"]["seconds"].values()) > 0
    assert told["run"]["peak_mb"] > 50
    assert told["measures"]["in_bounds"] == 1.0
    assert told["lineage"] is None
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_one_community_is_another_picture(town, tmp_path):
    for name, more in (("whole", []), ("part", ["--picture-community", CODES[1]])):
        files = ("--out", tmp_path / f"{name}.gpkg", "--picture", tmp_path / f"{name}.png")
        assert divide(town, *files, *more, "--jobs", 1, "--quiet") == 0
    assert (tmp_path / "whole.gpkg").read_bytes() == (tmp_path / "part.gpkg").read_bytes()
    assert (tmp_path / "whole.png").read_bytes() != (tmp_path / "part.png").read_bytes()


def test_people_are_measured_in_a_band_of_their_own(town, tmp_path):
    report = tmp_path / "report.json"
    files = ("--out", tmp_path / "plan.gpkg", "--report", report)
    assert divide(town, *files, "--measure", "people", "--jobs", 1, "--quiet") == 0
    told = json.loads(report.read_text())
    assert told["band"] == {"target": 400, "low": 300, "high": 500, "measure": "people"}
    people = layer(tmp_path / "plan.gpkg", "grids")["people"]
    assert ((people >= 300) & (people <= 500)).all()


def test_several_towns_are_each_divided_as_they_are_alone(town, plan, tmp_path):
    other = small_town(tmp_path / "oak.gpkg", buildings=houses())
    folder = tmp_path / "plans"
    folder.mkdir()
    assert divide(town, other, "--out", folder, "--report", folder, "--picture", folder, "--jobs", 2, "--quiet") == 0
    assert listing(folder) == ["oak.gpkg", "oak.json", "oak.png", "willow.gpkg", "willow.json", "willow.png"]
    assert (folder / "willow.gpkg").read_bytes() == plan.read_bytes()
    assert json.loads((folder / "oak.json").read_text())["town"] == "oak"


def test_a_town_that_did_not_change_keeps_its_grids(town, plan, tmp_path):
    files = ("--out", tmp_path / "again.gpkg", "--report", tmp_path / "again.json", "--previous", plan)
    assert divide(town, *files, "--seed", 5, "--jobs", 1, "--quiet") == 0
    assert outlines(tmp_path / "again.gpkg") == outlines(plan)
    lineage = json.loads((tmp_path / "again.json").read_text())["lineage"]
    assert sorted(lineage["kept"]) == sorted(outlines(plan))
    assert (lineage["moved_households"], lineage["surviving_households"]) == (0, 96 * HOUSEHOLDS)


def test_only_the_community_that_grew_is_divided_again(plan, tmp_path):
    grown = houses()
    grown.columns["households"][:8] = 60  # on the western edge, in the first community
    town = small_town(tmp_path / "grown.gpkg", buildings=grown)
    report = tmp_path / "report.json"
    assert divide(town, "--out", tmp_path / "new.gpkg", "--report", report, "--previous", plan, "--quiet") == 0
    told, before, after = json.loads(report.read_text()), outlines(plan), outlines(tmp_path / "new.gpkg")
    assert told["measures"]["in_bounds"] == 1.0
    assert 0 < told["lineage"]["moved_households"] < 0.5 * told["lineage"]["surviving_households"]
    assert told["lineage"]["moved_households"] == told["measures"]["moved_households"]
    for code in CODES[1:]:
        assert {c: g for c, g in after.items() if c[:12] == code} == {c: g for c, g in before.items() if c[:12] == code}


def test_the_table_counts_grids_and_lists_what_was_mended(tmp_path, capsys):
    far = houses()
    far.shape[0] = shapely.transform(far.shape[0], lambda xy: xy + 5000)
    town = small_town(tmp_path / "willow.gpkg", buildings=far)
    assert divide(town, "--out", tmp_path / "plan.gpkg", "--jobs", 1) == 0
    said = capsys.readouterr()
    assert "willow: 9 grids in 3 communities" in said.out
    assert "1 buildings, 24 households, lie in no community" in " ".join(said.out.split())
    assert said.err == ""


def test_the_chinese_table_is_chinese(town, tmp_path, capsys):
    words = ("--out", tmp_path / "plan.gpkg", "--jobs", 1)
    assert divide(town, *words, "--language", "zh_Hans") == 0
    chinese = capsys.readouterr().out
    assert divide(town, *words, "--language", "en") == 0
    english = capsys.readouterr().out
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in english)


def test_the_layers_of_a_town_may_be_files_in_a_folder(plan, tmp_path):
    folder = tmp_path / "willow"
    folder.mkdir()
    for name in ("communities", "streets", "buildings"):
        every = {"communities": None, "streets": None, "buildings": None}
        every.pop(name)
        small_town(folder / f"{name}.gpkg", **every)
    assert divide(folder, "--out", tmp_path / "plan.gpkg", "--quiet") == 0
    assert outlines(tmp_path / "plan.gpkg") == outlines(plan)


def test_an_extract_of_openstreetmap_is_divided_in_its_own_coordinates(real_town, tmp_path, capsys):
    words = ("--household-m2", "220", "--out", tmp_path / "plan.gpkg")
    assert divide(real_town, *words, "--language", "en") == 0
    grids = layer(tmp_path / "plan.gpkg", "grids")
    assert grids["crs"] == "EPSG:4326"
    assert grids["in_band"].all()
    assert set(layer(tmp_path / "plan.gpkg", "buildings")["grid"]) == set(grids["code"])
    assert f"test: {len(grids['code'])} grids in 1 communities" in capsys.readouterr().out
