"""A server that can be stopped under the pages that are open, and started again where it was."""

from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from pytest_django.live_server_helper import LiveServer


class _Ending(ThreadedWSGIServer):
    """Takes its open connections along when it ends, as a process does."""

    def __init__(self, *how: Any, **more: Any) -> None:
        self.connections: list[Any] = []
        super().__init__(*how, **{**more, "allow_reuse_address": True})  # its next life has the same port

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        for connection in self.connections:
            self.shutdown_request(connection)


class _Thread(LiveServerThread):
    server_class = _Ending


class Server:
    """On one port for all its lives: ``stop()`` and ``start()`` as often as the story needs."""

    def __init__(self) -> None:
        self._serve("localhost")
        self.port = self._live.thread.port
        self.url = f"http://localhost:{self.port}"

    def start(self) -> None:
        self._serve(f"localhost:{self.port}")

    def stop(self) -> None:
        self._live.stop()

    def _serve(self, address: str) -> None:
        self._live = LiveServer(address, start=False)
        self._live.thread.__class__ = _Thread
        self._live.start()
