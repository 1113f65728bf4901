"""Which cases are proposed as the same one, and to whom; a person decides."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.written_cases import REPORTED_AT, written_case
from tests.city import City, inside
from wangge.cases.duplicates import likely_duplicates, near
from wangge.cases.models import Case
from wangge.cases.visibility import visible_case
from wangge.catalogue.models import CatalogueVersion, FilingCondition, MajorClass, MinorClass

METRE = 1 / 111_195  # degrees of latitude
NOW = REPORTED_AT + timedelta(hours=1)


def beside(city: City, metres: float, hours: float = 0.0, **columns: Any) -> Case:
    """A case north of the middle of the first grid, reported so many hours later."""
    moment = REPORTED_AT + timedelta(hours=hours)
    return written_case(city, latitude=inside(0)[1] + metres * METRE, reported_at=moment, **columns)


def found_by(city: City, name: str, case: Case) -> list[Case]:
    by = city.actor(name, NOW)
    return [likeness.case for likeness in likely_duplicates(case, by=by)]


@pytest.mark.parametrize(
    ("metres", "hours", "is_found"),
    [(0, 0, True), (49, 0, True), (52, 0, False), (10, 23.9, True), (10, -23.9, True), (10, 24.1, False)],
)
def test_fifty_metres_and_a_day_before_or_after_count(city: City, metres: float, hours: float, is_found: bool):
    case, other = written_case(city), beside(city, metres, hours)
    assert found_by(city, "intake", case) == ([other] if is_found else [])


@pytest.mark.parametrize(
    ("columns", "is_found"),
    [
        ({"minor": "event 0103"}, False),
        ({"minor": "component 0101"}, False),
        ({"minor": ""}, False),
        ({"state": "in_progress"}, True),
        ({"state": "not_filed"}, True),
        ({"state": "merged"}, False),
        ({"state": "void"}, False),
    ],
)
def test_the_same_class_counts_open_or_just_ended_but_not_merged_nor_void(
    city: City, columns: dict[str, Any], is_found: bool
):
    case, other = written_case(city), beside(city, 10, **columns)
    assert found_by(city, "intake", case) == ([other] if is_found else [])


def test_a_class_is_the_same_under_the_next_catalogue(city: City):
    version = CatalogueVersion.objects.create(number=2, state="draft", source="tests", imported_at=REPORTED_AT)
    major = MajorClass.objects.create(version=version, kind="event", code="01", name_zh="一", name_en="one")
    again = MinorClass.objects.create(
        major=major, code="0101", name_zh="暴露垃圾", name_en="waste", owner_kind="sanitation", photo_needed=True,
        urgent=False, inside_dwelling=False, public_when="always",
    )  # fmt: skip
    case, other = written_case(city), beside(city, 5)
    Case.objects.filter(pk=other.pk).update(minor=again)
    assert found_by(city, "intake", case) == [other]


def test_a_case_without_a_class_resembles_nothing_yet(city: City):
    case = written_case(city, minor="")
    beside(city, 1, minor="")
    assert likely_duplicates(case, by=city.actor("intake", NOW)) == []


def test_the_nearest_comes_first_with_its_distance_and_age(city: City):
    case = written_case(city)
    far, close = beside(city, 40, 1), beside(city, 10, -3)
    first, second = likely_duplicates(case, by=city.actor("intake", NOW))
    assert (first.case, second.case) == (close, far)
    assert first.metres == pytest.approx(10, rel=0.02)
    assert (first.age, second.age) == (timedelta(hours=3), timedelta(hours=1))


@pytest.mark.parametrize(
    ("name", "is_found"),
    [("lin", True), ("intake", True), ("neighbour", False), ("other_community", False), ("cameras", False),
     ("xu", False)],
)  # fmt: skip
def test_nobody_is_shown_a_case_that_is_not_theirs_to_see(city: City, name: str, is_found: bool):
    case, other = written_case(city), beside(city, 10)
    assert found_by(city, name, case) == ([other] if is_found else [])


def test_a_proposal_takes_two_statements_however_many_there_are(city: City):
    by = city.actor("intake", NOW)
    number = written_case(city).number
    for metres in range(25):
        beside(city, metres)
    case = visible_case(number, by=by)
    with CaptureQueriesContext(connection) as captured:
        likenesses = likely_duplicates(case, by=by)
        assert {likeness.case.community.name_zh for likeness in likenesses} == {"桥头社区"}
    assert len(likenesses) == 20
    assert len(captured) == 2


# Before reporting


def filed(city: City, case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(
        state="in_progress", filed_at=REPORTED_AT, condition=FilingCondition.objects.filter(minor=case.minor).first()
    )
    return case


def near_the_middle() -> list[Case]:
    found = near(*inside(0), kind="event", minor="0101", at=REPORTED_AT + timedelta(days=40))
    return [likeness.case for likeness in found]


def test_before_reporting_the_open_public_cases_nearby_are_shown_whatever_their_age(city: City):
    case = filed(city, beside(city, 20))
    filed(city, beside(city, 60))
    filed(city, beside(city, 10, minor="event 0103"))
    with CaptureQueriesContext(connection) as captured:
        assert near_the_middle() == [case]
    assert len(captured) == 2


def test_before_reporting_nothing_is_shown_that_the_public_may_not_see(city: City):
    beside(city, 10)  # not filed yet
    filed(city, beside(city, 10, inside_dwelling=True))
    ended = filed(city, beside(city, 10))
    Case.objects.filter(pk=ended.pk).update(state="void", open=False)
    assert near_the_middle() == []
    MinorClass.objects.filter(major__kind="event", code="0101").update(public_when="community")
    filed(city, beside(city, 10))
    assert near_the_middle() == []
    MinorClass.objects.filter(major__kind="event", code="0101").update(public_when="repaired")
    assert near_the_middle() == []
