"""One row of a list as an address, a dwelling or premises, not yet written; RowError says what is wrong with it."""

from datetime import date

from wangge.language import _
from wangge.territory.models import Address, Dwelling, Premises, PremisesKind
from wangge.territory.placing import Placed
from wangge.territory.plainwords import initials_of, pinyin_of, plain_of
from wangge.territory.post_words import explained, listed, premises_kind_words
from wangge.territory.tables import Row, RowError, whole_number
from wangge.trust.words import screen_import

_MOST_HOUSEHOLDS = 20_000  # in one building; the largest on earth houses about that many people
_MOST_PEOPLE = 60_000
_MOST_STOREYS = 200


def address_of(one: Placed) -> Address:
    text = _short(one.row, "text", 200)
    plain = plain_of(text)
    if not plain:
        raise RowError(_("it has no text; give the address."))
    pinyin = pinyin_of(plain)
    if len(plain) > 200 or len(pinyin) > 600:
        raise RowError(_("the address is too long; give street, house and stairwell only."))
    return Address(
        community=one.community,
        text=text,
        plain=plain,
        pinyin=pinyin,
        initials=initials_of(plain),
        longitude=one.longitude,
        latitude=one.latitude,
    )


def dwelling_of(one: Placed) -> Dwelling:
    households = whole_number(one.row, "households", _MOST_HOUSEHOLDS)
    if households is None:
        raise RowError(_("it has no households; give their number, 0 where nobody lives."))
    return Dwelling(
        community=one.community,
        code=_code(one.row),
        longitude=one.longitude,
        latitude=one.latitude,
        households=households,
        people=whole_number(one.row, "people", _MOST_PEOPLE),
        storeys=whole_number(one.row, "storeys", _MOST_STOREYS),
        counted_on=_day(one.row, "counted_on"),
    )


def premises_of(one: Placed) -> Premises:
    name = _short(one.row, "name", 120)
    if not name:
        raise RowError(_("it has no name; give what the sign over the door says."))
    refused = screen_import(name)
    if refused:
        raise RowError(refused)
    kind = one.row["kind"]
    if kind not in PremisesKind.values:
        kinds = listed(explained(kind.value, premises_kind_words(kind)) for kind in PremisesKind)
        raise RowError(_("kind “{kind}” is not known; known are {kinds}.").format(kind=kind[:40], kinds=kinds))
    return Premises(
        community=one.community,
        code=_code(one.row),
        kind=kind,
        name=name,
        longitude=one.longitude,
        latitude=one.latitude,
    )


def _code(row: Row) -> str:
    code = _short(row, "code", 40)
    if not code:
        raise RowError(_("it has no code; give its number in the city's own list."))
    return code


def _short(row: Row, column: str, longest: int) -> str:
    if len(row[column]) > longest:
        raise RowError(_("{column} is longer than {longest} characters.").format(column=column, longest=longest))
    return row[column]


def _day(row: Row, column: str) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        sentence = _("{column} is “{value}”; give a day, as 2026-03-11.")
        raise RowError(sentence.format(column=column, value=row[column][:30])) from error
