"""Two people at the same moment, on real connections: one wins, the other is told, nobody waits in a circle."""

import pytest

from tests.cases.threads import together
from tests.cases.ways import DAY, dispatched, filed, reported, seen_by
from tests.city import City, at, build_city
from wangge.cases.actions.dispatching import dispatch_case
from wangge.cases.actions.intake import refuse_filing
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.actions.verification import verify_case
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.refusals import MovedOn
from wangge.cases.workflow import OrderState, State

ROUNDS = 4


@pytest.fixture
def committed_city(transactional_db: None) -> City:
    return build_city()


def lost(raised: list[Exception]) -> list[type[Exception]]:
    return [type(error) for error in raised]


def test_of_four_dispatchers_at_once_one_wins_and_one_unit_has_it(committed_city: City):
    city = committed_city
    case = filed(city)
    by = city.actor("dispatcher", at(DAY))
    loaded = [seen_by(city, "dispatcher", case) for _ in range(4)]
    units = [city.units[name].pk for name in ("sanitation", "market", "ecology", "drainage")]
    raised = together(4, lambda number: dispatch_case(case=loaded[number], by=by, lead=units[number]))
    assert lost(raised) == [MovedOn] * 3
    assert Order.objects.filter(case=case).count() == 1
    assert CaseStep.objects.filter(case=case, verb="dispatch").count() == 1


def test_verifying_and_refusing_at_once_end_as_one_of_them(committed_city: City):
    city = committed_city
    lin, intake = city.actor("lin", at(DAY)), city.actor("intake", at(DAY))
    for _ in range(ROUNDS):
        case = reported(city, "xu")
        mine, theirs = seen_by(city, "lin", case), seen_by(city, "intake", case)

        def act(number: int, mine: Case = mine, theirs: Case = theirs) -> object:
            if number:
                return verify_case(case=mine, by=lin)
            return refuse_filing(case=theirs, reason="unclear", answer="？", by=intake)

        assert lost(together(2, act)) == [MovedOn]
        case.refresh_from_db()
        done = {State.TAKEN_IN: OrderState.DONE, State.NOT_FILED: OrderState.CANCELLED}
        assert case.orders.get().state == done[State(case.state)]


def test_two_cases_merged_into_each_other_at_once_end_as_one(committed_city: City):
    city = committed_city
    intake = city.actor("intake", at(DAY))
    for _ in range(ROUNDS):
        pair = [seen_by(city, "intake", reported(city, who)) for who in ("lin", "xu")]
        ways = [(pair[0], pair[1]), (Case.objects.get(pk=pair[1].pk), Case.objects.get(pk=pair[0].pk))]

        def act(number: int, ways: list[tuple[Case, Case]] = ways) -> object:
            case, into = ways[number]
            return merge_case(case=case, into=into, by=intake)

        assert lost(together(2, act)) == [MovedOn]
        ids = [case.pk for case in pair]
        assert Case.objects.filter(pk__in=ids, open=True).count() == 1


def test_a_lead_that_returns_and_a_supporting_unit_that_acknowledges_do_not_block_each_other(committed_city: City):
    city = committed_city
    lead, support = city.actor("sanitation", at(DAY)), city.actor("market", at(DAY))
    for _ in range(ROUNDS):
        case = dispatched(city, support=("market",))
        leads, supports = seen_by(city, "sanitation", case), seen_by(city, "market", case)

        def act(number: int, leads: Case = leads, supports: Case = supports) -> object:
            if number:
                return acknowledge_case(case=supports, by=support)
            return return_case(case=leads, reason="wrong_place", note="不在本区", by=lead)

        assert lost(together(2, act)) == [MovedOn]
        case.refresh_from_db()
        assert case.version == 4
        assert case.state in {State.RETURNED, State.DISPATCHED}
