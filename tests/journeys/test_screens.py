"""Every screen of the documentation is visited and looked at: wide in English, narrow in Chinese."""

from itertools import groupby
from types import SimpleNamespace

import pytest

from tests.contracts.shown import Screen, screens
from tests.journeys.shown_city import NOON, show_city
from tests.journeys.visitor import Visitor
from wangge.territory import doors
from wangge.territory.models import Posting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (360, "zh")])
def test_every_screen_is_looked_at(city, visitor, clock, monkeypatch, tmp_path, settings, width, language):
    monkeypatch.setattr(doors, "timezone", SimpleNamespace(now=lambda: clock.at))  # of what maps ask for
    settings.DATA_FOLDER, settings.PHOTO_FOLDER = tmp_path, tmp_path / "photos"
    settings.SITE = "https://wangge.example"
    things = show_city(city, tmp_path)
    things["posting"] = str(Posting.objects.get(user=city.people["deputy"]).pk)
    clock.at = NOON
    for who, shown in groupby(screens(), key=lambda screen: screen.who):
        somebody = visitor(who, width=width, language=language)
        for screen in shown:
            visit(somebody, screen, things)


def visit(somebody: Visitor, screen: Screen, things: dict[str, str]) -> None:
    """Open it, wait for its maps, take its picture."""
    page = somebody.page
    answer = page.goto(somebody.site + screen.path.format(**things))
    assert answer is not None
    assert answer.ok, f"{screen.path}: {answer.status}"
    for place in page.locator(".map:visible").all():
        place.scroll_into_view_if_needed()
        place.and_(page.locator("[data-map-ready]")).wait_for()
    page.evaluate("scrollTo(0, 0)")
    somebody.look(f"screen-{screen.name}")
