"""The sheet around the map: its measures in pixels, title, legend, scale bar and north arrow."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle
from matplotlib.patheffects import withStroke

from wangge.gridding.classes import EdgeClass
from wangge.gridding.files.drawing import ground
from wangge.gridding.files.drawing.lettering import DPI, drawable, font
from wangge.language import _

_MARGIN, _TITLE, _PANEL = 36, 96, 360  # pixels
_MAP_WIDTH, _MAP_HEIGHT = (1160, 1700), (1000, 1500)  # narrowest and widest, lowest and highest

Entries = list[tuple[str, Line2D | Patch]]


@dataclass(frozen=True)
class Sheet:
    """Sizes in pixels, and the part of the world (metres) that the map shows."""

    width: int
    height: int
    map_width: int
    map_height: int
    bounds: tuple[float, float, float, float]

    @property
    def metres_a_pixel(self) -> float:
        return (self.bounds[2] - self.bounds[0]) / self.map_width


def sheet(bounds: tuple[float, float, float, float]) -> Sheet:
    """The sheet for a map of these bounds (west, south, east, north), widened to what the paper offers."""
    west, south, east, north = bounds
    wide, high = max(east - west, 1.0), max(north - south, 1.0)
    scale = max(wide / _MAP_WIDTH[1], high / _MAP_HEIGHT[1])
    width = int(np.clip(wide / scale, *_MAP_WIDTH))
    height = int(np.clip(high / scale, *_MAP_HEIGHT))
    more = np.array([width * scale - wide, height * scale - high]) / 2
    shown = (west - more[0], south - more[1], east + more[0], north + more[1])
    return Sheet(width + 2 * _MARGIN + _PANEL, height + _MARGIN + _TITLE, width, height, shown)


def new_figure(paper: Sheet) -> tuple[Figure, Axes]:
    """An empty figure with the axes of the map in metres."""
    figure = Figure(figsize=(paper.width / DPI, paper.height / DPI), dpi=DPI, facecolor="white")
    place = (_MARGIN, _MARGIN, paper.map_width, paper.map_height)
    axes = figure.add_axes(_part(paper, place), facecolor="#f4f3f0", xticks=[], yticks=[])
    axes.set_xlim(paper.bounds[0], paper.bounds[2])
    axes.set_ylim(paper.bounds[1], paper.bounds[3])
    for spine in axes.spines.values():
        spine.set_edgecolor("#555555")
    return figure, axes


def write_title(figure: Figure, paper: Sheet, title: str, below: str) -> None:
    """A large line and a small one above the map."""
    left = _MARGIN / paper.width
    figure.text(left, 1 - 46 / paper.height, drawable(title), fontproperties=font(32), color="#1a1a1a")
    figure.text(left, 1 - 80 / paper.height, drawable(below), fontproperties=font(18), color="#444444")


def draw_panel(figure: Figure, paper: Sheet, entries: Entries) -> None:
    """The north arrow, the scale bar and the legend to the right of the map."""
    left, top = paper.map_width + 2 * _MARGIN, paper.height - _TITLE
    panel = figure.add_axes(_part(paper, (left, _MARGIN, _PANEL - _MARGIN, top - _MARGIN)))
    panel.set_axis_off()
    panel.set_xlim(0, _PANEL - _MARGIN)
    panel.set_ylim(_MARGIN - top, 0)  # pixels, from the top downwards
    _draw_north(panel)
    _draw_scale(panel, paper.metres_a_pixel)
    panel.legend(
        [handle for _text, handle in entries],
        [drawable(text) for text, _handle in entries],
        prop=font(17),
        loc="upper left",
        bbox_to_anchor=(-8, -190, 0, 0),
        bbox_transform=panel.transData,
        frameon=False,
        handlelength=2.4,
        handleheight=1.3,
        labelspacing=0.75,
    )


def entries_of_legend(*, buildings: bool, barriers: bool, marked: bool, dedicated: bool) -> Entries:
    """What the legend explains: what is always there, and the rest where the map shows it."""
    entries: Entries = [
        (_("community border"), _line("#1a1a1a", 4)),
        (_("grid border; a grid's\ncolour has no meaning"), Patch(facecolor="#abc9e8", edgecolor="#333333")),
        (_("arterial"), _street(EdgeClass.ARTERIAL)),
        (_("street"), _street(EdgeClass.STREET)),
        (_("lane"), _street(EdgeClass.LANE)),
    ]
    if barriers:
        entries += [(_("water"), Patch(facecolor=ground.WATER)), (_("railway or wall"), _line(ground.BARRIER, 2, "--"))]
    if buildings:
        entries.append((_("building"), Patch(facecolor="#8d8d8d")))
    if marked:
        entries += [
            (_("outside the band"), Patch(facecolor="white", edgecolor=ground.OUT_OF_BAND, hatch="////", linewidth=2)),
            (_("larger than the band"), _symbol("▲")),
            (_("smaller than the band"), _symbol("▼")),
        ]
    if dedicated:
        entries += [
            (_("dedicated grid"), Patch(facecolor="white", edgecolor=ground.DEDICATED, hatch="....", linewidth=2)),
            (_("mark of a dedicated grid"), _symbol("■")),
        ]
    return entries


def _part(paper: Sheet, pixels: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
    x, y, wide, high = pixels
    return x / paper.width, y / paper.height, wide / paper.width, high / paper.height


def _draw_north(panel: Axes) -> None:
    panel.add_patch(Polygon([[24, -14], [8, -62], [24, -50]], facecolor="#1a1a1a", edgecolor="#1a1a1a"))
    panel.add_patch(Polygon([[24, -14], [40, -62], [24, -50]], facecolor="white", edgecolor="#1a1a1a"))
    panel.text(24, -84, drawable(_("N")), fontproperties=font(20), ha="center", va="center", color="#1a1a1a")


def _draw_scale(panel: Axes, metres_a_pixel: float) -> None:
    metres = _round_length(260 * metres_a_pixel)
    half = metres / metres_a_pixel / 2
    for start, colour in ((0.0, "#1a1a1a"), (half, "white")):
        panel.add_patch(Rectangle((start, -148), half, 10, facecolor=colour, edgecolor="#1a1a1a"))
    for at, text in ((0.0, "0"), (2 * half, f"{metres:g} m" if metres < 1000 else f"{metres / 1000:g} km")):
        panel.text(at, -126, text, fontproperties=font(16), ha="left" if at == 0 else "center", color="#1a1a1a")


def _round_length(most: float) -> float:
    """The largest of 1, 2, 5, 10, 20 ... that is not above ``most``."""
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * max(step for step in (1, 2, 5) if step * power <= most))


def _line(colour: str, pixels: float, style: Literal["-", "--"] = "-") -> Line2D:
    return Line2D([], [], color=colour, linewidth=ground.points(pixels), linestyle=style)


def _street(kind: EdgeClass) -> Line2D:
    line = _line(ground.STREET_INK[kind], ground.STREET_WIDTH[kind] * 1.4)
    casing = withStroke(linewidth=line.get_linewidth() + 1.6, foreground=ground.STREET_CASING)
    line.set_path_effects([casing])
    return line


def _symbol(sign: str) -> Line2D:
    marker, colour = ground.MARKER[sign], ground.MARK_COLOUR[sign]
    return Line2D([], [], color=colour, marker=marker, markersize=11, linestyle="none", markeredgecolor="white")
