"""``wangge town``: the file it leaves and what it says of it."""

import pytest

from tests.cli.small_town import layer
from wangge.cli.main import main
from wangge.gridding.files.read import read_town


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "town.gpkg"
    assert main(["town", "--communities", "2", "--seed", "1", "--out", str(path), "--quiet"]) == 0
    return path


def test_the_town_is_one_that_divide_takes(made):
    town = read_town(made)
    assert len(town.communities.code) == 2
    assert 1000 < town.buildings.households.sum() < 20000
    assert layer(made, "communities")["crs"] == "EPSG:32649"


def test_the_same_seed_makes_the_same_file_and_says_that_it_is_invented(made, tmp_path, capsys):
    again = tmp_path / "town.gpkg"
    assert main(["town", "--communities", "2", "--seed", "1", "--out", str(again)]) == 0
    assert again.read_bytes() == made.read_bytes()
    said = capsys.readouterr().out
    assert "synthetic" in said
    assert "2 communities" in said
    assert said.count("\n") == 1


def test_quiet_is_quiet(tmp_path, capsys):
    assert main(["town", "--communities", "1", "--out", str(tmp_path / "town.gpkg"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
