"""The list of the screens that the documentation shows, as docs/reference/screens.toml has it."""

import tomllib
from dataclasses import dataclass

from tests.contracts.repository import TOP

LIST = TOP / "docs" / "reference" / "screens.toml"


@dataclass(frozen=True)
class Screen:
    """A screen: its picture's name, what it is, whom it serves, who looks at which address."""

    name: str
    title: str
    serves: str
    path: str
    pages: tuple[str, ...]
    who: str = ""


def screens() -> list[Screen]:
    """In the order of the page."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["screen"]
    return [Screen(**{**row, "pages": tuple(row["pages"])}) for row in rows]


def without_a_screen() -> dict[str, str]:
    """Names of the URL map, and what they are instead."""
    return dict(tomllib.loads(LIST.read_text(encoding="utf-8"))["without"])
