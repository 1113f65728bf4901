"""How strangers are let in: everybody, but one address not too often; and what each public page is shown with."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wangge.accounts.refusals import Refusal
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_anybody

_More = ParamSpec("_More")


class TooFast(Refusal):
    """One address sends more than people do."""

    status = 429
    code = "too-fast"


def public_page(
    show: Callable[Concatenate[HttpRequest, Actor, _More], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _More], HttpResponse]:
    """A page for everybody; what is sent is counted by address for a minute, and by nothing else."""

    @wraps(show)
    def opened(request: HttpRequest, by: Actor, *args: _More.args, **kwargs: _More.kwargs) -> HttpResponse:
        if request.method == "POST":
            _count(request)
        return show(request, by, *args, **kwargs)

    return page_for_anybody(opened)  # type: ignore[arg-type]  # wraps keeps the shape that the checker cannot see


def show_page(request: HttpRequest, template: str, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page with the telephone number that stands on every one of them."""
    return render(request, template, {**shown, "telephone": settings.TELEPHONE}, status=status)


def _count(request: HttpRequest) -> None:
    key = f"public-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=60)
    if cache.incr(key) > settings.PUBLIC_SENDINGS:
        raise TooFast(_("Too many requests: wait a moment, then send it again"))
