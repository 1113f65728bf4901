"""The first page: for who is signed in the first of their pages, for everybody else the front of the public site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wangge.accounts.models import User
from wangge.config.menu import menu_of
from wangge.neighbourhood.views.front import show_front
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


def home(request: HttpRequest) -> HttpResponse:
    """Lead on, or receive."""
    return _lead_on(request) if isinstance(request.user, User) else show_front(request)


@page_for_staff
def _lead_on(_request: HttpRequest, by: Actor) -> HttpResponse:
    first = next(iter(menu_of(by)), None)
    return redirect(first.url if first else "keys")
