"""What a simulated day is played with: people, places, the clock with what is to happen, and what became of each case.

Every deed is an action of somebody at a moment; nothing is written here.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

import shapely

from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Refusal
from wangge.cases.models import Case
from wangge.catalogue.editions import Edition
from wangge.demo.cast import Cast
from wangge.demo.days.fates import Fate
from wangge.territory.actors import Actor

Deed = Callable[[datetime], None]


@dataclass
class Clock:
    """Deeds in the order of their moments; those of the same moment in the order in which they were asked for."""

    until: datetime
    waiting: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    asked: int = 0

    def later(self, at: datetime, deed: Deed) -> None:
        """Do it at ``at``; never, if the days are over by then."""
        if at < self.until:
            self.asked += 1
            heapq.heappush(self.waiting, (at, self.asked, deed))

    def run(self) -> None:
        """Until nothing is left to do."""
        while self.waiting:
            at, _place, deed = heapq.heappop(self.waiting)
            deed(at)


@dataclass
class Story:
    """A case and what is still to go wrong with it; the rest is in its row."""

    fate: Fate
    case: int
    kind: str
    minor: str
    condition: str
    twin: int | None = None  # the case that it repeats
    extension_asked: bool = False
    rest_asked: date | None = None
    assigned: bool = False
    stumbles: int = 0


@dataclass(frozen=True)
class Piece:
    """A piece of the register as somebody at the place sees it."""

    code: str
    class_code: str
    longitude: float
    latitude: float


@dataclass
class Scene:
    """``pieces`` and ``boundaries`` by grid; ``recent`` is the last story of a class in a grid."""

    cast: Cast
    edition: Edition
    chance: Random
    clock: Clock
    boundaries: dict[str, shapely.Geometry]
    pieces: dict[str, list[Piece]]
    recent: dict[tuple[str, str], Story] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    stumbled: Counter[str] = field(default_factory=Counter)
    last_words: dict[int, str] = field(default_factory=dict)

    def case_of(self, story: Story) -> Case:
        """The row as it is now, with what the actions look at."""
        return Case.objects.select_related("minor__major", "component").get(pk=story.case)

    def row_of(self, story: Story) -> Case:
        """The row alone, to see where the case is."""
        return Case.objects.get(pk=story.case)

    def stumble(self, story: Story, refusal: Refusal) -> None:
        """Keep what the platform said no to: each of these is somebody's mistake, the simulation's or ours."""
        story.stumbles += 1
        self.stumbled[type(refusal).__name__] += 1
        self.last_words[story.case] = str(refusal)


@dataclass(frozen=True)
class Now:
    """Whose turn it is at a moment: the case as it is read then, and its story."""

    scene: Scene
    story: Story
    case: Case
    at: datetime

    def one_of(self, role: Role) -> Actor:
        """Whoever of the role has time."""
        return self.scene.cast.one_of(role, self.scene.chance, self.at)

    def of_unit(self, role: Role, unit: int | None) -> Actor:
        """The clerk or the handler of a unit that holds the case, or a part of it."""
        assert unit is not None  # a case in this state is at a unit
        return self.scene.cast.of_unit(role, unit, self.at)


def pieces_by_grid(rows: list[tuple[str, str, float, float]], grids: list[str]) -> dict[str, list[Piece]]:
    """The register's rows by the grid in which each lies; rows in no grid are left out."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for row, grid in zip(rows, grids, strict=True):
        if grid:
            found[grid].append(Piece(*row))
    return found
