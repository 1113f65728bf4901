"""The picture of a plan as PNG: of a whole town, or of one community with every grid named (R-06)."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from wangge.gridding.band import Band
from wangge.gridding.figures import GridFigures
from wangge.gridding.files.atomic import replacing
from wangge.gridding.files.drawing import frame, ground
from wangge.gridding.files.drawing.colours import GRID_COLOURS, grid_colours
from wangge.gridding.files.drawing.lettering import DPI, Label, fitting, outline, without_overlap, write
from wangge.gridding.files.drawing.streetnames import street_labels
from wangge.gridding.plan import Plan
from wangge.gridding.town import Flags, Geometries, Integers, Town, TownError
from wangge.language import _

Bounds = tuple[float, float, float, float]

_EDGE = 0.04  # of the width and height of what is shown, left free around it
_SYMBOL = 14  # pixels


def draw(path: Path, town: Town, plan: Plan, band: Band, figures: GridFigures, community: str | None = None) -> None:
    """Draw the town, or the community of that code or name, to ``path``.

    TownError if there is no such community, or if the picture cannot be written.
    """
    row = None if community is None else _find(town, community)
    shown = np.ones(len(plan.code), dtype=np.bool_) if row is None else plan.community == row
    paper = frame.sheet(_bounds(town, row))
    figure, axes = frame.new_figure(paper)
    _draw_ground(axes, town, plan, paper, row)
    sizes = figures.people if band.measure == "people" else figures.households
    marked = _marked(plan, band, sizes, shown)
    ground.hatches(axes, plan, marked["▲"] | marked["▼"], marked["■"], 1.8 if row is None else 3.0)
    if row is None:
        covered = _draw_symbols(axes, plan, marked, paper)
        write(axes, _city_labels(town, paper, covered))
    else:
        write(axes, _community_labels(town, plan, sizes, marked, paper, row))
    frame.write_title(figure, paper, *_title(town, plan, band, sizes, row))
    frame.draw_panel(figure, paper, _legend(town, marked, row))
    FigureCanvasAgg(figure)  # without it a figure would ask for a screen
    with replacing(path) as draft:
        figure.savefig(draft, format="png", dpi=DPI, metadata={"Software": None})


def _find(town: Town, community: str) -> int:
    known = town.communities
    rows = np.flatnonzero((known.code == community) | (known.name == community))
    if len(rows) != 1:
        sentence = _("layer communities: {number} communities are called {community}; give the code of one.")
        raise TownError(sentence.format(number=len(rows), community=community))
    return int(rows[0])


def _bounds(town: Town, row: int | None) -> Bounds:
    shown = town.communities.boundary if row is None else town.communities.boundary[row : row + 1]
    west, south, east, north = shapely.total_bounds(shown).tolist()
    wide, high = (east - west) * _EDGE, (north - south) * _EDGE
    return west - wide, south - high, east + wide, north + high


def _marked(plan: Plan, band: Band, sizes: Integers, shown: Flags) -> dict[str, Flags]:
    """The grids above and below the band and the dedicated ones, by the sign that stands for them."""
    judged = shown & ~plan.dedicated
    return {"▲": judged & (sizes > band.high), "▼": judged & (sizes < band.low), "■": shown & plan.dedicated}


def _draw_symbols(axes: Axes, plan: Plan, marked: dict[str, Flags], paper: frame.Sheet) -> list[shapely.Geometry]:
    """Set the signs on the map of a town; what they cover of it."""
    covered: list[shapely.Geometry] = []
    for sign, chosen in marked.items():
        places = np.array(_middles(plan.boundary[chosen]), dtype=np.float64).reshape(-1, 2)
        ground.symbols(axes, places, ground.MARKER[sign], ground.MARK_COLOUR[sign], _SYMBOL)
        around = _SYMBOL / 2 * paper.metres_a_pixel
        covered += [shapely.box(x - around, y - around, x + around, y + around) for x, y in places.tolist()]
    return covered


def _draw_ground(axes: Axes, town: Town, plan: Plan, paper: frame.Sheet, row: int | None) -> None:
    view = shapely.box(*paper.bounds)
    near = shapely.intersects(plan.boundary, view)
    grids = plan.boundary[near]
    ground.areas(axes, grids, [GRID_COLOURS[colour] for colour in grid_colours(grids)], 1)
    magnified = 1.0 if row is None else 2.2
    ground.barriers(axes, town.barriers, magnified)
    ground.streets(axes, town.streets, magnified)
    if row is not None:
        _draw_buildings(axes, town, view)
    ground.outlines(axes, grids, "#3a3a3a", 0.9 if row is None else 2.0, 4)
    ground.outlines(axes, town.communities.boundary, "#1a1a1a", 2.4 if row is None else 4, 5)
    if row is not None:  # the neighbourhood stays visible, but paler than what is meant
        around = shapely.difference(view, town.communities.boundary[row])
        ground.areas(axes, np.array([around], dtype=np.object_), "#ffffffa6", 5.5)


def _draw_buildings(axes: Axes, town: Town, view: shapely.Geometry) -> None:
    near = town.buildings.shape[shapely.intersects(town.buildings.shape, view)]
    ground.areas(axes, near[shapely.get_dimensions(near) == 2], "#00000059", 3.5)
    spots = shapely.get_coordinates(near[shapely.get_dimensions(near) == 0])
    axes.scatter(spots[:, 0], spots[:, 1], s=9, color="#000000", alpha=0.35, linewidths=0, zorder=3.5)


def _city_labels(town: Town, paper: frame.Sheet, covered: list[shapely.Geometry]) -> list[Label]:
    """The names of the communities into which they fit, beside the signs; the largest first."""
    order = np.argsort(-shapely.area(town.communities.boundary), kind="stable")
    places = _middles(town.communities.boundary)
    choices = [_name_places(town, row, places[row], paper) for row in order.tolist()]
    return without_overlap(choices, paper.metres_a_pixel, covered)


def _name_places(town: Town, row: int, middle: tuple[float, float], paper: frame.Sheet) -> list[Label]:
    """The name in the middle of the community, or else a little above or below, where it fits."""
    name, room = str(town.communities.name[row]), town.communities.boundary[row]
    shifts = [shift * paper.metres_a_pixel for shift in (0, 16, -16, 32, -32, 48, -48)]
    labels = [Label(name, middle[0], middle[1] + shift, pixels=16) for shift in shifts]
    fits = [fitting(label, room, paper.metres_a_pixel, smallest=11) for label in labels]
    return [label for label in fits if label]


def _middles(shapes: Geometries) -> list[tuple[float, float]]:
    """A point well inside each shape: its centroid, or where that is near the outline the point farthest from it."""
    size = np.maximum(np.sqrt(shapely.area(shapes)), 1.0)
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=size / 50)
    middles = shapely.centroid(shapes)
    depth = shapely.distance(middles, shapely.boundary(shapes)) * shapely.intersects(shapes, middles)
    places = np.where(depth >= 0.8 * shapely.length(circles), middles, shapely.get_point(circles, 0))
    return [(x, y) for x, y in shapely.get_coordinates(places).tolist()]


def _community_labels(
    town: Town, plan: Plan, sizes: Integers, marked: dict[str, Flags], paper: frame.Sheet, row: int
) -> list[Label]:
    """Sign, serial and size of every grid, and the names of streets where they find room beside them."""
    rows = np.flatnonzero(plan.community == row)
    places = _middles(plan.boundary[rows])
    grids = [_grid_label(*pair, plan, sizes, marked, paper) for pair in zip(rows.tolist(), places, strict=True)]
    taken = [outline(label, paper.metres_a_pixel) for label in grids]
    names = street_labels(town.streets, shapely.box(*paper.bounds), paper.metres_a_pixel)
    return grids + without_overlap(names, paper.metres_a_pixel, taken)


def _grid_label(
    grid: int, place: tuple[float, float], plan: Plan, sizes: Integers, marked: dict[str, Flags], paper: frame.Sheet
) -> Label:
    sign = next((sign for sign, chosen in marked.items() if chosen[grid]), None)
    text = f"{str(plan.code[grid])[-3:]}\n{sizes[grid]}"
    label = Label(text, place[0], place[1], pixels=24)
    if sign:
        label = replace(label, text=f"{sign}\n{text}", colour=ground.MARK_COLOUR[sign])
    smallest = replace(label, pixels=13)
    return fitting(label, plan.boundary[grid], paper.metres_a_pixel, smallest.pixels) or smallest


def _title(town: Town, plan: Plan, band: Band, sizes: Integers, row: int | None) -> tuple[str, str]:
    mine = np.ones(len(plan.code), dtype=np.bool_) if row is None else plan.community == row
    known = town.communities
    title = town.name if row is None else f"{known.name[row]}  {known.code[row]}"
    of_people = _("{grids:,} grids, {size:,} people; wanted are {low} to {high} people a grid")
    of_households = _("{grids:,} grids, {size:,} households; wanted are {low} to {high} households a grid")
    below = of_people if band.measure == "people" else of_households
    below = below.format(grids=int(mine.sum()), size=int(sizes[mine].sum()), low=band.low, high=band.high)
    if row is None:
        return title, below
    return title, _("{figures}; in each grid its serial and its size").format(figures=below)


def _legend(town: Town, marked: dict[str, Flags], row: int | None) -> frame.Entries:
    return frame.entries_of_legend(
        buildings=row is not None,
        barriers=len(town.barriers.shape) > 0,
        marked=bool((marked["▲"] | marked["▼"]).any()),
        dedicated=bool(marked["■"].any()),
    )
