"""How a refusal becomes HTTP: problem+json (RFC 9457), in one place for every endpoint."""

import json
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError

from wangge.accounts.refusals import Refusal
from wangge.cases.refusals import NotForHere
from wangge.config.loads import BESIDE_FILES, too_big_words
from wangge.language import _

_log = logging.getLogger("wangge.api")


def problem(status: int, code: str, sentence: str, **more: Any) -> HttpResponse:
    """The answer: ``code`` for programs, ``detail`` for people, and what else helps to put it right."""
    body = {"type": f"urn:wangge:{code}", "title": code, "status": status, "detail": sentence, **more}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json; charset=utf-8"
    )


def add_problems(api: NinjaAPI) -> None:
    """Teach the API every refusal of the house and every fault of a request."""
    for kind, answer in _answers().items():
        api.add_exception_handler(kind, answer)


def not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """The answer for an address that leads nowhere."""
    return problem(404, "not-found", _("There is nothing here"))


def too_big(most: int) -> HttpResponse:
    """The answer to more bytes than ``most``, which a door takes."""
    return problem(413, "too-big", too_big_words(most))


def _answers() -> dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]:
    return {
        Refusal: _refused,
        ValidationError: _invalid,
        AuthenticationError: _unknown,
        AuthorizationError: _unknown,
        Throttled: _too_fast,
        HttpError: _of_ninja,
        Http404: not_found,
        RequestDataTooBig: _too_big,
        MultiPartParserError: _unreadable,
        SuspiciousOperation: _unreadable,
        UnreadablePostError: _unreadable,
    }


def _refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    rows = getattr(refusal, "rows", None)
    more: dict[str, Any] = {"rows": [str(row) for row in rows]} if rows else {}
    if isinstance(refusal, NotForHere):
        more["fields"] = [{"field": f"body.{refusal.field}", "reason": str(refusal)}]
    answer = problem(refusal.status, refusal.code, str(refusal), **more)
    if refusal.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [{"field": ".".join(str(part) for part in one["loc"][1:]), "reason": one["msg"]} for one in error.errors]
    named = "; ".join(f"{one['field']}: {one['reason']}" for one in fields[:3])
    return problem(422, "invalid", _("The request cannot be used: {fields}").format(fields=named), fields=fields)


def _unknown(_request: HttpRequest, _error: Exception) -> HttpResponse:
    answer = problem(401, "not-signed-in", _("Sign in, or send a key that is valid"))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _too_fast(_request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = problem(429, "too-fast", _("Too many requests: wait a moment, then send it again"))
    if error.wait:
        answer["Retry-After"] = str(int(error.wait) + 1)
    return answer


def _of_ninja(_request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, HttpError):  # of our parser, which ninja wraps
        error = error.__cause__
    sentences = {
        400: _("The request cannot be read: is it JSON, in UTF-8, with numbers and text that can be kept?"),
        403: _("The page is too old: load it again"),
        415: _("Send JSON, and say so: Content-Type: application/json"),
    }
    return problem(error.status_code, "refused", sentences.get(error.status_code, str(error)))


def _unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(400, "unreadable", _("The request cannot be read: it was cut off, or its form is broken"))


def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return too_big(BESIDE_FILES)
