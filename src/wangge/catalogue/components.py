"""Looking pieces of the component register up, by code and by place (R-18); who writes them is actions/components."""

from dataclasses import dataclass

from django.db.models import Q

from wangge.accounts.refusals import Unusable
from wangge.catalogue.models import Component
from wangge.language import _
from wangge.territory.placecodes import metres_between, ranges_near

_COLUMNS = ("id", "code", "class_code", "owner_id", "longitude", "latitude", "label")


@dataclass(frozen=True)
class Piece:
    """A numbered piece of city property as a report needs it: class (four digits), owning unit, position."""

    id: int
    code: str
    class_code: str
    owner_id: int
    longitude: float
    latitude: float
    label: str = ""


@dataclass(frozen=True)
class NearPiece:
    """A piece and how far it is from the place that was asked for."""

    piece: Piece
    metres: float


def piece_by_code(code: str) -> Piece:
    """The piece with this object code that still stands, in one statement; Unusable where there is none."""
    found = Component.objects.filter(code=code, removed_at__isnull=True).values_list(*_COLUMNS).first()
    if found is None:
        sentence = _("The component register has no piece {code}: read the number on its label again")
        raise Unusable(sentence.format(code=code))
    return Piece(*found)


def components_near(
    longitude: float, latitude: float, metres: float, class_code: str | None = None
) -> tuple[NearPiece, ...]:
    """The pieces that stand within ``metres``, the nearest first, in one statement."""
    places = Q()
    for first, last in ranges_near(longitude, latitude, metres):
        places |= Q(place_code__range=(first, last))
    rows = Component.objects.filter(places, removed_at__isnull=True)
    if class_code is not None:
        rows = rows.filter(class_code=class_code)
    near = [_near(Piece(*row), longitude, latitude) for row in rows.values_list(*_COLUMNS)]
    return tuple(sorted((one for one in near if one.metres <= metres), key=lambda one: (one.metres, one.piece.code)))


def _near(piece: Piece, longitude: float, latitude: float) -> NearPiece:
    return NearPiece(piece, metres_between(longitude, latitude, piece.longitude, piece.latitude))
