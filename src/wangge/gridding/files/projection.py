"""Coordinate systems: which metres a town is measured in, and geometry from one system to another.

A system is what GDAL takes ("EPSG:4326"); one in GCJ-02 has a mark before it, so that it finds its way back.
"""

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Proj, Transformer
from pyproj.exceptions import CRSError

from wangge.gridding.coordinates import gcj02_to_wgs84, wgs84_to_gcj02
from wangge.gridding.files.layer import Layer, finite
from wangge.gridding.town import Geometries, TownError
from wangge.language import _

_GCJ02 = "GCJ-02 "
_WGS84 = "EPSG:4326"
_DISTORTION = 0.01  # areas wrong by more than this are not worth calling square metres


def plain(system: str) -> str:
    """The system without the mark of GCJ-02: what is written into a file."""
    return system.removeprefix(_GCJ02)


def with_system(layer: Layer, crs: str | None, *, gcj02: bool) -> Layer:
    """The layer with its system made sure: as the file says, or as the person says; TownError if nobody does."""
    system = crs or layer.system
    if not system:
        raise TownError(
            _("layer {layer}: its coordinate system is not known; say it with --crs, e.g. --crs EPSG:4326").format(
                layer=layer.name
            )
        )
    _crs(system, layer.name)
    return replace(layer, system=_GCJ02 + system if gcj02 else system)


def metres_for(layer: Layer) -> str:
    """The system that the place of ``layer`` is measured in: its own if that has true metres, else UTM's zone."""
    crs = _crs(plain(layer.system), layer.name)
    longitude, latitude = _middle(layer)
    if layer.system == plain(layer.system) and _has_true_metres(crs, longitude, latitude):
        return layer.system
    zone = int((longitude + 180.0) // 6.0) % 60 + 1
    return f"EPSG:{(32600 if latitude >= 0 else 32700) + zone}"


def projected(layer: Layer, system: str) -> Layer:
    """The layer in another system; TownError names the first feature that has no place there."""
    shape = reproject(layer.shape, layer.system, system)
    lost = np.flatnonzero(~finite(shape))
    if len(lost):
        raise TownError(_misplaced(layer, lost[0]))
    return replace(layer, shape=shape, system=system)


def reproject(shape: Geometries, source: str, target: str) -> Geometries:
    """Geometry in another system, (N,); infinite coordinates where it has no place there. None stays None."""
    if source == target or len(shape) == 0:
        return shape
    return np.asarray(shapely.transform(shape, lambda xy: _moved(xy, source, target)), dtype=object)


def _moved(positions: NDArray[np.float64], source: str, target: str) -> NDArray[np.float64]:
    if plain(source) == source and plain(target) == target:
        return _steps(positions, source, target)
    positions = _steps(positions, plain(source), _WGS84)
    with np.errstate(invalid="ignore"):  # a position that has no place on earth is infinite, and stays so
        if source != plain(source):
            positions = gcj02_to_wgs84(positions)
        if target != plain(target):
            positions = wgs84_to_gcj02(positions)
    return _steps(positions, _WGS84, plain(target))


def _steps(positions: NDArray[np.float64], source: str, target: str) -> NDArray[np.float64]:
    if source == target:
        return positions
    transformer = Transformer.from_crs(_flat(CRS(source)), _flat(CRS(target)), always_xy=True)
    return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))


def _crs(system: str, layer: str) -> CRS:
    try:
        crs = _flat(CRS(system))
    except CRSError as error:
        raise TownError(_unknown(system, layer)) from error
    if not (crs.is_projected or crs.is_geographic):
        raise TownError(_unknown(system, layer))
    return crs


def _unknown(system: str, layer: str) -> str:
    short = system if len(system) < 40 else system[:40] + "…"
    return _(
        "layer {layer}: the coordinate system {system} says no place on earth; say the right one, e.g. --crs EPSG:4326"
    ).format(layer=layer, system=short)


def _flat(crs: CRS) -> CRS:
    """Without heights."""
    return crs.to_2d()


def _middle(layer: Layer) -> tuple[float, float]:
    """Longitude and latitude amid the features: the median, which a stray feature does not move."""
    bounds = shapely.bounds(layer.shape[~shapely.is_missing(layer.shape)])
    middle = np.array([[np.median(bounds[:, [0, 2]]), np.median(bounds[:, [1, 3]])]])
    longitude, latitude = _moved(middle, layer.system, _WGS84)[0]
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise TownError(_misplaced(layer, 0))
    return float(longitude), float(latitude)


def _misplaced(layer: Layer, index: int) -> str:
    return _(
        "layer {layer}, feature {feature}: its coordinates do not fit {system}; "
        "say the right coordinate system with --crs"
    ).format(layer=layer.name, feature=layer.feature[index], system=plain(layer.system)[:40])


def _has_true_metres(crs: CRS, longitude: float, latitude: float) -> bool:
    if not crs.is_projected or any(axis.unit_conversion_factor != 1.0 for axis in crs.axis_info):
        return False
    scale = Proj(crs).get_factors(longitude, latitude, errcheck=False).areal_scale
    return abs(scale - 1.0) < _DISTORTION
