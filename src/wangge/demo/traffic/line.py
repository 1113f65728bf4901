"""The way to the server: each person with their key, or, who works at a browser, signed in with their second factor."""

import time
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import httpx

from wangge.accounts.refusals import Unusable
from wangge.demo.signins import SignIn
from wangge.demo.traffic.codes import PERIOD, one_time_code
from wangge.demo.traffic.seen import Seen
from wangge.language import CHINESE, _, active_language

Json = dict[str, Any]  # what the server answered: read at once, never passed on

_PATIENCE = httpx.Timeout(120.0)
_SIGN_IN, _SECOND_FACTOR = "/accounts/login/", "/accounts/2fa/authenticate/"
_TRIES = 2  # a code that was used already is good for nobody for the rest of its thirty seconds


class SaidNoError(Exception):
    """The server did not do it, or did not answer; ``status`` is 0 then."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Line:
    """Shared by all threads; measures every request into ``seen``."""

    def __init__(self, url: str, seen: Seen, threads: int) -> None:
        self._url = url.rstrip("/")
        self._seen = seen
        limits = httpx.Limits(max_connections=threads, max_keepalive_connections=threads)
        # Threads have no language of their own: what the server answers is told in the one that is active here.
        self._headers = {"Accept-Language": "zh-Hans" if active_language() == CHINESE else "en"}
        self._client = httpx.Client(base_url=self._url, timeout=_PATIENCE, limits=limits, headers=self._headers)
        self._browsers: dict[str, httpx.Client] = {}
        self._lock = Lock()

    def close(self) -> None:
        """Hang up."""
        for client in (self._client, *self._browsers.values()):
            client.close()

    def get(self, kind: str, path: str, person: SignIn | None = None) -> Json:
        """Read; SaidNoError."""
        return self._ask(kind, "GET", path, person)

    def post(self, kind: str, path: str, person: SignIn, body: Json) -> Json:
        """Do; SaidNoError."""
        return self._ask(kind, "POST", path, person, json=body)

    def send_photo(self, path: str, person: SignIn, photo: bytes) -> None:
        """Send a JPEG; SaidNoError."""
        self._ask("photo", "POST", path, person, content=photo, headers={"Content-Type": "image/jpeg"})

    def _ask(self, kind: str, method: str, path: str, person: SignIn | None, **sent: Any) -> Json:
        client, headers = self._way_of(person)
        headers.update(sent.pop("headers", {}))
        begun = time.perf_counter()
        try:
            answer = client.request(method, f"/api/v1{path}", headers=headers, **sent)
        except httpx.HTTPError as error:
            raise self._no(0, f"{type(error).__name__}: {error}") from error
        finally:
            self._seen.took(kind, time.perf_counter() - begun)
        if answer.is_error:
            raise self._no(answer.status_code, f"{answer.status_code} {_sentence(answer)}")
        found: Json = answer.json()
        return found

    def _no(self, status: int, sentence: str) -> SaidNoError:
        self._seen.trouble(sentence)
        return SaidNoError(status, sentence)

    def _way_of(self, person: SignIn | None) -> tuple[httpx.Client, dict[str, str]]:
        if person is None:
            return self._client, {}
        if person.key:
            return self._client, {"Authorization": f"Bearer {person.key}"}
        with self._lock:
            browser = self._browsers.get(person.username)
            if browser is None:
                browser = self._browsers[person.username] = self._signed_in(person)
        return browser, {"X-CSRFToken": browser.cookies.get("csrftoken") or ""}

    def _signed_in(self, person: SignIn) -> httpx.Client:
        """A browser with a session; Unusable where password or code are not taken."""
        browser = httpx.Client(base_url=self._url, timeout=_PATIENCE, headers=self._headers)
        _fill_in(browser, _SIGN_IN, {"login": person.username, "password": person.password})
        for _try in range(_TRIES):
            code = one_time_code(person.second_factor, datetime.now(UTC))
            if _fill_in(browser, _SECOND_FACTOR, {"code": code}).is_redirect:
                return browser
            time.sleep(PERIOD - time.time() % PERIOD)
        sentence = _("{name} cannot sign in: do the sign-ins belong to this server?")
        raise Unusable(sentence.format(name=person.username))


def _fill_in(browser: httpx.Client, path: str, fields: dict[str, str]) -> httpx.Response:
    browser.get(path)
    token = browser.cookies.get("csrftoken") or ""
    return browser.post(path, data={**fields, "csrfmiddlewaretoken": token}, headers={"Referer": str(browser.base_url)})


def _sentence(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return answer.reason_phrase
