"""Finding a class as people type it: Chinese, English, pinyin or initials, with a slip or two. Pure over an edition."""

from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from rapidfuzz import fuzz

from wangge.catalogue.contents import Edition, Minor
from wangge.language import CHINESE

_LEAST_ALIKE = 80.0  # of 100, for words with slips
_SHORTEST_SLIP = 4  # letters; in fewer a slip is another word


@dataclass(frozen=True)
class _Entry:
    """A class with everything that a query is compared with."""

    minor: Minor
    chinese: str
    english: str
    pinyin: str
    initials: str
    described: str


def find_classes(edition: Edition, query: str, language: str, limit: int = 10) -> list[Minor]:
    """The classes that ``query`` may mean, the likeliest first; where two are alike, as ``language`` reads."""
    typed = _typed(query)
    if not typed.words:
        return []
    scored = [(_score(entry, typed, language), place, entry.minor) for place, entry in enumerate(_index(edition))]
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [minor for score, _place, minor in scored[:limit] if score > 0]


def findable_words(minor: Minor) -> str:
    """Pinyin, its initials and what describes a class, for a search that has no server: small letters, gaps between."""
    sounds = "".join(lazy_pinyin(minor.name_zh)), "".join(lazy_pinyin(minor.name_zh, style=Style.FIRST_LETTER))
    return " ".join((*sounds, minor.description_zh, minor.description_en)).lower().strip()


@dataclass(frozen=True)
class _Typed:
    """A query in small letters, without its gaps, and as it sounds: a homophone is the usual slip in Chinese."""

    words: str
    closed: str
    sound: str


def _typed(query: str) -> _Typed:
    words = " ".join(query.lower().split())
    closed = words.replace(" ", "").replace("'", "")
    return _Typed(words, closed, "".join(lazy_pinyin(closed)))


@lru_cache(maxsize=4)
def _index(edition: Edition) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            minor=minor,
            chinese=minor.name_zh.lower(),
            english=minor.name_en.lower(),
            pinyin="".join(lazy_pinyin(minor.name_zh)).lower(),
            initials="".join(lazy_pinyin(minor.name_zh, style=Style.FIRST_LETTER)).lower(),
            described=f"{minor.description_zh} {minor.description_en}".lower(),
        )
        for minor in edition.minors.values()
    )


def _score(entry: _Entry, typed: _Typed, language: str) -> float:
    """From 0 to 100; names before what describes them, whole words before slips."""
    if typed.words == entry.minor.code:
        return 100.0
    best = max(
        _likeness(entry.chinese, typed.closed),
        _likeness(entry.english, typed.words),
        _likeness(entry.pinyin, typed.closed),
        _likeness(entry.initials, typed.closed),
    )
    if best:
        spelt = (entry.chinese, entry.pinyin, entry.initials) if language == CHINESE else (entry.english,)
        return best + (1.0 if any(typed.closed in one.replace(" ", "") for one in spelt) else 0.0)
    return 40.0 if typed.words in entry.described else _nearly(entry, typed)


def _likeness(name: str, words: str) -> float:
    if name == words:
        return 95.0
    if name.startswith(words):
        return 85.0
    if f" {words}" in name:
        return 80.0
    return 70.0 if len(words) > 1 and words in name else 0.0


def _nearly(entry: _Entry, typed: _Typed) -> float:
    """Up to 35 for a name typed with a slip."""
    if len(typed.sound) < _SHORTEST_SLIP:
        return 0.0
    alike = max(fuzz.ratio(typed.sound, entry.pinyin), fuzz.ratio(typed.words, entry.english))
    return alike * 0.35 if alike >= _LEAST_ALIKE else 0.0
