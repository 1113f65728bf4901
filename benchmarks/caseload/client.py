"""The other side of the wire, without Django: posts over connections that stay open."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier

from uuid6 import uuid7

_WEST, _SOUTH, _STEP = 111.280, 30.600, 0.003  # the city's corner and the side of a grid, degrees


@dataclass(frozen=True)
class Answer:
    status: int
    number: str


class Client:
    """One connection to the server, with a key."""

    def __init__(self, port: int, key: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}

    def post(self, path: str, body: dict[str, object]) -> Answer:
        """Send it and read the whole answer."""
        self._connection.request("POST", path, json.dumps(body), self._headers)
        answer = self._connection.getresponse()
        read = answer.read()
        return Answer(answer.status, str(json.loads(read)["number"]) if answer.status < 300 else read.decode()[:300])

    def get(self, path: str) -> bytes:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        read = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {read[:300]!r}")
        return read

    def close(self) -> None:
        self._connection.close()


def bodies(start: int) -> Iterator[dict[str, object]]:
    """Reports as a grid worker's phone sends them, each at another place."""
    place = start
    while True:
        place += 1
        yield {
            "id": str(uuid7()),
            "source": "grid_worker",
            "longitude": _WEST + (place % 33 + 0.4) * _STEP,
            "latitude": _SOUTH + (place // 33 % 33 + 0.6) * _STEP,
            "description": "路口东侧人行道旁堆放垃圾，靠近公交站，已有两天",
            "place": "桥头路 12 号旁",
            "kind": "event",
            "minor": "0101",
            "condition": "1",
        }


@dataclass(frozen=True)
class Crowd:
    """What many writers at once got: answers to first posts and to repeats, and the seconds of all."""

    first: list[Answer]
    again: list[tuple[Answer, Answer]]
    seconds: float


def crowd(port: int, keys: list[str], each: int, repeat_every: int = 5) -> Crowd:
    """A thread for each key posts so many reports; every fifth is sent once more at once, as a phone without answer."""
    start = Barrier(len(keys) + 1)

    def write(place: int) -> tuple[list[Answer], list[tuple[Answer, Answer]]]:
        client, made = Client(port, keys[place]), bodies(place * each)
        first, again = [], []
        start.wait(timeout=120)
        for number in range(each):
            body = next(made)
            first.append(client.post("/api/v1/cases", body))
            if number % repeat_every == 0:
                again.append((first[-1], client.post("/api/v1/cases", body)))
        client.close()
        return first, again

    with ThreadPoolExecutor(len(keys)) as pool:
        running = [pool.submit(write, place) for place in range(len(keys))]
        start.wait(timeout=120)
        begun = time.perf_counter()
        done = [one.result() for one in running]
    return Crowd(
        [answer for first, _again in done for answer in first],
        [pair for _first, again in done for pair in again],
        time.perf_counter() - begun,
    )
