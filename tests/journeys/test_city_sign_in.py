"""The city's own sign-in in a browser, which lets a form lead only where the content security policy says."""

import copy
import re

import pytest
from playwright.sync_api import expect

from tests.accounts.provider import CLIENT, SECRET, open_provider
from tests.journeys.visitor import Visitor
from wangge.accounts.actions.users import make_user
from wangge.accounts.models import Team, User
from wangge.config.addresses import origin

pytestmark = pytest.mark.django_db(transaction=True)

_BUTTON = "form[action*='/oidc/city/'] button"


@pytest.fixture
def provider(settings):
    with open_provider() as served:
        place = {"server_url": served.url, "oauth_pkce_enabled": True}
        app = {"provider_id": "city", "name": "City", "client_id": CLIENT, "secret": SECRET, "settings": place}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"] = ["'self'", *origin(served.url)]
        settings.CONTENT_SECURITY_POLICY = policy
        yield served


def press(person: Visitor, provider) -> None:
    person.go("/accounts/login/")
    person.look("city-sign-in")
    person.page.click(_BUTTON)
    person.page.wait_for_load_state()
    person.faults = [one for one in person.faults if provider.url not in one]  # the provider is elsewhere


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "en")])
def test_the_button_leads_to_the_provider_and_back(city, visitor, provider, width, language):
    by = User.objects.get(username="administrator")
    make_user(username="tan", work_name="谭溪", team=Team.VOLUNTEER, at=by.joined_at, by=by, email="tan@city.example")
    person = visitor(width=width, language=language)
    provider.person = {"sub": "1", "email": "unknown@city.example", "email_verified": True}
    press(person, provider)
    person.look("city-sign-in-unknown")
    provider.denies = True
    press(person, provider)
    person.look("city-sign-in-broken-off")
    provider.denies, provider.lies = False, {"aud": "another client"}
    press(person, provider)
    person.look("city-sign-in-untrusted")
    provider.person, provider.lies = {"sub": "2", "email": "tan@city.example", "email_verified": True}, {}
    press(person, provider)
    expect(person.page.locator("a.who")).to_have_text("谭溪")
    expect(person.page).not_to_have_url(re.compile("/accounts/"))
