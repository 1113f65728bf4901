"""Who is my grid worker? By address, by where one stands, by a point of the map (R-12)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from wangge.language import _
from wangge.neighbourhood.standpoints import Given, find_standpoint
from wangge.neighbourhood.strangers import not_found_by_search, page_for_residents
from wangge.neighbourhood.telephone import public_page
from wangge.territory.actors import Actor
from wangge.territory.findable_places import find_places
from wangge.territory.models import Area
from wangge.territory.whereabouts import locate
from wangge.territory.workers import contact_card


@require_http_methods(["GET", "POST"])
@page_for_residents
def show_worker(request: HttpRequest, by: Actor) -> HttpResponse:
    """The contact card for a place. Where one stands is sent as a form, so that it stays out of addresses and logs."""
    asked = request.POST if request.method == "POST" else request.GET
    given = Given(
        spot=asked.get("spot", "")[:40],
        address=asked.get("place", "")[:100],
        longitude=_degrees(asked.get("longitude", "")),
        latitude=_degrees(asked.get("latitude", "")),
    )
    shown: dict[str, object] = {"given": given}
    if given != Given():
        found = find_standpoint(given, by.at)
        shown |= {"found": found, "fault": found.fault}
        if found.place is not None and not found.place.exact:
            shown["fault"] = _("A community has several grid workers: type your street and house too")
        elif found.place is not None and not found.fault:
            spot = locate(found.place.longitude, found.place.latitude, at=by.at)
            community = Area.objects.filter(code=spot.community_code).defer("boundary").first()
            shown |= {"place": found.place, "card": contact_card(spot.grid_code, by.at), "community": community}
    return not_found_by_search(public_page(request, "worker.html", shown))


@require_GET
@page_for_residents
def find_place(request: HttpRequest, _by: Actor) -> HttpResponse:
    """Addresses and communities while they are typed."""
    places = find_places(request.GET.get("q", "")[:100])
    return not_found_by_search(public_page(request, "parts/places.html", {"places": places, "asked": True}))


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
