"""Instructions go to whoever holds the seats of an area, are acknowledged once each, and answered by a report."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.api.knocking import browser, phone, send, statements
from tests.city import CITY, COMMUNITY, GRIDS, OTHER_COMMUNITY, SUBDISTRICT, City
from tests.fieldwork.outboxes import put
from wangge.accounts.models import AuditEntry
from wangge.fieldwork.models import Acknowledgement, Instruction, Item
from wangge.territory.models import Area, Posting

WORDS = {"title": "查看消防通道", "text": "本周请把楼道里的杂物看一遍。"}


def give(city: City, name: str = "community", **given: Any) -> Any:
    return send(browser(city, name), "POST", "/instructions", {"area": COMMUNITY, **WORDS, **given})


def given(city: City, name: str = "community", **more: Any) -> int:
    answer = give(city, name, **more)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()["id"]


def told(city: City, name: str) -> list[dict[str, Any]]:
    return send(phone(city, name), "GET", "/phone/feed").json()["instructions"]


def item(kind: str, row: int, **more: Any) -> dict[str, Any]:
    return {"kind": f"{kind}_instruction", "made_at": timezone.now().isoformat(), "instruction": row, **more}


def reader(city: City, row: int, name: str, who: str = "community") -> dict[str, Any]:
    readers = send(browser(city, who), "GET", f"/instructions/{row}").json()["readers"]
    return next(one for one in readers if one["name"] == city.people[name].work_name)


@pytest.mark.parametrize(
    ("who", "area", "grid", "addressed", "hear"),
    [
        ("community", COMMUNITY, None, "grid_workers", {"lin", "deputy", "neighbour"}),
        ("community", COMMUNITY, GRIDS[1], "grid_workers", {"neighbour"}),
        ("community", COMMUNITY, None, "everybody", {"lin", "deputy", "neighbour"}),
        ("subdistrict", COMMUNITY, None, "everybody", {"lin", "deputy", "neighbour", "community"}),
        ("subdistrict", SUBDISTRICT, None, "community_staff", {"community", "other_community"}),
        ("supervisor", CITY, None, "grid_workers", {"lin", "deputy", "neighbour", "far"}),
        ("lead", OTHER_COMMUNITY, None, "everybody", {"far", "other_community"}),
    ],
)
def test_an_instruction_is_told_to_whom_it_addresses_and_to_nobody_else(city, who, area, grid, addressed, hear):
    row = given(city, who, area=area, grid=grid, addressed=addressed)
    heard = {name for name in ("lin", "deputy", "neighbour", "far", "xu", "community", "other_community", "sweeper")
             if [one["id"] for one in told(city, name)] == [row]}  # fmt: skip
    assert heard == hear
    (shown,) = send(browser(city, who), "GET", "/instructions").json()["items"]
    assert (shown["people"], shown["acknowledged"], shown["answered"]) == (len(hear), 0, 0)


@pytest.mark.parametrize(
    ("who", "area"),
    [("lin", COMMUNITY), ("xu", COMMUNITY), ("community", OTHER_COMMUNITY), ("community", SUBDISTRICT),
     ("dispatcher", CITY), ("sanitation", CITY)],
)  # fmt: skip
def test_nobody_gives_one_beyond_the_own_area(city, who, area):
    assert give(city, who, area=area).status_code == 403
    assert not Instruction.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"text": "x" * 4001},
        {"answer_by": "2020-01-01T08:00:00+08:00"},
        {"answer_by": "2090-01-01T08:00:00+08:00"},
        {"grid": GRIDS[2]},
        {"grid": GRIDS[0], "addressed": "everybody"},
        {"text": "把上访人员的名单报上来"},
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence_and_nothing_is_kept(city, wrong):
    answer = give(city, **wrong)
    assert answer.status_code == 422, answer.content.decode()
    assert answer.json()["detail"]
    assert not Instruction.objects.exists()


def test_it_is_acknowledged_and_answered_through_the_outbox_once_each(city):
    row, client = given(city, report_wanted=True), phone(city, "lin")
    first = put(client, item("acknowledge", row))
    again = [put(client, item("answer", row, answer="三处已清。")) for _time in range(2)]
    assert [first.status_code, *(answer.status_code for answer in again)] == [201, 201, 201], first.content.decode()
    assert first.json()["number"] == str(row)
    assert (Acknowledgement.objects.count(), Item.objects.count()) == (1, 3)
    (line,) = told(city, "lin")
    assert line["answer"] == "三处已清。"
    assert line["acknowledged_at"]
    assert line["answered_at"]
    assert reader(city, row, "lin")["answer"] == "三处已清。"
    assert reader(city, row, "neighbour")["acknowledged_at"] is None


def test_a_repeat_gets_the_same_answer_and_another_body_is_refused(city):
    row, client, uuid = given(city), phone(city, "lin"), uuid4()
    body = item("answer", row, answer="看过")
    answers = [put(client, body, uuid) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert put(client, {**body, "answer": "没看"}, uuid).status_code == 409


def test_an_answer_is_given_once_and_its_words_are_screened(city):
    row, client = given(city), phone(city, "lin")
    assert put(client, item("answer", row, answer="把上访人员的名单报上来")).status_code == 422
    assert put(client, item("answer", row, answer="  ")).status_code == 422
    assert not Acknowledgement.objects.exists()
    assert put(client, item("answer", row, answer="看过")).status_code == 201
    assert put(client, item("answer", row, answer="没看")).json()["title"] == "answered"


@pytest.mark.parametrize("who", ["far", "xu", "sweeper", "community", "planner"])
def test_whom_it_does_not_address_cannot_acknowledge_it(city, who):
    row = given(city)
    assert put(phone(city, who), item("acknowledge", row)).status_code == 404
    assert not Item.objects.exists()


def test_whoever_takes_over_a_seat_is_told_and_what_was_acknowledged_stays_with_who_did(city):
    row = given(city)
    assert put(phone(city, "neighbour"), item("acknowledge", row)).status_code == 201
    now = timezone.now()
    Posting.objects.filter(user=city.people["neighbour"]).update(ends_at=now)
    assert told(city, "neighbour") == []
    Posting.objects.create(
        user=city.people["far"], role="grid_worker", area=Area.objects.get(code=COMMUNITY), grid_code=GRIDS[1],
        rank="principal", begins_at=now,
    )  # fmt: skip
    (line,) = told(city, "far")
    assert line["acknowledged_at"] is None
    assert reader(city, row, "neighbour")["left"]
    assert not reader(city, row, "far")["left"]
    (shown,) = send(browser(city, "community"), "GET", "/instructions").json()["items"]
    assert (shown["people"], shown["acknowledged"]) == (3, 0)


def test_who_was_posted_away_while_offline_may_still_answer(city):
    row = given(city)
    Posting.objects.filter(user=city.people["lin"]).update(ends_at=timezone.now())
    assert put(phone(city, "lin"), item("answer", row, answer="看过")).status_code == 201


def test_who_held_the_seat_only_before_it_was_given_may_not(city):
    Posting.objects.filter(user=city.people["lin"]).update(ends_at=timezone.now() - timedelta(days=1))
    assert put(phone(city, "lin"), item("acknowledge", given(city))).status_code == 404


def test_a_withdrawn_one_is_told_no_more_and_an_answer_that_was_on_its_way_is_kept(city):
    row, community = given(city), browser(city, "community")
    assert send(community, "POST", f"/instructions/{row}/withdraw").status_code == 200
    assert send(community, "POST", f"/instructions/{row}/withdraw").status_code == 409
    assert told(city, "lin") == []
    assert put(phone(city, "lin"), item("answer", row, answer="看过")).status_code == 201
    acts = ["give_instruction", "withdraw_instruction"]
    assert list(AuditEntry.objects.filter(action__in=acts).order_by("id").values_list("action", flat=True)) == acts


def test_it_is_told_for_thirty_days_after_its_deadline(city):
    soon = timezone.now() + timedelta(days=2)
    given(city, title="第一", answer_by=None)
    given(city, title="第二", answer_by=soon.isoformat())
    assert [one["title"] for one in told(city, "lin")] == ["第一", "第二"]
    Instruction.objects.filter(title="第一").update(open_until=timezone.now())
    assert [one["title"] for one in told(city, "lin")] == ["第二"]


def test_names_are_for_who_gave_it_or_oversees_the_area(city):
    row = given(city, "subdistrict")
    assert reader(city, row, "lin", "supervisor")["acknowledged_at"] is None
    assert send(browser(city, "lin"), "GET", f"/instructions/{row}").json()["readers"] is None
    (shown,) = send(browser(city, "lin"), "GET", "/instructions?box=received").json()["items"]
    assert shown["people"] is None
    for stranger in ("far", "other_community", "xu", "sanitation", "auditor"):
        assert send(browser(city, stranger), "GET", f"/instructions/{row}").status_code == 404
        assert send(browser(city, stranger), "POST", f"/instructions/{row}/withdraw").status_code == 404
        assert send(browser(city, stranger), "GET", "/instructions").json()["items"] == []
    assert send(browser(city, "lin"), "POST", f"/instructions/{row}/withdraw").status_code == 403


def test_lists_come_in_pages(city):
    rows = [given(city) for _number in range(5)]
    client = browser(city, "community")
    first = send(client, "GET", "/instructions?limit=3").json()
    second = send(client, "GET", f"/instructions?limit=3&after={first['next']}").json()
    assert [one["id"] for one in first["items"] + second["items"]] == rows[::-1]
    assert second["next"] is None


def test_a_feed_and_a_list_take_as_many_statements_for_fifty_as_for_five(city):
    lin, community = phone(city, "lin"), browser(city, "community")
    counts = []
    told(city, "lin")  # what processes keep is read once
    for number in (5, 45):
        for _each in range(number):
            given(city)
        pair = statements(lin, "GET", "/phone/feed"), statements(community, "GET", "/instructions")
        counts.append(pair)
    assert counts[0] == counts[1]
    assert counts[0][1] <= 8
