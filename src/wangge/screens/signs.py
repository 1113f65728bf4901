"""Signs that nobody sees and nobody typed: they come along when words are pasted, and a workbook cannot hold them."""

import re

# Controls but tab and line breaks, and what is no character at all. NUL stays: it is refused where words enter.
_HIDDEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def without_hidden(text: str) -> str:
    """The text as it is read: without signs that have neither a shape nor a meaning."""
    return _HIDDEN.sub("", text)
