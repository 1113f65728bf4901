"""A plan that was written before, read again for re-division and import."""

from pathlib import Path

import numpy as np
import pyogrio
import shapely

from wangge.gridding.clean import footprint
from wangge.gridding.codes import CodeError, parse_grid_code
from wangge.gridding.files.assembly import one_part, refuse
from wangge.gridding.files.columns import counts
from wangge.gridding.files.layer import Layer, LayerPlace, list_layers, read_layer
from wangge.gridding.files.projection import projected, with_system
from wangge.gridding.files.table import RETIRED
from wangge.gridding.former import FormerPlan
from wangge.gridding.town import Geometries, Texts, TownError
from wangge.language import _

MOST_HOUSEHOLDS_OF_GRID = 1_000_000


def read_plan(path: Path, metric_crs: str, *, gcj02: bool = False) -> FormerPlan:
    """The layer grids of a plan.gpkg, in the metres of ``metric_crs``; ``gcj02`` if it was written in GCJ-02.

    TownError in one sentence for a file that is no plan, codes that are malformed or twice, grids without area.
    """
    if "grids" not in list_layers(path, str(path)):
        raise TownError(_("{path} has no layer grids; give a plan that wangge divide wrote").format(path=path))
    layer = with_system(read_layer(LayerPlace(str(path), "grids"), "grids", path), None, gcj02=gcj02)
    _refuse_bad_codes(layer)
    area = np.isin(shapely.get_type_id(layer.shape), (3, 6))
    refuse(layer, ~np.asarray(area, dtype=np.bool_), _("is no polygon; give the plan as it was written"))
    households = counts(layer, "households", MOST_HOUSEHOLDS_OF_GRID)
    if households is None:
        raise TownError(_("layer grids: there is no column households; give the plan as it was written"))
    refuse(layer, np.isnan(households), _("households is empty; give the plan as it was written"))
    boundary = shapely.make_valid(projected(layer, metric_crs).shape)
    building, building_code = _buildings(path, metric_crs, gcj02=gcj02)
    retired = _retired(path)
    return FormerPlan(layer.texts("code"), boundary, households.astype(np.int64), retired, building, building_code)


def _buildings(path: Path, metric_crs: str, *, gcj02: bool) -> tuple[Geometries, Texts]:
    if "buildings" not in list_layers(path, str(path)):
        raise TownError(_("{path} has no layer buildings; give the plan as it was written").format(path=path))
    layer = with_system(read_layer(LayerPlace(str(path), "buildings"), "buildings", path), None, gcj02=gcj02)
    shape = one_part(projected(layer, metric_crs).shape)
    broken = ~np.asarray(shapely.is_valid(shape), dtype=np.bool_)
    shape[broken] = [footprint(one) for one in shape[broken]]
    return shape, layer.texts("grid")


def _retired(path: Path) -> tuple[str, ...]:
    if RETIRED not in pyogrio.list_layers(path)[:, 0]:  # a table without geometry
        return ()
    columns = pyogrio.raw.read(path, layer=RETIRED, read_geometry=False)
    return tuple(sorted(str(code) for code in columns[3][0]))


def _refuse_bad_codes(layer: Layer) -> None:
    codes = layer.texts("code")
    malformed = np.array([_is_malformed(code) for code in codes], dtype=np.bool_)
    refuse(layer, malformed, _("its code is no grid's code of 15 digits; give the plan as it was written"))
    first = np.unique(codes.astype(str), return_index=True)[1]
    again = ~np.isin(np.arange(len(codes)), first)
    refuse(layer, again, _("its code stands in the plan twice; give the plan as it was written"))


def _is_malformed(code: str) -> bool:
    try:
        parse_grid_code(code)
    except CodeError:
        return True
    return False
