"""Wednesday 2026-03-11 through the API: the rubbish that Zhou Guilan told of, and camera no. 17."""

from typing import Any

import pytest

from tests.city import at, inside
from tests.days.conftest import CAMERA
from tests.days.people import Day, moment
from wangge.cases.models import FollowUp

WEDNESDAY, THURSDAY, MONDAY = "2026-03-11", "2026-03-12", "2026-03-16"
GUILAN = {"name": "周桂兰", "address": "0717-6000017", "may_call": True}


def step_of(case: Any, verb: str) -> Any:
    return next(step for step in case["steps"] if step["verb"] == verb)


def order_of(case: Any, kind: str) -> Any:
    return next(order for order in case["orders"] if order["kind"] == kind)


@pytest.fixture
def rubbish(day: Day) -> str:
    """Told in the lane at 08:00, sent at 08:06 on behalf of Zhou Guilan, with a photo."""
    sent = day.at(WEDNESDAY, "08:06").report(
        "lin", inside(0), source="grid_worker", kind="event", minor="0101", condition="1", on_behalf=True,
        told_at="2026-03-11T08:00:00+08:00", place="桥头巷3号旁", description="垃圾堆在巷口", contact=GUILAN, photos=1,
    )  # fmt: skip
    assert (sent["state"], sent["notices"]) == ("reported", [])
    day.photo("lin", sent["number"], "report")
    return str(sent["number"])


def cleared(day: Day, number: str) -> None:
    """Filed 08:09, dispatched 08:10, resolved by the handler at 09:40 with a photo."""
    day.at(WEDNESDAY, "08:09").move("intake", number, "file", kind="event", minor="0101", condition="1")
    day.at(WEDNESDAY, "08:10").move("dispatcher", number, "dispatch")
    day.at(WEDNESDAY, "08:20").move("sanitation", number, "acknowledge")
    day.at(WEDNESDAY, "08:21").move("sanitation", number, "assign", handler="sweeper")
    day.at(WEDNESDAY, "09:39").photo("sweeper", number, "resolve")
    day.at(WEDNESDAY, "09:40").move("sweeper", number, "resolve", note="已清运")


@pytest.fixture
def camera(day: Day) -> tuple[str, str]:
    """Told by the volunteer at 10:15, sent at 10:18; its number and Xu Wen's own link."""
    sent = day.at(WEDNESDAY, "10:18").report(
        "xu", inside(0), source="volunteer", component=CAMERA, told_at="2026-03-11T10:15:00+08:00",
        description="17号摄像头歪了",
    )  # fmt: skip
    assert sent["state"] == "verifying"
    return str(sent["number"]), str(sent["token"])


def repaired(day: Day, number: str) -> None:
    """Verified by a person, filed, dispatched 10:24, resolved by the contractor at 15:55."""
    day.at(WEDNESDAY, "10:20").move("lin", number, "verify", note="杆上17号，镜头朝下")
    day.at(WEDNESDAY, "10:22").move("intake", number, "file", kind="component", minor="0107", condition="1")
    day.at(WEDNESDAY, "10:24").move("dispatcher", number, "dispatch")
    day.at(WEDNESDAY, "10:40").move("cameras", number, "acknowledge")
    day.at(WEDNESDAY, "15:54").photo("cameras", number, "resolve")
    day.at(WEDNESDAY, "15:55").move("cameras", number, "resolve", note="外壳与标签完好，自测正常")


def ended(day: Day, rubbish: str, camera: str) -> None:
    """Lin Qiao checks both on the spot at 18:00 and 18:05, the duty supervisor closes at 18:10."""
    day.at(WEDNESDAY, "18:00").move("lin", rubbish, "check", outcome="fixed")
    day.at(WEDNESDAY, "18:05").move("lin", camera, "check", outcome="fixed")
    day.at(WEDNESDAY, "18:10").move("supervisor", rubbish, "close", closure="1", answer="垃圾已清走。")
    day.move("supervisor", camera, "close", closure="1", answer="摄像头已修好。")


def test_the_rubbish_is_due_at_1410_and_checked_by_thursday_0940(day: Day, rubbish: str):
    cleared(day, rubbish)
    case = day.get("lin", f"/cases/{rubbish}")
    times = {name: moment(case[name]) for name in ("reported_at", "filed_at", "dispatched_at", "due_at", "resolved_at")}
    assert times == {
        "reported_at": at(WEDNESDAY, "08:06"),
        "filed_at": at(WEDNESDAY, "08:09"),
        "dispatched_at": at(WEDNESDAY, "08:10"),
        "due_at": at(WEDNESDAY, "14:10"),  # 12:00-14:00 does not count
        "resolved_at": at(WEDNESDAY, "09:40"),
    }
    check = order_of(case, "check")
    assert (case["state"], case["unit"], case["handler"]) == ("checking", "sanitation", "高帆")
    assert (check["holder"], moment(check["due_at"])) == ("林巧", at(THURSDAY, "09:40"))


