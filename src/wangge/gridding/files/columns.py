"""What stands in the columns: codes of communities, counts of households and people. Errors name the feature."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.codes import is_community_code, is_provisional, provisional_codes
from wangge.gridding.files.layer import Layer
from wangge.gridding.town import Flags, Geometries, Notice, Texts, TownError
from wangge.language import _

MOST_HOUSEHOLDS = 20_000  # in one building; the largest on earth houses about that many people
MOST_PEOPLE = 60_000

Numbers = NDArray[np.float64]


def counts(layer: Layer, column: str, most: int) -> Numbers | None:
    """Whole numbers 0 to ``most`` of a column, (N,), NaN where empty; None without the column."""
    if column not in layer.columns:
        return None
    values = layer.columns[column]
    numbers = _numbers(layer, column, values)
    wrong = np.flatnonzero((numbers < 0) | (numbers > most))
    if len(wrong):
        raise TownError(
            _("layer {layer}, feature {feature}: {column} is {value}; give a number from 0 to {most}").format(
                layer=layer.name, feature=layer.feature[wrong[0]], column=column, value=values[wrong[0]], most=most
            )
        )
    return np.rint(numbers)


def fractions_notice(layer: Layer, column: str) -> tuple[Notice, ...]:
    """That counts with a fraction were rounded."""
    values = layer.columns.get(column)
    if values is None or values.dtype.kind != "f":
        return ()
    count = int(np.sum(np.isfinite(values) & (values != np.rint(values))))
    if not count:
        return ()
    sentence = _("layer {layer}: {count} values of {column} are no whole numbers and were rounded")
    return (Notice("rounded", sentence.format(layer=layer.name, count=count, column=column), count),)


def community_codes(layer: Layer, points: Geometries) -> tuple[Texts, Flags]:
    """Codes of 12 digits, (C,), and which of them are provisional because the source has none.

    Provisional codes are dealt out over ``points``, one inside each community, in reading order of a map.
    """
    codes = layer.texts("code")
    missing = np.asarray(codes == "", dtype=np.bool_)
    for index in np.flatnonzero(~missing):
        _refuse_malformed(layer, int(index), codes[index])
    _refuse_twice(layer, codes, missing)
    places = shapely.get_coordinates(points[missing])
    codes[missing] = provisional_codes(places, codes[~missing].tolist())
    return codes, np.array([is_provisional(code) for code in codes], dtype=np.bool_)


def _numbers(layer: Layer, column: str, values: NDArray[Any]) -> Numbers:
    """As floats; columns of text are read too, for many files come out of spreadsheets."""
    if values.dtype.kind in "iufb":
        return values.astype(np.float64)
    numbers = np.full(len(values), np.nan)
    for index, value in enumerate(values):
        text = "" if value is None else str(value).strip()
        if text and text.lower() not in ("nan", "null", "none"):
            numbers[index] = _number(layer, index, column, text)
    return numbers


def _number(layer: Layer, index: int, column: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise TownError(
            _("layer {layer}, feature {feature}: {column} is “{value}”; give a number").format(
                layer=layer.name, feature=layer.feature[index], column=column, value=text[:30]
            )
        ) from error


def _refuse_malformed(layer: Layer, index: int, code: str) -> None:
    if is_community_code(code):
        return
    sentence = _("layer {layer}, feature {feature}: the code “{code}” has not 12 digits; give the community's code")
    raise TownError(sentence.format(layer=layer.name, feature=layer.feature[index], code=code[:30]))


def _refuse_twice(layer: Layer, codes: Texts, missing: Flags) -> None:
    seen: dict[str, int] = {}
    for index in np.flatnonzero(~missing):
        first = seen.setdefault(codes[index], int(index))
        if first != index:
            raise TownError(
                _(
                    "layer {layer}, feature {feature}: the code {code} stands at feature {first} too; "
                    "give each community its own code, or make both one feature of several parts"
                ).format(layer=layer.name, feature=layer.feature[index], code=codes[index], first=layer.feature[first])
            )
