"""A mail server on loopback that takes every letter, or answers recipients as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class MailServer:
    refused: dict[str, int] = field(default_factory=dict)  # a word in the address, and the code it is answered with
    taken: list[str] = field(default_factory=list)

    def answer(self, line: str) -> str:
        if line.startswith("RCPT"):
            code = next((code for word, code in self.refused.items() if word in line), 250)
            if code == 250:
                self.taken.append(line.partition("<")[2].partition(">")[0])
            return f"{code} as told"
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(line[:4], "250 ok")


def name_that_cannot_be(*_: Any) -> None:
    """What the look-up of the name "a..b" says, before it asks anybody: UnicodeError."""
    "a..b".encode("idna")


@contextmanager
def mail_server(settings: Any) -> Iterator[MailServer]:
    """Serve meanwhile, as the mail server of the ``settings``."""
    told = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            reads_letter = False
            while line := self.rfile.readline().decode().rstrip("\r\n") if not self.rfile.closed else "":
                if reads_letter and line != ".":
                    continue
                reads_letter = line == "DATA"
                self.wfile.write(told.answer(line.upper()[:4] + line[4:]).encode() + b"\r\n")
                if line.upper() == "QUIT":
                    return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
