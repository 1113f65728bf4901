"""Which language the person at the terminal reads: what they say, else what their environment says."""

from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "zh_Hans")

_OPTION = "--language"
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as for every program


def spoken_language(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """One of LANGUAGES: ``--language``, else WANGGE_LANGUAGE, else the locale's; English for any other language.

    Looked for in the raw ``words``, because the sentences about wrong options need a language already.
    """
    said = _option(words) or environment.get("WANGGE_LANGUAGE") or _locale(environment)
    return "zh_Hans" if said.lower().startswith("zh") else "en"


def _option(words: Sequence[str]) -> str:
    for word, following in zip(words, [*words, ""][1:], strict=True):
        if word == _OPTION:
            return following
        if word.startswith(f"{_OPTION}="):
            return word.removeprefix(f"{_OPTION}=")
    return ""


def _locale(environment: Mapping[str, str]) -> str:
    return next((environment[name] for name in _LOCALES if environment.get(name)), "")
