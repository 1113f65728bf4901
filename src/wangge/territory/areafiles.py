"""Areas as a file has them: a town's layer ``communities``, the ground of a plan's grids, or a table of codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from wangge.gridding.codes import COMMUNITY_DIGITS, is_community_code
from wangge.gridding.files.layer import Layer, LayerPlace, list_layers, read_layer
from wangge.gridding.files.projection import projected, with_system
from wangge.gridding.tiling import polygonal
from wangge.gridding.town import TownError
from wangge.language import _
from wangge.territory.datum import Datum
from wangge.territory.mapfiles import source_of
from wangge.territory.models import AreaKind, kind_of
from wangge.territory.planfiles import read_plan_file
from wangge.territory.tables import BadRow, BadRows, Row, RowError, TableError, parse_rows, read_table, whole_number

TABLES = (".csv", ".xlsx")
MOST_PEOPLE = 50_000_000
_SHEET = "communities"
_WGS84 = "EPSG:4326"
_NAME_LENGTH = 60
_REQUIRED = ("code", "name")
_OPTIONAL = ("name_en", "households", "people", "street_code", "street", "district_code", "district")


@dataclass(frozen=True)
class AreaRow:
    """One area of a file; what the file does not say is "" or None, and leaves what is known as it is."""

    number: int
    code: str
    name: str
    name_en: str = ""
    households: int | None = None
    people: int | None = None
    boundary: shapely.Geometry | None = None  # WGS 84
    subdistrict: str = ""  # the names of what it lies in
    district: str = ""


def read_areas(path: Path, city_code: str, datum: Datum, crs: str | None = None) -> list[AreaRow]:
    """Return the areas of a file, all inside the city (its first four digits); BadRows names every row that is bad."""
    rows = _from_table(path) if path.suffix.lower() in TABLES else _from_map(path, datum, crs)
    bad = [BadRow(row.number, "", fault) for row, fault in zip(rows, _faults(rows, city_code), strict=True) if fault]
    if bad:
        raise BadRows(bad)
    return rows


def _faults(rows: Sequence[AreaRow], city_code: str) -> list[str]:
    """What is wrong with each row, "" for nothing."""
    seen: dict[str, int] = {}
    return [_fault(row, city_code, seen.setdefault(row.code, row.number)) for row in rows]


def _fault(row: AreaRow, city_code: str, first: int) -> str:
    if not is_community_code(row.code):
        return _("the code “{code}” has not 12 digits; give the area's code.").format(code=row.code[:30])
    if not row.code.startswith(city_code):
        return _("the code {code} does not begin with the city's {city}.").format(code=row.code, city=city_code)
    if row.boundary is not None and kind_of(row.code) is not AreaKind.COMMUNITY:
        return _("{code} is the code of a wider area, for it ends with zeros; give the community's own.").format(
            code=row.code
        )
    if first != row.number:
        return _("the code {code} stands in row {first} too; give each area once.").format(code=row.code, first=first)
    if len(row.name) > _NAME_LENGTH:
        return _("the name has more than {most} characters; shorten it.").format(most=_NAME_LENGTH)
    return ""


def _from_table(path: Path) -> list[AreaRow]:
    return parse_rows(read_table(path, required=_REQUIRED, optional=_OPTIONAL), _parsed)


def _parsed(row: Row) -> AreaRow:
    if not row["name"]:
        raise RowError(_("the name is missing; give the area's name."))
    for column in ("street_code", "district_code"):
        if row[column] and not row["code"].startswith(row[column].rstrip("0")):
            sentence = _("{column} {value} is not the beginning of its code {code}; correct one of them.")
            raise RowError(sentence.format(column=column, value=row[column][:30], code=row["code"][:30]))
    return AreaRow(
        number=row.number,
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        households=whole_number(row, "households", MOST_PEOPLE),
        people=whole_number(row, "people", MOST_PEOPLE),
        subdistrict=row["street"],
        district=row["district"],
    )


def _from_map(path: Path, datum: Datum, crs: str | None) -> list[AreaRow]:
    try:
        source = source_of(path)
        layers = {name.lower(): name for name in list_layers(path, source)}
        if _SHEET in layers:
            place = LayerPlace(source, layers[_SHEET])
            layer = read_layer(place, _SHEET, path)
            gcj02 = datum is Datum.GCJ02
            return _from_layer(projected(with_system(layer, layer.system or crs, gcj02=gcj02), _WGS84))
    except TownError as error:
        raise TableError(str(error)) from error
    return _from_grids(path, datum, crs)


def _from_layer(layer: Layer) -> list[AreaRow]:
    bad = [
        BadRow(int(layer.feature[row]), _SHEET, _("it has no area; draw the community as a polygon."))
        for row in np.flatnonzero(~np.isin(shapely.get_type_id(layer.shape), (3, 6)))
    ]
    if bad:
        raise BadRows(bad)
    return [
        AreaRow(int(feature), code, name, boundary=_mended(shape))
        for feature, code, name, shape in zip(
            layer.feature, layer.texts("code"), layer.texts("name"), layer.shape, strict=True
        )
    ]


def _from_grids(path: Path, datum: Datum, crs: str | None) -> list[AreaRow]:
    """Communities as the ground of a plan's grids, where a city has no other drawing of them."""
    plan = read_plan_file(path, datum, crs)
    own = np.array([code[:COMMUNITY_DIGITS] for code in plan.code])
    drawn = ~shapely.is_missing(plan.boundary)
    ground = {code: shapely.union_all(shapely.make_valid(plan.boundary[drawn & (own == code)])) for code in set(own)}
    first = {code: int(plan.feature[np.argmax(own == code)]) for code in ground}
    return [AreaRow(first[code], str(code), "", boundary=boundary) for code, boundary in sorted(ground.items())]


def _mended(shape: shapely.Geometry) -> shapely.Geometry:
    return shape if shape.is_valid else polygonal(shape)
