"""The language that people read: source texts are English, catalogues lie in ``locale/``.

Every door (command, web) activates a language for its own context; the engine only asks for words.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"

ENGLISH, CHINESE = "en", "zh_Hans"

_active: ContextVar[gettext.NullTranslations] = ContextVar("language")
_named: ContextVar[str] = ContextVar("language_name", default=ENGLISH)


def activate(language: str) -> None:
    """Speak ``language`` (``en``, ``zh_Hans``) from here on in this context; unknown ones fall back to English."""
    _active.set(_catalogue(language))
    _named.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` inside the block, then the one from before."""
    before, named = _active.set(_catalogue(language)), _named.set(language)
    try:
        yield
    finally:
        _active.reset(before)
        _named.reset(named)


def active_language() -> str:
    """The language that was activated last in this context, for rows that carry their names in both."""
    return _named.get()


def _(text: str) -> str:
    """The words of ``text`` in the active language."""
    return _active.get(_ENGLISH).gettext(text)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("wangge", LOCALES, languages=[language], fallback=True)


_ENGLISH = gettext.NullTranslations()
