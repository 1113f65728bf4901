"""Pieces of photos as they reached the server, noted in a file that outlives its process."""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse

NOTES = "WANGGE_BENCH_PIECES"
_DECLARED, _PIECE = "/api/v1/phone/blobs", re.compile(r"/api/v1/phone/blobs/(\w{64}/\d+)$")
_ACKNOWLEDGED = 204
# Said with each request that the application makes. A browser that repeats one by itself, because the line broke before
# the answer, repeats this too: so the two are told apart.
ATTEMPTS = """(() => {
  const ask = window.fetch;
  const marked = (how) => ({ ...how, headers: { ...how.headers, "X-Attempt": crypto.randomUUID() } });
  window.fetch = (address, how = {}) => ask(address, marked(how));
})()"""


class Noted:
    """A line when a whole piece came, when it was acknowledged, and when a phone asked what of a photo is there.

    Written at once, so that no kill loses it.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer, self._notes = answer, Path(os.environ[NOTES])

    def __call__(self, request: HttpRequest) -> HttpResponse:
        piece = _PIECE.match(request.path)
        if piece is None or request.method != "PUT":
            if request.path == _DECLARED:
                self._note("asked", json.loads(request.body)["hash"])
            return self._answer(request)
        whole = len(request.body) == int(request.META.get("CONTENT_LENGTH") or 0)
        self._note("came" if whole else "torn", f"{piece[1]} {request.headers.get('X-Attempt', '')}".strip())
        reply = self._answer(request)
        if reply.status_code == _ACKNOWLEDGED:
            self._note("kept", piece[1])
        return reply

    def _note(self, what: str, of: str) -> None:
        with self._notes.open("a") as notes:
            notes.write(f"{what} {of}\n")


@dataclass(frozen=True)
class Pieces:
    """How many came whole, and how many of them were there already.

    ``by_browser``: the answer was lost on the line, and the browser repeated its request by itself. Else the
    application sent what had been acknowledged: ``again_though_told`` where it had asked since, or without asking.
    """

    came: int
    again: int
    by_browser: int
    again_though_told: int
    again_unasked: int


def read_notes(path: Path) -> Pieces:
    """Count what ``Noted`` wrote."""
    return count(path.read_text().splitlines() if path.exists() else [])


def count(notes: Iterable[str]) -> Pieces:
    """Count such lines, in their order."""
    came: Counter[str] = Counter()
    attempts: Counter[str] = Counter()
    kept: dict[str, bool] = {}  # whether the phone asked since it was acknowledged
    of_photo: defaultdict[str, list[str]] = defaultdict(list)
    needless: Counter[bool] = Counter()
    for what, of, *attempt in (line.split() for line in notes):
        if what == "asked":
            kept.update(dict.fromkeys(of_photo[of], True))
        elif what == "kept":
            kept.setdefault(of, False)
            of_photo[of.partition("/")[0]].append(of)
        elif what == "came":
            came[of] += 1
            if of in kept and not any(attempts[one] for one in attempt):
                needless[kept[of]] += 1
            attempts.update(attempt)
    by_browser = attempts.total() - len(attempts)
    return Pieces(came.total(), came.total() - len(came), by_browser, needless[True], needless[False])
