"""Areas whose figures are not shown, as they would be those of the one person who works there (R-61)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from wangge.language import _
from wangge.territory.models import AreaKind, Grid, GridPlan, kind_of

_DISTRICTS_DOWN = (AreaKind.DISTRICT, AreaKind.SUBDISTRICT, AreaKind.COMMUNITY)


@dataclass(frozen=True)
class Withheld:
    """Codes of areas: ``alone`` have one grid; from the figures of those ``beside`` the ones of such would follow."""

    alone: frozenset[str]
    beside: frozenset[str]

    def __contains__(self, code: str) -> bool:
        return code in self.alone or code in self.beside

    def words(self, code: str) -> str:
        """Why nothing is shown of an area; empty where its figures are shown."""
        if code in self.alone:
            return _(
                "This area has one grid only. Its figures would be those of the one person who works there, so they "
                "are not shown: choose the wider area."
            )
        if code in self.beside:
            return _(
                "Beside this area lies one with one grid only. From the figures here those of the one person who works "
                "there could be worked out, so neither are shown: choose the wider area."
            )
        return ""


NOTHING_WITHHELD = Withheld(frozenset(), frozenset())


def withheld_areas(at: datetime) -> Withheld:
    """By the plan in force at the moment, for all areas from the district down: one statement."""
    grids = Grid.objects.filter(plan__in=GridPlan.objects.in_force(at).values("pk"))
    counts: Counter[str] = Counter()
    for community, count in grids.order_by().values_list("community__code").annotate(Count("pk")):
        for kind in _DISTRICTS_DOWN:
            counts[community[: kind.digits].ljust(12, "0")] += count
    return withheld_among(counts)


def withheld_among(grids: Counter[str]) -> Withheld:
    """Of areas by code with how many grids each has. Pure.

    Whoever knows the wider area and all but one of its parts knows the last part too; so one part with a single grid
    takes the smallest other one along.
    """
    siblings: dict[str, list[str]] = defaultdict(list)
    for code in grids:
        siblings[_around(code)].append(code)
    alone = frozenset(code for code, count in grids.items() if count == 1)
    beside: set[str] = set()
    for parts in siblings.values():
        others = [code for code in parts if code not in alone]
        if len(parts) - len(others) == 1 and others:
            beside.add(min(others, key=lambda code: (grids[code], code)))
    return Withheld(alone, frozenset(beside))


def _around(code: str) -> str:
    """The code of the next wider area."""
    wider = list(AreaKind)[kind_of(code).width + 1]
    return code[: wider.digits].ljust(12, "0")
