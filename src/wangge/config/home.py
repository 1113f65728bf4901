"""The first page: for who is signed in the first of their pages, for everybody else the way to sign in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wangge.config.menu import menu_of
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


@page_for_staff
def home(_request: HttpRequest, by: Actor) -> HttpResponse:
    """Lead on."""
    first = next(iter(menu_of(by)), None)
    return redirect(first.url if first else "keys")
