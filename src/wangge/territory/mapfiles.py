"""Map files as GDAL is told to open them: by the format of their ending, and by no other.

Left to itself it goes by the content, and several formats are nothing but a way to another file, the server's own.
"""

from pathlib import Path

_OPENED_AS = {
    ".gpkg": 'GPKG:"{path}"',
    ".geojson": "GeoJSON:{path}",
    ".json": "GeoJSON:{path}",
}


def source_of(path: Path) -> str:
    """What GDAL gets for the path; other endings, which nobody sends, are opened as they come."""
    return _OPENED_AS.get(path.suffix.lower(), "{path}").format(path=path)
