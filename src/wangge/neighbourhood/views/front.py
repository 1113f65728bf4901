"""The first page of the public site: what one can do here, by telephone and on paper too."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wangge.neighbourhood.visits import public_page, show_page
from wangge.territory.actors import Actor


@require_GET
@public_page
def show_front(request: HttpRequest, by: Actor) -> HttpResponse:  # noqa: ARG001 (handed in by the door)
    """Big entries and the telephone number."""
    return show_page(request, "public/front.html", {})
