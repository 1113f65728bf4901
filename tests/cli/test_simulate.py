"""``wangge demo`` and ``wangge simulate``: an invented city that serves until it is told to end, and traffic for it."""

import json
import re
import signal
import socket

import pytest

from tests.cli.installation import bare, free_port
from tests.cli.test_serve import fetch
from wangge.cli import simulate
from wangge.cli.main import main
from wangge.demo.traffic.seen import Ended, Seen

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A town of one community and its plan."""
    folder = tmp_path_factory.mktemp("town")
    town, plan = folder / "town.gpkg", folder / "plan.gpkg"
    assert main(["town", "--communities", "1", "--seed", "3", "--out", str(town), "--quiet"]) == 0
    assert main(["divide", str(town), "--out", str(plan), "--jobs", "1", "--quiet"]) == 0
    return "--town", town, "--plan", plan


@pytest.fixture(scope="module")
def here(tmp_path_factory, files):
    """A demonstration with a few hours behind it."""
    made = bare(tmp_path_factory.mktemp("demo"))
    done = made.run("demo", *files, "--days", "1", "--share", "0.1", "--no-stay")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 not where their steps lead" in done.stdout
    assert re.search(r"supervisor-1 +\S{16} +duty supervisor", done.stdout)
    return made


def keys(here):
    return here.folder / "demo-sign-ins.json"


def test_traffic_is_served_and_every_case_ends(here):
    port = free_port()
    process = here.begin("demo", "--port", port)
    try:
        fetch(f"http://127.0.0.1:{port}/accounts/login/")
        words = ("--url", f"http://127.0.0.1:{port}", "--workers", 3, "--reports-per-worker", 4, "--seed", 5)
        done = here.run("simulate", *words, "--keys", keys(here))
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=90)[0]
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"report +12 +p50 \d+\.\d{3} +p95", done.stdout), done.stdout
    assert re.search(r"close +\d+ +p50", done.stdout)
    assert "0 answers that were no" in done.stdout, done.stdout
    assert "cases by state: closed 12" in done.stdout
    assert (process.returncode, "Traceback" in said) == (0, False), said
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pass
    assert (here.folder / "worker.log").stat().st_size > 0
    assert here.python("from wangge.cases.models import Case; print(Case.objects.filter(state='closed').count() >= 12)")


def test_a_second_start_keeps_the_city_and_its_people(here):
    before = keys(here).read_bytes()
    done = here.run("demo", "--no-stay")
    assert done.returncode == 0, done.stderr
    assert "Setting up" not in done.stdout
    assert keys(here).read_bytes() == before


def test_codes_of_second_factors_are_shown_for_who_has_one(here):
    done = here.run("demo-code", "supervisor-1")
    assert re.fullmatch(r"\d{6}\n", done.stdout), done.stderr
    refused = here.run("demo-code", "nobody")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "supervisor-1" in refused.stderr


def test_a_city_without_files_is_not_set_up(tmp_path):
    done = bare(tmp_path).run("demo", "--no-stay")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--town" in done.stderr


@pytest.mark.parametrize("url", ["http://192.0.2.1:8000", "https://city.example", "ftp://127.0.0.1", "127.0.0.1:8000"])
def test_only_this_machine_gets_invented_cases_unless_another_is_meant(url, tmp_path, capsys):
    assert main(["simulate", "--url", url, "--keys", str(tmp_path / "none.json"), "--language", "en"]) == 2
    assert "--url" in capsys.readouterr().err


def test_a_remote_machine_that_is_meant_is_not_refused_for_being_remote(tmp_path, capsys):
    words = ["simulate", "--url", "https://city.example", "--yes-remote", "--keys", str(tmp_path / "none.json")]
    assert main([*words, "--language", "en"]) == 2
    assert "no such file" in capsys.readouterr().err


def test_without_a_file_of_people_there_is_no_traffic(capsys):
    assert main(["simulate", "--language", "en"]) == 2
    assert "--keys is missing" in capsys.readouterr().err


def test_a_city_with_fewer_workers_says_so(here, capsys):
    assert main(["simulate", "--workers", "5000", "--keys", str(keys(here)), "--language", "en"]) == 2
    assert "grid workers" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_a_sentence(here, capsys):
    words = ["simulate", "--workers", "1", "--url", f"http://127.0.0.1:{free_port()}", "--keys", str(keys(here))]
    assert main([*words, "--language", "en"]) == 2
    assert "does not let the people of this file in" in capsys.readouterr().err


def test_keys_of_another_city_are_not_let_in(here, tmp_path, capsys):
    people = [
        {**one, "key": one["key"] and "wg_0123456789abcdef_" + "0" * 64} for one in json.loads(keys(here).read_text())
    ]
    (tmp_path / "others.json").write_text(json.dumps(people))
    port = free_port()
    process = here.begin("serve", "--port", port)
    try:
        fetch(f"http://127.0.0.1:{port}/accounts/login/")
        words = [
            "simulate",
            "--workers",
            "1",
            "--url",
            f"http://127.0.0.1:{port}",
            "--keys",
            str(tmp_path / "others.json"),
        ]
        assert main([*words, "--language", "en"]) == 2
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert "Sign in, or send a key that is valid" in capsys.readouterr().err


def test_a_report_that_was_refused_is_told_beside_the_cases(tmp_path, monkeypatch, capsys):
    seen = Seen()
    seen.ended(Ended("000-000-001-3", "closed"))
    seen.ended(Ended("", "", "422 The place lies in no community of this city"))
    monkeypatch.setattr(simulate, "drive", lambda *_told: seen)
    monkeypatch.setattr(simulate, "read_sign_ins", lambda _file: [])
    assert main(["simulate", "--keys", str(tmp_path / "keys.json"), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "cases by state: report refused 1, closed 1" in told
    assert "1 cases are not at their end" in told
    assert "lies in no community" in told
