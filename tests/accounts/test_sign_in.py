import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.accounts.people import AT, PASSWORD, made_user, sign_in
from wangge.accounts.actions.second_factors import reseal_second_factors
from wangge.accounts.actions.users import deactivate_user
from wangge.accounts.models import AuditEntry, Team
from wangge.accounts.sign_in import may_enter, second_factor_done
from wangge.accounts.vaults import vault

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def code_now(secret: str) -> str:
    counters = list(yield_hotp_counters_from_time())  # those that are taken; that of now in their middle
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def set_up_totp(client) -> str:
    """Through allauth's own pages; returns the secret that a phone would keep."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)
    assert secret, page
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret[1])})
    assert answer.status_code == 302
    cache.clear()  # a code is used once only, and the clock of the test does not wait for the next
    return secret[1]


def request_of(client, user):
    request = RequestFactory().get("/")
    request.session, request.user = client.session, user
    return request


def audited() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.exclude(action="make_user").order_by("id").values_list("action", "subject"))


def test_sign_in_and_sign_out_are_audited(client):
    user = made_user(team=Team.VOLUNTEER)
    assert sign_in(client).status_code == 302
    client.post("/accounts/logout/")
    assert audited() == [("sign_in", f"user:{user.pk}"), ("sign_out", f"user:{user.pk}")]


def test_a_failed_sign_in_is_audited_without_what_was_typed(client):
    user = made_user()
    sign_in(client, password="wrong-wrong-wrong")
    sign_in(client, username="my-password-in-the-wrong-field")
    assert audited() == [("fail_sign_in", f"user:{user.pk}"), ("fail_sign_in", "")]
    assert not AuditEntry.objects.filter(reason__contains="wrong").exists()


def test_whoever_left_does_not_sign_in_and_an_open_session_ends(client):
    user = made_user(team=Team.VOLUNTEER)
    sign_in(client)
    assert client.get("/accounts/password/change/").status_code == 200
    deactivate_user(user=user, at=AT, by=None)
    assert client.get("/accounts/password/change/").status_code == 302
    again = Client()
    assert sign_in(again).status_code == 200  # the form again
    assert "_auth_user_id" not in again.session


def test_staff_without_a_second_factor_are_let_into_nothing_but_setting_one_up(client):
    user = made_user()
    sign_in(client)
    assert not may_enter(request_of(client, user))
    assert client.get("/accounts/email/").headers["Location"] == reverse("mfa_index")
    assert client.get("/inside/").headers["Location"] == reverse("mfa_index")
    assert client.post("/inside/").status_code == 403
    assert client.get("/inside/", headers={"Accept": "application/json"}).status_code == 403
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


def test_setting_one_up_is_not_using_it(client):
    user = made_user()
    sign_in(client)
    secret = set_up_totp(client)
    assert not second_factor_done(request_of(client, user))
    where = client.get("/inside/?page=2").headers["Location"]
    assert where == f"{reverse('mfa_reauthenticate')}?next=%2Finside%2F%3Fpage%3D2"
    assert client.post(where, {"code": code_now(secret)}).status_code == 302
    assert may_enter(request_of(client, user))
    assert client.get("/inside/").content == b"inside"


def test_password_and_one_time_code_open_a_session(client):
    user = made_user()
    sign_in(client)
    secret = set_up_totp(client)
    client.post("/accounts/logout/")
    answer = sign_in(client)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert second_factor_done(request_of(client, user))
    assert "fail_second_factor" in {action for action, _ in audited()}


def test_the_second_factor_of_another_session_does_not_count(client):
    user, client_of_another_phone = made_user(), Client()
    sign_in(client)
    set_up_totp(client)
    sign_in(client_of_another_phone)
    assert not second_factor_done(request_of(client_of_another_phone, user))


def test_whoever_leaves_leaves_no_second_factor_behind(client):
    user = made_user()
    sign_in(client)
    set_up_totp(client)
    assert Authenticator.objects.filter(user=user).exists()
    deactivate_user(user=user, at=AT, by=None)
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_secret_of_one_time_codes_lies_in_the_vault(client):
    made_user()
    sign_in(client)
    secret = set_up_totp(client)
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert kept.startswith("gAAAA")


def test_a_new_key_of_the_vault_reseals_second_factors_and_the_old_one_may_go(client, settings):
    made_user()
    sign_in(client)
    set_up_totp(client)
    old, new = settings.CONTACT_KEYS[0], Fernet.generate_key().decode()
    assert reseal_second_factors(at=AT, by=None) == 0
    settings.CONTACT_KEYS = [new, old]
    assert reseal_second_factors(at=AT, by=None) == 2  # one-time codes, and the recovery codes beside them
    settings.CONTACT_KEYS = [new]
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert re.fullmatch("[A-Z2-7]{32}", vault().open(kept.encode()))


def test_volunteers_and_residents_need_no_second_factor(client):
    user = made_user(team=Team.VOLUNTEER)
    sign_in(client)
    assert may_enter(request_of(client, user))
    assert client.get("/inside/").content == b"inside"


def test_a_passkey_can_be_a_second_factor(client):
    made_user()
    sign_in(client)
    page = client.get(reverse("mfa_index")).content.decode()
    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_login_webauthn")


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 200
    answer = client.post("/accounts/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 200
    assert audited() == []


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client):
    made_user(team=Team.VOLUNTEER)
    for _ in range(5):
        sign_in(client, password="wrong-wrong-wrong")
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_the_city_s_own_sign_in_appears_when_it_is_configured(client, settings):
    assert client.get("/accounts/oidc/city/login/").status_code == 404
    app = {
        "provider_id": "city",
        "name": "City",
        "client_id": "wangge",
        "secret": "s",
        "settings": {"server_url": "https://sign-in.example.org"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert client.get("/accounts/oidc/city/login/").status_code == 200
    assert "/accounts/oidc/city/login/" in client.get("/accounts/login/").content.decode()


def test_nobody_writes_an_address_into_their_own_account(client):
    resident = made_user(team=Team.RESIDENT)
    sign_in(client)
    answer = client.post("/accounts/email/", {"action_add": "", "email": "colleague@city.example"})
    assert answer.status_code == 404
    assert not EmailAddress.objects.filter(user=resident).exists()
