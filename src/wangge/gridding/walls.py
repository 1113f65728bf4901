"""Walls, rails and shores that end in the open: prolonged to what lies near, so that they part the ground."""

import numpy as np
import shapely

from wangge.gridding.town import Geometries

REACH = 30.0  # metres over which a barrier is taken to go on: a gate, a gap in the drawing
TOUCH = 0.02  # metres within which an end is joined to a line already


def prolongations(barriers: Geometries, others: Geometries) -> list[shapely.Geometry]:
    """A straight piece from each loose end of the barrier lines to the nearest line, or other end, within reach.

    ``barriers`` are lines; ``others`` are all further lines (streets, outlines, the border). Metres.
    """
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(barriers))) if len(barriers) else barriers
    tips, line = shapely.get_parts(shapely.boundary(lines), return_index=True)
    pieces = []
    for at, tip in enumerate(tips):
        far_tips = tips[shapely.distance(tips, tip) > TOUCH]
        targets = np.concatenate([np.delete(lines, line[at]), others, far_tips])
        distance = shapely.distance(targets, tip)
        if len(targets) and TOUCH < distance.min() <= REACH:
            pieces.append(shapely.shortest_line(tip, targets[np.argmin(distance)]))
    return pieces
