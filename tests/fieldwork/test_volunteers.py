"""A volunteer with a phone: reports as a volunteer, sees the own reports with their state, and nothing else."""

import pytest

from tests.api.knocking import phone, send
from tests.cases.written_cases import written_case
from tests.city import City
from tests.fieldwork.outboxes import put, report
from wangge.cases.models import Case


@pytest.fixture
def volunteer(city: City):
    return phone(city, "xu")


def own_reports(client):
    return send(client, "GET", "/phone/feed").json()["reports"]


def test_a_volunteer_reports_through_the_outbox_and_sees_what_became_of_it(city, volunteer):
    answer = put(volunteer, report(source="volunteer"))
    assert answer.status_code == 201, answer.content.decode()
    case = Case.objects.get()
    assert (case.source, case.reported_by) == ("volunteer", city.people["xu"])
    (line,) = own_reports(volunteer)
    assert (line["number"], line["status"], line["description"]) == (case.number, "received", "巷口有一堆垃圾")
    Case.objects.update(state="in_progress")
    assert own_reports(volunteer)[0]["status"] == "in_progress"


def test_a_joined_report_tells_how_the_other_goes_on(city, volunteer):
    put(volunteer, report(source="volunteer"))
    own, other = Case.objects.get(), written_case(city, state="in_progress")
    Case.objects.filter(pk=own.pk).update(state="merged", merged_into=other, open=False)
    assert own_reports(volunteer)[0]["status"] == "in_progress"


def test_a_volunteer_sees_nobody_elses_reports_and_no_case(city, volunteer):
    put(phone(city, "lin"), report())
    page = send(volunteer, "GET", "/phone/feed").json()
    assert (page["reports"], page["cases"], page["orders"], page["instructions"]) == ([], [], [], [])
    assert (page["me"]["roles"], page["me"]["grids"]) == (["volunteer"], [])
    assert send(volunteer, "GET", f"/cases/{Case.objects.get().number}").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"source": "grid_worker"}, {"source": "station"}, {"source": "volunteer", "on_behalf": True}]
)
def test_a_volunteer_speaks_for_nobody_else(city, volunteer, wrong):
    assert put(volunteer, report(**wrong)).status_code == 403
    assert not Case.objects.exists()


def test_whoever_sees_cases_is_told_no_second_list(city):
    client = phone(city, "lin")
    put(client, report())
    assert own_reports(client) == []
