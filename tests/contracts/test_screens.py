"""Every screen stands in the documentation with its pictures, and every page is a screen or says why it is none."""

import pytest
from PIL import Image

from scripts.screens import SHOWN, page
from tests.contracts.repository import TOP
from tests.contracts.shown import LIST, Screen, screens, without_a_screen
from tests.pages.test_doors import PAGES

DOCS = TOP / "docs"
PICTURES = DOCS / "images" / "screens"
MOST_BYTES = 4 * 1024 * 1024


def test_every_page_of_the_url_map_is_shown_or_is_no_screen_of_its_own():
    shown = [name for screen in screens() for name in screen.pages]
    assert len(shown) == len(set(shown))
    assert set(shown) & set(without_a_screen()) == set()
    assert set(shown) | set(without_a_screen()) == set(PAGES)


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.name)
def test_every_screen_has_its_pictures_and_they_hold_nothing_else(screen: Screen):
    for look, width in SHOWN.items():
        with Image.open(PICTURES / f"{screen.name}-{look}.webp") as picture:
            assert picture.width == width
            assert set(picture.info) <= {"background", "loop"}, "no path and no name of a machine stands in it"
        assert f"../images/screens/{screen.name}-{look}.webp" in _page()
    assert f"## {screen.title}\n\nFor {screen.serves}." in _page()


def test_the_folder_is_small_and_holds_no_picture_of_a_screen_that_is_gone():
    wanted = {f"{screen.name}-{look}.webp" for screen in screens() for look in SHOWN}
    assert {path.name for path in PICTURES.iterdir()} == wanted
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= MOST_BYTES


def test_the_page_is_printed_from_the_list_and_linked():
    rows = [{"name": screen.name, "title": screen.title, "serves": screen.serves} for screen in screens()]
    assert _page() == page(rows), f"`make screens` prints it from {LIST.name}"
    assert "reference/screens.md" in (DOCS / "README.md").read_text(encoding="utf-8")


def _page() -> str:
    return (DOCS / "reference" / "screens.md").read_text(encoding="utf-8")
