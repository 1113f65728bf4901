"""A place as a resident gives it: an address or community that was chosen, pasted figures, where one stands."""

import re
from dataclasses import dataclass
from datetime import datetime

from wangge.accounts.refusals import Refusal, Unusable
from wangge.language import _
from wangge.territory.datum import Datum, to_wgs84
from wangge.territory.findable_places import Place, find_places, place_by_key
from wangge.territory.whereabouts import locate

_NUMBER = re.compile(r"-?\d{1,3}\.\d+")


@dataclass(frozen=True)
class Given:
    """What a form holds about a place; the fields are as they were typed, or empty."""

    spot: str = ""
    address: str = ""
    pasted: str = ""
    datum: str = ""
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True)
class Found:
    """The place that is meant, else those to choose from and a sentence why there is none yet."""

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    fault: str = ""


def find_standpoint(given: Given, at: datetime) -> Found:
    """Look it up in the order in which people mean it: chosen, pasted, typed, measured. Four statements at most."""
    try:
        found = _look_up(given)
        if found.place is not None:
            locate(found.place.longitude, found.place.latitude, at=at)  # outside of the city it is nobody's
    except Refusal as refusal:
        return Found(fault=str(refusal))
    return found


def _look_up(given: Given) -> Found:
    chosen = place_by_key(given.spot) if given.spot else None
    if chosen is not None:
        return Found(chosen, (chosen,))
    if given.pasted.strip():
        return Found(_at(*_pasted(given.pasted), given.datum))
    if given.address.strip():
        return _typed(given.address)
    if given.longitude is not None and given.latitude is not None:
        return Found(_at(given.longitude, given.latitude, Datum.WGS84))
    return Found(fault=_("Where is it? Type an address or the name of a community"))


def _typed(address: str) -> Found:
    places = tuple(find_places(address[:100]))
    if not places:
        return Found(fault=_("Nothing is called so. Type less of it, or the name of the community."))
    if len(places) == 1:
        return Found(places[0], places)
    return Found(choices=places, fault=_("Choose which place is meant"))


def _pasted(words: str) -> tuple[float, float]:
    """Map applications put either first; in China the longitude is always the larger."""
    numbers = sorted(float(one) for one in _NUMBER.findall(words))
    if len(numbers) != 2:
        raise Unusable(_("The figures of a place are two numbers with decimals, as 30.70125, 111.28654: copy both"))
    return numbers[1], numbers[0]


def _at(longitude: float, latitude: float, datum: str) -> Place:
    known = Datum(datum) if datum in set(Datum) else Datum.WGS84
    return Place("", "", "", *to_wgs84(longitude, latitude, known))
