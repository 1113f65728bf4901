"""Finds what never enters: ``find_prohibited`` in names, screens and shipped data, ``screen_import`` in a city's rows.

The words are data in ``prohibited`` and ``subjects``.
"""

import re
from dataclasses import dataclass
from functools import cache

from wangge.language import _
from wangge.trust.prohibited import PROHIBITED, Topic
from wangge.trust.subjects import SUBJECTS, Office

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DASHES = re.compile("[_-]")
_JOINTS = {"_": r"[\s_-]*", "-": "[_-]?"}


@dataclass(frozen=True)
class Found:
    """One prohibited word as it stands in the text, and the topic that prohibits it."""

    word: str
    topic: Topic


def find_prohibited(text: str) -> tuple[Found, ...]:
    """Every prohibited word of ``text``, a name in any case style or a sentence, in the order of the topics."""
    plain = _plain(text)
    return tuple(
        Found(match.group(), entry.topic)
        for entry in PROHIBITED
        for match in _pattern(entry.english, entry.chinese).finditer(_without(plain, entry.unless))
    )


def screen_import(text: str) -> str | None:
    """Say why a class, duty, question or hotline row cannot enter, and who can help; None if it can."""
    plain = _plain(text)
    for subject in SUBJECTS:
        match = _pattern(subject.english, subject.chinese).search(_without(plain, subject.unless))
        if match:
            return _refusal(match.group(), subject.office)
    found = find_prohibited(text)
    return _refusal(found[0].word, Office.NONE) if found else None


def _plain(text: str) -> str:
    """Small letters, and camelCase taken apart; Chinese stays as it is."""
    return _CAMEL.sub("_", text).lower()


def _without(plain: str, harmless: tuple[str, ...]) -> str:
    """Cut longer words out that only contain a prohibited one; the bar keeps the rest from growing together."""
    for word in harmless:
        plain = re.sub(word.replace(" ", _JOINTS["_"]), "|", plain)
    return plain


@cache
def _pattern(english: tuple[str, ...], chinese: tuple[str, ...]) -> re.Pattern[str]:
    """Whole English words, one or many; Chinese has no boundaries."""
    words = "|".join(_DASHES.sub(lambda dash: _JOINTS[dash.group()], word) for word in english)
    return re.compile("|".join([rf"(?<![a-z])(?:{words})(?:e?s)?(?![a-z])", *chinese]))


def _refusal(word: str, office: Office) -> str:
    return _pointers()[office].format(word=word.replace("_", " "))


def _pointers() -> dict[Office, str]:
    return {
        Office.NONE: _("“{word}” never enters Wangge. Describe the place or the thing that needs care."),
        Office.PERSON: _("“{word}” makes a person the subject. Describe the place or the thing that needs care."),
        Office.PETITIONS: _(
            "“{word}” is a matter for the petition office of the district. Point to it; nothing is stored here."
        ),
        Office.DISCIPLINE: _(
            "“{word}” is an accusation. Discipline inspection takes it under telephone 12388; nothing is stored here."
        ),
        Office.EMERGENCY: _("“{word}” is told by telephone, at once: 110. It never waits in a queue here."),
        Office.HEALTH: _(
            "“{word}” is a matter of health. The community health service can help; nothing is stored here."
        ),
        Office.RELIEF: _("“{word}” makes a person the subject. The relief station of the city can help."),
    }
