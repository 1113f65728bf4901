"""The edition in force: read once, asked again in one statement, read anew when something changed."""

from threading import Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.city import City, at
from wangge.accounts.refusals import NotFound
from wangge.catalogue.editions import NoCatalogue, calendar_by_id, edition, edition_in_force
from wangge.catalogue.limits import Limit, LimitUnit
from wangge.catalogue.models import Calendar, CatalogueVersion
from wangge.territory.models import Organisation, take_turn


def statements(ask):
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def test_without_an_edition_in_force_it_is_said_what_to_do(db):
    with pytest.raises(NoCatalogue, match="import one and adopt it"):
        edition_in_force()


def test_the_edition_in_force_has_classes_conditions_units_and_calendars(city: City):
    found = edition_in_force()
    waste = found.minor_by_code("event", "0101")
    assert waste is not None
    assert (waste.name_zh, waste.owner_kind, waste.photo_needed, waste.urgent) == (
        "暴露垃圾",
        "sanitation",
        True,
        False,
    )
    assert [condition.limit for condition in waste.conditions] == [
        Limit(4, LimitUnit.WORK_HOUR),
        Limit(1, LimitUnit.WORK_DAY),
    ]
    assert [closure.text_en for closure in waste.closures] == ["removed"]
    assert found.minors[waste.id] is waste
    assert found.minor_by_code("component", "0103") is None
    assert found.units[city.units["sanitation"].pk].area_code == "420500000000"


def test_asking_again_costs_one_statement(city: City):
    first = edition_in_force()
    assert statements(edition_in_force) == 1
    assert edition_in_force() is first


def test_an_old_edition_costs_one_statement_too(city: City):
    version = edition_in_force().version_id
    assert statements(lambda: edition(version)) == 1
    with pytest.raises(NotFound):
        edition(version + 1000)


def test_reading_an_edition_costs_the_same_statements_however_many_classes_it_has(city: City):
    take_turn("catalogue")
    assert statements(edition_in_force) <= 10


def test_a_new_unit_is_seen_once_its_turn_was_taken(city: City):
    before = edition_in_force()
    area = city.units["sanitation"].area
    take_turn("units")
    unit = Organisation.objects.create(code="new", kind="responsible_unit", name_zh="新单位", area=area)
    assert unit.pk in edition_in_force().units
    assert unit.pk not in before.units


def test_a_unit_that_has_closed_is_no_unit_to_choose(city: City):
    unit = city.units["sanitation"]
    take_turn("units")
    Organisation.objects.filter(pk=unit.pk).update(closed_at=at("2026-03-01"))
    assert unit.pk not in edition_in_force().units


def test_the_class_decides_the_calendar_then_the_unit_then_the_city(city: City):
    sundays = Calendar.objects.create(code="daily", name_zh="每日", weekdays="1234567", made_at=at("2026-01-01"))
    nights = Calendar.objects.create(code="nights", name_zh="夜班", hours="20:00-24:00", made_at=at("2026-01-01"))
    Organisation.objects.filter(code="sanitation").update(calendar="daily")
    version = CatalogueVersion.objects.get()
    version.majors.get(kind="component").minors.filter(code="0107").update(calendar="nights")
    take_turn("calendars")
    found = edition_in_force()
    waste, camera = found.minor_by_code("event", "0101"), found.minor_by_code("component", "0107")
    sanitation, cameras = city.units["sanitation"].pk, city.units["cameras"].pk
    assert found.calendar_for(waste, sanitation)[0] == sundays.pk
    assert found.calendar_for(camera, sanitation)[0] == nights.pk
    assert found.calendar_for(waste, cameras)[1].code == "city"
    assert found.calendar_for(None, None)[1].code == "city"
    assert found.calendar_for(None, -1)[1].code == "city"


def test_the_newest_version_of_a_calendar_counts_and_the_old_one_stays_known(city: City):
    old_id, old = edition_in_force().calendar_for(None, None)
    take_turn("calendars")
    Calendar.objects.create(code="city", version=2, name_zh="市", hours="09:00-17:00", made_at=at("2026-02-01"))
    new_id, new = edition_in_force().calendar_for(None, None)
    assert (new.version, new.hours.seconds) == (2, 8 * 3600)
    assert new_id != old_id
    assert calendar_by_id(old_id) == old
    assert statements(lambda: calendar_by_id(old_id)) == 0


def test_a_frozen_deadline_is_reckoned_by_the_city_s_time(city: City):
    _id, calendar = edition_in_force().calendar_for(None, None)
    due = calendar.deadline(at("2026-03-11", "08:10"), Limit(4, LimitUnit.WORK_HOUR))
    assert due == at("2026-03-11", "14:10")


def test_an_unknown_calendar_version_is_said_to_be_unknown(db):
    with pytest.raises(NotFound):
        calendar_by_id(987654)


def test_two_threads_read_the_same_edition(transactional_db, city: City):
    found = []

    def read() -> None:
        found.append(edition_in_force())
        connections.close_all()

    threads = [Thread(target=read) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(one) for one in found}) == 1
