"""Numbers that an address or a form names: the row after which a page begins, the version that somebody saw."""

_MOST_DIGITS = 18  # the longest whole numbers that every database keeps


def cursor_of(text: str) -> int | None:
    """The number, of ASCII digits alone; None for what is no number, or longer than a database keeps."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None
