"""Names: committees for communities, so that neighbours share a subdistrict, and invented names for roads."""

import numpy as np

from wangge.demo.town.chart import Floats
from wangge.demo.town.committees import Committee
from wangge.demo.town.strokes import BRIDGES
from wangge.demo.town.words import (
    CAMPUS_FIRST,
    CAMPUS_LAST,
    MALL_FIRST,
    MALL_LAST,
    ROAD_ENDINGS,
    ROAD_FIRST,
    ROAD_SECOND,
    SCHOOL_LAST,
)
from wangge.gridding.town import Integers, Texts

_NAMED = {"service": 0.04, "footway": 0.25, "living_street": 0.85}  # share of roads with a name, else all


def place_committees(middle: Floats, listed: list[Committee]) -> list[Committee]:
    """A committee for each community with its ``middle`` (N, 2); those of one subdistrict lie together."""
    chosen: list[Committee | None] = [None] * len(middle)
    waiting = [(np.arange(len(middle)), listed)]
    while waiting:
        rows, names = waiting.pop()
        if len(rows) == 1:
            chosen[int(rows[0])] = names[0]
            continue
        axis = int(np.argmax(np.ptp(middle[rows], axis=0)))
        order = rows[np.lexsort((middle[rows, 1 - axis], middle[rows, axis]))]
        cut = _cut([one.street for one in names])
        waiting += [(order[:cut], names[:cut]), (order[cut:], names[cut:])]
    return [one for one in chosen if one is not None]


def road_names(road: Integers, kind: Texts, rng: np.random.Generator) -> Texts:
    """The name of each street, (S,): one for all pieces of a road, none for most lanes; no name twice."""
    roads, first = np.unique(road, return_index=True)
    chance = rng.random(len(roads))
    pairs = rng.permutation(len(ROAD_FIRST) * len(ROAD_SECOND))
    name_of, used = {-1: ""}, set[str]()
    for number, (one, row) in enumerate(zip(roads.tolist(), first, strict=True)):
        word = str(kind[row])
        if one < 0 or (word not in ROAD_ENDINGS and word != "service") or chance[number] > _NAMED.get(word, 1.0):
            name_of[one] = ""
            continue
        name_of[one] = _free_name(word, int(pairs[number % len(pairs)]), number, used)
        used.add(name_of[one])
    bridges = (road >= BRIDGES.start) & (road < BRIDGES.stop)
    names = np.array([name_of[one] for one in road.tolist()], dtype=object)
    return np.where(bridges, np.array([f"{name[:2]}大桥" for name in names], dtype=object), names)


def institution_names(uses: list[str], rng: np.random.Generator) -> list[str]:
    """A name for each campus, mall or school, by the use of its face."""
    words = {
        "campus": (CAMPUS_FIRST, CAMPUS_LAST),
        "mall": (MALL_FIRST, MALL_LAST),
        "school": (CAMPUS_FIRST, SCHOOL_LAST),
    }
    turn = rng.integers(0, 24)
    names = []
    for number, use in enumerate(uses, start=int(turn)):
        first, last = words[use]
        names.append(f"{first[number % len(first)]}{last[number % len(last)]}")
    return names


def _cut(streets: list[str]) -> int:
    """Where to halve a list: between two subdistricts if it holds several, as near to the middle as may be."""
    ends = [row for row in range(1, len(streets)) if streets[row] != streets[row - 1]]
    return min(ends or range(1, len(streets)), key=lambda row: abs(2 * row - len(streets)))


def _free_name(word: str, pair: int, number: int, used: set[str]) -> str:
    """A name not yet used: the pair with one of the kind's endings, else with a direction before the ending."""
    endings = ROAD_ENDINGS.get(word, ("巷",))
    stem = ROAD_FIRST[pair // len(ROAD_SECOND)] + ROAD_SECOND[pair % len(ROAD_SECOND)]
    ending = endings[number % len(endings)]
    for middle in ("", "东", "西", "南", "北", "中", "上", "下", "前", "后"):
        if f"{stem}{middle}{ending}" not in used:
            return f"{stem}{middle}{ending}"
    return f"{stem}{number}{ending}"
