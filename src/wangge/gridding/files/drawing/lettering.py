"""Letters on the picture: the font that has Chinese, and which labels find room. Nothing is drawn over another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.patheffects import withStroke

FONT = Path(__file__).parent.parent / "fonts" / "NotoSansSC-Regular.ttf"
DPI = 100

_MISSING = "〓"  # what Chinese printers set for a character that they do not have
_LINE_HEIGHT = 1.35  # of the letters' size
_KNOWN = frozenset(FT2Font(str(FONT)).get_charmap())


@dataclass(frozen=True)
class Label:
    """Words at a place of the map; lines are parted by a line feed."""

    text: str
    x: float  # metres
    y: float
    pixels: float  # the height of a Chinese character
    angle: float = 0.0  # degrees, anticlockwise
    colour: str = "#1a1a1a"


def font(pixels: float) -> FontProperties:
    """The packaged font at a size in pixels of the picture."""
    return FontProperties(fname=FONT, size=pixels * 72 / DPI)


def drawable(text: str) -> str:
    """The text with a stand-in for each character that the font does not have, and nothing read as a formula."""
    return "".join(c if ord(c) in _KNOWN or c == "\n" else _MISSING for c in text).replace("$", r"\$")


def outline(label: Label, metres_a_pixel: float) -> shapely.Polygon:
    """The rectangle on the map, in metres, that the label needs."""
    lines = label.text.split("\n")
    wide = max(sum(1.0 if ord(c) > 0x2E7F else 0.6 for c in line) for line in lines) * label.pixels + 4
    high = len(lines) * label.pixels * _LINE_HEIGHT + 2
    half = np.array([wide, high]) * metres_a_pixel / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    turn = np.deg2rad(label.angle)
    turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return shapely.polygons(turned + np.array([label.x, label.y]))


def fitting(label: Label, room: shapely.Geometry, metres_a_pixel: float, smallest: float) -> Label | None:
    """The label, smaller if it must be, where nine tenths of it lie in its room; None if it does not fit."""
    for pixels in np.arange(label.pixels, smallest - 0.5, -1):
        smaller = replace(label, pixels=float(pixels))
        box = outline(smaller, metres_a_pixel)
        if shapely.area(shapely.intersection(box, room)) >= 0.9 * shapely.area(box):
            return smaller
    return None


def without_overlap(
    choices: Iterable[Sequence[Label]], metres_a_pixel: float, taken: list[shapely.Geometry]
) -> list[Label]:
    """Of each choice the first label that finds room, if any; the first choices go before the later ones.

    What is ``taken`` already are areas of the map.
    """
    placed, boxes = [], list(taken)
    for choice in choices:
        for label in choice:
            box = outline(label, metres_a_pixel)
            if not shapely.intersects(box, np.array(boxes, dtype=np.object_)).any():
                placed.append(label)
                boxes.append(box)
                break
    return placed


def write(axes: Axes, labels: list[Label]) -> None:
    """Draw the labels with a light edge around the letters."""
    for label in labels:
        axes.text(
            label.x,
            label.y,
            drawable(label.text),
            fontproperties=font(label.pixels),
            color=label.colour,
            rotation=label.angle,
            rotation_mode="anchor",
            ha="center",
            va="center",
            linespacing=1.1,
            zorder=9,
            clip_on=True,
            path_effects=[withStroke(linewidth=2.6, foreground="#ffffffd8")],
        )
