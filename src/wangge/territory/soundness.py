"""Whether a drawn plan is sound: codes, shapes, a seamless cover of its communities. Pure; everything in metres.

The figures here are looser than those of the engine's own plans: a city's hand-drawn borders gape by centimetres.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.codes import COMMUNITY_DIGITS, CodeError, parse_grid_code
from wangge.gridding.coordinates import gcj02_to_wgs84, wgs84_to_gcj02
from wangge.gridding.files.projection import reproject
from wangge.gridding.town import Geometries
from wangge.language import _
from wangge.territory.defects import Defect
from wangge.territory.planfiles import DrawnPlan

MOST_LETTERS = 60  # of a grid's name
MOST_OVERLAP = 0.01  # of the smaller of two grids
MOST_OUTSIDE = 0.02  # of a grid, beyond its community
MOST_GAP = 0.02  # of a community, in no grid
WORTH_A_WORD_M2 = 1.0  # below this a gap or an overlap is a matter of rounding
_WGS84 = "EPSG:4326"
_FITS, _FITS_NOT = 0.99, 0.97  # share of all ground inside its communities

Boundaries = Mapping[str, shapely.Geometry | None]  # by community code, WGS 84; None where not drawn


def defects_of(plan: DrawnPlan, city_code: str, communities: Boundaries) -> tuple[Defect, ...]:
    """Return everything that is wrong, in the order of the rows; ``city_code`` is the city's first four digits."""
    codes = [*_code_defects(plan, city_code, communities), *_long_names(plan)]
    shapes = [*_shape_defects(plan)]
    if codes or shapes:
        return (*codes, *shapes)
    return (*_overlaps(plan), *_misfits(plan, communities))


def _code_defects(plan: DrawnPlan, city_code: str, communities: Boundaries) -> Iterator[Defect]:
    often = Counter(plan.code.tolist())
    for row, code in enumerate(plan.code.tolist()):
        found = _code_defect(code, plan.community[row], city_code, communities)
        if found is None and often[code] > 1:
            found = "code-twice", _("its code stands in the plan more than once; give each grid its own.")
        if found is not None:
            yield Defect(found[0], found[1], int(plan.feature[row]), code)


def _code_defect(code: str, community: str, city_code: str, communities: Boundaries) -> tuple[str, str] | None:
    """What is wrong with a code by itself."""
    own = code[:COMMUNITY_DIGITS]
    try:
        parse_grid_code(code)
    except CodeError as error:
        return "code-malformed", str(error)
    if community and community != own:
        sentence = _("the column says community {community}, but the code begins with {own}; correct one of them.")
        return "code-of-other-community", sentence.format(community=community, own=own)
    if not code.startswith(city_code):
        return "code-of-other-city", _("its code does not begin with the city's {city}.").format(city=city_code)
    if own not in communities:
        return "community-unknown", _("community {own} is not known; import the communities first.").format(own=own)
    return None


def _long_names(plan: DrawnPlan) -> Iterator[Defect]:
    for row, name in enumerate(plan.name.tolist()):
        if len(name) > MOST_LETTERS:
            sentence = _("its name has more than {most} characters; shorten it.").format(most=MOST_LETTERS)
            yield Defect("name-too-long", sentence, int(plan.feature[row]), plan.code[row])


def _shape_defects(plan: DrawnPlan) -> Iterator[Defect]:
    for row, shape in enumerate(plan.in_metres.tolist()):
        if shape is None:
            found = "without-boundary", _("it has no boundary; draw it or delete the row.")
        elif shape.geom_type not in {"Polygon", "MultiPolygon"}:
            found = "no-area", _("it is no area; draw the grid as a polygon.")
        elif not shapely.is_valid(shape):
            reason = shapely.is_valid_reason(shape)
            found = "boundary-invalid", _("its boundary is not valid ({reason}); mend it.").format(reason=reason)
        else:
            continue
        yield Defect(*found, int(plan.feature[row]), plan.code[row])


