import os
import sys

import pytest

from benchmarks.command import CommandError, run, tree_mb

# A child that starts a child; the grandchild holds 200 MB until it sees its grandparent has had time to look.
_GREEDY = "import time; block = bytearray(200_000_000); block[::4096] = b'x' * len(block[::4096]); time.sleep(3)"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_GREEDY!r}], check=True)"


def test_memory_of_grandchildren_is_counted():
    used = run([sys.executable, "-c", _PARENT])
    assert used.peak_mb > 190


def test_a_process_of_its_own_has_memory():
    assert tree_mb(os.getpid()) > 5


def test_a_command_that_fails_is_told_with_its_last_words():
    with pytest.raises(CommandError, match="ended with 3:\nthe town is gone"):
        run([sys.executable, "-c", "import sys; print('the town is gone'); sys.exit(3)"])


def test_a_command_sees_what_is_put_into_its_environment():
    run([sys.executable, "-c", "import os, sys; sys.exit(os.environ['PLACE'] != 'elm')"], {"PLACE": "elm"})
