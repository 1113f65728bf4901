"""Ctrl-C is not lost where Python drops the exception, and comes neither into an import nor into a worker's start."""

import os
import signal

import pytest

from wangge.cli import interrupts, jobs
from wangge.cli.main import main


class Deaf:
    """What an object does when it goes is nobody's caller, so Python prints what is raised there and forgets it."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


@pytest.fixture(autouse=True)
def listening():
    """As in a command of its own; what runs the tests may have other wishes."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def lose_an_interrupt(_task):
    Deaf()


def test_a_lost_interrupt_is_raised_at_the_next_task(capsys):
    done = []
    with pytest.raises(KeyboardInterrupt), interrupts.heard():
        jobs.run(lose_an_interrupt, range(3), 1, progress=done.append)
    assert done == []
    assert capsys.readouterr().err == ""


def import_something(reached):
    with interrupts.kept_while_importing():
        signal.raise_signal(signal.SIGINT)
        reached.append("the end")


def test_an_interrupt_waits_for_the_end_of_an_import():
    reached = []
    with pytest.raises(KeyboardInterrupt), interrupts.heard():
        import_something(reached)
    assert reached == ["the end"]


def test_what_a_library_makes_of_an_interrupt_is_one(monkeypatch, capsys):
    def broken(*_):
        lose_an_interrupt(None)
        raise RuntimeError("half a module")

    monkeypatch.setattr("wangge.cli.main._obey", broken)
    assert main(["divide"]) == 130
    assert capsys.readouterr().err == "wangge: interrupted; files that were not finished are as they were\n"


def test_an_interrupt_of_before_is_no_wish_of_now():
    with pytest.raises(KeyboardInterrupt), interrupts.heard():
        signal.raise_signal(signal.SIGINT)
    with interrupts.heard():
        interrupts.stop_if_asked()
        assert not interrupts.asked()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_worker_that_was_forked_just_now_ends_without_a_word(capfd):
    with interrupts.heard():
        child = os.fork()
        if not child:
            signal.raise_signal(signal.SIGINT)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    assert capfd.readouterr() == ("", "")


def test_where_ctrl_c_is_ignored_it_stays_so():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with interrupts.heard():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
