"""A line that breaks: a proxy before the server that cuts connections after some bytes, or all of them by the clock."""

import random
import socket
import threading
from contextlib import suppress

_BUFFER = 4096


class CuttingProxy:
    """On a loopback port, to ``(host, port)``. A connection lives for ``least`` to ``most`` bytes, by chance.

    With ``every``, after so many seconds all of them end, whatever passes. The same seed cuts alike.
    """

    def __init__(
        self, host: str, port: int, *, seed: int, least: int = 200, most: int = 60_000, every: float = 0
    ) -> None:
        self._to, self._chance, self._lives = (host, port), random.Random(seed), (least, most)
        self.cut = self.dropped = 0
        self._open: set[socket.socket] = set()
        self._resting = False
        self._ended = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()
        if every:
            threading.Thread(target=self._drop_every, args=(every,), daemon=True).start()

    def rest(self) -> None:
        """From now on the line holds."""
        self._resting = True

    def cut_on(self) -> None:
        """From now on the line breaks again."""
        self._resting = False

    def drop(self) -> None:
        """Cut every connection that is open now."""
        self.dropped += 1
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._ended.set()
        self._door.close()

    def _drop_every(self, seconds: float) -> None:
        while not self._ended.wait(seconds):
            if not self._resting:
                self.drop()

    def _serve(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        with suppress(OSError), near, socket.create_connection(self._to) as far:
            left = _Life(self._chance.randint(*self._lives))
            self._open |= {near, far}
            there = threading.Thread(target=self._pass_on, args=(near, far, left), daemon=True)
            there.start()
            self._pass_on(far, near, left)
            there.join(timeout=5)
            self._open -= {near, far}

    def _pass_on(self, source: socket.socket, target: socket.socket, left: "_Life") -> None:
        with suppress(OSError):
            while content := source.recv(_BUFFER):
                allowed = len(content) if self._resting else left.take(len(content))
                target.sendall(content[:allowed])
                if allowed < len(content):
                    self.cut += 1
                    break
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Life:
    """Bytes that a connection may still pass, in both directions together."""

    def __init__(self, bytes_left: int) -> None:
        self._left, self._lock = bytes_left, threading.Lock()

    def take(self, count: int) -> int:
        with self._lock:
            allowed = min(count, self._left)
            self._left -= allowed
            return allowed
