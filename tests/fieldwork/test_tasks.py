"""A task goes to volunteers: so many of them take it, report that it is done, or leave it to somebody else."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.api.knocking import browser, phone, send
from tests.cases.threads import together
from tests.city import COMMUNITY, OTHER_COMMUNITY, City, build_city
from tests.fieldwork.outboxes import put
from tests.fieldwork.test_instructions import give, given, item, told
from wangge.accounts.models import User
from wangge.accounts.refusals import Conflict
from wangge.fieldwork.actions.instructions import (
    Wanted,
    acknowledge_instruction,
    answer_instruction,
    give_instruction,
)
from wangge.fieldwork.actions.tasks import AllTaken, give_back_task
from wangge.fieldwork.models import Acknowledgement, Addressed, Instruction
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Posting

TASK = {"addressed": "volunteers", "places": 1}


def another(city: City, name: str, area: str = COMMUNITY) -> User:
    """One volunteer more."""
    user = User.objects.create(username=name, work_name=name, team="volunteer")
    city.people[name] = user
    Posting.objects.create(user=user, role="volunteer", area=Area.objects.get(code=area), begins_at=timezone.now())
    return user


def back(row: int) -> dict[str, Any]:
    return {"kind": "give_back_task", "made_at": timezone.now().isoformat(), "instruction": row}


def test_a_task_is_told_to_the_volunteers_of_the_area_and_to_nobody_else(city):
    another(city, "elsewhere", OTHER_COMMUNITY)
    row = given(city, **TASK)
    heard = {name for name in ("lin", "deputy", "xu", "elsewhere", "sweeper") if told(city, name)}
    assert heard == {"xu"}
    (line,) = told(city, "xu")
    assert (line["id"], line["places"], line["taken"], line["report_wanted"]) == (row, 1, 0, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"addressed": "volunteers"},
        {"addressed": "volunteers", "places": 100},
        {"addressed": "grid_workers", "places": 2},
    ],
)
def test_volunteers_are_counted_and_others_are_not(city, wrong):
    answer = give(city, **wrong)
    assert answer.status_code == 422, answer.content.decode()
    assert not Instruction.objects.exists()


def test_who_comes_too_late_is_told_so_and_a_place_that_is_left_is_free_again(city):
    another(city, "yan")
    row = given(city, **TASK)
    first, second = phone(city, "xu"), phone(city, "yan")
    assert put(first, item("acknowledge", row)).status_code == 201
    late = put(second, item("acknowledge", row))
    assert (late.status_code, late.json()["title"]) == (409, "all-taken")
    assert told(city, "yan") == []  # it is not offered any more
    assert put(first, item("acknowledge", row)).status_code == 201  # again: it stays theirs
    assert put(first, back(row)).status_code == 201
    assert put(first, back(row)).status_code == 201  # twice changes nothing
    assert [line["taken"] for line in told(city, "yan")] == [0]
    assert put(second, item("acknowledge", row)).status_code == 201
    assert Acknowledgement.objects.get().person == city.people["yan"]


def test_what_was_reported_as_done_is_not_given_back(city):
    row, client = given(city, **TASK), phone(city, "xu")
    assert put(client, item("answer", row, answer="三处已清。")).status_code == 201
    assert put(client, back(row)).status_code == 409
    assert Acknowledgement.objects.get().answer == "三处已清。"


def test_a_report_that_comes_in_the_middle_of_giving_back_stays(city):
    row, client = given(city, **TASK), phone(city, "xu")
    assert put(client, item("acknowledge", row)).status_code == 201

    def report_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("DELETE") and Acknowledgement._meta.db_table in sql:
            Acknowledgement.objects.update(answer="已清", answered_at=timezone.now())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(report_first), pytest.raises(Conflict):
        give_back_task(task=Instruction.objects.get(pk=row), by=city.actor("xu", timezone.now()))
    assert Acknowledgement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_reports_and_gives_back_at_once_keeps_the_report():
    city = build_city()
    area = Area.objects.get(code=COMMUNITY)
    wanted = Wanted(title="查看消防通道", text="看一遍。", addressed=Addressed.VOLUNTEERS, places=1)
    for _round in range(8):
        task = give_instruction(wanted=wanted, area=area, by=city.actor("community", timezone.now()))
        xu = city.actor("xu", timezone.now())
        acknowledge_instruction(instruction=task, by=xu)

        def act(number: int, task: Instruction = task, xu: Actor = xu) -> object:
            return (
                answer_instruction(instruction=task, answer="已清", by=xu)
                if number
                else give_back_task(task=task, by=xu)
            )

        assert {type(one) for one in together(2, act)} <= {Conflict}
        assert Acknowledgement.objects.get(instruction=task).answer == "已清"


def test_how_many_have_it_is_the_same_for_who_has_it_and_who_may_still_take_it(city):
    another(city, "yan")
    row = given(city, **{**TASK, "places": 3})
    assert put(phone(city, "xu"), item("acknowledge", row)).status_code == 201
    for name in ("xu", "yan"):
        assert [(line["places"], line["taken"]) for line in told(city, name)] == [(3, 1)]


def test_a_task_that_was_withdrawn_is_not_taken_any_more_but_reported_by_who_has_it(city):
    another(city, "yan")
    row = given(city, **{**TASK, "places": 2})
    assert put(phone(city, "xu"), item("acknowledge", row)).status_code == 201
    assert send(browser(city, "community"), "POST", f"/instructions/{row}/withdraw").status_code == 200
    assert put(phone(city, "yan"), item("acknowledge", row)).status_code == 409
    assert put(phone(city, "xu"), item("answer", row, answer="已清")).status_code == 201


@pytest.mark.parametrize("who", ["lin", "community", "far"])
def test_whom_it_is_not_for_neither_takes_nor_gives_it_back(city, who):
    row = given(city, who="community", **TASK) if who != "community" else given(city, "subdistrict", **TASK)
    assert put(phone(city, who), item("acknowledge", row)).status_code == 404
    assert put(phone(city, who), back(row)).status_code == 404


def test_an_instruction_that_is_no_task_is_not_given_back(city):
    row, client = given(city), phone(city, "lin")
    assert put(client, item("acknowledge", row)).status_code == 201
    assert put(client, back(row)).status_code == 404
    assert Acknowledgement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_those_who_take_the_last_place_at_once_one_has_it():
    city, now = build_city(), timezone.now()
    names = ["xu", "yan", "qiao"]
    for name in names[1:]:
        another(city, name)
    area = Area.objects.get(code=COMMUNITY)
    wanted = Wanted(title="查看消防通道", text="看一遍。", addressed=Addressed.VOLUNTEERS, places=1)
    task = give_instruction(wanted=wanted, area=area, by=city.actor("community", now))
    takers = [city.actor(name, timezone.now()) for name in names]
    refused = together(3, lambda place: acknowledge_instruction(instruction=task, by=takers[place]))
    assert [type(one) for one in refused] == [AllTaken, AllTaken]
    assert Acknowledgement.objects.count() == 1
