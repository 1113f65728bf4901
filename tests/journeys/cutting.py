"""A line that breaks: a proxy before the server that cuts connections after some bytes, in either direction."""

import random
import socket
import threading
from contextlib import suppress

_BUFFER = 4096


class CuttingProxy:
    """On a loopback port, to ``(host, port)``. ``cuts`` tells how many bytes each next connection lives at most.

    The same seed cuts alike. ``rest()`` lets everything through from then on.
    """

    def __init__(self, host: str, port: int, *, seed: int, least: int = 200, most: int = 60_000) -> None:
        self._to, self._chance, self._lives = (host, port), random.Random(seed), (least, most)  # noqa: S311 (a test's chance)
        self.cut = 0
        self._resting = False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def rest(self) -> None:
        """From now on the line holds."""
        self._resting = True

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        with suppress(OSError), near, socket.create_connection(self._to) as far:
            left = _Life(None if self._resting else self._chance.randint(*self._lives))
            there = threading.Thread(target=self._pass_on, args=(near, far, left), daemon=True)
            there.start()
            self._pass_on(far, near, left)
            there.join(timeout=5)

    def _pass_on(self, source: socket.socket, target: socket.socket, left: "_Life") -> None:
        with suppress(OSError):
            while content := source.recv(_BUFFER):
                allowed = left.take(len(content))
                target.sendall(content[:allowed])
                if allowed < len(content):
                    self.cut += 1
                    break
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Life:
    """Bytes that a connection may still pass, in both directions together; None for as many as come."""

    def __init__(self, bytes_left: int | None) -> None:
        self._left, self._lock = bytes_left, threading.Lock()

    def take(self, count: int) -> int:
        with self._lock:
            if self._left is None:
                return count
            allowed = min(count, self._left)
            self._left -= allowed
            return allowed
