"""GerryChain: a plan by recursive cuts of random spanning trees, and ReCom used to climb."""

import random
from functools import partial

import networkx as nx
import numpy as np
from gerrychain import Graph, Partition
from gerrychain.partition.initial_partition_generators import recursive_tree_part
from gerrychain.proposals import recom
from gerrychain.tree import PopulationBalanceError, bipartition_tree

from benchmarks.graph import Integers, UnitGraph
from benchmarks.score import Request, allowance

_TREES = 1_000  # for one cut, before it starts again
_RESTARTS = 20
_STEPS = 400


def recursive_tree(units: UnitGraph, request: Request, seed: int) -> Integers:
    """One plan; a community that it cannot divide in so many restarts stays one grid."""
    if request.count < 2:
        return np.zeros(len(units.size), dtype=np.int64)
    graph = _graph(units)
    for restart in range(_RESTARTS):
        label = _tried(graph, units, request, random.Random(seed * 1_000 + restart))
        if label is not None:
            return label
    return np.zeros(len(units.size), dtype=np.int64)


def hill_climb(units: UnitGraph, request: Request, seed: int) -> Integers:
    """ReCom from that plan, keeping a step that does not raise the priced cut."""
    label = recursive_tree(units, request, seed)
    if label.max() == 0:
        return label
    plan = Partition(_graph(units), dict(enumerate(label.tolist())))
    chance, priced = random.Random(seed), _priced(plan)
    for _ in range(_STEPS):
        proposed = _proposed(plan, units, request, chance)
        if proposed is not None and (price := _priced(proposed)) <= priced:
            plan, priced = proposed, price
            plan.parent = None
    return np.array([plan.assignment[unit] for unit in range(len(label))], dtype=np.int64)


def _graph(units: UnitGraph) -> Graph:
    graph = nx.Graph()
    graph.add_nodes_from((unit, {"size": size}) for unit, size in enumerate(units.size.tolist()))
    edges = zip(units.edge.tolist(), units.price.tolist(), strict=True)
    graph.add_edges_from((u, v, {"price": price}) for (u, v), price in edges)
    return Graph.from_networkx(graph)


def _tried(graph: Graph, units: UnitGraph, request: Request, chance: random.Random) -> Integers | None:
    try:
        label = recursive_tree_part(
            graph,
            range(request.count),
            _mean(units, request),
            "size",
            allowance(units, request),
            bipartition_tree_fn=partial(bipartition_tree, max_attempts=_TREES),
            rng=chance,
        )
    except (RuntimeError, PopulationBalanceError):
        return None
    return np.array([label[unit] for unit in range(len(units.size))], dtype=np.int64)


def _mean(units: UnitGraph, request: Request) -> float:
    return float(units.size.sum()) / request.count


def _proposed(plan: Partition, units: UnitGraph, request: Request, chance: random.Random) -> Partition | None:
    """Two grids beside each other merged and split again, or None where no tree was found that splits them."""
    split = partial(bipartition_tree, max_attempts=100, allow_pair_reselection=True)
    mean, allowed = _mean(units, request), allowance(units, request)
    try:
        return recom(plan, "size", mean, allowed, bipartition_tree_fn=split, rng=chance)
    except (RuntimeError, PopulationBalanceError):
        return None


def _priced(plan: Partition) -> float:
    graph = plan.graph
    return sum(graph.edge_data(graph.get_edge_id_from_edge(edge))["price"] for edge in plan["cut_edges"])
