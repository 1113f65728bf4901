"""A plan as a file has it: the layer ``grids`` of ``wangge divide``, or grids that a city drew in any vector format.

Whether it is sound is asked in ``soundness``; rows are written by the actions.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from wangge.gridding.codes import parse_grid_code
from wangge.gridding.files.columns import counts
from wangge.gridding.files.former import MOST_HOUSEHOLDS_OF_GRID
from wangge.gridding.files.layer import Layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.projection import metres_for, projected
from wangge.gridding.files.table import RETIRED
from wangge.gridding.files.vector import read_single
from wangge.gridding.town import Flags, Geometries, Integers, Texts, TownError
from wangge.language import _
from wangge.territory.datum import Datum
from wangge.territory.defects import Defect, PlanDefects
from wangge.territory.mapfiles import source_of

_WGS84 = "EPSG:4326"
_YES = frozenset({"1", "yes", "true", "是"})


@dataclass(frozen=True)
class DrawnPlan:
    """G grids in the order of the file, not yet judged; ``boundary`` is in WGS 84, None where there is none."""

    feature: Integers  # (G,) the number by which QGIS and GDAL know a grid
    code: Texts
    community: Texts  # "" where the file has no such column
    name: Texts
    streets: Texts
    boundary: Geometries
    in_metres: Geometries  # the same in ``metric_crs``
    metric_crs: str
    households: NDArray[np.float64] | None  # NaN where empty
    people: NDArray[np.float64] | None
    dedicated: Flags
    retired: tuple[str, ...]  # codes that no grid gets again, as the file says

    def __len__(self) -> int:
        return len(self.code)


def read_plan_file(path: Path, datum: Datum, crs: str | None = None) -> DrawnPlan:
    """Return the layer ``grids`` of a file, or its only layer; ``crs`` if the file does not say its own.

    PlanDefects in one sentence for what cannot be read at all.
    """
    options = ReadOptions(crs=crs, gcj02=datum is Datum.GCJ02)
    try:
        source = source_of(path)
        return _drawn(read_single(path, "grids", options, source), source)
    except TownError as error:
        raise PlanDefects([Defect("unreadable", str(error))]) from error


def _drawn(layer: Layer, source: str) -> DrawnPlan:
    if not len(layer) or shapely.is_missing(layer.shape).all():
        raise TownError(_("layer {layer} has no grid with a boundary; draw the grids").format(layer=layer.name))
    metric_crs = metres_for(layer)
    return DrawnPlan(
        feature=layer.feature,
        code=layer.texts("code", "grid", "网格编码", "网格代码"),
        community=layer.texts("community", "社区编码", "社区代码"),
        name=layer.texts("name", "网格名称", "名称"),
        streets=layer.texts("streets", "街巷"),
        boundary=projected(layer, _WGS84).shape,
        in_metres=projected(layer, metric_crs).shape,
        metric_crs=metric_crs,
        households=counts(layer, "households", MOST_HOUSEHOLDS_OF_GRID),
        people=counts(layer, "people", MOST_HOUSEHOLDS_OF_GRID),
        dedicated=np.array([text.lower() in _YES for text in layer.texts("dedicated", "专属")], dtype=np.bool_),
        retired=_retired(source),
    )


def _retired(source: str) -> tuple[str, ...]:
    """The codes in the table ``retired``, which has no shapes."""
    if RETIRED not in pyogrio.list_layers(source)[:, 0]:
        return ()
    columns = pyogrio.raw.read(source, layer=RETIRED, columns=["code"], read_geometry=False)[3]
    return tuple(sorted(str(parse_grid_code(str(code))) for values in columns for code in values))
