"""Appeals after closing: once a case, two reviewers, and what was late stays on record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, checked, closed, load
from tests.cases.ways import counted, order_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.appeals import ask_appeal, review_appeal
from wangge.cases.models import Case, CaseStep, Order, Request
from wangge.cases.refusals import Missing, NotYours, SamePerson, WrongStateRefusal
from wangge.cases.workflow import OrderKind
from wangge.territory.models import Posting


def appeal(city: City, who: str = "sanitation", case: Case | None = None) -> Case:
    by = city.actor(who, at(THURSDAY, "09:00"))
    return ask_appeal(case=load(case or closed(city), by), reason="weather", note="暴雨封路", by=by)


def review(city: City, case: Case, who: str, note: str = "", *, allow: bool = True) -> Case:
    by = city.actor(who, at(THURSDAY, "10:00"))
    return review_appeal(case=load(case, by), allow=allow, note=note, by=by)


def test_two_reviewers_allow_it_and_the_fact_stays(city: City):
    case = closed(city)
    Order.objects.filter(kind=OrderKind.PART).update(overdue_at=at(THURSDAY, "00:00"))
    case = review(city, appeal(city, case=case), "supervisor")
    assert (case.exempt, Request.objects.get().state) == (False, "half_granted")
    case = review(city, case, "lead")
    case.refresh_from_db()
    assert (case.exempt, case.state, Request.objects.get().state) == (True, "closed", "granted")
    assert order_of(case, OrderKind.PART).overdue_at == at(THURSDAY, "00:00")


def test_the_same_person_does_not_review_twice_nor_their_own_appeal(city: City):
    case = review(city, appeal(city), "supervisor")
    with pytest.raises(SamePerson, match="a second person"):
        review(city, case, "supervisor")
    area = city.units["sanitation"].area
    Posting.objects.create(
        user=city.people["sanitation"], role="duty_supervisor", area=area, begins_at=at(THURSDAY, "00:00")
    )
    with pytest.raises(SamePerson, match="You asked"):
        review(city, case, "sanitation")


@pytest.mark.parametrize("after_a_yes", [False, True])
def test_one_no_ends_it_in_words(city: City, after_a_yes: bool):
    case = appeal(city)
    if after_a_yes:
        case = review(city, case, "lead")
    with pytest.raises(Missing, match="why it is not allowed"):
        review(city, case, "supervisor", allow=False)
    case = review(city, case, "supervisor", "当天无雨", allow=False)
    assert (case.exempt, Request.objects.get().state) == (False, "refused")
    with pytest.raises(Missing, match="Nobody waits"):
        review(city, case, "lead")


def test_only_one_appeal_is_heard(city: City):
    case = review(city, appeal(city), "supervisor", "当天无雨", allow=False)
    with pytest.raises(Unusable, match="only one is heard"):
        appeal(city, case=case)


def test_the_worker_who_checked_appeals_too_and_no_other_worker(city: City):
    case = closed(city)
    with pytest.raises(NotYours):
        ask_appeal(case=case, reason="weather", note="暴雨", by=city.actor("deputy", at(THURSDAY)))
    appeal(city, "lin", case)
    assert CaseStep.objects.get(verb="ask_appeal").role == "grid_worker"


@pytest.mark.parametrize("who", ["cameras", "neighbour", "community", "supervisor", "sweeper"])
def test_nobody_else_appeals(city: City, who: str):
    with pytest.raises(NotYours):
        ask_appeal(case=closed(city), reason="weather", note="暴雨", by=city.actor(who, at(THURSDAY)))


@pytest.mark.parametrize("who", ["lin", "community", "dispatcher", "cameras"])
def test_nobody_else_reviews(city: City, who: str):
    with pytest.raises(NotYours):
        review_appeal(case=appeal(city), allow=True, by=city.actor(who, at(THURSDAY)))


def test_it_needs_a_closed_case_words_and_a_reason_that_is_one(city: City):
    with pytest.raises(WrongStateRefusal):
        appeal(city, case=checked(city))
    by = city.actor("sanitation", at(THURSDAY))
    case = load(closed(city), by)
    with pytest.raises(Missing, match="what happened"):
        ask_appeal(case=case, reason="weather", by=by)
    with pytest.raises(Unusable, match="weather"):
        ask_appeal(case=case, reason="test_entry", note="是", by=by)


def test_appeals_take_at_most_seven_statements(city: City):
    case, by, lead = appeal(city), city.actor("supervisor", at(THURSDAY)), city.actor("lead", at(THURSDAY))
    first = load(case, by)
    with CaptureQueriesContext(connection) as queries:
        review_appeal(case=first, allow=True, note="属实", by=by)
        review_appeal(case=first, allow=True, note="属实", by=lead)
    assert counted(queries) <= 2 * 7
