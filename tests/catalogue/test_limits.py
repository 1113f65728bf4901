"""Time limits: what is left of one for a rework, and how it is said (R-19)."""

from fractions import Fraction

import pytest

from wangge.catalogue.limits import Limit, LimitError, LimitUnit
from wangge.language import activate


@pytest.mark.parametrize("unit", LimitUnit)
def test_a_rework_has_half_the_limit(unit: LimitUnit) -> None:
    assert Limit(15, unit).halved() == Limit(Fraction(15, 2), unit)


@pytest.mark.parametrize(
    ("unit", "amount", "least"),
    [
        (LimitUnit.URGENT_HOUR, 1, Fraction(1)),
        (LimitUnit.WORK_HOUR, Fraction(3, 2), Fraction(1)),
        (LimitUnit.WORK_DAY, Fraction(1, 10), Fraction(1, 8)),
        (LimitUnit.NATURAL_DAY, Fraction(1, 24), Fraction(1, 24)),
    ],
)
def test_a_rework_has_an_hour_at_least(unit: LimitUnit, amount: Fraction | int, least: Fraction) -> None:
    assert Limit(amount, unit).halved() == Limit(least, unit)


@pytest.mark.parametrize(
    ("unit", "amount", "last"),
    [
        (LimitUnit.URGENT_HOUR, 2, 1),
        (LimitUnit.WORK_HOUR, 4, 1),
        (LimitUnit.WORK_DAY, 10, Fraction(1, 8)),
        (LimitUnit.NATURAL_DAY, 1, Fraction(1, 24)),
    ],
)
def test_the_last_hour_of_a_limit_is_of_its_kind(unit: LimitUnit, amount: Fraction | int, last: Fraction | int) -> None:
    assert Limit(amount, unit).last_hour() == Limit(last, unit)


def test_an_extension_adds_the_limit_once_more() -> None:
    assert Limit(3, LimitUnit.WORK_DAY).times(2) == Limit(6, LimitUnit.WORK_DAY)


@pytest.mark.parametrize("amount", [0, -4, Fraction(-1, 2)])
def test_a_limit_without_time_is_refused(amount: Fraction | int) -> None:
    with pytest.raises(LimitError, match=f"limit of {amount} leaves no time"):
        Limit(amount, LimitUnit.WORK_HOUR)


@pytest.mark.parametrize("unit", LimitUnit)
def test_one_and_many_are_said_differently(unit: LimitUnit) -> None:
    activate("en")
    assert Limit(1, unit).words() + "s" == Limit(4, unit).words().replace("4", "1")


def test_parts_of_a_unit_are_said_as_a_decimal() -> None:
    activate("en")
    assert Limit(Fraction(3, 2), LimitUnit.WORK_DAY).words() == "1.5 working days"


def test_only_urgent_hours_and_natural_days_run_through_the_night() -> None:
    assert [unit for unit in LimitUnit if unit.is_continuous] == [LimitUnit.URGENT_HOUR, LimitUnit.NATURAL_DAY]
