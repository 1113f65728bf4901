"""Who is my grid worker? By address, or by where one stands; the public contact card, never for search engines."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wangge.accounts.refusals import Refusal
from wangge.neighbourhood.choices import addresses_like
from wangge.neighbourhood.places import place_given
from wangge.neighbourhood.visits import public_page, show_page
from wangge.territory.actors import Actor
from wangge.territory.models import Area
from wangge.territory.whereabouts import locate
from wangge.territory.workers import contact_card


@require_GET
@public_page
def find_worker(request: HttpRequest, by: Actor) -> HttpResponse:
    """Search by ``address``, choose among what it may mean, or come with ``at``; then the card."""
    address = request.GET.get("address", "")[:100]
    choices = addresses_like(address) if address else []
    shown = {"address": address, "choices": choices, "asked": bool(address)}
    place = place_given(request.GET.get("at", ""))
    if place is None and len(choices) == 1:
        place = place_given(choices[0].value)
    answer = show_page(request, "public/worker.html", {**shown, **_found(place, by)})
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer


def _found(place: tuple[float, float] | None, by: Actor) -> dict[str, object]:
    if place is None:
        return {}
    try:
        spot = locate(*place, at=by.at)
    except Refusal as refusal:
        return {"refused": str(refusal)}
    community = Area.objects.defer("boundary").get(code=spot.community_code)
    return {"community": community, "card": contact_card(spot.grid_code, by.at), "found": True}
