"""How many households live in a building that nobody counted. The rule only; reading a map lies in ``files``."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wangge.gridding.town import Flags, Integers, Texts

Floats = NDArray[np.float64]

_RESIDENTIAL = frozenset(
    {"yes", "house", "residential", "apartments", "detached", "semidetached_house", "semi", "terrace"}
    | {"bungalow", "farm", "dormitory"}
)


@dataclass(frozen=True)
class HouseholdRule:
    """Every constant of the estimate; the command offers each as an option."""

    residential: frozenset[str] = _RESIDENTIAL  # values of OpenStreetMap's ``building`` where people live
    smallest_m2: float = 40.0  # footprints below are sheds
    largest_untagged_m2: float = 1500.0  # ``building=yes`` above is a hall or a factory
    usable_share: float = 0.75  # of the gross floor area
    household_m2: float = 110.0
    floors: float = 2.0  # where ``building:levels`` is not given
    apartment_floors: float = 4.0  # the same, for ``building=apartments``
    people_per_household: float = 2.5


def households_by_rule(kind: Texts, footprint_m2: Floats, floors: Floats, rule: HouseholdRule) -> Integers:
    """Households of each building, (B,): 0 where nobody lives, else at least 1.

    ``kind`` is OpenStreetMap's ``building`` word, ``footprint_m2`` in m², ``floors`` NaN where unknown.
    """
    assumed = np.where(kind == "apartments", rule.apartment_floors, rule.floors)
    known = np.where(np.isfinite(floors) & (floors > 0), floors, assumed)
    households = np.rint(footprint_m2 * known * rule.usable_share / rule.household_m2)
    lived_in = _lived_in(kind, footprint_m2, rule)
    return np.where(lived_in, np.maximum(households, 1), 0).astype(np.int64)


def people_of(households: Integers, rule: HouseholdRule) -> Integers:
    """People that so many households are likely to be, rounded half up."""
    people: Floats = np.floor(households * rule.people_per_household + 0.5)
    return people.astype(np.int64)


def households_of(people: Integers, rule: HouseholdRule) -> Integers:
    """Households that so many people are likely to be: at least 1 where anybody lives."""
    households = np.floor(people / rule.people_per_household + 0.5)
    inhabited: Floats = np.where(people > 0, np.maximum(households, 1.0), 0.0)
    return inhabited.astype(np.int64)


def _lived_in(kind: Texts, footprint_m2: Floats, rule: HouseholdRule) -> Flags:
    residential = np.isin(kind.astype(str), sorted(rule.residential))
    hall = (kind == "yes") & (footprint_m2 > rule.largest_untagged_m2)
    return np.asarray(residential & ~hall & (footprint_m2 >= rule.smallest_m2), dtype=np.bool_)
