"""Independent tasks on processes and on Dask: order, dead workers, errors; the same results everywhere (R-02)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from distributed import LocalCluster

from wangge.cli import cluster as cluster_of_dask
from wangge.cli.jobs import JobError, run

PLACES = [(1, None), (2, None), (2, "local")]  # workers, cluster

everywhere = pytest.mark.parametrize(("workers", "cluster"), PLACES)
with_other_workers = pytest.mark.parametrize(("workers", "cluster"), PLACES[1:])


class FloodError(ValueError):
    """An exception of a task."""


def square(number: int) -> int:
    return number * number


def scaled(table: list[int], number: int) -> int:
    return table[number]


def fail_at_three(number: int) -> int:
    if number == 3:
        raise FloodError("the third one is flooded")
    return number


def square_or_die_at_first(folder: Path, number: int) -> int:
    """Kill the own process the first time that task 3 is taken up."""
    if number == 3:
        try:
            (folder / "died once").touch(exist_ok=False)
        except FileExistsError:
            return 9
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die_at_three(folder: Path, number: int) -> int:
    if number == 3:
        with (folder / "attempts").open("a") as attempts:
            attempts.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def note_the_order(file: Path, number: int) -> None:
    with file.open("a") as order:
        order.write(f"{number}\n")


@everywhere
def test_results_come_in_the_order_of_the_tasks_whatever_their_sizes(workers: int, cluster: str | None) -> None:
    numbers = [5, 1, 4, 2, 3, 0, 9]
    results = run(square, numbers, workers, cluster, sizes=[float(number) for number in numbers])
    assert results == [25, 1, 16, 4, 9, 0, 81]


@everywhere
def test_no_tasks_give_no_results(workers: int, cluster: str | None) -> None:
    assert run(square, [], workers, cluster) == []


@everywhere
def test_what_all_tasks_share_travels_in_the_function(workers: int, cluster: str | None) -> None:
    table = list(range(100_000, 0, -1))
    assert run(partial(scaled, table), range(5), workers, cluster) == table[:5]


@everywhere
def test_progress_tells_how_many_tasks_are_finished(workers: int, cluster: str | None) -> None:
    told: list[int] = []
    run(square, range(5), workers, cluster, progress=told.append)
    assert told == [1, 2, 3, 4, 5]


@everywhere
def test_an_exception_of_a_task_is_passed_on_as_it_is(workers: int, cluster: str | None) -> None:
    with pytest.raises(FloodError, match=r"^the third one is flooded$"):
        run(fail_at_three, range(6), workers, cluster)


@with_other_workers
def test_a_worker_killed_in_the_middle_changes_nothing_in_the_result(
    workers: int, cluster: str | None, tmp_path: Path
) -> None:
    assert run(partial(square_or_die_at_first, tmp_path), range(8), workers, cluster) == [n * n for n in range(8)]
    assert (tmp_path / "died once").exists()


@with_other_workers
def test_a_task_whose_workers_die_three_times_is_named(workers: int, cluster: str | None, tmp_path: Path) -> None:
    names = [f"Orchard Street {number}" for number in range(8)]
    with pytest.raises(JobError, match=r"^Orchard Street 3: .* died 3 times"):
        run(partial(die_at_three, tmp_path), range(8), workers, cluster, names=names)
    assert (tmp_path / "attempts").read_text() == "xxx"


def test_large_tasks_begin_first(tmp_path: Path) -> None:
    file = tmp_path / "order"
    run(partial(note_the_order, file), [1, 5, 3], 1, sizes=[1, 5, 3])
    assert file.read_text().split() == ["5", "3", "1"]


def test_one_worker_works_in_this_process_and_several_in_others() -> None:
    assert run(pid, [0, 1, 2], 1) == [os.getpid()] * 3
    assert os.getpid() not in run(pid, [0, 1, 2], 2)


def pid(_task: int) -> int:
    return os.getpid()


def test_workers_leave_when_the_command_is_killed(tmp_path: Path) -> None:
    started = subprocess.Popen([sys.executable, __file__, str(tmp_path)], env=os.environ | {"PYTHONPATH": IMPORTS})
    with started:
        workers = [int(text) for text in until_two_lines(tmp_path / "workers")]
        started.kill()
    assert all(ended(worker) for worker in workers)


IMPORTS = os.pathsep.join(path for path in sys.path if path)


def until_two_lines(file: Path) -> list[str]:
    for _attempt in eventually():
        lines = file.read_text().split() if file.exists() else []
        if len(lines) == 2:
            return lines
    raise AssertionError("the workers did not begin")


def ended(worker: int) -> bool:
    for _attempt in eventually():
        state = Path(f"/proc/{worker}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
    os.kill(worker, signal.SIGKILL)  # so that a failing test leaves nothing behind
    return False


def eventually() -> Iterator[int]:
    for attempt in range(1200):
        yield attempt
        time.sleep(0.05)


def stay(folder: Path, _task: int) -> None:
    with (folder / "workers").open("a") as workers:
        workers.write(f"{os.getpid()}\n")
    time.sleep(60)


def test_a_cluster_that_runs_already_is_used_by_its_address() -> None:
    with LocalCluster(n_workers=1, threads_per_worker=2, host="127.0.0.1", dashboard_address="127.0.0.1:0") as running:
        for _twice in range(2):
            assert run(partial(scaled, [7, 8, 9]), [2, 0, 1], 1, running.scheduler_address) == [9, 7, 8]


def test_a_cluster_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_of_dask, "PATIENCE", 0.5)
    with pytest.raises(JobError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler with workers answers"):
        run(square, [1, 2], 2, "tcp://127.0.0.1:9")


def test_a_missing_dask_is_one_sentence_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # what Python itself does with a module that cannot be had
    monkeypatch.delitem(sys.modules, "wangge.cli.cluster", raising=False)
    with pytest.raises(JobError, match=r"pip install 'wangge\[cluster\]'"):
        run(square, [1, 2], 2, "local")


if __name__ == "__main__":
    run(partial(stay, Path(sys.argv[1])), [0, 1], 2)
