"""Finding an address of the city's own list, in Chinese, pinyin or initials, with typing errors; and who works there.

The list is kept in addressbook.py and written in actions/places.py; what is compared with what is in plainwords.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from rapidfuzz import fuzz, process

from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.addressbook import Book, Column, Line, open_book
from wangge.territory.models import Address
from wangge.territory.placecodes import metres_between
from wangge.territory.plainwords import pinyin_of, plain_of
from wangge.territory.whereabouts import Spot, locate, locate_many
from wangge.territory.workers import ContactCard, contact_card, workers_of

_LEAST_ALIKE = 70.0  # of 100, with typing errors: about one wrong character in three
_GUESSED, _OTHER_HOUSE = 0.74, 0.66  # so that no guess comes before what is sure
_NUMBER = re.compile("[0-9]+")
_AT_LEAST_INITIALS = 3  # two letters are the initials of half the city

Position = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True)
class Match:
    """An address that answers a query; ``likeness`` is 100 for the very same, less the more had to be guessed."""

    address_id: int
    text: str
    community_code: str
    longitude: float
    latitude: float
    likeness: float


@dataclass(frozen=True)
class Coverage:
    """How many addresses there are, lie in a grid, and lie in a grid that has a worker (R-07)."""

    addresses: int
    in_a_grid: int
    with_worker: int

    @property
    def share(self) -> float | None:
        """The share that resolves to a worker, 0 to 1; None without any address."""
        return self.with_worker / self.addresses if self.addresses else None


def find_addresses(query: str, *, near: Position | None = None, limit: int = 10) -> list[Match]:
    """The addresses that a query may mean, the likeliest first; among equals the nearest, then the shortest."""
    book = open_book()
    plain = book.shortened(plain_of(query))
    if not plain:
        return []
    best: dict[int, float] = {}
    for row, likeness in _answers(book, plain):
        best[row] = max(likeness, best.get(row, 0.0))
    rows = nsmallest(
        limit, best, key=lambda row: (-best[row], _metres(book.lines[row], near), len(book.plain.texts[row]), row)
    )
    return [_match(book.lines[row], best[row]) for row in rows]


def address_coverage(at: datetime) -> Coverage:
    """Measure how many addresses resolve to a grid and to its worker: few statements, however many addresses."""
    spots = locate_many(list(Address.objects.order_by("id").values_list("longitude", "latitude")), at=at)
    grids = [spot.grid_code for spot in spots if spot is not None and spot.grid_code]
    staffed = workers_of(set(grids), at)
    return Coverage(len(spots), len(grids), sum(code in staffed for code in grids))


def spot_of_address(address_id: int, at: datetime) -> Spot:
    """The community and grid that an address lies in; NotFound for an address that is not on the list."""
    position = Address.objects.filter(pk=address_id).values_list("longitude", "latitude").first()
    if position is None:
        raise NotFound(_("This address is not on the city's list any more; search for it again."))
    return locate(*position, at=at)


def card_of_address(address_id: int, at: datetime) -> ContactCard | None:
    """The contact card of the worker for an address (R-12); None where its grid has no worker."""
    return contact_card(spot_of_address(address_id, at).grid_code, at)


def _answers(book: Book, plain: str) -> list[tuple[int, float]]:
    """Rows with their likeness; guessing begins only where nothing is sure."""
    pinyin = pinyin_of(plain)
    sure = list(_sure(book, plain, pinyin))
    if sure:
        return sure
    guessed = list(_guessed(book.pinyin.texts, pinyin))
    return guessed if plain.isascii() else [*guessed, *_guessed(book.plain.texts, plain)]


def _sure(book: Book, plain: str, pinyin: str) -> Iterator[tuple[int, float]]:
    yield from _beginning(book.plain, plain, same=100.0, begins=95.0)
    if len(plain) > 1:
        # The commonest slip in Chinese is another character of the same sound; a single one sounds like too many.
        yield from _beginning(book.pinyin, pinyin, same=92.0, begins=88.0)
    if plain.isascii() and len(plain) >= _AT_LEAST_INITIALS:
        yield from _beginning(book.initials, plain, same=85.0, begins=80.0)
    yield from ((row, 75.0) for row, text in enumerate(book.plain.texts) if plain in text)


def _beginning(column: Column, wanted: str, *, same: float, begins: float) -> Iterator[tuple[int, float]]:
    for row in column.beginning(wanted):
        yield row, same if column.texts[row] == wanted else begins


def _guessed(texts: Sequence[str], wanted: str) -> Iterator[tuple[int, float]]:
    """Compare with as much of each text as was typed, for most queries stop at the street or the house."""
    beginnings = [text[: len(wanted)] for text in texts]
    numbers = set(_NUMBER.findall(wanted))
    for _text, alike, row in process.extract(
        wanted, beginnings, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=50
    ):
        # A wrong character is a slip, a wrong number is another house.
        same_house = numbers.issubset(_NUMBER.findall(texts[row]))
        yield row, alike * (_GUESSED if same_house else _OTHER_HOUSE)


def _metres(line: Line, near: Position | None) -> float:
    return 0.0 if near is None else metres_between(*near, line.longitude, line.latitude)


def _match(line: Line, likeness: float) -> Match:
    return Match(line.address_id, line.text, line.community_code, line.longitude, line.latitude, likeness)
