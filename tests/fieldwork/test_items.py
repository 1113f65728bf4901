"""The outbox is taken in once each: a repeat is a success, a change is refused, nothing is kept of what is refused."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.api.knocking import phone, send
from tests.cases.threads import together
from tests.cases.ways import dispatched, seen_by, verbs_of
from tests.cases.written_cases import written_case, written_order, written_step
from tests.city import City, build_city
from tests.fieldwork.outboxes import promised, put, report
from wangge.cases.models import Case, CaseNote, PromisedPhoto
from wangge.fieldwork.models import Item


def comment(case: Case, **given):
    return {"kind": "comment", "made_at": "2026-03-11T08:06:00Z", "number": case.number, "note": "看过", **given}


def of_case(kind: str, case: Case, **given):
    return {"kind": kind, "made_at": "2026-03-11T08:06:00Z", "number": case.number, **given}


def verifying(city: City) -> Case:
    case = written_case(city, state="verifying")
    written_order(case, "verify", holder=city.people["lin"])
    return case


def test_a_report_is_taken_in_and_its_repeat_gets_the_same_answer(city):
    client, uuid = phone(city, "lin"), uuid4()
    first = put(client, report(), uuid)
    again = put(client, report(), uuid)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    case = Case.objects.get()
    assert first.json()["item"] == str(uuid)
    assert first.json()["number"] == case.number
    assert case.client_id == uuid
    assert send(client, "GET", f"/track/{first.json()['token']}").status_code == 200


def test_the_order_of_the_fields_is_no_other_body(city):
    client, uuid = phone(city, "lin"), uuid4()
    assert put(client, report(), uuid).status_code == 201
    assert put(client, dict(reversed(report().items())), uuid).status_code == 200


def test_another_body_under_the_same_id_is_refused_with_a_sentence(city):
    client, uuid = phone(city, "lin"), uuid4()
    number = put(client, report(), uuid).json()["number"]
    answer = put(client, report(description="另一处"), uuid)
    assert (answer.status_code, answer.json()["title"]) == (409, "sent-twice")
    assert number in answer.json()["detail"]
    assert Case.objects.count() == 1


def test_the_same_id_of_another_person_is_another_item(city):
    uuid = uuid4()
    assert put(phone(city, "lin"), report(), uuid).status_code == 201
    assert put(phone(city, "deputy"), report(), uuid).status_code == 201
    assert Item.objects.count() == 2


@pytest.mark.parametrize("made", ["1970-01-01T00:00:00Z", "2099-12-31T23:59:59+14:00"])
def test_a_clock_that_is_wrong_loses_nothing_and_is_told(city, made):
    answer = put(phone(city, "lin"), report(made_at=made))
    assert answer.status_code == 201
    assert len(answer.json()["notices"]) == 1
    assert Case.objects.get().told_at is None


def test_a_report_made_offline_was_told_when_it_was_made(city):
    made = timezone.now().replace(microsecond=0)
    put(phone(city, "lin"), report(made_at=made.isoformat()))
    assert Case.objects.get().told_at == made


def test_a_verification_a_comment_and_a_not_found_go_through_the_same_door(city):
    client = phone(city, "lin")
    first, second = verifying(city), verifying(city)
    assert put(client, of_case("verify", first, seen=1, note="属实")).json()["version"] == 2
    assert put(client, of_case("verify", second, seen=1, outcome="not_found")).status_code == 201
    assert put(client, comment(first)).status_code == 201
    assert verbs_of(first) == ["verify", "comment"]
    assert verbs_of(second) == ["refute"]


def test_a_check_goes_through_it(city):
    case = written_case(city, state="checking", unit=city.units["sanitation"])
    written_order(case, "part", unit=case.unit, lead=True, state="done")
    written_order(case, "check", holder=city.people["lin"])
    answer = put(phone(city, "lin"), of_case("check", case, seen=1, outcome="fixed"))
    assert (answer.status_code, answer.json()["state"]) == (201, "checked"), answer.content.decode()


def test_a_handler_acknowledges_with_the_same_phone_and_a_program_does_not(city):
    case = seen_by(city, "sanitation", dispatched(city))
    Case.objects.filter(pk=case.pk).update(handler=city.people["sweeper"])
    case.orders.filter(kind="part").update(holder=city.people["sweeper"])
    body = of_case("acknowledge", case, seen=case.version)
    assert put(phone(city, "sweeper", "cases:handle"), body).status_code == 403
    answer = put(phone(city, "sweeper"), body)
    assert (answer.status_code, answer.json()["state"]) == (201, "in_progress"), answer.content.decode()


def test_a_case_that_moved_on_is_refused_in_the_servers_words_and_nothing_is_kept(city):
    case, client, uuid = verifying(city), phone(city, "lin"), uuid4()
    written_step(case, "note")
    Case.objects.filter(pk=case.pk).update(version=2)
    written_step(case, "note")
    answer = put(client, of_case("verify", case, seen=1), uuid)
    assert (answer.status_code, answer.json()["title"]) == (409, "moved-on")
    assert case.number in answer.json()["detail"]
    assert not Item.objects.exists()
    assert put(client, of_case("verify", case, seen=2)).status_code == 201


def test_what_one_did_oneself_since_is_no_news(city):
    case, client = verifying(city), phone(city, "lin")
    assert put(client, comment(case, seen=1)).status_code == 201
    assert put(client, comment(case, seen=1)).status_code == 201
    assert put(client, of_case("verify", case, seen=1)).status_code == 201
    assert put(phone(city, "deputy"), comment(case, seen=1)).json()["title"] == "moved-on"
    assert verbs_of(case) == ["comment", "comment", "verify"]


@pytest.mark.parametrize("verb", ["add_photo", "warn", "mark_overdue"])
def test_a_photo_or_a_warning_since_decides_nothing(city, verb):
    case = verifying(city)
    written_step(case, "report")
    written_step(case, verb)
    Case.objects.filter(pk=case.pk).update(version=2)
    assert put(phone(city, "lin"), of_case("verify", case, seen=1)).status_code == 201


def test_a_case_that_is_not_seen_is_none(city):
    case = written_case(city, grid=2)
    assert put(phone(city, "lin"), comment(case)).status_code == 404
    assert not Item.objects.exists()


def test_a_kind_that_shows_nothing_takes_no_photos(city):
    case = verifying(city)
    assert put(phone(city, "lin"), comment(case, photos=promised(b"x"))).status_code == 422
    assert put(phone(city, "lin"), {"kind": "dance", "made_at": "2026-03-11T08:06:00Z"}).status_code == 422


def test_a_case_says_how_many_photos_are_on_their_way(city):
    client = phone(city, "lin")
    answer = put(client, report(photos=promised(b"one", b"two"))).json()
    assert [photo["arrived"] for photo in answer["photos"]] == [False, False]
    assert {photo["stage"] for photo in answer["photos"]} == {"report"}
    assert send(client, "GET", f"/cases/{answer['number']}").json()["photos_awaited"] == 2
    assert PromisedPhoto.objects.count() == 2


def test_two_that_send_the_same_item_at_once_do_it_once(transactional_db):
    city = build_city()
    case, uuid = verifying(city), uuid4()
    clients = [phone(city, "lin") for _number in range(2)]
    answers = {}

    def work(number: int) -> None:
        answers[number] = put(clients[number], comment(case), uuid)

    assert together(2, work) == []
    assert sorted(answer.status_code for answer in answers.values()) == [200, 201]
    assert answers[0].json() == answers[1].json()
    assert CaseNote.objects.count() == 1


def test_two_that_send_the_same_report_at_once_make_one_case(transactional_db):
    city, uuid = build_city(), uuid4()
    clients = [phone(city, "lin") for _number in range(2)]
    answers = {}

    def work(number: int) -> None:
        answers[number] = put(clients[number], report(), uuid)

    assert together(2, work) == []
    assert sorted(answer.status_code for answer in answers.values()) == [200, 201]
    assert Case.objects.count() == Item.objects.count() == 1
