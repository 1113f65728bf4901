"""What is open now in a region, counted in the indexes of open cases by stage, area and unit."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from wangge.cases.centre.regions import Region
from wangge.cases.clocks import CHECK_LIMIT, CLOSING_LIMIT, DESK_LIMIT, VERIFY_LIMIT
from wangge.cases.models import Case
from wangge.cases.visibility import shown_page
from wangge.cases.workflow import OPEN, State
from wangge.territory.actors import Actor
from wangge.territory.models import Area, AreaKind

MOST_OVERDUE = 10
_UNITS = 20
# What the unit has depends on the class.
LIMITS = {
    State.REPORTED: DESK_LIMIT,
    State.VERIFYING: VERIFY_LIMIT,
    State.TAKEN_IN: DESK_LIMIT,
    State.FILED: DESK_LIMIT,
    State.RETURNED: DESK_LIMIT,
    State.CHECKING: CHECK_LIMIT,
    State.CHECKED: CLOSING_LIMIT,
}


@dataclass(frozen=True)
class Counts:
    """Open cases; beyond the limit of their stage; with a quarter of it left at most; urgent ones."""

    open: int = 0
    overdue: int = 0
    soon: int = 0
    urgent: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.open + other.open,
            self.overdue + other.overdue,
            self.soon + other.soon,
            self.urgent + other.urgent,
        )


@dataclass(frozen=True)
class Standing:
    """Counts by community and state, and what follows from them."""

    cells: dict[tuple[str, str], Counts]

    @property
    def all(self) -> Counts:
        return sum(self.cells.values(), Counts())

    def stages(self, region: Region) -> list[tuple[State, Counts]]:
        """Every open state in the order of a case's way; none where verifying would be one person's queue (R-61)."""
        if region.why_withheld:
            return []
        sums: dict[str, Counts] = defaultdict(Counts)
        for (_community, state), counts in self.cells.items():
            sums[state] += counts
        return [(state, sums[state]) for state in State if state in OPEN]

    def communities(self) -> dict[str, Counts]:
        sums: dict[str, Counts] = defaultdict(Counts)
        for (community, _state), counts in self.cells.items():
            sums[community] += counts
        return dict(sums)

    def areas(self, region: Region) -> list[tuple[Area, Counts]]:
        """Every child of the region, the fullest first."""
        sums: dict[str, Counts] = defaultdict(Counts)
        for community, counts in self.communities().items():
            child = region.child_of(community)
            if child is not None:
                sums[child.code] += counts
        return sorted(((one, sums[one.code]) for one in region.children), key=lambda row: (-row[1].open, row[0].code))


@dataclass(frozen=True)
class Load:
    """What a unit has in hand."""

    code: str
    name_zh: str
    name_en: str
    open: int
    overdue: int


def read_standing(region: Region, *, by: Actor) -> Standing:
    """One statement."""
    late, waiting = Q(stage_due_at__lt=by.at), Q(stage_due_at__gte=by.at)
    rows = (
        _open_cases(region)
        .order_by()
        .values_list("community_id", "state")
        .annotate(
            every=Count("pk"),
            late=Count("pk", filter=late),
            soon=Count("pk", filter=waiting & Q(warned_at__isnull=False)),
            pressing=Count("pk", filter=Q(urgent=True)),
        )
    )
    return Standing({(community, state): Counts(*counts) for community, state, *counts in rows})


def read_loads(region: Region, *, by: Actor) -> list[Load]:
    """Units by what they have open, the most first: one statement."""
    rows = (
        _open_cases(region)
        .filter(unit__isnull=False)
        .order_by()
        .values_list("unit__code", "unit__name_zh", "unit__name_en")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(stage_due_at__lt=by.at)))
        .order_by("-open", "unit__code")
    )
    return [Load(*row) for row in rows[:_UNITS]]


def read_most_overdue(region: Region, *, by: Actor) -> list[Case]:
    """The cases whose stage is late for the longest: two statements."""
    return shown_page(_open_cases(region).filter(stage_due_at__lt=by.at).order_by("stage_due_at", "id")[:MOST_OVERDUE])


def _open_cases(region: Region) -> QuerySet[Case]:
    """All of them: an office that opens a region sees every case in it, so no case is asked one by one.

    The city's are nearly every row: asked so that no index of communities is taken for them.
    """
    first, last = region.bounds
    if region.area.kind == AreaKind.CITY:
        return Case.objects.filter(open=True, community__code__startswith=first[: AreaKind.CITY.digits])
    return Case.objects.filter(open=True, community__gte=first, community__lte=last)