def test_a_dispatch_at_eight_sharp_is_due_at_noon(day: Day):
    query = "kind=event&minor=0101&condition=1&start=2026-03-11T08:00:00%2B08:00"
    answer = day.get("dispatcher", f"/deadline?{query}")
    assert moment(answer["due_at"]) == at(WEDNESDAY, "12:00")


def test_the_register_knows_camera_17_and_its_owner(day: Day, camera: tuple[str, str]):
    number, _link = camera
    piece = day.get("xu", f"/components/{CAMERA}")
    assert (piece["label"], piece["owner"], piece["class_code"]) == ("17", "cameras", "0107")
    seen = day.get("lin", f"/cases/{number}")
    assert (seen["minor"]["name_zh"], seen["component"]) == ("监控摄像头", CAMERA)
    assert order_of(seen, "verify")["holder"] == "林巧"
    repaired(day, number)
    step = step_of(day.get("supervisor", f"/cases/{number}"), "dispatch")
    assert (step["unit"], step["rule"]) == ("cameras", None)  # no rule: the register names the owner


def test_what_a_volunteer_reports_is_seen_by_a_person_before_it_is_filed(day: Day, camera: tuple[str, str]):
    number, _link = camera
    body = {"kind": "component", "minor": "0107", "condition": "1"}
    refused = day.at(WEDNESDAY, "10:19").ask("intake", "POST", f"/cases/{number}/file", body)
    assert refused.status_code == 422
    assert number in refused.json()["detail"]
    assert day.get("intake", f"/cases/{number}")["state"] == "verifying"


def test_the_camera_is_due_on_monday_at_1024_and_checked_by_thursday_1555(day: Day, camera: tuple[str, str]):
    number, _link = camera
    repaired(day, number)
    case = day.get("lin", f"/cases/{number}")
    times = [moment(case[name]) for name in ("reported_at", "dispatched_at", "due_at", "resolved_at")]
    assert times == [
        at(WEDNESDAY, "10:18"), at(WEDNESDAY, "10:24"), at(MONDAY, "10:24"), at(WEDNESDAY, "15:55"),
    ]  # fmt: skip
    assert moment(order_of(case, "check")["due_at"]) == at(THURSDAY, "15:55")


def test_the_checker_sees_housing_label_and_test_note_and_nothing_that_the_camera_saw(
    day: Day, camera: tuple[str, str]
):
    number, _link = camera
    repaired(day, number)
    waiting = day.at(WEDNESDAY, "17:50").get("lin", "/orders")
    assert [(one["order"]["kind"], one["case"]["number"]) for one in waiting] == [("check", number)]
    case = day.get("lin", f"/cases/{number}")
    assert step_of(case, "resolve")["notes"] == ["外壳与标签完好，自测正常"]
    (photo,) = case["photos"]
    assert (photo["stage"], photo["state"]) == ("resolve", "ready")
    picture = day.ask("lin", "GET", f"/cases/{number}/photos/{photo['id']}?size=full")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert picture.content.startswith(b"\xff\xd8")
    assert day.ask("xu", "GET", f"/cases/{number}/photos/{photo['id']}").status_code == 403


def test_four_different_people_sit_at_the_desks_and_nobody_ends_their_own_work(
    day: Day, rubbish: str, camera: tuple[str, str]
):
    cleared(day, rubbish)
    repaired(day, camera[0])
    own = day.ask("sweeper", "POST", f"/cases/{rubbish}/check", {"outcome": "fixed"})
    assert own.status_code == 403
    ended(day, rubbish, camera[0])
    for number, resolver in ((rubbish, "高帆"), (camera[0], "陆明")):
        case = day.get("supervisor", f"/cases/{number}")
        hands = [step_of(case, verb)["by"] for verb in ("file", "dispatch", "resolve", "check", "close")]
        assert hands == ["沈蓝", "贺川", resolver, "林巧", "方正"]
        assert (case["state"], case["outcome"]) == ("closed", "fixed")
        assert moment(case["closed_at"]) == at(WEDNESDAY, "18:10")
    checks = [day.get("supervisor", f"/cases/{number}")["checked_at"] for number in (rubbish, camera[0])]
    assert [moment(one) for one in checks] == [at(WEDNESDAY, "18:00"), at(WEDNESDAY, "18:05")]


