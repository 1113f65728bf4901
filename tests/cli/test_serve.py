"""``wangge serve``: http on this machine, https beyond it, and sentences where it cannot."""

import re
import signal
import ssl
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from tests.cli.installation import copy_of, free_port, migrated
from wangge.cli.certificates import certificate_for

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 11, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    made = copy_of(migrated(folder), folder)
    (made.folder / "static").mkdir()
    (made.folder / "static" / "hello.txt").write_text("hello")
    return made


@contextmanager
def serving(here, *words):
    """The process, stopped by Ctrl-C's signal at the end, and what it said first."""
    process = here.begin("serve", *words)
    try:
        yield process, process.stdout.readline()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.said = process.communicate(timeout=60)[0]


def fetch(address, authority=None):
    """Once somebody listens."""
    for _look in range(1200):  # a start takes some seconds, of several processes at once
        try:
            context = ssl.create_default_context(cafile=authority) if authority else None
            with urllib.request.urlopen(address, context=context) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, FileNotFoundError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"nobody answered at {address}")


def test_this_machine_is_served_until_ctrl_c(here):
    port = free_port()
    with serving(here, "--port", port) as (process, first):
        assert first == f"Wangge serves at http://127.0.0.1:{port}/ until Ctrl-C.\n"
        assert fetch(f"http://127.0.0.1:{port}/static/hello.txt") == "hello"
        second = here.run("serve", "--port", port)
    assert process.returncode == 0
    assert "Traceback" not in process.said
    assert (second.returncode, second.stderr.count("\n")) == (1, 1)
    assert f"port {port} of 127.0.0.1 is taken" in second.stderr


def test_tls_comes_from_an_authority_that_stays_the_same(here):
    port = free_port()
    with serving(here, "--port", port, "--tls") as (_process, first):
        assert f"https://127.0.0.1:{port}/" in first
        authority = here.folder / "tls" / "authority.pem"
        assert fetch(f"https://127.0.0.1:{port}/static/hello.txt", authority) == "hello"
        assert fetch(f"https://localhost:{port}/static/hello.txt", authority) == "hello"
    kept = authority.read_bytes()
    assert {path.stat().st_mode & 0o777 for path in authority.parent.iterdir()} == {0o600}
    with serving(here, "--port", port, "--tls") as (process, _first):
        told = process.stdout.readline()
        assert fetch(f"https://127.0.0.1:{port}/static/hello.txt", authority) == "hello"
    assert str(authority) in told
    assert authority.read_bytes() == kept


def test_other_machines_are_not_served_in_the_clear(here):
    done = here.run("serve", "--host", "0.0.0.0")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert re.search("--host 0.0.0.0: .* add --tls", done.stderr)


def test_other_machines_are_served_in_the_clear_with_a_warning_if_that_is_meant(here):
    port = free_port()
    with serving(here, "--host", "0.0.0.0", "--port", port, "--plain-http") as (process, first):
        assert "http://" in first
        assert process.stdout.readline().startswith("Warning: plain http.")
        assert fetch(f"http://127.0.0.1:{port}/static/hello.txt") == "hello"


def test_an_address_of_another_machine_is_refused(here):
    done = here.run("serve", "--host", "192.0.2.1", "--tls")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "192.0.2.1:8000 is no address of this machine" in done.stderr


@pytest.mark.parametrize("words", [["--port", "0"], ["--port", "70000"], ["--threads", "0"], ["--tls", "--plain-http"]])
def test_options_that_cannot_be_are_refused(here, words):
    done = here.run("serve", *words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert words[0] in done.stderr


def test_a_certificate_is_made_anew_before_it_ends_and_for_a_new_name(tmp_path):
    names = ["town.example", "192.0.2.7"]
    first = certificate_for(names, tmp_path, NOON)
    made = first.chain.read_bytes()
    end = x509.load_pem_x509_certificate(made).not_valid_after_utc
    assert timedelta(days=380) < end - NOON < timedelta(days=398)
    certificate_for(names[:1], tmp_path, end - timedelta(days=61))
    assert first.chain.read_bytes() == made
    certificate_for([*names, "grid.example"], tmp_path, NOON)
    renamed = first.chain.read_bytes()
    certificate_for(names, tmp_path, end - timedelta(days=59))
    assert len({made, renamed, first.chain.read_bytes()}) == 3
