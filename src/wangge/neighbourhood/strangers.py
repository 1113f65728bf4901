"""The door of public pages: everybody is a reporter there, signed in or not, and one address is slowed down.

What is behind a private link is neither kept by browsers, nor found by search engines, nor told to other sites.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wangge.language import _
from wangge.territory.actors import Actor, reporter
from wangge.territory.doors import ForStrangers
from wangge.territory.pages import Asked, Shown, _More, keep_actor, page_for_anybody

Answer = Callable[..., HttpResponse]


class Readers(ForStrangers):
    """Pages are read more often than reports are sent: many share one address behind a network's gate."""

    scope = "reader"

    def get_cache_key(self, request: HttpRequest) -> str:
        """One count for all pages, apart from what is sent."""
        return f"reader-{self.get_ident(request)}"


def page_for_residents(show: Shown[_More]) -> Asked[_More]:
    """A page for everybody; what is sent counts with the requests to the API."""

    @page_for_anybody
    @wraps(show)
    def opened(request: HttpRequest, by: Actor, /, *args: _More.args, **kwargs: _More.kwargs) -> HttpResponse:
        throttle = ForStrangers() if request.method == "POST" else Readers()
        if not throttle.allow_request(request):
            return _too_fast(request, throttle.wait())
        by = reporter(by.at)  # colleagues are residents here: nothing of theirs hangs on a report from home
        keep_actor(request, by)
        answer = show(request, by, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer

    return opened


def private_page(show: Shown[_More]) -> Asked[_More]:
    """The same for a page that a secret in its address opens."""
    shown = page_for_residents(show)

    @wraps(show)
    def opened(request: HttpRequest, /, *args: _More.args, **kwargs: _More.kwargs) -> HttpResponse:
        answer = shown(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return not_found_by_search(answer)

    return opened


def not_found_by_search(answer: HttpResponse) -> HttpResponse:
    """Search engines leave the page out."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _too_fast(request: HttpRequest, wait: float | None) -> HttpResponse:
    shown = {
        "heading": _("One moment, please"),
        "sentence": _("Too many requests came from your network. Wait a minute, then try again, or telephone us."),
    }
    answer = render(request, "screens/refused.html", shown, status=429)
    answer["Retry-After"] = str(int(wait or 0) + 1)
    return answer
