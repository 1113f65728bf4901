"""The map of open cases, with the list beside it that says the same; filters stand in the address."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.accounts.permissions import Permission
from wangge.cases.numbers import CaseNumberError, row_of
from wangge.cases.search import Filters, visible_page
from wangge.cases.visibility import visible_to, with_what_is_shown
from wangge.cases.words import state_words
from wangge.cases.workflow import OPEN, State
from wangge.screens.answers import asks_for_fragment
from wangge.territory.actors import Actor
from wangge.territory.models import Area, AreaKind
from wangge.territory.pages import need_somewhere, page_for_staff

_MAP = "/api/v1/map"
_NAMES = ("words", "state", "kind", "area", "overdue", "urgent")
_LISTED = 50
_MOST_TOLD = 8


@require_GET
@page_for_staff
def show_map(request: HttpRequest, by: Actor) -> HttpResponse:
    """Open cases, the newest fifty as a list; the map asks for the rest by itself."""
    need_somewhere(by, Permission.SEE_CASES)
    asked = _asked(request.GET)
    page = visible_page(_filters(asked), by=by, after=None, limit=_LISTED)
    if asks_for_fragment(request):
        return render(request, "cases/map/list.html", {"page": page, "now": by.at})
    shown = {
        "page": page,
        "now": by.at,
        "asked": asked,
        "url": f"{_MAP}?{urlencode(asked)}",
        "states": [(state.value, state_words(state)) for state in State if state in OPEN],
        "areas": Area.objects.filter(kind__in=[AreaKind.DISTRICT, AreaKind.SUBDISTRICT])
        .order_by("code")
        .defer("boundary"),
    }
    return render(request, "cases/map/page.html", shown)


@require_GET
@page_for_staff
def tell_on_map(request: HttpRequest, by: Actor) -> HttpResponse:
    """The lines of some cases, for the window over the map; those that are not seen are left out."""
    rows = [row for text in request.GET.getlist("number")[:_MOST_TOLD] if (row := _row(text)) is not None]
    cases = with_what_is_shown(visible_to(by)).filter(pk__in=rows).order_by("-pk")
    return render(request, "cases/map/told.html", {"cases": list(cases), "now": by.at})


def _asked(given: QueryDict) -> dict[str, str]:
    """The filters of the address that say something."""
    texts = {name: str(given.get(name, "")).strip()[:100] for name in _NAMES}
    return {name: text for name, text in texts.items() if text}


def _filters(asked: dict[str, str]) -> Filters:
    return Filters(
        open=True,
        words=asked.get("words", ""),
        states=(asked["state"],) if asked.get("state") else (),
        kind=asked.get("kind", ""),
        area=asked.get("area", ""),
        overdue="overdue" in asked,
        urgent="urgent" in asked,
    )


def _row(text: str) -> int | None:
    try:
        return row_of(text)
    except CaseNumberError:
        return None
