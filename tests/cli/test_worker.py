"""``wangge worker``: sweeps in their rhythm, jobs from the queue, and an end that loses nothing."""

import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.installation import copy_of, migrated
from wangge.accounts.sweeps import Sweep

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 11, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return migrated(tmp_path_factory.mktemp("template"))


@pytest.fixture
def here(template, tmp_path):
    return copy_of(template, tmp_path)


def rounds_of(*sweeps):
    from wangge.cli.worker import Rounds  # noqa: PLC0415 (models are importable once Django is set up)

    return Rounds(sweeps)


def test_a_sweep_runs_at_once_and_then_in_its_own_rhythm():
    ran = []
    rounds = rounds_of(Sweep("clocks", timedelta(minutes=5), lambda at: ran.append(at) or 1))
    for minutes in (0, 1, 4, 5, 9, 10):
        rounds.once(NOON + timedelta(minutes=minutes))
    assert [(at - NOON) / timedelta(minutes=1) for at in ran] == [0, 5, 10]


def test_a_sweep_that_fails_is_logged_by_name_and_stops_no_other(caplog):
    def fall(_at):
        raise ValueError("a stone in the way")

    ran = []
    every = timedelta(minutes=1)
    rounds = rounds_of(Sweep("falls", every, fall), Sweep("stands", every, lambda at: ran.append(at) or 0))
    assert rounds.once(NOON) == ["falls"]
    assert ran == [NOON]
    assert "sweep falls failed" in caplog.text
    assert "a stone in the way" in caplog.text


def test_nothing_new_begins_once_the_worker_is_to_stop():
    ran = []
    rounds = rounds_of(*(Sweep(name, timedelta(0), lambda at: ran.append(at) or 0) for name in "ab"))
    rounds.once(NOON, stopped=lambda: bool(ran))
    assert len(ran) == 1


def test_sweeps_of_all_apps_have_names_of_their_own():
    from wangge.cli.worker import all_sweeps  # noqa: PLC0415 (as above)

    names = [sweep.name for sweep in all_sweeps()]
    assert len(set(names)) == len(names)


def test_once_does_what_waits_and_tells_that_a_worker_was_here(here, tmp_path):
    note = tmp_path / "note"
    script = "from tests.cli.errands import leave_note, stumble; stumble.enqueue(); leave_note.enqueue({!r})"
    here.python(script.format(str(note)))
    done = here.run("worker", "--once")
    assert done.returncode == 0, done.stderr
    assert note.read_text() == "done"
    assert (here.folder / "worker.seen").exists()


def test_a_worker_works_until_it_is_told_to_stop(here, tmp_path):
    note = tmp_path / "note"
    process = here.begin("worker")
    try:
        here.python(f"from tests.cli.errands import leave_note; leave_note.enqueue({str(note)!r})")
        wait_for(lambda: note.exists() and note.read_text() == "done", process)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[0]
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert "worker ends" in said
    assert "Traceback" not in said


def wait_for(happened, process):
    for _look in range(600):
        if happened() or process.poll() is not None:
            return
        time.sleep(0.1)
