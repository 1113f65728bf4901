"""What is seen while ``wangge divide`` works, and the memory that it tells of."""

import os
import subprocess

from tests.cli.small_town import command, small_town
from wangge.cli.memory import own_mb, peak_mb, process_name


def on_a_terminal(folder, *more):
    """What the command writes to stderr if that is a terminal of 100 columns."""
    town = small_town(folder / "willow.gpkg")
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    words = command("divide", town, "--out", folder / "plan.gpkg", "--jobs", "2", *more)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.returncode == 0
    return seen.decode()


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is gone
        return b""


def test_a_terminal_shows_the_communities_as_they_are_divided(tmp_path):
    seen = on_a_terminal(tmp_path, "--language", "en")
    assert "reading willow.gpkg" in seen
    assert seen.index("0/3") < seen.index("1/3") < seen.index("2/3") < seen.index("3/3")
    assert seen.rindex("\x1b[?25h") > seen.rindex("writing")  # the cursor is there again


def test_quiet_is_quiet_on_a_terminal_too(tmp_path):
    assert on_a_terminal(tmp_path, "--quiet") == ""


def test_the_peak_is_this_process_and_the_largest_pool_beside_it():
    first = [("a", 1e6), ("a", 3e6), ("b", 5e6), (process_name(), 9e9)]
    alone = peak_mb()
    assert alone > own_mb() / 2 > 0
    assert 8e6 <= peak_mb(first, [("c", 2e6)]) < 8e6 + 2 * alone


def test_without_workers_the_peak_is_this_process():
    assert 0 < peak_mb([], []) < 1e5
