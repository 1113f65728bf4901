"""The city's address list in the memory of this process, read again when its stamp has changed.

How a query is compared with it is in addresses.py.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from django.db.models import F

from wangge.territory.models import Address, Area, AreaKind, Turn
from wangge.territory.plainwords import initials_of, pinyin_of, plain_of

STAMP = "addresses"  # the turn that every change of the list takes
_LAST = "\U0010ffff"  # sorts after every letter


@dataclass(frozen=True)
class Line:
    """One address of the list and where it lies."""

    address_id: int
    text: str
    community_code: str
    longitude: float
    latitude: float


class Column:
    """One text a line, by row, and the same in alphabetical order for looking up how they begin."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._rows = sorted(range(len(texts)), key=texts.__getitem__)
        self._ordered = [texts[row] for row in self._rows]

    def beginning(self, wanted: str) -> Iterator[int]:
        """The rows whose text begins with ``wanted``, or is it."""
        first = bisect_left(self._ordered, wanted)
        return iter(self._rows[first : bisect_left(self._ordered, wanted + _LAST, lo=first)])


@dataclass(frozen=True)
class Book:
    """The list, column by column, under one stamp; the columns leave out the names of city and district."""

    stamp: int
    wide_names: tuple[str, ...]
    lines: Sequence[Line]
    plain: Column
    pinyin: Column
    initials: Column

    def shortened(self, plain: str) -> str:
        """Leave out the city's and the district's name: an address may begin with them and need not."""
        return _shortened(plain, self.wide_names)


_kept: list[Book] = []
_reading = Lock()


def open_book() -> Book:
    """The list as it is now: one statement if it has not changed; one thread reads it anew, the others wait."""
    stamp = Turn.objects.filter(name=STAMP).values_list("number", flat=True).first() or 0
    with _reading:
        if not _kept or _kept[0].stamp != stamp:
            _kept[:] = [_read(stamp)]
        return _kept[0]


def _read(stamp: int) -> Book:
    wide = Area.objects.filter(kind__in=[AreaKind.CITY, AreaKind.DISTRICT]).order_by("code")
    names = tuple(plain_of(name) for name in wide.values_list("name_zh", flat=True))
    rows = Address.objects.annotate(community_code=F("community__code")).order_by("id")
    columns = ("id", "text", "community_code", "longitude", "latitude", "plain", "pinyin", "initials")
    lines: list[Line] = []
    plains, pinyins, initials = [], [], []
    for pk, text, community, longitude, latitude, plain, pinyin, letters in rows.values_list(*columns):
        short = _shortened(plain, names)
        lines.append(Line(pk, text, community, longitude, latitude))
        plains.append(short)
        pinyins.append(pinyin if short == plain else pinyin_of(short))
        initials.append(letters if short == plain else initials_of(short))
    return Book(stamp, names, lines, Column(plains), Column(pinyins), Column(initials))


def _shortened(plain: str, names: Sequence[str]) -> str:
    for name in names:
        if plain != name:
            plain = plain.removeprefix(name)
    return plain
