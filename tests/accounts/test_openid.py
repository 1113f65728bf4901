"""The city's own sign-in, whole-way: an invented provider answers over HTTP, Django's client is the browser."""

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.core.cache import cache
from django.urls import reverse

from tests.accounts.people import AT, PASSWORD, made_user, sign_in
from tests.accounts.provider import CLIENT, SECRET, OpenIdProvider, open_provider
from tests.accounts.test_sign_in import code_now, set_up_totp
from wangge.accounts.actions.users import deactivate_user
from wangge.accounts.models import AuditEntry, Team, User
from wangge.config.addresses import origin

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]

DOOR = "/accounts/oidc/city/login/"
LIN = {"sub": "city-7", "email": "LinQiao@city.example", "email_verified": True, "name": "林巧", "picture": "p.jpg"}


@pytest.fixture
def provider(settings, client) -> Iterator[OpenIdProvider]:
    cache.clear()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with open_provider() as served:
        place = {"server_url": served.url, "oauth_pkce_enabled": True}
        app = {"provider_id": "city", "name": "City", "client_id": CLIENT, "secret": SECRET, "settings": place}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        served.person = LIN
        yield served


def way_back(client, door: str = DOOR) -> str:
    """Press the button, be sent to the provider, and return where it sends the browser then."""
    away = client.post(door, headers={"host": "localhost"})
    assert away.status_code == 302, away.content.decode()
    place = urlsplit(away.headers["Location"])
    with closing(HTTPConnection(place.netloc)) as line:
        line.request("GET", f"{place.path}?{place.query}")
        sent_back = line.getresponse().headers["Location"]
    return sent_back.removeprefix("http://localhost")


def come_in(client, door: str = DOOR):
    return client.get(way_back(client, door), headers={"host": "localhost"})


def member(**given: str) -> User:
    return made_user(**{"email": "linqiao@city.example", **given})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_who_is_known_by_a_verified_address_is_connected_once_and_nothing_else_is_kept_of_them(client, provider):
    user = member(team=Team.VOLUNTEER)
    assert come_in(client).headers["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/inside/").content == b"inside"
    client.post("/accounts/logout/")
    provider.person = LIN | {"email": "another@city.example"}  # the id at the provider stays, an address may change
    come_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    kept = SocialAccount.objects.get()
    assert (kept.user_id, kept.uid, kept.extra_data) == (user.pk, "city-7", {})
    assert [one.action for one in AuditEntry.objects.order_by("id")] == [
        "make_user", "connect_sign_in", "sign_in", "sign_out", "sign_in",
    ]  # fmt: skip
    assert {"/.well-known/openid-configuration", "/token", "/userinfo", "/jwks"} <= set(provider.asked)


def test_the_password_of_who_comes_through_the_city_still_works(client, provider):
    user = member(team=Team.VOLUNTEER)
    come_in(client)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_address_that_stands_in_their_own_pages_does_not_hide_who_they_are(client, provider):
    user = member(team=Team.VOLUNTEER)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    come_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_staff_without_a_second_factor_are_let_into_nothing_but_setting_one_up(client, provider):
    member()
    come_in(client)
    assert client.get("/inside/").headers["Location"] == reverse("mfa_index")
    assert client.post("/inside/").status_code == 403


def test_staff_with_a_second_factor_are_asked_for_it(client, provider):
    user = member()
    sign_in(client)
    secret = set_up_totp(client)
    client.post("/accounts/logout/")
    assert come_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/inside/").content == b"inside"


def test_who_has_no_account_gets_none_and_is_told_whom_to_ask(client, provider):
    member(email="somebody-else@city.example")
    answer = come_in(client)
    assert "ask your administrator" in answer.content.decode()
    assert (is_in(client), User.objects.count(), SocialAccount.objects.count()) == (False, 1, 0)


@pytest.mark.parametrize("verified", [False, None, "false", "no", 0])
def test_an_address_that_the_provider_has_not_verified_opens_no_account(client, provider, verified):
    member()
    provider.person = LIN | {"email_verified": verified}
    assert "ask your administrator" in come_in(client).content.decode()
    assert not is_in(client)
    del provider.person["email_verified"]
    come_in(client)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_address_that_went_to_a_new_person_does_not_open_the_account_of_the_old_one(client, provider):
    member(team=Team.VOLUNTEER)
    come_in(client)
    client.post("/accounts/logout/")
    provider.person = LIN | {"sub": "city-8"}
    assert "ask your administrator" in come_in(client).content.decode()
    assert not is_in(client)


def test_a_person_without_an_address_does_not_become_who_has_none_either(client, provider):
    member(email="")
    provider.person = {"sub": "city-9", "email": "", "email_verified": True}
    come_in(client)
    assert not is_in(client)


def test_who_has_left_does_not_come_in_again(client, provider):
    user = member(team=Team.VOLUNTEER)
    come_in(client)
    client.post("/accounts/logout/")
    deactivate_user(user=user, at=AT, by=None)
    come_in(client)
    assert not is_in(client)


def told(answer) -> str:
    text = answer.content.decode()
    assert answer.status_code == 401, text
    assert "/accounts/login/" in text
    return text


def test_who_breaks_off_at_the_provider_is_told_so(client, provider):
    provider.denies = True
    answer = client.get(way_back(client), follow=True)
    assert "broken off" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_to_another_browser_s_question_is_refused(client, provider):
    member()
    back = way_back(client)
    assert "can be trusted" in told(client.get(back.split("&state=")[0] + "&state=guessed"))
    assert "can be trusted" in told(client.get(back.split("&state=")[0]))
    assert not is_in(client)
    client.get(back)
    client.post("/accounts/logout/")
    assert "can be trusted" in told(client.get(back))  # nor twice


@pytest.mark.parametrize(
    "lies",
    [{"aud": "another client"}, {"iss": "https://elsewhere.example"}, {"exp": 1_700_000_000}, {"sub": "city-1"}],
    ids=["audience", "issuer", "expired", "userinfo of another"],
)
def test_a_token_for_somebody_else_is_refused(client, provider, lies):
    member()
    provider.lies = lies
    assert "can be trusted" in told(come_in(client))
    assert not is_in(client)


def test_a_token_that_another_key_has_signed_is_refused(client, provider):
    member()
    provider.signing = generate_private_key(65537, 2048)
    assert "can be trusted" in told(come_in(client))
    assert not is_in(client)


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/jwks"])
def test_a_provider_that_fails_is_told_in_a_sentence(client, provider, path):
    member()
    provider.broken = {path}
    assert "can be trusted" in told(come_in(client))


def test_a_provider_that_cannot_be_reached_is_told_in_a_sentence(client, provider):
    provider.broken = {"/.well-known/openid-configuration"}
    assert "can be trusted" in told(client.post(DOOR))


def test_another_site_sends_nobody_to_the_provider(client, provider):
    assert client.get(DOOR).status_code == 200
    assert provider.asked == []


def test_the_sign_in_page_may_lead_to_the_provider(client, provider):
    page = client.get("/accounts/login/?next=/inside/").content.decode()
    assert f'action="{DOOR}?process=login&amp;next=%2Finside%2F"' in page
    assert origin("https://sign-in.example:8443/realms/city") == ["https://sign-in.example:8443"]
    assert origin("") == []
