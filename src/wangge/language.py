"""The language that people read: source texts are English, catalogues lie in ``locale/``.

Every door (command, web) activates a language for its own context; the engine only asks for words.
"""

import gettext
from contextvars import ContextVar
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"

_active: ContextVar[gettext.NullTranslations] = ContextVar("language")


def activate(language: str) -> None:
    """Speak ``language`` (``en``, ``zh_Hans``) from here on in this context; unknown ones fall back to English."""
    _active.set(gettext.translation("wangge", LOCALES, languages=[language], fallback=True))


def _(text: str) -> str:
    """The words of ``text`` in the active language."""
    return _active.get(_ENGLISH).gettext(text)


_ENGLISH = gettext.NullTranslations()
