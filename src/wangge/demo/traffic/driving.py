"""Many journeys at a time, as many as are asked for and no more; what they saw is put together."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from random import Random

from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Unusable
from wangge.demo.matters import EVENTS
from wangge.demo.signins import SignIn
from wangge.demo.traffic.crew import Crew
from wangge.demo.traffic.journeys import Around, Journey, Matter
from wangge.demo.traffic.line import Line, SaidNoError
from wangge.demo.traffic.orders import Orders
from wangge.demo.traffic.seen import Seen
from wangge.language import _, activate, active_language

Progress = Callable[[int], None]


def drive(orders: Orders, people: Sequence[SignIn], progress: Progress = lambda _done: None) -> Seen:
    """Send the traffic that is ordered; Unusable where the server does not answer or knows nothing of the people.

    ``progress`` is called from this thread with the number of cases that are at their end.
    """
    crew = Crew(people)
    workers = crew.workers(orders.workers)
    seen = Seen()
    line = Line(orders.url, seen, orders.threads)
    try:
        around = Around(line, crew, _matters(line, crew.one_of(Role.INTAKE_OPERATOR, Random(0))))
        pool = ThreadPoolExecutor(orders.threads, initializer=activate, initargs=(active_language(),))
        try:
            travels = pool.map(_travel, repeat(around), repeat(seen), _tickets(orders, workers))
            for done, _ended in enumerate(travels, start=1):
                progress(done)
        finally:
            pool.shutdown(cancel_futures=True)
    finally:
        line.close()
    return seen


def _tickets(orders: Orders, workers: Sequence[SignIn]) -> Iterator[tuple[SignIn, int]]:
    """A worker and a seed for each report, the workers taking turns."""
    chance = Random(orders.seed)
    for number in range(orders.reports):
        yield workers[number % len(workers)], chance.getrandbits(64)


def _travel(around: Around, seen: Seen, ticket: tuple[SignIn, int]) -> None:
    worker, seed = ticket
    seen.ended(Journey(around, worker, Random(seed)).travel())


def _matters(line: Line, person: SignIn) -> tuple[Matter, ...]:
    try:
        minors = line.get("classes", "/classes", person)["minors"]
    except SaidNoError as no:
        sentence = _("The server does not let the people of this file in ({reason}): do they belong together?")
        raise Unusable(sentence.format(reason=no)) from no
    found = [one for one in minors if one["kind"] == "event" and one["code"] in EVENTS]
    return tuple(
        Matter("event", one["code"], one["conditions"][0]["code"], one["closures"][0]["code"]) for one in found
    )
