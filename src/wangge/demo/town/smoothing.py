"""Smoothing of communities: faces go over to the neighbour they hang together with most.

Outlines then follow the greater streets; every community stays connected.
"""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import length

from wangge.demo.town.network import Network
from wangge.demo.town.strokes import MIDSTREAM, RAILWAY
from wangge.gridding.town import Flags, Integers

_ROUNDS = 6
# How far a metre of common border holds two faces together; 1 where not named.
_HOLD = {"primary": 0.1, "secondary": 0.15, "tertiary": 0.3, "residential": 0.6, RAILWAY: 0.1, MIDSTREAM: 0.01}
_STAY = 1.15  # a face moves only if it gains so much


def smooth(network: Network, label: Integers, seed: Integers, free: Flags, rng: np.random.Generator) -> Integers:
    """The communities of faces, (F,), with smoother outlines; only ``free`` faces (F,) move away.

    ``seed`` is a face of each community that is not free; faces cut off from it go to their neighbours.
    """
    hold = _holds(network)
    for _round in range(_ROUNDS):
        best, gains = _strongest(hold, label, len(seed))
        label = np.where(free & gains & (rng.random(len(label)) < 0.5), best, label)
        label = _connected(hold, label, seed)
    return label


def _holds(network: Network) -> coo_array:
    """How strongly adjoining faces hold together, (F, F)."""
    inner = (network.sides >= 0).all(axis=1)
    one, two = network.sides[inner].T
    force = length(network.edge[inner]) * np.array([_HOLD.get(str(word), 1.0) for word in network.kind[inner]])
    size = len(network.face)
    return coo_array((np.r_[force, force], (np.r_[one, two], np.r_[two, one])), shape=(size, size))


def _strongest(hold: coo_array, label: Integers, count: int) -> tuple[Integers, Flags]:
    """The community that holds each face most, and whether it does so more than the face's own."""
    member = coo_array((np.ones(len(label)), (np.arange(len(label)), label)), shape=(len(label), count))
    force = (hold.tocsr() @ member.tocsr()).tocsr()
    best = np.asarray(force.argmax(axis=1)).ravel()
    rows = np.arange(len(label))
    return best, np.asarray(force[rows, best]).ravel() > _STAY * np.asarray(force[rows, label]).ravel()


def _connected(hold: coo_array, label: Integers, seed: Integers) -> Integers:
    """Faces cut off from their community's seed go to the neighbour that holds them most."""
    same = label[hold.row] == label[hold.col]
    inside = coo_array((np.ones(int(same.sum())), (hold.row[same], hold.col[same])), shape=hold.shape)
    part = connected_components(inside, directed=False)[1]
    lost = part != part[seed][label]
    label = label.copy()
    while lost.any():
        edge = lost[hold.row] & ~lost[hold.col]
        order = np.argsort(-hold.data[edge], kind="stable")
        face, first = np.unique(hold.row[edge][order], return_index=True)
        label[face] = label[hold.col[edge][order][first]]
        lost[face] = False
    return label
