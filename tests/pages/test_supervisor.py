"""The page of the duty supervisor: every request with its buttons, closing one or many, calls, in few statements."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import checked, closed, load
from tests.cases.ways import counted, in_progress, reported
from tests.cases.written_cases import REPORTED_AT, written_case, written_order
from tests.catalogue.unannounced import DAYS_OFF, SOON, enter
from tests.city import City, at
from tests.pages.opened import statements_of
from wangge.accounts.models import AuditEntry
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.actions.suspensions import ask_suspension
from wangge.cases.actions.voiding import ask_void
from wangge.cases.models import Case, Follower, FollowUp, Photo, Request
from wangge.cases.reports import Contact
from wangge.cases.workflow import State
from wangge.catalogue.models import CatalogueVersion, ClosureCondition, MajorClass, MinorClass

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/desk/supervisor/"
ENGLISH = {"Accept-Language": "en"}


def text_of(client, path: str = PAGE) -> str:
    answer = client.get(path, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def an_extension(city: City) -> Case:
    by = city.actor("sanitation", at("2026-03-11", "08:40"))
    return ask_extension(case=load(in_progress(city), by), reason="weather", note="雨太大", by=by)


def act(client, case: Case, verb: str, **given: str):
    case.refresh_from_db()
    body = {"seen": str(case.version), "next": PAGE, **given}
    return client.post(f"/cases/{case.number}/{verb}/", body, headers=ENGLISH)


def test_a_request_shows_who_asks_why_and_the_right_buttons(city, signed_in):
    case = an_extension(city)
    supervisor = signed_in("supervisor")
    page = text_of(supervisor)
    assert "the weather" in page
    assert "雨太大" in page
    assert f"/cases/{case.number}/grant_extension/" in page
    assert act(supervisor, case, "grant_extension").status_code == 303
    assert Request.objects.get().state == "granted"
    assert "Nobody asks for anything" in text_of(supervisor)


def test_the_second_extension_is_granted_by_the_lead_alone(city, signed_in):
    case = an_extension(city)
    grant_extension(case=case, by=city.actor("supervisor", at("2026-03-11", "08:50")))
    by = city.actor("sanitation", at("2026-03-11", "08:55"))
    ask_extension(case=load(case, by), reason="weather", by=by)
    page = text_of(signed_in("supervisor"))
    assert "The second extension is granted by the centre" in page
    assert "/grant_extension/" not in page
    assert f"/cases/{case.number}/grant_extension/" in text_of(signed_in("lead"))


def test_a_suspension_is_the_leads_and_a_void_never_the_askers(city, signed_in):
    unit = city.actor("sanitation", at("2026-03-11", "08:40"))
    ask_suspension(case=load(in_progress(city), unit), reason="works", until=at("2026-05-01").date(), by=unit)
    supervisor = city.actor("supervisor", at("2026-03-11", "08:40"))
    void = ask_void(case=load(reported(city), supervisor), reason="test_entry", by=supervisor)
    page = text_of(signed_in("supervisor"))
    assert "/suspend/" not in page
    assert "This is decided elsewhere" in page
    assert "You asked for it or reviewed it already" in page
    leads = text_of(signed_in("lead"))
    assert "/suspend/" in leads
    assert f"/cases/{void.number}/void/" in leads


def test_a_checked_case_is_closed_with_its_condition_and_an_answer(city, signed_in):
    case = checked(city)
    supervisor = signed_in("supervisor")
    page = text_of(supervisor)
    assert "removed" in page
    assert "It was resolved, and somebody looked at the place" in page
    act(supervisor, case, "close", closure="1", answer="谢谢")
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_several_are_closed_at_once_and_what_was_not_fixed_is_not(city, signed_in):
    good = checked(city)
    partly = written_case(city, state="checked", outcome="partly")
    gone = closed(city)
    numbers = [good.number, partly.number, gone.number]
    body = {"number": numbers, **{f"closure-{number}": "1" for number in numbers}}
    answer = signed_in("supervisor").post("/desk/supervisor/close/", body, headers=ENGLISH)
    assert [one.number for one in answer.context["done"]] == [good.number]
    sentences = [one.sentence for one in answer.context["refused"]]
    assert "did not find it wholly fixed" in sentences[0]
    assert "is closed now" in sentences[1]


def test_a_verification_that_is_late_leads_to_the_intake_desk(city, signed_in, clock):
    case = reported(city, "xu")
    assert "Every verification is in time" in text_of(signed_in("supervisor"))
    clock.at = at("2026-03-12", "09:00")
    assert f"/desk/intake/?case={case.number}" in text_of(signed_in("supervisor"))


def test_a_call_opens_the_contact_by_a_reason_that_is_kept(city, signed_in, clock):
    case = called_case(city)
    clock.at = at("2026-03-12", "09:00")
    supervisor = signed_in("supervisor")
    page = text_of(supervisor)
    assert f"/desk/calls/{case.number}/" in page
    assert "周桂兰" not in page
    way = f"/desk/calls/{case.number}/"
    assert supervisor.post(way, {"reason": " "}, headers=ENGLISH).status_code == 422
    opened = supervisor.post(way, {"reason": "回访：是否解决"}, headers=ENGLISH).content.decode()
    assert "周桂兰" in opened
    assert AuditEntry.objects.filter(action="contact.read", reason="回访：是否解决").count() == 1
    answer = supervisor.post(f"{way}answer/", {"fixed": "no"}, headers=ENGLISH)
    assert answer["Location"] == PAGE
    case.refresh_from_db()
    assert case.state == State.CHECKING
    page = text_of(supervisor)
    assert "Nobody is to be called" in page
    assert case.number in page.split('id="not-fixed"')[1]


def test_a_reason_that_cannot_be_kept_opens_no_contact(city, signed_in, clock):
    case = called_case(city)
    clock.at = at("2026-03-12", "09:00")
    answer = signed_in("supervisor").post(f"/desk/calls/{case.number}/", {"reason": "回\0访"}, headers=ENGLISH)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "holds a sign that cannot be kept" in words
    assert "周桂兰" not in words
    assert not AuditEntry.objects.filter(action="contact.read").exists()


def test_the_closures_are_those_of_the_edition_that_the_case_was_filed_under(city, signed_in):
    case = checked(city)
    older = CatalogueVersion.objects.create(number=9, state="retired", source="tests", imported_at=REPORTED_AT)
    major = MajorClass.objects.create(version=older, kind="event", code="88", name_zh="旧", name_en="old")
    dropped = MinorClass.objects.create(
        major=major, code="8801", name_zh="旧类", name_en="dropped", owner_kind="sanitation",
        photo_needed=False, urgent=False, inside_dwelling=False, public_when="always",
    )  # fmt: skip
    ClosureCondition.objects.create(minor=dropped, code="7", text_zh="已清", text_en="gone")
    Case.objects.filter(pk=case.pk).update(minor=dropped)
    supervisor = signed_in("supervisor")
    page = text_of(supervisor)
    assert f'name="closure-{case.number}" value="7"' in page
    assert '<option value="7">gone</option>' in page
    case.refresh_from_db()
    assert act(supervisor, case, "close", closure="7").status_code == 303
    case.refresh_from_db()
    assert case.state == State.CLOSED


def called_case(city: City) -> Case:
    contact = Contact("周桂兰", "0717-6000000", None, may_call=True)
    case = closed(city, contact=contact)
    ask_follow_ups(case=case, at=at("2026-03-11", "18:20"))
    return case


def many_things(city: City, count: int) -> None:
    for place in range(count):
        case = written_case(city, grid=place % 4, state="in_progress", unit=city.units["sanitation"])
        part = written_order(case, "part", unit=city.units["sanitation"], lead=True, state="accepted")
        clerk = city.people["sanitation"]
        kind = ("extension", "suspension")[place % 2]
        Request.objects.create(case=case, order=part, kind=kind, reason="weather", asked_at=REPORTED_AT, asked_by=clerk)
        done = written_case(city, grid=place % 4, state="checked", outcome="fixed", stage_due_at=REPORTED_AT)
        for stage in ("report", "resolve"):
            Photo.objects.create(
                case=done, stage=stage, state="ready", received_hash=f"{stage}{done.pk}", received_at=REPORTED_AT
            )
        written_case(city, state="verifying", stage_due_at=REPORTED_AT)
        ended = written_case(city, state="closed", outcome="fixed", closure=done.minor.closure_conditions.first())
        follower = Follower.objects.create(
            case=ended, reporter=True, may_call=True, sealed=b"x", token_digest=str(uuid4()), since=REPORTED_AT
        )
        FollowUp.objects.create(case=ended, follower=follower, round=1, asked_at=REPORTED_AT)
        told = {"answered_at": REPORTED_AT, "fixed": False}
        FollowUp.objects.create(case=ended, follower=follower, round=2, asked_at=REPORTED_AT, **told)


def test_holidays_that_nobody_knows_are_told_for_no_statement_more_until_they_are_entered(city, signed_in, clock):
    supervisor = signed_in("supervisor")
    assert "no national holidays are known" not in text_of(supervisor)
    before = statements_of(supervisor, PAGE)
    clock.at = SOON
    assert "no national holidays are known" in text_of(supervisor)
    assert statements_of(supervisor, PAGE) == before
    enter(city, *DAYS_OFF)
    assert "no national holidays are known" not in text_of(supervisor)


@pytest.mark.parametrize("count", [5, 50])
def test_the_page_takes_at_most_twelve_statements_however_much_waits(city, signed_in, count):
    many_things(city, count)
    supervisor = signed_in("supervisor")
    text_of(supervisor)  # what processes keep is read once
    with CaptureQueriesContext(connection) as queries:
        text_of(supervisor)
    assert counted(queries) <= 12


def test_who_decides_nothing_has_no_such_page(signed_in):
    for name in ("intake", "lin", "sanitation"):
        assert signed_in(name).get(PAGE).status_code == 403
