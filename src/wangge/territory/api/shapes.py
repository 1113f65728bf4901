"""Shapes of answers that several nouns of the territory share."""

import json
from typing import Any

import shapely
from ninja import Field, Schema

from wangge.territory.workers import ContactCard


class CardOut(Schema):
    """Whom to turn to in a grid: work names, the office's telephone and hours. Nothing private."""

    grid: str
    work_name: str
    office_phone: str
    office_hours: str
    deputy_name: str
    deputy_phone: str


class GeometryOut(Schema):
    """A GeoJSON geometry, WGS 84, longitude first."""

    type: str
    coordinates: list[Any] = Field(description="As GeoJSON (RFC 7946) nests them for the type; degrees.")


def card_of(card: ContactCard | None) -> dict[str, object] | None:
    """The card as it is answered."""
    if card is None:
        return None
    return {
        "grid": card.grid_code,
        "work_name": card.work_name,
        "office_phone": card.office_phone,
        "office_hours": card.office_hours,
        "deputy_name": card.deputy_name,
        "deputy_phone": card.deputy_phone,
    }


def geometry_of(boundary: bytes | memoryview | None) -> dict[str, object] | None:
    """The GeoJSON of a stored boundary, to about a centimetre."""
    if boundary is None:
        return None
    shape = shapely.from_wkb(bytes(boundary))
    found: dict[str, object] = json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-7, mode="pointwise")))
    return found
