"""Which classes a reporter's words may mean, by the pairs of signs that they share with names. Pure over an edition."""

import re
from functools import lru_cache

from wangge.catalogue.contents import Edition, Minor

_NAME, _DESCRIBED = 3.0, 1.0  # a pair in the name says more than one in what describes the class
_LEAST = 1.5
_CHINESE_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")  # overlapping: each sign with the one after it
_LATIN_WORD = re.compile("[a-z]{4,}")


def suggest_classes(edition: Edition, words: str, limit: int = 3) -> list[Minor]:
    """The classes whose name or description shares most with ``words``; none where hardly anything is shared."""
    pairs = _pairs(words)
    scored = [(max(_score(pairs, *texts) for texts in languages), minor) for minor, languages in _index(edition)]
    scored.sort(key=lambda one: -one[0])
    return [minor for score, minor in scored[:limit] if score >= _LEAST]


def _score(pairs: frozenset[str], names: frozenset[str], described: frozenset[str]) -> float:
    """Long names and long descriptions share something with everything, so they count less."""
    shared = _NAME * len(pairs & names) / max(len(names), 1) ** 0.5
    return float(shared + _DESCRIBED * len(pairs & described) / max(len(described), 1) ** 0.5)


_Texts = tuple[frozenset[str], frozenset[str]]  # the pairs of a name and of a description


@lru_cache(maxsize=4)
def _index(edition: Edition) -> tuple[tuple[Minor, tuple[_Texts, _Texts]], ...]:
    """Chinese and English apart: somebody writes in one of them."""
    return tuple(
        (
            minor,
            (
                (_pairs(minor.name_zh), _pairs(minor.description_zh)),
                (_pairs(minor.name_en), _pairs(minor.description_en)),
            ),
        )
        for minor in edition.minors.values()
    )


def _pairs(words: str) -> frozenset[str]:
    text = words.lower()
    return frozenset([*_CHINESE_PAIR.findall(text), *_LATIN_WORD.findall(text)])
