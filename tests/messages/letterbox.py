"""A far side on loopback that keeps what is posted to it and answers as it is told."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme


@dataclass
class Letterbox:
    url: str = ""
    status: int = 200
    posted: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    drips: threading.Event | None = None  # until it is set, the answer comes one sign at a time and does not end


@contextmanager
def letterbox(certificate: trustme.LeafCert | None = None) -> Iterator[Letterbox]:
    box = Letterbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.posted.append((dict(self.headers), body))
            while box.drips and not box.drips.wait(0.05):
                self.wfile.write(b"H")
            self.send_response(box.status)
            if 300 <= box.status < 400:
                self.send_header("Location", box.url)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    box.url = f"http://127.0.0.1:{server.server_port}/letters"
    try:
        yield box
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
