"""A register of components as a file has it: CSV, XLSX or GeoPackage. What a row must fit is actions/components."""

from dataclasses import dataclass
from math import isnan
from pathlib import Path

import pyogrio
import pyogrio.errors
import shapely

from wangge.catalogue.cells import digits, text
from wangge.gridding.town import TownError
from wangge.language import _
from wangge.territory.mapfiles import source_of
from wangge.territory.placing import COLUMNS, COMMUNITY
from wangge.territory.tables import Row, TableError, read_table

_NEEDED = ("code", "owner")
_WELCOME = ("class_code", "label", COMMUNITY)
_MAPS = (".gpkg", ".geojson", ".json")
_DEGREES = {"EPSG:4326", "OGC:CRS84", "EPSG:4490"}  # WGS 84 and CGCS2000


@dataclass(frozen=True)
class CodeSplit:
    """How many digits of an object code are district, major class, minor class and serial number."""

    district: int = 6
    major: int = 2
    minor: int = 2
    serial: int = 6

    @property
    def length(self) -> int:
        return self.district + self.major + self.minor + self.serial

    def class_of(self, code: str) -> str:
        """The digits of the class, fewer than four where the split has none."""
        return code[self.district : self.district + self.major + self.minor]


@dataclass(frozen=True)
class ComponentRow:
    """One row as far as it can be judged by itself; ``class_code`` is four digits, ``owner`` a unit's code."""

    code: str
    class_code: str
    label: str
    owner: str


def read_components(path: Path) -> list[Row]:
    """The rows of the file; TableError for one that cannot be read or lacks a column."""
    if path.suffix.lower() in _MAPS:
        return _from_map(path)
    return read_table(path, required=(*_NEEDED, *COLUMNS), optional=_WELCOME)


def component_row(row: Row, split: CodeSplit) -> ComponentRow:
    """The row's own cells; RowError for a code of another length or a text that cannot enter."""
    code = digits(row, "code", split.length)
    return ComponentRow(
        code=code,
        class_code=digits(row, "class_code", 4) if row["class_code"] else split.class_of(code),
        label=text(row, "label", 60, needed=False),
        owner=row["owner"],
    )


def _from_map(path: Path) -> list[Row]:
    """The features of the only layer, or of ``components``; a row's number is the feature's."""
    try:
        source = source_of(path)
        layers = [str(name) for name, _type in pyogrio.list_layers(source)]
        layer = "components" if "components" in layers else layers[0]
        meta, features, shapes, columns = pyogrio.raw.read(source, layer=layer, return_fids=True)
    except TownError as error:
        raise TableError(str(error)) from error
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, IndexError) as error:
        raise TableError(_("{path} cannot be read as a map layer.").format(path=path.name)) from error
    if meta["crs"] not in _DEGREES:
        sentence = _("{path} is in {crs}; save it in EPSG:4326 (degrees).")
        raise TableError(sentence.format(path=path.name, crs=meta["crs"] or _("no coordinate system")))
    names = [str(name).lower() for name in meta["fields"]]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        sentence = _("{path}: columns are missing: {missing}.")
        raise TableError(sentence.format(path=path.name, missing=", ".join(missing)))
    known = {name: column for name, column in zip(names, columns, strict=True) if name in (*_NEEDED, *_WELCOME)}
    empty = dict.fromkeys(_WELCOME, "")
    return [
        Row(int(feature), {**empty, **{name: _cell(column[at]) for name, column in known.items()}, **_position(shape)})
        for at, (feature, shape) in enumerate(zip(features, shapely.from_wkb(shapes), strict=True))
    ]


def _cell(value: object) -> str:
    """A code that a program took for a number becomes digits again; NaN is what it calls an empty number."""
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.17g}"
    return "" if value is None else str(value).strip()


def _position(shape: shapely.Geometry | None) -> dict[str, str]:
    if not isinstance(shape, shapely.Point) or shape.is_empty:
        return dict.fromkeys(COLUMNS, "")
    return dict(zip(COLUMNS, (repr(shape.x), repr(shape.y)), strict=True))
