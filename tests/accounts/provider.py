"""An OpenID Connect provider on this machine: it says who is at the keyboard, and lies as it is told to."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT, SECRET = "wangge", "a secret of the client"


@dataclass
class OpenIdProvider:
    """What the tests turn: ``person`` is told by userinfo and id_token, ``lies`` overwrite claims of the latter."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "p-1"})
    lies: dict[str, Any] = field(default_factory=dict)
    signing: RSAPrivateKey = field(default_factory=lambda: generate_private_key(65537, 2048))
    denies: bool = False
    broken: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._published = self.signing.public_key()

    def configuration(self) -> dict[str, Any]:
        named = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        places = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in named.items()}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **places}

    def jwks(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._published))
        return {"keys": [key | {"kid": "1", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes next: back, with a code or a refusal."""
        assert asked["client_id"] == CLIENT, asked
        if self.denies:
            answer = {"error": "access_denied"}
        else:
            answer = {"code": f"code-{len(self._codes)}"}
            self._codes[answer["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any]:
        before = self._codes.pop(asked["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest()).rstrip(b"=")
        assert (asked["client_secret"], before["code_challenge"]) == (SECRET, proof.decode())
        now = int(time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person, **self.lies}
        signed = jwt.encode(claims, self.signing, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "opens userinfo", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str, asked: dict[str, str]) -> dict[str, Any]:
        self.asked.append(path)
        if path in self.broken:
            return {"error": "server_error"}
        if path == "/token":
            return self.token(asked)
        return {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": self.jwks,
            "/userinfo": lambda: self.person,
        }[path]()


@contextmanager
def open_provider() -> Iterator[OpenIdProvider]:
    """Serve one on a free port of this machine until the block ends."""
    provider = OpenIdProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _door_of(provider))
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()


def _door_of(provider: OpenIdProvider) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_single(parts.query)))
                self.end_headers()
            else:
                self._tell(provider.answer(parts.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._tell(provider.answer(self.path, _single(body)))

        def _tell(self, told: dict[str, Any]) -> None:
            self.send_response(500 if told.get("error") else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named so by the library)
            """Quietly."""

    return Door


def _single(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
