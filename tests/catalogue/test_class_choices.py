"""Classes as one choice, and as a reporter's words suggest them."""

import pytest

from wangge.catalogue.class_choices import choice_code, chosen_option, class_groups, class_options
from wangge.catalogue.class_suggestions import suggest_classes
from wangge.catalogue.editions import edition_in_force
from wangge.language import CHINESE, ENGLISH, activate


def test_every_class_is_a_group_and_every_condition_a_choice_in_the_language_of_the_reader(city):
    edition = edition_in_force()
    activate(ENGLISH)
    english = class_options(edition)
    assert '<optgroup label="0102 cooking fumes"><option value="event:0102:1">' in english
    activate(CHINESE)
    assert "0102 餐饮油烟" in class_options(edition)
    assert len(class_groups(edition)) == len(edition.minors)


def test_what_is_chosen_stands_as_a_choice_of_its_own(city):
    minor = edition_in_force().minor_by_code("event", "0101")
    assert minor is not None
    condition = minor.conditions[1]
    assert choice_code(minor, condition) == "event:0101:2"
    assert 'value="event:0101:2" selected' in chosen_option(minor, condition)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("门口的井盖不见了，很危险", "0101"),
        ("污水从下水道冒出来", "0103"),
        ("there is cooking smoke and fumes", "0102"),
    ],
)
def test_words_suggest_the_class_that_they_share_most_with(city, words, code):
    assert suggest_classes(edition_in_force(), words)[0].code == code


def test_words_that_say_nothing_suggest_nothing(city):
    assert suggest_classes(edition_in_force(), "你好，我想问一下") == []
    assert suggest_classes(edition_in_force(), "") == []
