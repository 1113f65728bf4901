"""The datum that a position was measured in, and positions brought to WGS 84, the only one inside (R-15)."""

from enum import StrEnum
from math import isfinite

import numpy as np

from wangge.accounts.refusals import Unusable
from wangge.gridding.coordinates import gcj02_to_wgs84
from wangge.language import _

# West, south, east, north of China: what lies there only with its figures exchanged was exchanged.
_CHINA = (72.0, 3.0, 136.0, 54.0)


class Datum(StrEnum):
    """What the source says; CGCS2000 differs from WGS 84 by centimetres and is taken as equal."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"


class ImpossiblePosition(Unusable):
    """Figures that are no place on earth, or look exchanged."""

    code = "impossible-position"


def to_wgs84(longitude: float, latitude: float, datum: Datum) -> tuple[float, float]:
    """Return longitude and latitude in WGS 84; ImpossiblePosition for what cannot be meant."""
    _refuse_nonsense(longitude, latitude)
    if datum is not Datum.GCJ02:
        return longitude, latitude
    found = gcj02_to_wgs84(np.array([[longitude, latitude]]))[0]
    return float(found[0]), float(found[1])


def _refuse_nonsense(longitude: float, latitude: float) -> None:
    if not (isfinite(longitude) and isfinite(latitude)):
        raise ImpossiblePosition(_("The position is no pair of numbers; send longitude and latitude in degrees."))
    place = {"longitude": longitude, "latitude": latitude}
    if _look_exchanged(longitude, latitude):
        raise ImpossiblePosition(
            _(
                "Longitude {longitude} and latitude {latitude} look exchanged; send longitude first, then latitude."
            ).format(**place)
        )
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise ImpossiblePosition(
            _("Longitude {longitude}, latitude {latitude} is no place on earth; send degrees.").format(**place)
        )


def _look_exchanged(longitude: float, latitude: float) -> bool:
    if abs(latitude) > 90:
        return abs(latitude) <= 180 and abs(longitude) <= 90
    return not _in_china(longitude, latitude) and _in_china(latitude, longitude)


def _in_china(longitude: float, latitude: float) -> bool:
    west, south, east, north = _CHINA
    return west <= longitude <= east and south <= latitude <= north
