"""Who works a grid: one statement an answer; vacancies and their alerts; the public card; the duty roster."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.city import CITY, COMMUNITY, GRIDS, LONG_AGO, City, at, build_city
from wangge.accounts.models import AuditEntry, User
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.messages.models import Alert
from wangge.territory.actions.postings import end_posting, post
from wangge.territory.actions.shifts import ShiftBegun, ShiftTaken, add_shift, drop_shift
from wangge.territory.actors import Actor
from wangge.territory.duty import OnDuty, on_duty
from wangge.territory.jobs import alarm_vacancies
from wangge.territory.models import Area, Organisation, Posting, Rank, Shift
from wangge.territory.seating import EndReason
from wangge.territory.vacancies import vacancies
from wangge.territory.workers import contact_card, verifier_candidates, worker_of, workers_of

NOW = at("2026-03-11")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def administrator(city: City) -> Actor:
    return city.actor("administrator", NOW)


def end(city: City, name: str) -> None:
    end_posting(
        posting=Posting.objects.get(user=city.people[name]),
        at=NOW,
        reason=EndReason.LEFT,
        by=city.actor("administrator", NOW),
    )


def names(grid: str, *neighbours: str, excluding: frozenset[int] = frozenset()) -> list[str]:
    return [worker.work_name for worker in verifier_candidates(grid, neighbours, NOW, excluding)]


def test_the_principal_works_a_grid_then_the_deputy_then_nobody(city: City) -> None:
    first = worker_of(GRIDS[0], NOW)
    assert first is not None
    assert (first.user_id, first.work_name, first.rank) == (city.people["lin"].pk, "林巧", Rank.PRINCIPAL)
    end(city, "lin")
    second = worker_of(GRIDS[0], NOW)
    assert second is not None
    assert (second.work_name, second.rank, second.grid_code) == ("何青", Rank.DEPUTY, GRIDS[0])
    end(city, "deputy")
    assert worker_of(GRIDS[0], NOW) is None
    past = worker_of(GRIDS[0], NOW - DAY)
    assert past is not None
    assert past.work_name == "林巧"


def test_workers_of_many_grids_are_one_statement(city: City, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        found = workers_of([*GRIDS, "420502002022999"], NOW)
    assert {code: worker.work_name for code, worker in found.items()} == {
        GRIDS[0]: "林巧", GRIDS[1]: "梁禾", GRIDS[2]: "邹远"
    }  # fmt: skip


def test_a_place_in_no_grid_has_no_worker(city: City) -> None:
    assert worker_of("", NOW) is None
    assert verifier_candidates("", ["", GRIDS[1]], NOW)[0].work_name == "梁禾"


def test_somebody_whose_account_has_ended_works_nowhere(city: City) -> None:
    User.objects.filter(pk=city.people["lin"].pk).update(is_active=False)
    worker = worker_of(GRIDS[0], NOW)
    assert worker is not None
    assert worker.work_name == "何青"
    assert GRIDS[0] in vacancies(NOW)


def test_verifiers_come_from_the_grid_then_from_adjoining_grids_in_their_order(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert names(GRIDS[0], GRIDS[2], GRIDS[1]) == ["林巧", "何青", "邹远", "梁禾"]
    assert names(GRIDS[3], GRIDS[1], GRIDS[2]) == ["梁禾", "邹远"]
    assert names(GRIDS[3]) == []


def test_whoever_is_excluded_never_verifies_and_nobody_is_named_twice(city: City, administrator: Actor) -> None:
    assert names(GRIDS[0], GRIDS[1], excluding=frozenset({city.people["lin"].pk})) == ["何青", "梁禾"]
    post(
        user=city.people["neighbour"], role=Role.GRID_WORKER, area=Area.objects.get(code=GRIDS[3][:12]),
        grid_code=GRIDS[3], rank=Rank.DEPUTY, begins_at=NOW, by=administrator,
    )  # fmt: skip
    assert names(GRIDS[3], GRIDS[1], GRIDS[3]) == ["梁禾"]


def test_the_contact_card_names_worker_and_deputy_and_nothing_private(city: City) -> None:
    Posting.objects.filter(user=city.people["lin"]).update(office_phone="0717-6220001", office_hours="9:00-17:00")
    card = contact_card(GRIDS[0], NOW)
    assert card is not None
    assert (card.work_name, card.office_phone, card.office_hours, card.deputy_name) == (
        "林巧", "0717-6220001", "9:00-17:00", "何青"
    )  # fmt: skip
    assert set(vars(card)) == {
        "grid_code", "work_name", "office_phone", "office_hours", "deputy_name", "deputy_phone"
    }  # fmt: skip
    alone = contact_card(GRIDS[1], NOW)
    assert alone is not None
    assert alone.deputy_name == ""
    assert contact_card(GRIDS[3], NOW) is None


def test_vacancies_are_two_statements_and_a_deputy_does_not_fill_one(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    end(city, "lin")
    with django_assert_num_queries(2):
        assert vacancies(NOW) == [GRIDS[0], GRIDS[3]]
    assert vacancies(NOW - DAY) == [GRIDS[3]]
    assert vacancies(LONG_AGO - DAY) == []


def test_a_vacancy_alarms_its_community_worker_once_and_is_settled_when_filled(
    city: City, administrator: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert alarm_vacancies(NOW) == [GRIDS[3]]
    with django_assert_max_num_queries(8):
        assert alarm_vacancies(NOW + HOUR) == [GRIDS[3]]
    alert = Alert.objects.get()
    assert (alert.topic, alert.owner, alert.raised_at) == ("vacancy", city.people["other_community"], NOW)
    assert GRIDS[3] in alert.text
    post(
        user=city.people["deputy"], role=Role.GRID_WORKER, area=Area.objects.get(code=GRIDS[3][:12]),
        grid_code=GRIDS[3], rank=Rank.PRINCIPAL, begins_at=NOW, by=administrator,
    )  # fmt: skip
    assert alarm_vacancies(NOW + DAY) == []
    alert.refresh_from_db()
    assert alert.settled_at == NOW + DAY


def test_without_a_community_worker_a_vacancy_goes_to_the_administrators(city: City) -> None:
    end(city, "other_community")
    alarm_vacancies(NOW)
    alert = Alert.objects.get()
    assert (alert.owner, alert.desk) == (None, "administrators")


@pytest.fixture
def centre(city: City) -> Organisation:
    return Organisation.objects.get(code="centre")


def shift(city: City, name: str, begins: int, ends: int, by: str = "supervisor") -> Shift:
    return add_shift(
        user=city.people[name],
        organisation=Organisation.objects.get(code="centre"),
        role=Role.INTAKE_OPERATOR,
        begins_at=NOW + begins * HOUR,
        ends_at=NOW + ends * HOUR,
        by=city.actor(by, NOW),
    )


def test_the_roster_says_who_is_on_duty(
    city: City, centre: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    added = shift(city, "intake", 1, 9)
    with django_assert_num_queries(1):
        found = on_duty(centre, Role.INTAKE_OPERATOR, NOW + HOUR)
    assert found == [OnDuty(city.people["intake"].pk, "沈蓝", added.ends_at)]
    assert on_duty(centre, Role.INTAKE_OPERATOR, NOW) == []
    assert on_duty(centre, Role.INTAKE_OPERATOR, NOW + 9 * HOUR) == []
    assert on_duty(centre, Role.DISPATCHER, NOW + HOUR) == []
    assert AuditEntry.objects.get(action="add_shift").subject == f"user:{city.people['intake'].pk}"


def test_one_person_is_not_on_duty_twice(city: City) -> None:
    shift(city, "intake", 1, 9)
    with pytest.raises(ShiftTaken, match="沈蓝 is on duty from 03-11 10:00 until 03-11 18:00"):
        shift(city, "intake", 8, 12)
    assert shift(city, "intake", 9, 12).pk


def test_only_whoever_holds_the_role_for_the_whole_shift_is_put_on_duty(city: City, centre: Organisation) -> None:
    with pytest.raises(Unusable, match="does not hold the role intake operator"):
        shift(city, "dispatcher", 1, 9)
    end_posting(
        posting=Posting.objects.get(user=city.people["intake"]),
        at=NOW + 5 * HOUR,
        reason=EndReason.MOVED,
        by=city.actor("administrator", NOW),
    )
    with pytest.raises(Unusable, match="for the whole shift"):
        shift(city, "intake", 1, 9)
    assert shift(city, "intake", 1, 5).pk
    with pytest.raises(Unusable, match="end before it begins"):
        shift(city, "intake", 2, 2)


def test_whoever_loses_the_role_is_on_duty_no_more(city: City, centre: Organisation) -> None:
    shift(city, "intake", 1, 9)
    end(city, "intake")
    assert on_duty(centre, Role.INTAKE_OPERATOR, NOW + 2 * HOUR) == []


def test_only_whoever_keeps_the_roster_writes_it(city: City) -> None:
    kept = shift(city, "intake", 1, 9, by="administrator")
    for name in ("intake", "dispatcher", "lead"):
        with pytest.raises(NotAllowed, match="roster of 市监管中心"):
            shift(city, "intake", 10, 12, by=name)
        with pytest.raises(NotAllowed):
            drop_shift(shift=kept, by=city.actor(name, NOW))


def test_a_shift_is_dropped_before_it_begins_and_not_after(city: City) -> None:
    kept = shift(city, "intake", 1, 9)
    with pytest.raises(ShiftBegun, match="stays on the roster"):
        drop_shift(shift=kept, by=city.actor("supervisor", NOW + HOUR))
    drop_shift(shift=kept, by=city.actor("supervisor", NOW))
    assert not Shift.objects.exists()


def test_the_city_of_the_tests_has_the_areas_that_are_meant_here(city: City) -> None:
    assert Area.objects.get(code=COMMUNITY).name_zh == "桥头社区"
    assert Organisation.objects.get(code="centre").area.code == CITY
