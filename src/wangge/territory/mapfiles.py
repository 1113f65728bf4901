"""Map files as GDAL is told to open them: by the format of their ending, and by no other.

Left to itself it goes by the content, and several formats are nothing but a way to another file, the server's own.
A GeoJSON may name its coordinate system by an address, which GDAL would call; such a file is refused.
"""

import json
from pathlib import Path

from wangge.gridding.town import TownError
from wangge.language import _

_OPENED_AS = {
    ".gpkg": 'GPKG:"{path}"',
    ".geojson": "GeoJSON:{path}",
    ".json": "GeoJSON:{path}",
}

_MOST_BYTES = 60_000_000  # of a GeoJSON: read whole it takes seven times as much memory


def source_of(path: Path) -> str:
    """What GDAL gets for the path; other endings, which nobody sends, are opened as they come.

    TownError for a GeoJSON that is no JSON, is very large, or whose coordinate system is a link. Ask once a file.
    """
    form = _OPENED_AS.get(path.suffix.lower(), "{path}")
    if form.startswith("GeoJSON") and path.exists():
        _refuse_links(path)
    return form.format(path=path)


def _refuse_links(path: Path) -> None:
    if path.stat().st_size > _MOST_BYTES:
        sentence = _("{path} is a GeoJSON of more than {most} MB; save it as a GeoPackage, or give it in parts")
        raise TownError(sentence.format(path=path.name, most=_MOST_BYTES // 1_000_000))
    try:
        json.loads(path.read_bytes(), object_pairs_hook=_without_link)
    except (ValueError, RecursionError) as error:
        sentence = _("{path} is not JSON, or names a member twice; save the map again as GeoJSON")
        raise TownError(sentence.format(path=path.name)) from error
    except _LinkError as error:
        sentence = _("{path} takes its coordinate system from another place; save it without crs, in degrees of WGS 84")
        raise TownError(sentence.format(path=path.name)) from error


class _LinkError(Exception):
    """A coordinate system that is not simply named."""


def _without_link(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object; a name that stands twice could be one value here and the other to GDAL, so that is refused."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError
    for name, value in pairs:  # to GDAL CRS is crs
        if name.lower() == "crs" and isinstance(value, dict) and not _is_named(value):
            raise _LinkError
    return read


def _is_named(system: dict[str, object]) -> bool:
    return set(system) <= {"type", "properties"} and str(system.get("type")).lower() in {"name", "epsg"}