def _overlaps(plan: DrawnPlan) -> Iterator[Defect]:
    one, other = shapely.STRtree(plan.in_metres).query(plan.in_metres, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(plan.in_metres[one], plan.in_metres[other]))
    area = shapely.area(plan.in_metres)
    share = shared / np.minimum(area[one], area[other])
    for at in np.flatnonzero(shared > WORTH_A_WORD_M2):
        sentence = _("it overlaps grid {other} by {square_metres} m²; draw the border once for both.").format(
            other=plan.code[other[at]], square_metres=round(float(shared[at]))
        )
        row = one[at]
        yield Defect("overlap", sentence, int(plan.feature[row]), plan.code[row], bool(share[at] > MOST_OVERLAP))


def _misfits(plan: DrawnPlan, communities: Boundaries) -> tuple[Defect, ...]:
    """How the grids lie in those communities that are drawn."""
    drawn = {code: boundary for code, boundary in communities.items() if boundary is not None}
    rows = np.flatnonzero([code[:COMMUNITY_DIGITS] in drawn for code in plan.code])
    if not drawn or not len(rows):
        return ()
    metric = dict(zip(drawn, _in_metres(np.array(list(drawn.values())), plan.metric_crs), strict=True))
    home = np.array([metric[plan.code[row][:COMMUNITY_DIGITS]] for row in rows], dtype=object)
    shifted = _datum_defect(plan, rows, home)
    if shifted is not None:
        return (shifted,)
    inside = shapely.intersection(plan.in_metres[rows], home)
    return (*_outside(plan, rows, inside), *_gaps(plan, rows, inside, metric))


def _datum_defect(plan: DrawnPlan, rows: NDArray[np.intp], home: Geometries) -> Defect | None:
    """Whether the grids lie beside their communities and fit once the shift of GCJ-02 is taken out or put in."""
    if _fit(plan.in_metres[rows], home) >= _FITS_NOT:
        return None
    grids = plan.boundary[rows]
    if _fit(_in_metres(shapely.transform(grids, gcj02_to_wgs84), plan.metric_crs), home) >= _FITS:
        return Defect(
            "datum",
            _("The grids lie some hundred metres beside their communities, as GCJ-02 does; import them as GCJ-02."),
        )
    if _fit(_in_metres(shapely.transform(grids, wgs84_to_gcj02), plan.metric_crs), home) >= _FITS:
        return Defect(
            "datum",
            _(
                "The communities lie some hundred metres beside the grids, as GCJ-02 does; "
                "import the communities again as GCJ-02, or the grids as WGS 84 if they were said to be GCJ-02."
            ),
        )
    return None


def _fit(grids: Geometries, home: Geometries) -> float:
    """The share of the grids' ground that lies in their communities."""
    grids = shapely.make_valid(grids)  # a shifted border may touch itself
    return float(shapely.area(shapely.intersection(grids, home)).sum() / shapely.area(grids).sum())


def _outside(plan: DrawnPlan, rows: NDArray[np.intp], inside: Geometries) -> Iterator[Defect]:
    share = 1.0 - shapely.area(inside) / shapely.area(plan.in_metres[rows])
    for at in np.flatnonzero(share > MOST_OUTSIDE):
        code = plan.code[rows[at]]
        sentence = _("{percent} per cent of it lie outside community {community}; grids cross no community's border.")
        told = sentence.format(percent=round(100 * float(share[at])), community=code[:COMMUNITY_DIGITS])
        yield Defect("across-communities", told, int(plan.feature[rows[at]]), code)


def _gaps(
    plan: DrawnPlan, rows: NDArray[np.intp], inside: Geometries, metric: Mapping[str, shapely.Geometry]
) -> Iterator[Defect]:
    owner = np.array([code[:COMMUNITY_DIGITS] for code in plan.code[rows]])
    for code, boundary in sorted(metric.items()):
        missing = boundary.area - shapely.area(shapely.union_all(inside[owner == code]))
        if missing <= WORTH_A_WORD_M2:
            continue
        sentence = _("Community {community}: {square_metres} m² ({percent} per cent of it) lie in no grid; draw them.")
        percent = round(100 * missing / boundary.area, 1)
        told = sentence.format(community=code, square_metres=round(missing), percent=percent)
        yield Defect("gap", told, code=code, fatal=bool(missing > MOST_GAP * boundary.area))


def _in_metres(boundary: Geometries, metric_crs: str) -> Geometries:
    return reproject(boundary, _WGS84, metric_crs)
