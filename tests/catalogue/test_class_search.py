"""Classes are found as people type them: Chinese, English, pinyin, initials, with a slip."""

import pytest

from tests.city import at
from wangge.catalogue.actions.editions import adopt_catalogue, import_catalogue
from wangge.catalogue.class_search import find_classes
from wangge.catalogue.contents import Edition
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.sheets import shipped_catalogue
from wangge.territory.actors import system


@pytest.fixture
def shipped(db) -> Edition:
    by = system(at("2026-03-11"))
    adopt_catalogue(version=import_catalogue(path=shipped_catalogue(), by=by), by=by)
    return edition_in_force()


@pytest.mark.parametrize(
    "query",
    ["暴露垃圾", "暴露", "baolulaji", "bao lu la ji", "bao'lu", "bllj", "BLLJ", "baolulajj", "暴露拉圾", "bolulaji"],
)
def test_exposed_waste_is_found(shipped: Edition, query: str):
    assert find_classes(shipped, query, "zh_Hans", 5)[0].name_zh == "暴露垃圾"


def test_english_words_find_english_names(shipped: Edition):
    waste = next(one for one in shipped.minors.values() if one.name_zh == "暴露垃圾")
    assert find_classes(shipped, waste.name_en.lower(), "en", 1) == [waste]
    assert waste in find_classes(shipped, waste.name_en.split()[-1], "en", 20)


def test_a_code_finds_its_classes(shipped: Edition):
    assert {one.code for one in find_classes(shipped, "0101", "zh_Hans", 2)} == {"0101"}


@pytest.mark.parametrize("query", ["", "   ", "zzzzqqq", "量子力学"])
def test_what_means_nothing_finds_nothing(shipped: Edition, query: str):
    assert find_classes(shipped, query, "zh_Hans") == []


def test_no_more_are_given_than_asked_for(shipped: Edition):
    assert len(find_classes(shipped, "井盖", "zh_Hans", 3)) == 3
