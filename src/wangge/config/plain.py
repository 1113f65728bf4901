"""What is taken off a request before anything reads it: other encodings than ours, and sessions that cannot be."""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_SESSION = re.compile("[a-z0-9]+")  # as Django draws them


def in_utf8(application: Application) -> Application:
    """Let the request be read in UTF-8 whatever it says it is in.

    Some codecs make no text, and Django fails over them before any page could answer; others bring in signs that no
    database keeps.
    """

    def asked(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = _without_charset(environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return asked


def plain_session(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a session that no server of ours gave out is none; PostgreSQL fails over one with a NUL."""

    def asked(request: HttpRequest) -> HttpResponse:
        if not _SESSION.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "none")):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return answer(request)

    return asked


def _without_charset(content_type: str) -> str:
    """The same, unless its charset is another than UTF-8: then the kind, and the boundary that a form needs."""
    try:
        kind, parameters = parse_header_parameters(content_type)
        if "charset" not in parameters or codecs.lookup(parameters["charset"]).name == "utf-8":
            return content_type
    except (ValueError, TypeError, LookupError):  # of a parameter that cannot be read, or a charset of nobody
        kind, parameters = content_type.partition(";")[0], {}
    boundary = parameters.get("boundary", "").replace("\\", "\\\\").replace('"', '\\"')
    return f'{kind}; boundary="{boundary}"' if boundary else kind
