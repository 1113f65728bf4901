"""Cases near me, the page of a public case, "me too" (R-24)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from uuid6 import uuid7

from wangge.accounts.refusals import Refusal
from wangge.cases.actions.following import follow_case
from wangge.cases.public import public_case
from wangge.catalogue.editions import edition_in_force
from wangge.language import _
from wangge.neighbourhood.forms.contacts import MeTooForm
from wangge.neighbourhood.matters import matter_options, minor_of
from wangge.neighbourhood.near_by import Wanted, cases_near, shown_case
from wangge.neighbourhood.strangers import page_for_residents
from wangge.neighbourhood.telephone import public_page
from wangge.screens.cursors import cursor_of
from wangge.territory.actors import Actor
from wangge.territory.findable_places import Place, find_places, place_by_key


@require_GET
@page_for_residents
def show_near(request: HttpRequest, by: Actor) -> HttpResponse:
    """A list, narrowed by place and class; a map beside it where there is one."""
    asked = request.GET
    place, choices = _place(asked)
    edition = edition_in_force()
    minor = minor_of(edition, asked.get("matter", ""))
    stood = _stood(asked.get("at", ""))
    area = place.key.partition(":")[2] if place and not place.exact else ""
    wanted = Wanted(
        ended=asked.get("show") == "done",
        area=area or _code(asked.get("community", "") or asked.get("area", "")),
        place=stood or ((place.longitude, place.latitude) if place and place.exact else None),
        matter=asked.get("matter", "") if minor else "",
        after=cursor_of(asked.get("after", "")),
    )
    rows = cases_near(wanted, by.at)
    shown = {
        "rows": [shown_case(one, by.at) for one in rows.rows],
        "more": _address(asked, after=str(rows.next)) if rows.next else "",
        "wanted": wanted,
        "place": place,
        "typed": asked.get("q", "")[:100],
        "choices": [(one, _address(asked, spot=one.key, q="")) for one in choices],
        "minor": minor,
        "options": matter_options(edition),
        "tabs": [
            (_("Being worked on"), _address(asked, show="", after=""), not wanted.ended),
            (_("Done in the last 30 days"), _address(asked, show="done", after=""), wanted.ended),
        ],
        "map_url": _map_url(wanted),
    }
    return public_page(request, "near.html", shown)


@require_GET
@page_for_residents
def show_case(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """What everybody may know of a case."""
    return public_page(request, "public_case.html", {"case": shown_case(public_case(number), by.at), "form": None})


@require_http_methods(["GET", "POST"])
@page_for_residents
def say_me_too(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Join the case, to hear how it ends, if one likes."""
    case = public_case(number)
    form = MeTooForm(request.POST if request.method == "POST" else None, initial={"client_id": uuid7()})
    if form.is_valid():
        try:
            _follower, token = follow_case(
                case=case, contact=form.contact(), by=by, client_id=form.cleaned_data["client_id"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            answer = HttpResponseRedirect(reverse("my_report_sent", args=[token]))
            answer.status_code = 303
            return answer
    status = 422 if form.is_bound else 200
    return public_page(request, "public_case.html", {"case": shown_case(case, by.at), "form": form}, status)


def _place(asked: QueryDict) -> tuple[Place | None, list[Place]]:
    """The place that was chosen, or that alone is called so; else those to choose from."""
    spot, words = asked.get("spot", ""), asked.get("q", "").strip()
    if spot:
        return place_by_key(spot[:40]), []
    if not words:
        return None, []
    places = find_places(words[:100])
    return (places[0], []) if len(places) == 1 else (None, places)


def _stood(words: str) -> tuple[float, float] | None:
    """Where somebody stands, as the script rounds it: to about a hundred metres."""
    try:
        longitude, latitude = (round(float(one), 3) for one in words.split(","))
    except ValueError:
        return None
    return (longitude, latitude) if abs(longitude) <= 179 and abs(latitude) <= 89 else None


def _code(words: str) -> str:
    return words if len(words) == 12 and words.isascii() and words.isdigit() else ""


def _address(asked: QueryDict, **other: str) -> str:
    """The same page with a little else asked for."""
    kept = {name: asked.get(name, "") for name in ("q", "spot", "area", "community", "at", "matter", "show")} | other
    said = urlencode({name: value for name, value in kept.items() if value})
    return f"{reverse('near')}?{said}" if said else reverse("near")


def _map_url(wanted: Wanted) -> str:
    """What the map asks for the same cases; it adds its own box."""
    kind, _colon, minor = wanted.matter.partition(":")
    said = {"open": "" if wanted.ended else "true", "kind": kind, "minor": minor, "area": wanted.area}
    return "/api/v1/public/cases?" + urlencode({name: value for name, value in said.items() if value})
