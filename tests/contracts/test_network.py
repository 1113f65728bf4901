"""Tests reach nothing beyond this machine."""

import socket
import threading
import urllib.request

import pytest


def test_a_connection_beyond_this_machine_is_refused_with_a_sentence():
    # 192.0.2.0/24 is kept for documentation: nobody answers there, so without the guard this would hang, not pass.
    with socket.socket() as one, pytest.raises(AssertionError, match=r"reach 192\.0\.2\.1: tests use no network"):
        one.connect(("192.0.2.1", 80))


def test_a_connection_by_number_of_error_is_refused_too():
    with socket.socket() as one, pytest.raises(AssertionError, match="tests use no network"):
        one.connect_ex(("192.0.2.1", 80))


def test_a_name_is_not_even_looked_up():
    with pytest.raises(AssertionError, match=r"reach town\.example"):
        urllib.request.urlopen("http://town.example/plan")


def _hang_up_on_the_first(server: socket.socket) -> None:
    server.accept()[0].close()


def test_processes_of_this_machine_may_talk_to_each_other():
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = threading.Thread(target=_hang_up_on_the_first, args=(server,))
        answer.start()
        with socket.create_connection(("localhost", server.getsockname()[1])) as one:
            assert one.recv(1) == b""
        answer.join()


def test_the_real_town_is_here(real_town):
    assert real_town.stat().st_size > 100_000
