"""Charts drawn by the server as SVG: lines over days, and a bar in a line of a table. Sizes and marks only, no data.

Colours are classes of charts.css. Lines differ by dashes and marks too, and carry their names. Each chart stands beside
a table with the same figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, HIGH = 440, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 112, 12, 26
_STEPS = (1, 2, 5, 10)
_LINE_OF_TEXT = 15
_MOST_MARKS = 16  # more would run into each other
_LABELS = 5


@dataclass(frozen=True)
class Series:
    """One line: its name, and a value for each label; None where there is none to show, and the line has a gap."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Lines:
    """Some lines over the same labels; ``title`` says what is shown."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def is_empty(self) -> bool:
        return not any(any(one.values) for one in self.series)


def draw_lines(lines: Lines) -> SafeString:
    """The SVG of the lines, with a name for who does not see it."""
    known = [[value for value in one.values if value is not None] for one in lines.series]
    top = nice_top(max((max(values, default=0) for values in known), default=0))
    ends = spread([_y(values[-1], top) if values else HIGH for values in known])
    drawn = [_line(place, one, top, ends[place]) for place, one in enumerate(lines.series)]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDE,
        HIGH,
        lines.title,
        _grid(top),
        _labels(lines.labels),
        format_html_join("", "{}", ((line,) for line in drawn)),
    )


def draw_bar(part: float, whole: float, most: float) -> SafeString:
    """A bar of ``whole``, the first ``part`` of it full, on a scale that ends at ``most``; beside figures, unnamed."""
    scale = 100 / most if most > 0 else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="whole" width="{}" height="10"/><rect class="part" width="{}" height="10"/></svg>',
        _short(min(whole, most) * scale),
        _short(min(part, most) * scale),
    )


def nice_top(most: float) -> int:
    """The least round number that is not below ``most``: 1, 2 or 5 with zeros, four steps from zero."""
    if most <= 4:
        return 4
    unit = int(10 ** int(log10(most / 4)))
    step = next(one for one in _STEPS if 4 * one * unit >= most)
    return 4 * step * unit


def spread(places: Sequence[float]) -> list[float]:
    """Where names stand that would lie upon each other: apart by a line of text, in their order, on the sheet."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    found = list(places)
    above = float(_TOP - _LINE_OF_TEXT)
    for one in order:
        above = found[one] = max(found[one], above + _LINE_OF_TEXT)
    below = float(HIGH - _BOTTOM + _LINE_OF_TEXT)
    for one in reversed(order):
        below = found[one] = min(found[one], below - _LINE_OF_TEXT)
    return found


def _grid(top: int) -> SafeString:
    ticks = [(value, _short(_y(value, top))) for value in range(0, top + 1, top // 4)]
    return format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" dy="4" text-anchor="end">{}</text>',
        ((_LEFT, WIDE - _RIGHT, y, y, _LEFT - 6, y, value) for value, y in ticks),
    )


def _labels(labels: tuple[str, ...]) -> SafeString:
    every = max(1, ceil(len(labels) / _LABELS))
    shown = [(place, label) for place, label in enumerate(labels) if place % every == 0]
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        ((_short(_x(place, len(labels))), HIGH - 6, label) for place, label in shown),
    )


def _line(place: int, series: Series, top: int, end: float) -> SafeString:
    runs = _runs(series.values, top)
    points = [point for run in runs for point in run]
    marked = points[:: -max(1, ceil(len(series.values) / _MOST_MARKS))]  # from the last, which counts most
    return format_html(
        '<g class="line line-{}">{}{}<text x="{}" y="{}" dy="4">{}</text></g>',
        place + 1,
        format_html_join("", '<polyline points="{}"/>', ((" ".join(f"{x},{y}" for x, y in run),) for run in runs)),
        format_html_join(
            "", '<path d="{}" transform="translate({} {})"/>', ((_MARKS[place % 4], *at) for at in marked)
        ),
        WIDE - _RIGHT + 8,
        _short(end),
        series.name,
    )


def _runs(values: tuple[int | None, ...], top: int) -> list[list[tuple[str, str]]]:
    """The points of each stretch without a gap."""
    runs: list[list[tuple[str, str]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_short(_x(at, len(values))), _short(_y(value, top))))
    return [run for run in runs if run]


_MARKS = ("M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0", "M-3-3h6v6h-6z", "M0-4l4 7h-8z", "M0-4l4 4-4 4-4-4z")


def _x(place: int, count: int) -> float:
    return _LEFT + (WIDE - _LEFT - _RIGHT) * (place / (count - 1) if count > 1 else 0.5)


def _y(value: float, top: int) -> float:
    return HIGH - _BOTTOM - (HIGH - _TOP - _BOTTOM) * value / top


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
