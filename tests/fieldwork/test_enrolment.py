"""A phone gets its key by a code: once, within a quarter of an hour, and only for whom the maker keeps keys."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.knocking import browser, phone, send
from tests.city import City
from wangge.accounts.actions.keys import make_key
from wangge.accounts.models import AuditEntry, Key, KeyKind, User
from wangge.fieldwork.actions.codes import VALID, WrongCode, enrol_phone, make_phone_code
from wangge.fieldwork.codes import ALPHABET
from wangge.fieldwork.models import PhoneCode
from wangge.fieldwork.stations import station


def code_for(city: City, name: str = "lin", by: str = "lin") -> str:
    answer = send(browser(city, by), "POST", "/phone/codes", {"owner": name})
    assert answer.status_code == 201
    return answer.json()["code"]


def enrol(code: str, label: str = "红色的手机", **given: str):
    return send(Client(), "POST", "/phone/enrol", {"code": code, "label": label, **given})


def test_a_code_makes_a_phone_somebodys_phone(city):
    code = code_for(city)
    assert len(code) == 9
    assert set(code) - {"-"} <= set(ALPHABET)
    told = enrol(code).json()
    assert told["person"] == {"name": "林巧", "username": "lin", "language": "zh_Hans"}
    assert told["station"] == {"id": station().id, "public_key": station().public_key}
    client = Client(headers={"Authorization": f"Bearer {told['key']}"})
    me = send(client, "GET", "/me").json()
    assert (me["username"], me["scopes"]) == ("lin", ["phone"])
    key = Key.objects.get(kind=KeyKind.DEVICE)
    assert (key.label, key.owner.username, key.created_by.username) == ("红色的手机", "lin", "lin")


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_a_code_is_read_however_it_is_typed(city, typed):
    assert enrol(typed(code_for(city))).status_code == 201


def test_a_code_opens_once_and_every_wrong_one_gets_the_same_sentence(city):
    code = code_for(city)
    assert enrol(code).status_code == 201
    late = code_for(city)
    PhoneCode.objects.filter(used_at=None).update(expires_at=timezone.now())
    answers = [enrol(one) for one in (code, "AAAA-AAAA", late)]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert answers[0].json()["title"] == "wrong-code"


def test_an_older_code_dies_with_the_next(city):
    first, second = code_for(city), code_for(city)
    assert enrol(first).status_code == 422
    assert enrol(second).status_code == 201


def test_a_code_ends_after_a_quarter_of_an_hour(city):
    lin, now = city.people["lin"], timezone.now()
    made = make_phone_code(owner=lin, at=now, by=lin)
    with pytest.raises(WrongCode):
        enrol_phone(code=made.code, label="x", at=now + VALID)
    assert enrol_phone(code=made.code, label="x", at=now + VALID - timedelta(seconds=1)).key.owner == lin


def test_who_left_gets_no_phone_by_a_code_of_before(city):
    code = code_for(city)
    User.objects.filter(username="lin").update(is_active=False)
    assert enrol(code).status_code == 422


def test_an_administrator_makes_codes_for_the_own_area_and_no_key_does(city):
    assert enrol(code_for(city, "lin", "administrator")).json()["person"]["username"] == "lin"
    assert send(browser(city, "neighbour"), "POST", "/phone/codes", {"owner": "lin"}).status_code == 404
    assert send(phone(city, "lin"), "POST", "/phone/codes", {}).status_code == 403


def test_the_code_itself_is_kept_nowhere_and_the_audit_tells_who_made_it(city):
    code = code_for(city, "lin", "administrator")
    enrol(code)
    plain = code.replace("-", "")
    assert not PhoneCode.objects.filter(digest__contains=plain).exists()
    entries = list(AuditEntry.objects.about(f"user:{city.people['lin'].pk}"))
    assert {entry.action for entry in entries} == {"make_phone_code", "make_key"}
    assert {entry.actor.username for entry in entries if entry.actor} == {"administrator"}
    assert not [entry for entry in entries if plain in entry.reason]


def test_where_somebodys_things_wait_no_code_of_others_will_do_and_it_stays_unused(city):
    code = code_for(city, "deputy", "administrator")
    body = {"code": code, "label": "x", "owner": "lin"}
    answer = send(Client(), "POST", "/phone/enrol", body)
    assert (answer.status_code, answer.json()["title"]) == (422, "others-code")
    assert send(Client(), "POST", "/phone/enrol", {**body, "owner": "deputy"}).status_code == 201


def test_a_phone_that_is_enrolled_anew_ends_its_key_of_before(city):
    before = enrol(code_for(city)).json()
    old, other = Key.objects.get(), enrol(code_for(city)).json()
    told = enrol(code_for(city), owner="lin", replaces=before["id"]).json()
    assert before["id"] == old.lookup
    assert statuses(before, other, told) == [401, 200, 200]
    entry = AuditEntry.objects.get(action="revoke_key")
    assert (entry.actor, entry.reason) == (city.people["lin"], f"{old.lookup} replaced by {told['id']}")


def test_no_key_but_a_phones_of_the_same_person_ends_and_nothing_is_said(city):
    others = enrol(code_for(city, "deputy", "administrator")).json()
    make_key(
        owner=city.people["lin"],
        kind=KeyKind.API,
        label="x",
        scopes=["cases:read"],
        at=timezone.now(),
        by=city.people["lin"],
    )
    program = Key.objects.get(kind=KeyKind.API).lookup
    for replaces in (others["id"], program, "0" * 16, ""):
        assert set(enrol(code_for(city), replaces=replaces).json()) == {"id", "key", "person", "station"}
    assert not Key.objects.exclude(revoked_at=None).exists()


@pytest.mark.parametrize("replaces", ["0" * 16 + "\n", "%", "x" * 16])
def test_what_is_no_id_of_a_key_is_refused_and_the_code_stays_unused(city, replaces):
    code = code_for(city)
    assert enrol(code, replaces=replaces).status_code == 422
    assert enrol(code).status_code == 201


def test_a_phone_from_which_all_is_removed_ends_its_own_key_and_no_other(city):
    told, other = enrol(code_for(city)).json(), phone(city, "lin")
    client = Client(headers={"Authorization": f"Bearer {told['key']}"})
    assert [send(client, "DELETE", "/phone/key").status_code for _each in range(2)] == [204, 204]
    assert send(client, "GET", "/me").json()["title"] == "revoked"
    assert send(other, "GET", "/me").status_code == 200
    entry = AuditEntry.objects.get(action="revoke_key")
    assert (entry.actor, entry.reason) == (city.people["lin"], f"{told['id']} removed from the phone")


def test_the_key_of_a_program_is_not_ended_so(city):
    program = phone(city, "lin", "cases:read")
    assert send(program, "DELETE", "/phone/key").status_code == 401
    assert not Key.objects.exclude(revoked_at=None).exists()


def statuses(*told: dict[str, str]) -> list[int]:
    """What each of the keys gets for an answer."""
    clients = [Client(headers={"Authorization": f"Bearer {one['key']}"}) for one in told]
    return [send(client, "GET", "/phone/feed").status_code for client in clients]
