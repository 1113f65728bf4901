"""What was escalated is decided at that level: a seat of a narrower area sees it, and neither closes nor voids it."""

import pytest

from tests.cases.ends import THURSDAY, checked, load
from tests.cases.ways import in_progress, reported
from tests.city import DISTRICT, City, at
from wangge.accounts.permissions import Role
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.voiding import ask_void, void_case
from wangge.cases.models import Case
from wangge.cases.refusals import NotYours
from wangge.territory.models import Area, AreaKind, Posting


@pytest.fixture
def sub_centre(city: City):
    """Luo Ping, until now the district's dispatcher, is its duty supervisor too."""
    district = Area.objects.get(code=DISTRICT)
    user = city.people["district"]
    Posting.objects.create(user=user, role=Role.DUTY_SUPERVISOR, area=district, begins_at=at("2026-01-01"))
    return city.actor("district", at(THURSDAY))


def test_a_district_does_not_close_what_the_city_has_and_closes_its_own(city: City, sub_centre):
    case = checked(city)
    with pytest.raises(NotYours):
        close_case(case=load(case, sub_centre), closure="1", by=sub_centre)
    Case.objects.filter(pk=case.pk).update(level=AreaKind.DISTRICT)
    assert close_case(case=load(case, sub_centre), closure="1", by=sub_centre).state == "closed"


def test_the_districts_leadership_grants_no_second_extension_of_what_the_city_has(city: City):
    person, district = city.people["supervisor"], Area.objects.get(code=DISTRICT)
    Posting.objects.create(user=person, role=Role.CENTRE_LEAD, area=district, begins_at=at("2026-01-01"))
    case = in_progress(city)
    unit, duty = (
        city.actor("sanitation", at("2026-03-11", "08:30")),
        city.actor("supervisor", at("2026-03-11", "08:40")),
    )
    ask_extension(case=load(case, unit), reason="weather", by=unit)
    case = grant_extension(case=load(case, duty), by=duty)
    ask_extension(case=load(case, unit), reason="weather", by=unit)
    with pytest.raises(NotYours, match="leadership"):
        grant_extension(case=load(case, duty), by=duty)
    Case.objects.filter(pk=case.pk).update(level=AreaKind.DISTRICT)
    assert grant_extension(case=load(case, duty), by=duty).extensions == 2


def test_a_district_does_not_void_what_the_city_has(city: City, sub_centre):
    case = reported(city)
    by = city.actor("intake", at("2026-03-11"))
    ask_void(case=load(case, by), reason="test_entry", note="演练", by=by)
    with pytest.raises(NotYours):
        void_case(case=load(case, sub_centre), by=sub_centre)
