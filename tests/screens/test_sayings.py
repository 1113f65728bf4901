"""Moments and deadlines as pages write them."""

from django.utils.html import strip_tags

from tests.city import at
from wangge.language import CHINESE, activate
from wangge.screens.templatetags.sayings import due

NOW = at("2026-03-11", "10:24")


def test_a_deadline_of_today_is_an_hour_and_what_is_left():
    assert strip_tags(due(at("2026-03-11", "14:10"), NOW)) == "due 14:10, 3 h 46 min left"


def test_a_deadline_of_another_day_has_its_weekday_and_its_month_in_words():
    assert strip_tags(due(at("2026-04-01", "11:05"), NOW)).startswith("due Wed 1 Apr 11:05, ")
    activate(CHINESE)
    assert strip_tags(due(at("2026-03-16", "10:24"), NOW)).startswith("3月16日（周一）10:24 到期，")
