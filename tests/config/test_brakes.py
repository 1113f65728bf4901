"""The brakes on strangers and on failed sign-ins hold in a crowd, and against who has many addresses."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from tests.accounts.people import made_user
from wangge.accounts.networks import network_of
from wangge.neighbourhood.strangers import Readers
from wangge.territory.doors import ForStrangers

HOME = "2001:db8:1:2::"


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def is_braked(address: str, name: str) -> bool:
    """Whether a wrong password from there is not even looked at."""
    client = Client(REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE="en")
    answer = client.post("/accounts/login/", {"login": name, "password": "wrong"})
    return "Too many" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", HOME),
        ("2001:DB8:1:2::1", HOME),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("nowhere", "nowhere"),
        ("", ""),
    ],
)
def test_a_network_is_an_address_of_four_bytes_or_what_a_subscriber_of_ipv6_has(address: str, network: str):
    assert network_of(address) == network


@pytest.mark.parametrize("brake", [ForStrangers, Readers])
def test_many_addresses_of_one_network_are_one_stranger(brake: type[ForStrangers]):
    slow, knock = brake("2/m"), RequestFactory().get
    allowed = [slow.allow_request(knock("/", REMOTE_ADDR=f"{HOME}{number:x}")) for number in range(1, 5)]
    assert allowed == [True, True, False, False]
    assert slow.allow_request(knock("/", REMOTE_ADDR="2001:db8:1:3::1"))


def test_a_crowd_of_visitors_does_not_forget_who_guesses_passwords(db: None):
    made_user("guessed")
    for number in range(5):
        assert not is_braked(f"203.0.113.{number}", "guessed")
    knock = RequestFactory().get
    for number in range(500):
        assert Readers("600/m").allow_request(knock("/public/", REMOTE_ADDR=f"198.18.{number // 250}.{number % 250}"))
    assert is_braked("203.0.113.6", "guessed")


def test_failed_sign_ins_through_a_socket_for_both_kinds_count_for_their_own_address(db: None):
    assert not any(is_braked(f"::ffff:203.0.113.{number}", f"name{number}") for number in range(12))
