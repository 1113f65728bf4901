"""Getting the compiled loops ready before many processes need them."""

import numpy as np

from wangge.gridding.search.anneal import Schedule, anneal, first_division
from wangge.gridding.search.chance import chance_of
from wangge.gridding.search.graph import Graph
from wangge.gridding.search.objective import Objective


def warm() -> None:
    """Compile the search's loops, or load them if they were compiled before; processes forked later have them."""
    ends, ones = np.array([0, 1, 3, 4], dtype=np.int32), np.ones(4)
    unit = np.ones((3, 5))
    nobody = np.full(3, -1, dtype=np.int32)
    graph = Graph(ends, np.array([1, 0, 2, 1], dtype=np.int32), ones, ones, ones, unit, nobody, np.zeros(3))
    objective, chance = Objective(1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0), chance_of(0)
    start = first_division(graph, 2, 1, objective, chance)
    anneal(graph, start, 2, Schedule(2, 1, 1.0, 1.0), objective, chance)
