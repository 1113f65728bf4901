"""The desks of the two days: everybody signs in once, at a screen of their own, and does there what the story says."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.cases.pictures import jpeg, picture
from tests.days.people import Day
from tests.journeys.visitor import Visitor
from wangge.cases.actions.preparing import make_sizes
from wangge.cases.models import Photo, PhotoState

_DUE = {"zh": "{when} 到期", "en": "due {when}"}


class Desks:
    """Who sits where: ``desks.seat("intake", "/desk/intake/")`` is the open page of somebody who is signed in."""

    def __init__(self, day: Day, visitor: Callable[..., Visitor], story: str, width: int, language: str) -> None:
        self.day, self.story, self.language = day, story, language
        self._visit = lambda name: visitor(name, width=width, language=language)
        self._seated: dict[str, Visitor] = {}

    def seat(self, name: str, path: str, picture: str = "") -> Page:
        """Their page at the address; with the name of a picture it is looked at."""
        if name not in self._seated:
            self._seated[name] = self._visit(name)
        page = self._seated[name].go(path)
        if picture:
            self.look(name, picture)
        return page

    def look(self, name: str, picture: str) -> None:
        self._seated[name].look(f"{self.story}-{picture}")

    def due(self, zh: str, en: str = "") -> str:
        """How a deadline reads in the language of the desks: ``due("14:10")``."""
        return _DUE[self.language].format(when=en if en and self.language == "en" else zh)


def press(page: Page, form: str) -> None:
    """Send a form of the page by its button, and wait for the page that comes."""
    with page.expect_navigation():
        page.click(f"{form} button >> nth=0")


def decide_and_leave(page: Page, form: str) -> None:
    """Press the button of a form that can be undone for ten seconds, and leave, which sends it at once."""
    page.click(f"{form} button:not([type=button]) >> nth=-1")
    expect(page.locator(".toast")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert sent.value.status == 204, sent.value.text()


def add_photo(page: Page, folder: Path) -> None:
    """Choose one photo in the open form."""
    path = folder / f"photo-{Photo.objects.count()}.jpg"
    path.write_bytes(jpeg(picture(400 + Photo.objects.count(), 300)))
    page.set_input_files("input[type=file]", path)
    expect(page.locator(".previews img")).to_have_count(1)


def prepare_photos() -> None:
    """What the worker does with photos that have come."""
    for photo in Photo.objects.exclude(state=PhotoState.READY):
        assert make_sizes(photo=photo).state == PhotoState.READY
