"""Pieces of photos as they reached the server, noted in a file that outlives its process."""

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse

NOTES = "WANGGE_BENCH_PIECES"
_PIECE = re.compile(r"/api/v1/phone/blobs/(\w{64}/\d+)$")
_ACKNOWLEDGED = 204


class Noted:
    """A line when a whole piece came, and one when it was acknowledged; appended at once, so that no kill loses it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer, self._notes = answer, Path(os.environ[NOTES])

    def __call__(self, request: HttpRequest) -> HttpResponse:
        piece = _PIECE.match(request.path)
        if not piece or request.method != "PUT":
            return self._answer(request)
        whole = len(request.body) == int(request.META.get("CONTENT_LENGTH") or 0)
        self._note("came" if whole else "torn", piece[1])
        reply = self._answer(request)
        if reply.status_code == _ACKNOWLEDGED:
            self._note("kept", piece[1])
        return reply

    def _note(self, what: str, piece: str) -> None:
        with self._notes.open("a") as notes:
            notes.write(f"{what} {piece}\n")


@dataclass(frozen=True)
class Pieces:
    """Those that came, those that came again at all, and those that came again after they had been acknowledged."""

    came: int
    again: int
    again_though_acknowledged: int


def read_notes(path: Path) -> Pieces:
    """Count what ``Noted`` wrote."""
    came: Counter[str] = Counter()
    kept: set[str] = set()
    needless = 0
    for line in path.read_text().splitlines() if path.exists() else []:
        what, piece = line.split()
        needless += what == "came" and piece in kept
        came[piece] += what == "came"
        if what == "kept":
            kept.add(piece)
    return Pieces(came.total(), came.total() - len(+came), needless)
