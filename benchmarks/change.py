"""A town some years later: buildings fall, towers rise. The same seed makes the same change."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.town import Buildings, Geometries, Integers, Town

_SIDE = 20.0  # metres, of a tower
_APART = 5.0  # metres that it stands away from streets, barriers and other buildings
_NEAR, _FAR = 15.0, 120.0  # metres from the building beside which it rises


@dataclass(frozen=True)
class Change:
    """``share`` of the buildings change: half of them fall; for those that rise ``growing`` says how many.

    Not growing: towers of 60 to 200 households until as many households are built as fell. Growing: as many buildings
    as fell, each with the households of one of the larger half of the town's buildings.
    """

    name: str
    share: float = 0.05
    growing: bool = False


RENEWAL = Change("renewal: towers of 60-200 households, as many households as fell")
GROWTH = Change("growth: as many buildings as fell, as large as the larger half of the town's", growing=True)
_TOWER = (60, 200)  # households


def changed(town: Town, change: Change, seed: int) -> Town:
    """``town`` after the change; what stays keeps its order, what is new comes last."""
    chance = np.random.default_rng(seed)
    old = town.buildings
    falling = chance.choice(len(old.households), round(len(old.households) * change.share / 2), replace=False)
    stays = np.setdiff1d(np.arange(len(old.households)), falling)
    households = _risen(old.households, old.households[falling], change, chance)
    standing = replace(town, buildings=_rows(old, stays))
    sites = free_sites(standing, len(households), chance)
    people = households * (old.people.sum() / max(int(old.households.sum()), 1))
    new = Buildings(sites, households, np.round(people).astype(np.int64), np.arange(len(households)))
    return replace(town, buildings=_joined(standing.buildings, new))


def free_sites(town: Town, count: int, chance: np.random.Generator) -> Geometries:
    """``count`` squares in communities, beside buildings chosen at random, off everything that stands there."""
    base = shapely.get_coordinates(shapely.centroid(town.buildings.shape))
    taken = np.concatenate([town.buildings.shape, town.streets.line, town.barriers.shape])
    found: list[shapely.Geometry] = []
    for _ in range(1_000):
        for site in _open(_squares(base, 4 * count, chance), town.communities.boundary, taken).tolist():
            if len(found) < count and all(site.distance(other) > _APART for other in found):
                found.append(site)
        if len(found) >= count:
            return np.array(found, dtype=object)
    raise ValueError(f"there is no room for {count} towers")


def _risen(every: Integers, fallen: Integers, change: Change, chance: np.random.Generator) -> Integers:
    """The households of each new building."""
    if change.growing:
        larger = np.sort(every[every > 0])
        return chance.choice(larger[len(larger) // 2 :], len(fallen))
    drawn, wanted = [], int(fallen.sum())
    while wanted > 0:
        drawn.append(min(wanted, int(chance.integers(_TOWER[0], _TOWER[1] + 1))))
        wanted -= drawn[-1]
    return np.array(drawn, dtype=np.int64)


def _squares(base: NDArray[np.float64], count: int, chance: np.random.Generator) -> Geometries:
    beside = base[chance.integers(len(base), size=count)]
    turn, far = chance.uniform(0, 2 * np.pi, count), chance.uniform(_NEAR, _FAR, count)
    x, y = (beside + far[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)).T
    half = _SIDE / 2
    return np.asarray(shapely.box(x - half, y - half, x + half, y + half))


def _open(site: Geometries, communities: Geometries, taken: Geometries) -> Geometries:
    inside = np.zeros(len(site), dtype=bool)
    inside[shapely.STRtree(communities).query(site, predicate="within")[0]] = True
    inside[shapely.STRtree(taken).query(site, predicate="dwithin", distance=_APART)[0]] = False
    return site[inside]


def _rows(buildings: Buildings, rows: Integers) -> Buildings:
    return Buildings(
        buildings.shape[rows], buildings.households[rows], buildings.people[rows], np.arange(len(rows), dtype=np.int64)
    )


def _joined(one: Buildings, other: Buildings) -> Buildings:
    return Buildings(
        np.concatenate([one.shape, other.shape]),
        np.concatenate([one.households, other.households]),
        np.concatenate([one.people, other.people]),
        np.concatenate([one.source, other.source + len(one.source)]),
    )
