"""The intake desk: what waits, what is offered, who holds what, and how many statements it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import counted, filed, reported, seen_by
from tests.cases.written_cases import written_case, written_order
from tests.city import City, at
from wangge.cases.actions.verification import refute_case
from wangge.cases.models import Case, Hold
from wangge.cases.workflow import State

pytestmark = pytest.mark.usefixtures("clock")


def statements(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return counted(queries)


def text_of(client, path: str = "/desk/intake/") -> str:
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, case: Case, verb: str, **given: str):
    body = {"seen": str(case.version), "next": "/desk/intake/", **given}
    return client.post(f"/cases/{case.number}/{verb}/", body, headers={"Accept-Language": "en"})


def many_cases(city: City, count: int) -> None:
    for place in range(count):
        state = ("reported", "verifying", "taken_in")[place % 3]
        columns = {"stage_due_at": at("2026-03-11", f"{9 + place % 8:02}:00"), "urgent": place % 7 == 0}
        case = written_case(city, grid=place % 4, state=state, minor="event 0101" if place % 2 else "", **columns)
        if state == "verifying":
            written_order(case, "verify", holder=city.people["lin"])
        if place == 1:
            Hold.objects.create(case=case, holder=city.people["supervisor"], until=at("2026-03-11", "09:01"))


@pytest.mark.parametrize("count", [5, 50])
def test_the_desk_takes_at_most_twelve_statements_however_many_wait(city, signed_in, count):
    many_cases(city, count)
    operator = signed_in("intake")
    text_of(operator)  # what processes keep is read once
    Hold.objects.filter(holder=city.people["intake"]).delete()
    assert statements(operator, "/desk/intake/") <= 12
    number = Case.objects.filter(minor__isnull=False, state="reported", hold__isnull=True).latest("id").number
    assert statements(operator, f"/desk/intake/?case={number}") <= 12
    assert statements(operator, f"/desk/intake/list/?case={number}") <= 6


def test_the_most_urgent_stands_first_then_the_oldest_deadline(city, signed_in):
    late = written_case(city, stage_due_at=at("2026-03-11", "11:00"))
    early = written_case(city, stage_due_at=at("2026-03-11", "10:00"))
    urgent = written_case(city, stage_due_at=at("2026-03-11", "12:00"), urgent=True)
    answer = signed_in("intake").get("/desk/intake/")
    assert answer.context["stages"] == [(State.REPORTED, 3, [urgent, early, late])]
    assert answer.context["case"] == urgent


def test_the_place_stands_as_the_reporter_said_it(city, signed_in):
    reported(city, place_words="桥头巷3号旁")
    assert "<dd>桥头社区 · 桥头巷3号旁</dd>" in text_of(signed_in("intake"))


def test_a_case_that_a_colleague_has_open_is_not_offered_and_shows_by_whom(city, signed_in):
    first, second = reported(city), reported(city)
    assert signed_in("intake").get("/desk/intake/").context["case"] == first
    colleague = signed_in("supervisor")
    assert colleague.get("/desk/intake/").context["case"] == second
    page = text_of(colleague, f"/desk/intake/?case={first.number}")
    assert "沈蓝 is looking at it" in page
    assert f"?then={second.number}" in page


def test_a_case_that_waits_to_be_sent_is_left_out_and_the_next_one_opens(city, signed_in):
    first, second, third = (reported(city) for _ in range(3))
    operator = signed_in("intake")
    answer = operator.get(f"/desk/intake/?then={second.number}&skip={first.number}")
    assert answer.context["case"] == second
    assert [case for _stage, _count, cases in answer.context["stages"] for case in cases] == [second, third]
    assert f"skip={first.number}" in answer.context["list_address"]


def test_filing_leads_on_to_the_desk(city, signed_in):
    case = reported(city)
    answer = post(signed_in("intake"), case, "file", filed_as="event:0101:1")
    assert (answer.status_code, answer["Location"]) == (303, "/desk/intake/")
    case.refresh_from_db()
    assert case.state == State.FILED


def test_filing_without_class_and_condition_is_impossible_and_says_so(city, signed_in):
    case = reported(city, kind=None, minor="", condition="")
    operator = signed_in("intake")
    assert "Without class and condition nothing is filed" in text_of(operator)
    answer = post(operator, case, "file", filed_as="")
    assert answer.status_code == 422
    assert "This field is required" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == State.REPORTED


def test_the_reporters_words_suggest_a_class(city, signed_in):
    reported(city, kind=None, minor="", condition="", description="楼下餐饮油烟太大")
    offered = signed_in("intake").get("/desk/intake/").context["offered"]
    assert [minor.name_zh for minor, _condition in offered] == ["餐饮油烟"]


def test_the_conditions_of_a_class_are_offered_where_the_report_names_none(city, signed_in):
    reported(city, condition="")
    answer = signed_in("intake").get("/desk/intake/")
    assert [condition.code for _minor, condition in answer.context["offered"]] == ["1", "2"]
    assert answer.context["chosen"] == ""


def test_what_nobody_has_seen_is_sent_to_verification_and_says_why_it_cannot_be_filed(city, signed_in):
    reported(city, "xu", photo=False)
    page = text_of(signed_in("intake"))
    assert "Somebody is asked to look at it on the spot" in page
    assert "/file/" not in page


def test_the_duty_supervisor_files_it_with_a_reason(city, signed_in):
    case = seen_by(city, "supervisor", reported(city, "xu"))
    supervisor = signed_in("supervisor")
    assert "Nobody has seen it: why it is filed all the same" in text_of(supervisor)
    post(supervisor, case, "file", filed_as="event:0101:1", reason="evident")
    case.refresh_from_db()
    assert case.state == State.FILED


def test_a_report_that_was_not_so_is_most_likely_not_filed(city, signed_in):
    case = seen_by(city, "lin", reported(city, "xu"))
    refute_case(case=case, reason="not_there", by=city.actor("lin", at("2026-03-11", "08:30")))
    answer = signed_in("intake").get("/desk/intake/")
    assert answer.context["primary"] == "refuse_filing"


def test_a_likely_duplicate_stands_beside_with_its_distance_and_is_merged(city, signed_in):
    other = filed(city)
    case = reported(city, time="08:30")
    operator = signed_in("intake")
    assert "0 m away, 40 min apart" in text_of(operator)
    post(operator, case, "merge", into=other.number)
    case.refresh_from_db()
    assert (case.state, case.merged_into) == (State.MERGED, other)


def test_phrases_come_with_their_reason_without_any_script(city, signed_in):
    case = reported(city)
    page = text_of(signed_in("intake"), f"/desk/intake/?case={case.number}&reason=not_there")
    assert (
        "did not find it any more. If you see it again" in page.split('id="refuse-answer"')[1].split("</textarea>")[0]
    )


def test_a_number_in_the_search_opens_the_case_wherever_it_is(city, signed_in):
    waiting, gone = reported(city), filed(city)
    operator = signed_in("intake")
    assert operator.get(f"/desk/intake/?words={waiting.number}").context["case"] == waiting
    assert operator.get(f"/desk/intake/?words={gone.number}")["Location"] == f"/cases/{gone.number}/"


def test_many_are_filed_at_once_and_each_refusal_is_a_sentence(city, signed_in):
    good, unseen = reported(city), reported(city, "xu")
    body = {"verb": "file", "number": [good.number, unseen.number, "nonsense"]}
    answer = signed_in("intake").post("/desk/intake/many/", body, headers={"Accept-Language": "en"})
    assert [one.number for one in answer.context["done"]] == [good.number]
    page = answer.content.decode()
    assert "Nobody has seen yet" in page
    assert "nonsense is no case number" in page


def test_classes_are_found_by_code_name_and_initials(signed_in):
    operator = signed_in("intake")
    for words in ("0102", "油烟", "cyyy", "cooking"):
        assert "event:0102:1" in text_of(operator, f"/desk/classes/?q={words}")


def test_who_takes_nothing_in_has_no_desk(signed_in):
    for name in ("lin", "sanitation", "planner"):
        assert signed_in(name).get("/desk/intake/").status_code == 403


def test_of_two_operators_one_wins_and_the_other_reads_what_happened(city, signed_in):
    case = reported(city)
    post(signed_in("supervisor"), case, "take_in")
    answer = post(signed_in("intake"), case, "file", filed_as="event:0101:1")
    assert answer.status_code == 409
    assert "was changed by somebody else meanwhile" in answer.content.decode()
