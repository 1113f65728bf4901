"""What stands in the menu: each room says which of its pages somebody can use; the frame shows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A page in the menu: its words in the active language and where it lies."""

    words: str
    url: str
