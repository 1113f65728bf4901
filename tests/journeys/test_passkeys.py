"""Passkeys whole-way: added, used as the second step, used alone, refused; the key is the browser's virtual one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from tests.journeys.keychain import Keychain
from tests.journeys.visitor import PASSWORD, Visitor
from wangge.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

_DESK = re.compile("/intake/|/cases/")


def tap(person: Visitor, what: str) -> None:
    cache.clear()  # the brakes on attempts count every test of the process together
    person.page.click(what)
    person.page.wait_for_load_state()


def give_password(person: Visitor) -> None:
    person.page.fill("input[name=password]", PASSWORD)
    tap(person, "main form button[type=submit] >> nth=0")


def enter_with_password(person: Visitor) -> None:
    person.go("/accounts/login/")
    person.page.fill("input[name=login]", "intake")
    give_password(person)


def add_passkey(person: Visitor) -> None:
    """From the page on which somebody sees their second factors."""
    tap(person, "a[href*='webauthn/add']")
    give_password(person)
    person.look("passkey-add")
    person.page.check("input[name=passwordless]")
    tap(person, "#mfa_webauthn_add")
    person.page.wait_for_url("**/recovery-codes/")


def sign_out(person: Visitor) -> None:
    tap(person, "a[href='/accounts/logout/']")
    tap(person, "main form button[type=submit]")


def at_the_desk(person: Visitor) -> None:
    expect(person.page).to_have_url(_DESK)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "en")])
def test_a_passkey_is_added_and_then_signs_in_as_the_second_step_and_alone(city, visitor, width, language):
    operator = visitor("intake", width=width, language=language)
    Keychain(operator)
    tap(operator, "a.who")
    add_passkey(operator)
    operator.look("passkey-recovery-codes")
    assert re.search(r"\d{8}", operator.page.input_value("#recovery_codes"))
    operator.go("/accounts/2fa/webauthn/")
    operator.look("passkeys")
    tap(operator, "a[href*='/edit/']")
    operator.look("passkey-rename")
    sign_out(operator)

    enter_with_password(operator)
    operator.look("passkey-second-step")
    tap(operator, "#mfa_webauthn_authenticate")
    at_the_desk(operator)
    sign_out(operator)

    operator.go("/accounts/login/")
    tap(operator, "#passkey_login")
    at_the_desk(operator)


def test_who_has_no_second_factor_begins_with_a_passkey(city, visitor):
    operator = visitor()
    Keychain(operator)
    enter_with_password(operator)
    add_passkey(operator)
    operator.go("/")
    operator.look("passkey-confirm")  # adding a key is not using it
    tap(operator, "#mfa_webauthn_reauthenticate")
    at_the_desk(operator)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "en")])
def test_a_strange_key_and_one_that_was_taken_away_are_refused_in_a_sentence(city, visitor, width, language):
    operator = visitor("intake", width=width, language=language)
    keychain = Keychain(operator)
    tap(operator, "a.who")
    add_passkey(operator)
    sign_out(operator)

    operator.go("/accounts/login/")
    keychain.finger_is_known(False)
    tap(operator, "#passkey_login")
    expect(operator.page.locator("#notices .refusal")).to_be_visible()
    operator.look("passkey-not-confirmed")
    keychain.finger_is_known(True)

    Authenticator.objects.filter(user=User.objects.get(username="intake"), type="webauthn").delete()
    tap(operator, "#passkey_login")
    expect(operator.page.locator("#notices .error")).to_be_visible()
    operator.look("passkey-taken-away")
    enter_with_password(operator)
    keychain.change_for_a_strange_one()
    tap(operator, "#mfa_webauthn_authenticate")
    expect(operator.page.locator("#notices .refusal")).to_be_visible()
    assert "/2fa/authenticate" in operator.page.url
