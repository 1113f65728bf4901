"""Who opens a page: a person at a browser, who becomes an Actor. The counterpart of ``doors``, which is the API's."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wangge.accounts.models import User
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.screens.answers import asks_for_fragment, notice
from wangge.territory.actors import Actor, actor_for, reporter

_More = ParamSpec("_More")
Asked = Callable[Concatenate[HttpRequest, _More], HttpResponse]
Shown = Callable[Concatenate[HttpRequest, Actor, _More], HttpResponse]


def page_for_staff(show: Shown[_More]) -> Asked[_More]:
    """A page for who is signed in; others sign in first and come back. The gate before it asks the second factor."""

    @wraps(show)
    def opened(request: HttpRequest, /, *args: _More.args, **kwargs: _More.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return _sign_in(request)
        by = actor_for(request.user, timezone.now())
        keep_actor(request, by)
        answer = show(request, by, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return opened


def page_for_anybody(show: Shown[_More]) -> Asked[_More]:
    """A page for everybody; who is signed in is known by name, all others are reporters."""

    @wraps(show)
    def opened(request: HttpRequest, /, *args: _More.args, **kwargs: _More.kwargs) -> HttpResponse:
        now = timezone.now()
        by = actor_for(request.user, now) if isinstance(request.user, User) else reporter(now)
        keep_actor(request, by)
        return show(request, by, *args, **kwargs)

    return opened


def need_somewhere(by: Actor, *permissions: Permission) -> None:
    """Raise NotAllowed for a page that no posting of the actor opens: any of the permissions, anywhere, will do."""
    if not any(by.seats_with(permission) for permission in permissions):
        raise NotAllowed(_("None of your postings opens this page"))


def keep_actor(request: HttpRequest, by: Actor) -> None:
    """So that the frame of the page can show the menu without asking the database again."""
    request.actor = by  # type: ignore[attr-defined]  # Django's requests take what middleware and doors add


def actor_of_page(request: HttpRequest) -> Actor | None:
    """The actor that a page's door has let in; None where no door was asked, as at the sign-in."""
    found = getattr(request, "actor", None)
    return found if isinstance(found, Actor) else None


def _sign_in(request: HttpRequest) -> HttpResponse:
    if asks_for_fragment(request):
        return notice(_("You are signed out: sign in again"), 401)
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.headers.get("Referer", "/")
    return redirect_to_login(back)
