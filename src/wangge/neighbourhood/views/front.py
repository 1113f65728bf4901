"""The first page of who is not signed in, and the slip for who would rather write by hand."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wangge.neighbourhood.strangers import page_for_residents
from wangge.neighbourhood.telephone import public_page
from wangge.territory.actors import Actor


@require_GET
@page_for_residents
def show_front(request: HttpRequest, _by: Actor) -> HttpResponse:
    """Large entries, and how each thing is done by telephone or on paper."""
    return public_page(request, "front.html", {})


@require_GET
@page_for_residents
def show_slip(request: HttpRequest, _by: Actor) -> HttpResponse:
    """A form on paper, to hand in at the station."""
    return public_page(request, "slip.html", {})
