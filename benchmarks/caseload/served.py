"""Over HTTP, from a second process: the CPU of a report beside a plain view's, and 64 writers at once."""

from dataclasses import dataclass

from benchmarks.caseload.client import Client, Crowd, bodies, crowd
from benchmarks.caseload.installation import Installation
from benchmarks.caseload.processes import Served, cpu_seconds, serving

_ROUNDS, _BLOCK = 4, 60
WRITERS, EACH = 64, 20


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU a request: the server's processes, and the database's."""

    application: float
    database: float

    @property
    def all(self) -> float:
        return self.application + self.database


@dataclass(frozen=True)
class Costs:
    """A report and a plain view with two INSERTs, by the same server, in turns."""

    report: Cost
    plain: Cost


@dataclass(frozen=True)
class Many:
    """What 64 writers at once left behind: faults must all be 0."""

    way: str
    writers: int
    reports: int
    seconds: float
    failed: int
    lost: int
    double: int
    repeats_with_another_number: int
    broken_steps: int

    @property
    def a_second(self) -> float:
        return self.reports / self.seconds


def costs(here: Installation, keys: list[str]) -> Costs:
    """In turns, sixty of each, four times after sixty that warm the server up; the median block counts."""
    with serving(here) as server:
        client, made = Client(server.port, keys[0]), bodies(0)
        spent: dict[str, list[Cost]] = {"/api/v1/cases": [], "/plain": []}
        for _round in range(_ROUNDS + 1):
            for path, seen in spent.items():
                seen.append(_block(here, server, client, path, made))
        client.close()
    report, plain = (_best(seen[1:]) for seen in spent.values())
    return Costs(report, plain)


def _block(here: Installation, server: Served, client: Client, path: str, made: "object") -> Cost:
    before = _used(here, server)
    for _number in range(_BLOCK):
        answer = client.post(path, next(made))  # type: ignore[call-overload]  # an iterator of bodies
        if answer.status != 201:
            raise RuntimeError(f"{path}: {answer.status} {answer.number}")
    after = _used(here, server)
    return Cost(*(1000 * (late - early) / _BLOCK for early, late in zip(before, after, strict=True)))


def _used(here: Installation, server: Served) -> tuple[float, float]:
    return cpu_seconds(server.process), cpu_seconds(here.server) if here.server else 0.0


def _best(seen: list[Cost]) -> Cost:
    """The median block: CPU time suffers little from what else runs, but caches of the processor do."""
    return sorted(seen, key=lambda cost: cost.all)[len(seen) // 2]


def many(here: Installation, keys: list[str]) -> Many:
    """64 phones, 20 reports each, every fifth sent twice."""
    before = here.run("prepared")
    with serving(here) as server:
        done = crowd(server.port, keys[:WRITERS], EACH)
    return judged("HTTP", done, before, here.run("prepared"))


def judged(way: str, done: Crowd, before: dict[str, int], after: dict[str, int]) -> Many:
    """What was lost or written twice, by the answers and by the tables."""
    numbers = [answer.number for answer in done.first if answer.status == 201]
    cases = after["cases"] - before["cases"]
    return Many(
        way=way,
        writers=WRITERS,
        reports=len(done.first),
        seconds=done.seconds,
        failed=len(done.first) - len(numbers),
        lost=max(0, len(numbers) - cases),
        double=cases - len(set(numbers)) + (after["cases"] - after["reports"]),
        repeats_with_another_number=sum(
            not (again.status == 200 and again.number == first.number) for first, again in done.again
        ),
        broken_steps=after["broken"] - before["broken"],
    )