def test_zhou_guilan_is_called_and_what_she_says_is_typed_in(day: Day, rubbish: str, camera: tuple[str, str]):
    day.at(WEDNESDAY, "08:07").spread()
    cleared(day, rubbish)
    told = day.at(WEDNESDAY, "09:41").news("intake", "call")
    assert told == [
        f"请致电案件 {rubbish} 的上报人：您上报的问题（{rubbish}）已交环卫站，应在今天（3月11日）下午2点10分前办好。",
        f"请致电案件 {rubbish} 的上报人：环卫站答复：您上报的问题（{rubbish}）已处置，将由其他人员到现场核查。",
    ]
    repaired(day, camera[0])
    ended(day, rubbish, camera[0])
    *_before, last = day.at(WEDNESDAY, "18:11").news("intake", "call")
    assert (
        last == f"请致电案件 {rubbish} 的上报人：您上报的问题（{rubbish}）已办结，并经现场核查。"
        "垃圾已清走。 请问真的解决了吗？"
    )
    contact = day.get("intake", f"/cases/{rubbish}/contact?reason=回访")
    assert (contact["name"], contact["address"], contact["may_call"]) == ("周桂兰", "0717-6000017", True)
    answer = day.post("intake", f"/cases/{rubbish}/follow-up", {"fixed": True, "satisfied": True})
    assert not answer["reopened"]
    row = FollowUp.objects.get(case__followers__may_call=True)
    assert (row.fixed, row.satisfied, row.answered_at) == (True, True, at(WEDNESDAY, "18:11"))


def test_her_name_and_number_stand_nowhere_but_in_her_contact(day: Day, rubbish: str, camera: tuple[str, str]):
    cleared(day, rubbish)
    repaired(day, camera[0])
    ended(day, rubbish, camera[0])
    day.spread()
    for who in ("lin", "sanitation", "supervisor", "intake"):
        for path in (f"/cases/{rubbish}", "/cases", "/messages"):
            text = day.ask(who, "GET", path).content.decode()
            assert "桂兰" not in text
            assert "6000017" not in text
    refused = day.ask("sanitation", "GET", f"/cases/{rubbish}/contact?reason=回访")
    assert refused.status_code == 403


def test_xu_wen_reads_received_who_holds_it_the_result_and_the_question(
    day: Day, rubbish: str, camera: tuple[str, str]
):
    number, link = camera
    assert day.at(WEDNESDAY, "10:19").news("xu", "report") == [f"您上报的问题已收到，案件号 {number}。"]
    cleared(day, rubbish)
    repaired(day, number)
    assert day.news("xu", "dispatch") == [f"您上报的问题（{number}）已交监控维护公司，应在3月16日上午10点24分前办好。"]
    assert day.news("xu", "resolve") == [f"监控维护公司答复：您上报的问题（{number}）已处置，将由其他人员到现场核查。"]
    ended(day, rubbish, number)
    (last,) = day.at(WEDNESDAY, "18:11").news("xu", "close")
    assert last == f"您上报的问题（{number}）已办结，并经现场核查。摄像头已修好。 请问真的解决了吗？"
    story = day.get("nobody", f"/track/{link}")
    assert (story["status"], story["question"], story["outcome"]) == ("done", True, "fixed")
    assert not day.post("nobody", f"/track/{link}/answer", {"fixed": True})["reopened"]
    assert not day.get("nobody", f"/track/{link}")["question"]


def test_the_units_get_the_order_and_the_outcome(day: Day, rubbish: str, camera: tuple[str, str]):
    day.at(WEDNESDAY, "08:09").move("intake", rubbish, "file", kind="event", minor="0101", condition="1")
    day.at(WEDNESDAY, "08:10").move("dispatcher", rubbish, "dispatch")
    ordered = f"案件 {rubbish} 已派遣给你单位，应于今天（3月11日）下午2点10分前处置完毕"
    assert day.news("sanitation", "dispatch") == [ordered]
    assert day.news("cameras", "dispatch") == []
    day.at(WEDNESDAY, "08:20").move("sanitation", rubbish, "acknowledge")
    day.at(WEDNESDAY, "09:39").photo("sanitation", rubbish, "resolve")
    day.at(WEDNESDAY, "09:40").move("sanitation", rubbish, "resolve")
    assert day.news("lin", "send_to_check") == [f"请到现场核查案件 {rubbish}，明天（3月12日）上午9点40分前完成"]
    repaired(day, camera[0])
    ended(day, rubbish, camera[0])
    assert day.news("sanitation", "close") == [f"案件 {rubbish} 已核查结案"]
    assert day.news("cameras", "close") == [f"案件 {camera[0]} 已核查结案"]


def test_a_broken_camera_is_on_no_public_list_until_it_is_repaired(day: Day, rubbish: str, camera: tuple[str, str]):
    cleared(day, rubbish)
    repaired(day, camera[0])
    assert [one["number"] for one in day.get("nobody", "/public/cases")["items"]] == [rubbish]
    ended(day, rubbish, camera[0])
    assert [one["number"] for one in day.get("nobody", "/public/cases")["items"]] == [camera[0], rubbish]
