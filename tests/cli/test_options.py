"""Options and what they mean together; which language is spoken."""

import os
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.cli.main import main
from wangge.cli.options import divide_options
from wangge.cli.parser import parse
from wangge.cli.request import Request, request_of
from wangge.cli.tongue import LANGUAGES, spoken_language
from wangge.gridding.band import Band
from wangge.gridding.households import HouseholdRule
from wangge.gridding.search.effort import LONG, SHORT


def request(*words: str) -> Request:
    options = parse(divide_options(), [*words, "willow.gpkg", "--out", "plan.gpkg"])
    options.language = "en"
    return request_of(options)


def test_what_is_not_said_is_as_the_help_says():
    asked = request()
    assert asked.towns == (Path("willow.gpkg"),)
    assert asked.settings.band == Band(250, 200, 300, "households")
    assert (asked.settings.effort, asked.settings.seed) == (SHORT, 0)
    assert asked.reading.rule == HouseholdRule()
    assert asked.jobs == len(os.sched_getaffinity(0))


def test_people_have_a_band_of_their_own_which_can_be_changed():
    assert request("--measure", "people").settings.band == Band(400, 300, 500, "people")
    assert request("--measure", "people", "--low", "350").settings.band == Band(400, 350, 500, "people")
    assert request("--target", "9", "--low", "8", "--high", "11").settings.band == Band(9, 8, 11)


def test_the_long_search_and_any_seed_can_be_asked_for():
    settings = request("--search", "long", "--seed", "-12345678901234567890").settings
    assert (settings.effort, settings.seed) == (LONG, -12345678901234567890)


OTHER = HouseholdRule(frozenset({"yes", "hut"}), 1.5, 9000.0, 0.5, 90.0, 3.0, 6.5, 2.75)


@pytest.mark.parametrize("constant", [field.name for field in fields(HouseholdRule)])
def test_every_constant_of_the_household_rule_has_an_option(constant):
    value = getattr(OTHER, constant)
    words = ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)
    rule = request(f"--{constant.replace('_', '-')}", words).reading.rule
    assert rule == replace(HouseholdRule(), **{constant: value})


def test_how_the_town_is_read_reaches_the_reader():
    reading = request("--crs", "EPSG:4547", "--gcj02", "--admin-level", "9", "--dedicated", "d.gpkg").reading
    assert (reading.crs, reading.gcj02, reading.admin_level) == ("EPSG:4547", True, 9)
    assert reading.dedicated_file == Path("d.gpkg")


def test_towns_may_stand_before_between_and_after_options():
    options = parse(divide_options(), ["a.gpkg", "--seed", "1", "b.gpkg", "--out", "plans", "c.gpkg"])
    assert [path.name for path in options.towns] == ["a.gpkg", "b.gpkg", "c.gpkg"]


SPOKEN = [
    ([], {}, "en"),
    ([], {"LANG": "zh_CN.UTF-8"}, "zh_Hans"),
    ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
    ([], {"LANG": "C", "LC_MESSAGES": "zh_SG"}, "zh_Hans"),
    ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "en"),
    ([], {"LANG": "en_GB.UTF-8", "WANGGE_LANGUAGE": "zh_Hans"}, "zh_Hans"),
    ([], {"LANG": "zh_CN.UTF-8", "WANGGE_LANGUAGE": "en"}, "en"),
    (["divide", "--language", "zh_Hans"], {"WANGGE_LANGUAGE": "en"}, "zh_Hans"),
    (["divide", "--language=en"], {"LC_ALL": "zh_CN.UTF-8"}, "en"),
    (["divide", "--language"], {"LC_ALL": "zh_CN.UTF-8"}, "zh_Hans"),
]


@pytest.mark.parametrize(("words", "environment", "language"), SPOKEN)
def test_the_language_is_the_one_said_or_else_the_environments(words, environment, language):
    assert spoken_language(words, environment) == language


@given(st.lists(st.text(max_size=12) | st.just("--language")), st.dictionaries(st.just("LANG"), st.text()))
def test_some_language_is_always_spoken(words, environment):
    assert spoken_language(words, environment) in LANGUAGES


@pytest.mark.parametrize("words", [["--help"], ["divide", "--help"], ["town", "-h"], []])
def test_help_is_told_in_both_languages(words, capsys):
    told = {}
    for language in LANGUAGES:
        assert main([*words, f"--language={language}"] if "--help" not in words else _said_first(words, language)) == 0
        told[language] = capsys.readouterr().out
    assert "wangge" in told["en"]
    assert told["en"] != told["zh_Hans"]


def _said_first(words, language):
    """Help ends the reading of options, so the language stands before it."""
    return [*words[:-1], f"--language={language}", words[-1]]


def test_the_version_is_told(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("wangge 0.")


def test_a_language_spoken_once_is_not_spoken_for_ever(capsys):
    main(["divide", "--language", "zh_Hans", "--jobs", "0"])
    chinese = capsys.readouterr().err
    main(["divide", "--jobs", "0", "--language", "en"])
    assert capsys.readouterr().err != chinese
