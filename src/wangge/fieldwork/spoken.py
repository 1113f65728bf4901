"""The words of the phone: English stands in its scripts as ``say("…")``; the page carries the Chinese along."""

import re
from functools import cache
from pathlib import Path

from wangge.language import CHINESE, speaking
from wangge.language import _ as words_of  # of texts that the scripts write out, where they are gathered

_SCRIPTS = Path(__file__).parent / "static" / "phone"
_SAID = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')


@cache
def texts() -> tuple[str, ...]:
    """Every sentence that a script says, as it stands there, in the order of the alphabet."""
    found = {text for path in _SCRIPTS.rglob("*.mjs") for text in _SAID.findall(path.read_text(encoding="utf-8"))}
    return tuple(sorted(found))


@cache
def chinese() -> dict[str, str]:
    """English to Chinese."""
    with speaking(CHINESE):
        return {text: words_of(text) for text in texts()}
