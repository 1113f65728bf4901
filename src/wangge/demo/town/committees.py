"""Names and 12-digit codes for the communities of a made-up city: the real list first, then invented ones.

Nothing here knows where a community lies; ``naming`` gives the codes to places.
"""

import csv
from dataclasses import dataclass
from importlib.resources import files

from wangge.demo.town.words import COMMUNITY_FIRST, COMMUNITY_SECOND
from wangge.gridding.town import TownError
from wangge.language import _

MOST_COMMUNITIES = 1000  # about Shanghai's inner city; above it the names would no longer be plausible

_PROVISIONAL_STREET = 420599900  # no such subdistrict exists
_VILLAGES_FROM = 200  # the statistical bureau numbers residents' committees below this, villages above
_OWNERS = ("宜昌市伍家岗区", "宜昌高新技术产业开发区生物园")


@dataclass(frozen=True)
class Committee:
    """A community as the list has it; ``street`` is the 9-digit code of its subdistrict."""

    code: str
    name: str
    street: str
    provisional: bool


def committees(count: int) -> list[Committee]:
    """The first ``count`` committees, by code within each kind: residents', villages, then invented ones.

    Raises TownError below 1 and above MOST_COMMUNITIES.
    """
    if not 1 <= count <= MOST_COMMUNITIES:
        raise TownError(
            _("a made-up town has 1 to {most} communities, not {count}: ask for a number between them").format(
                most=MOST_COMMUNITIES, count=count
            )
        )
    listed = _listed()
    return sorted((listed + _invented(count - len(listed)))[:count], key=lambda one: one.code)


def _listed() -> list[Committee]:
    source = files("wangge.demo") / "data" / "yichang_communities.csv"
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
    known = [
        Committee(row["code"], _short(row["name"]), row["street_code"], provisional=False)
        for row in rows
        if row["name"].endswith("委会") or row["name"].endswith("委员会") or row["name"].endswith("社区")
        if "虚拟" not in row["name"]
    ]
    return sorted(known, key=lambda one: (int(one.code[-3:]) >= _VILLAGES_FROM, one.code))


def _short(name: str) -> str:
    """The community's everyday name: 土街头社区居民委员会 is 土街头社区, 前坪村委会 is 前坪村."""
    for owner in _OWNERS:
        name = name.removeprefix(owner)
    for ending in ("居民委员会", "居委会", "村民委员会"):
        name = name.removesuffix(ending)
    if name.endswith("村委会"):
        name = name.removesuffix("村委会")
        return name if name.endswith("社区") else f"{name}村"
    return name


def _invented(count: int) -> list[Committee]:
    """Invented communities, 40 to a subdistrict that does not exist."""
    made = []
    for number in range(max(count, 0)):
        first, second = divmod(number, len(COMMUNITY_SECOND))
        name = f"{COMMUNITY_FIRST[first % len(COMMUNITY_FIRST)]}{COMMUNITY_SECOND[second]}社区"
        street = str(_PROVISIONAL_STREET + number // 40)
        made.append(Committee(f"{street}{number % 40 + 1:03d}", name, street, provisional=True))
    return made
