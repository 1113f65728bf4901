"""The first page: for who is signed in the first of their pages, for everybody else the way to sign in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wangge.cases.menu import entries
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


@page_for_staff
def home(_request: HttpRequest, by: Actor) -> HttpResponse:
    """Lead on."""
    first = next(iter(entries(by)), None)
    return redirect(first.url if first else "account_email")
