"""Enclaves and exclaves: a few faces deep inside a community are given to a new or to another community."""

import numpy as np
import shapely

from wangge.demo.town.chart import Floats
from wangge.demo.town.growth import neighbours
from wangge.demo.town.network import Network
from wangge.gridding.town import Flags, Integers

_ENCLAVE = 450.0  # households, about, so that it can be divided
_ENCLAVE_FACES = 7
_EXCLAVE = 250.0  # households, about
_HOST = 1000.0  # households that a community keeps


def count_enclaves(communities: int) -> int:
    """How many of the communities lie wholly inside another."""
    return 0 if communities < 4 else max(1, round(communities / 30))


def count_exclaves(communities: int) -> int:
    """How many communities have a part elsewhere."""
    return 0 if communities < 6 else min(3, 1 + communities // 80)


def with_enclaves(network: Network, homes: Floats, label: Integers, count: int) -> Integers:
    """The communities of faces, (F,), with up to ``count`` new ones, numbered on, each wholly inside another.

    ``homes`` is the number of households of each face.
    """
    label = label.copy()
    hosts: set[int] = set()
    for _number in range(count):
        deep = _deep(network, label) & ~np.isin(label, list(hosts))
        patch = _best_patch(network, homes, label, deep)
        if not len(patch):
            break
        hosts |= {int(label[patch[0]]), int(label.max()) + 1}
        label[patch] = label.max() + 1
    return label


def with_exclaves(network: Network, homes: Floats, label: Integers, count: int) -> Integers:
    """The communities of faces, (F,), after up to ``count`` communities got a face in the midst of a neighbour."""
    label = label.copy()
    middle = shapely.get_coordinates(shapely.centroid(network.face))
    hosts: set[int] = set()
    for _number in range(count):
        deep = np.flatnonzero(_deep(network, label) & ~np.isin(label, list(hosts)) & (homes > 0))
        if not len(deep):
            break
        face = deep[np.argmin(np.abs(homes[deep] - _EXCLAVE))]
        away = np.hypot(*(middle - middle[face]).T) + np.where(label == label[face], np.inf, 0.0)
        owner = label[np.argmin(away)]
        hosts |= {int(label[face]), int(owner)}
        label[face] = owner
    return label


def _deep(network: Network, label: Integers) -> Flags:
    """Faces that touch neither another community nor the edge of the city, not even in a point, (F,)."""
    points, face = shapely.get_coordinates(network.face, return_index=True)
    rim = shapely.get_coordinates(network.edge[(network.sides < 0).any(axis=1)])
    _, vertex = np.unique(np.round(np.r_[points, rim] * 100).astype(np.int64), axis=0, return_inverse=True)
    owner = np.r_[label[face], np.full(len(rim), -1)]
    least, most = np.full(vertex.max() + 1, len(label)), np.full(vertex.max() + 1, -1)
    np.minimum.at(least, vertex, owner)
    np.maximum.at(most, vertex, owner)
    deep = np.ones(len(label), dtype=bool)
    np.logical_and.at(deep, face, (least == most)[vertex[: len(face)]])
    return deep


def _best_patch(network: Network, homes: Floats, label: Integers, deep: Flags) -> Integers:
    """The faces of an enclave: of the size wanted if there is one, else the largest there is; empty if none."""
    total = np.bincount(label, homes)
    best, best_homes = np.empty(0, dtype=np.int64), 0.0
    for start in np.flatnonzero(deep)[np.argsort(-homes[deep], kind="stable")]:
        patch = _patch(network, homes, deep & (label == label[start]), int(start))
        held = float(homes[patch].sum())
        if total[label[start]] - held < _HOST or len(shapely.coverage_union_all(network.face[patch]).interiors):
            continue
        if held >= _ENCLAVE:
            return patch
        if held > best_homes:
            best, best_homes = patch, held
    return best


def _patch(network: Network, homes: Floats, free: Flags, start: int) -> Integers:
    """Adjoining free faces from ``start`` on, the fullest first, until the enclave is large enough."""
    row, column = neighbours(network)
    patch = [start]
    while homes[patch].sum() < _ENCLAVE and len(patch) < _ENCLAVE_FACES:
        around = np.unique(column[np.isin(row, patch)])
        around = around[free[around] & ~np.isin(around, patch)]
        if not len(around):
            break
        patch.append(int(around[np.argmax(homes[around])]))
    return np.array(patch, dtype=np.int64)
