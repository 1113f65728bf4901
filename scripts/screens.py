"""Shrink the pictures that the journeys took and print docs/reference/screens.md; `make screens` runs it."""

import sys
import tomllib
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).parent.parent / "docs"
LIST, PAGE, KEPT = DOCS / "reference" / "screens.toml", DOCS / "reference" / "screens.md", DOCS / "images" / "screens"
WIDE, NARROW = "1440-en", "360-zh"
SHOWN = {WIDE: 720, NARROW: 270}  # pixels that a picture is wide in the page
TALLEST = 1800  # pixels of the screen: below is more of the same

HEAD = """# Screens

The screens of Wangge but those of the phone ([how it is used](../how-to/phone.md)), of instructions and of the sign-in: whom each
serves, and how it looks: in English on a wide screen (1440 px), in Chinese on a
telephone (360 px); every screen has both languages at every width, in light and in dark. Long pages are cut off below.
The city and its people are invented. `make screens` takes the pictures from the browser and prints this page from
[screens.toml](screens.toml).
"""


def main(folder: Path) -> None:
    """From the pictures in ``folder`` to the page."""
    KEPT.mkdir(parents=True, exist_ok=True)
    screens = tomllib.loads(LIST.read_text(encoding="utf-8"))["screen"]
    for screen in screens:
        for look in SHOWN:
            shrink(folder / f"screen-{screen['name']}-{look}.png", KEPT / f"{screen['name']}-{look}.webp", look)
    PAGE.write_text(page(screens), encoding="utf-8")


def shrink(taken: Path, kept: Path, look: str) -> None:
    """The upper part of a picture, as wide as the page shows it and as small as it stays readable."""
    with Image.open(taken) as image:
        upper = image.convert("RGB").crop((0, 0, image.width, min(image.height, TALLEST)))
    width = SHOWN[look]
    small = upper.resize((width, round(upper.height * width / upper.width)), Image.Resampling.LANCZOS)
    small.save(kept, "WEBP", quality=72, method=6)


def page(screens: list[dict[str, str]]) -> str:
    """The page, one section a screen."""
    return "\n".join([HEAD, *map(section, screens)])


def section(screen: dict[str, str]) -> str:
    """What it is, for whom, and its two pictures beside each other."""
    pictures = " ".join(
        f'<img src="../images/screens/{screen["name"]}-{look}.webp" width="{width}" alt="{screen["title"]}, {words}">'
        for look, width, words in ((WIDE, 560, "wide, in English"), (NARROW, 200, "narrow, in Chinese"))
    )
    return f"## {screen['title']}\n\nFor {screen['serves']}.\n\n{pictures}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
