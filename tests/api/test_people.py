"""Accounts over the API: made without rights, given a password, ended; never beyond the administrator's area."""

import pytest
from allauth.mfa.models import Authenticator

from tests.api.knocking import browser, key_of, send
from tests.city import COMMUNITY, City, at
from wangge.accounts.models import AuditEntry, Team, User
from wangge.accounts.permissions import Role
from wangge.territory.models import Area, Posting

PASSWORD = "lanes-and-lamps-41"


@pytest.fixture
def keeper(city: City):
    """The administrator of one community."""
    user = User.objects.create(username="keeper", work_name="凌管", team=Team.OFFICE)
    area = Area.objects.get(code=COMMUNITY)
    Posting.objects.create(user=user, role=Role.ADMINISTRATOR, area=area, begins_at=at("2025-01-01"))
    city.people["keeper"] = user
    return browser(city, "keeper")


def test_somebody_is_made_found_given_a_password_and_ended(city: City):
    client = browser(city, "administrator")
    new = {"username": "xiaoyu", "work_name": "肖雨", "team": "volunteer", "password": PASSWORD}
    assert send(client, "POST", "/people", new).status_code == 201
    assert send(client, "POST", "/people", new).status_code == 409
    found = send(client, "GET", "/people?words=肖").json()
    assert found == [{"username": "xiaoyu", "work_name": "肖雨", "team": "volunteer", "active": True}]
    user = User.objects.get(username="xiaoyu")
    assert send(client, "POST", "/people/xiaoyu/password", {"password": "short"}).status_code == 422
    assert send(client, "POST", "/people/xiaoyu/password", {"password": "other-lanes-42"}).status_code == 200
    user.refresh_from_db()
    assert user.check_password("other-lanes-42")
    assert send(client, "POST", "/people/xiaoyu/end").json()["active"] is False
    assert send(client, "POST", "/people/xiaoyu/end").status_code == 409
    actions = list(AuditEntry.objects.filter(subject=f"user:{user.pk}").order_by("id").values_list("action", flat=True))
    assert actions == ["make_user", "set_password", "deactivate_user"]


def test_who_lost_the_phone_sets_up_a_second_factor_anew(city: City):
    Authenticator.objects.create(user=city.people["lin"], type="totp", data={"secret": "sealed"})
    assert send(browser(city, "administrator"), "POST", "/people/lin/second-factor").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_password_is_every_right_of_its_owner_so_who_is_posted_beyond_the_area_too_is_left_alone(city: City, keeper):
    city_area = Area.objects.get(code="420500000000")
    Posting.objects.create(user=city.people["community"], role=Role.AUDITOR, area=city_area, begins_at=at("2025-01-01"))
    for verb, body in (("password", {"password": PASSWORD}), ("second-factor", None), ("end", None)):
        answer = send(keeper, "POST", f"/people/community/{verb}", body, headers={"Accept-Language": "en"})
        assert answer.status_code == 403, verb
        assert "beyond your area" in answer.json()["detail"]
    key = {"kind": "api", "label": "x", "scopes": ["cases:read"], "owner": "community"}
    assert send(keeper, "POST", "/keys", key).status_code == 403
    assert send(keeper, "POST", "/people/lin/password", {"password": PASSWORD}).status_code == 200


def test_the_account_of_a_resident_is_nobodys_to_open(city: City):
    User.objects.create(username="zhou", work_name="周", team=Team.RESIDENT)
    answer = send(browser(city, "administrator"), "POST", "/people/zhou/password", {"password": PASSWORD})
    assert answer.status_code == 403


def test_ending_somebodys_service_ends_postings_and_keys(city: City):
    secret = key_of(city, "lin")
    assert send(browser(city, "administrator"), "POST", "/people/lin/end").status_code == 200
    assert not Posting.objects.filter(user=city.people["lin"], ends_at__isnull=True).exists()
    answer = send(browser(city, "nobody"), "GET", "/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
