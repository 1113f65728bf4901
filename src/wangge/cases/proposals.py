"""To which unit the rules would give each of some filed cases, and why: for a whole page at once. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from wangge.cases.filing import owner_of
from wangge.cases.models import Case
from wangge.catalogue.contents import name_of
from wangge.catalogue.editions import Edition, Minor, Unit, edition, edition_in_force
from wangge.catalogue.routing import explain, route, units_for

_MOST_CHOICES = 12


@dataclass(frozen=True)
class Proposal:
    """``unit`` is the name of the unit, empty where the rules leave it open; ``choices`` are likely units."""

    case: Case
    unit: str
    why: str
    choices: tuple[Unit, ...]

    @property
    def is_certain(self) -> bool:
        return bool(self.unit)


def proposals_for(cases: Sequence[Case]) -> list[Proposal]:
    """One for each of ``cases``, whose classes and components are joined: one statement for each edition among them."""
    current = edition_in_force()
    minors = _minors(cases, current)
    return [_proposal(case, minors[case.minor_id], current) for case in cases if case.minor_id is not None]


def _minors(cases: Sequence[Case], current: Edition) -> dict[int, Minor]:
    """The classes that they were filed under, also of editions that are in force no more."""
    found = dict(current.minors)
    older = {case.minor.major.version_id for case in cases if case.minor and case.minor.pk not in found}
    for version in older:
        found |= edition(version).minors
    return found


def _proposal(case: Case, minor: Minor, current: Edition) -> Proposal:
    chosen = route(
        current, community_code=case.community_id, minor=minor, owner_unit_id=owner_of(case, minor)
    )  # as the action that dispatches asks it
    unit = "" if chosen.unit_id is None else name_of(current.units[chosen.unit_id])
    choices = units_for(current, minor, case.community_id)[:_MOST_CHOICES] if minor.owner_kind else ()
    return Proposal(case, unit, explain(current, chosen, minor), choices)
