"""Places as a file has them, a table or a map: both become rows with a longitude and a latitude.

Of a map only the columns that are asked for are kept, whatever else it tells.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from wangge.gridding.files.layer import Layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.projection import projected
from wangge.gridding.files.vector import read_single
from wangge.gridding.town import TownError
from wangge.language import _
from wangge.territory.datum import Datum
from wangge.territory.mapfiles import source_of
from wangge.territory.placing import COLUMNS, COMMUNITY
from wangge.territory.tables import BadRow, BadRows, Row, TableError, read_table

MAPS = (".gpkg", ".geojson", ".json", ".fgb", ".shp")
_WGS84 = "EPSG:4326"


def read_places(
    path: Path, layer: str, datum: Datum, *, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[list[Row], Datum]:
    """The rows, and the datum of their positions: a map is brought to WGS 84 here, a table is left as it is."""
    if path.suffix.lower() not in MAPS:
        return read_table(path, required=[*required, *COLUMNS], optional=[*optional, COMMUNITY]), datum
    try:
        drawn = projected(read_single(path, layer, ReadOptions(gcj02=datum is Datum.GCJ02), source_of(path)), _WGS84)
    except TownError as error:
        raise TableError(str(error)) from error
    missing = [name for name in required if name not in drawn.columns]
    if missing:
        sentence = _("{where}: columns are missing: {missing}; the first row must name {known}.")
        known = ", ".join([*required, *optional])
        raise TableError(sentence.format(where=path.name, missing=", ".join(missing), known=known))
    return _rows(drawn, [*required, *optional, COMMUNITY]), Datum.WGS84


def _rows(drawn: Layer, columns: Sequence[str]) -> list[Row]:
    """One row a feature: a point inside each shape stands for it."""
    nowhere = np.flatnonzero(shapely.is_missing(drawn.shape) | shapely.is_empty(drawn.shape))
    if len(nowhere):
        sentence = _("it has no geometry; draw it, or leave it out.")
        raise BadRows([BadRow(int(drawn.feature[row]), drawn.name, sentence) for row in nowhere])
    points = shapely.get_coordinates(shapely.point_on_surface(drawn.shape))
    texts = {name: drawn.texts(name) for name in columns}
    return [
        Row(
            int(drawn.feature[row]),
            {name: texts[name][row] for name in columns}
            | {"longitude": repr(float(points[row, 0])), "latitude": repr(float(points[row, 1]))},
        )
        for row in range(len(drawn))
    ]
