"""The public figures with their definitions, and the public list of what rests until a date."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.neighbourhood.choices import area_of, areas_by_kind, communities
from wangge.neighbourhood.figures import (
    count_open,
    figures_of,
    hops_of,
    read_counted,
    trend_names,
    trend_of,
    weeks_of,
)
from wangge.neighbourhood.periods import LAST, Period, period_from
from wangge.neighbourhood.small_numbers import count_words
from wangge.neighbourhood.strangers import page_for_residents
from wangge.neighbourhood.telephone import public_page
from wangge.neighbourhood.waiting import resting
from wangge.screens.cursors import cursor_of
from wangge.territory.actors import Actor
from wangge.territory.models import Area, AreaKind
from wangge.territory.one_worker import withheld_areas


@require_GET
@page_for_residents
def show_figures(request: HttpRequest, by: Actor) -> HttpResponse:
    """Of the city, or of ``area``, in the period that the address asks for."""
    groups = areas_by_kind()
    area = area_of(groups, request.GET.get("area", ""))
    if area is None and request.GET.get("area"):
        raise NotFound(_("There is no area {code}").format(code=request.GET["area"][:20]))
    period = period_from(request.GET, by.at)
    shown: dict[str, Any] = {"groups": groups, "area": area, "period": period, "lasts": _lasts(area)}
    if area is not None:
        withheld = withheld_areas(by.at).words(area.code)
        shown |= {"withheld": withheld} if withheld else _figures(area, period)
    return public_page(request, "figures.html", shown, status=422 if period.refused else 200)


@require_GET
@page_for_residents
def show_waiting(request: HttpRequest, by: Actor) -> HttpResponse:
    """Of all communities or of one, in pages."""
    known, asked = communities(), request.GET.get("community", "")
    community = asked if any(one.value == asked for one in known) else ""
    rows = resting(community=community, after=cursor_of(request.GET.get("after", "")), by=by)
    shown = {"rows": rows.rows, "next": rows.next, "communities": known, "community": community}
    return public_page(request, "waiting.html", shown)


def _figures(area: Area, period: Period) -> dict[str, Any]:
    """Three statements."""
    counted = read_counted(area, period)
    weeks = weeks_of(counted, period)
    return {
        "figures": figures_of(counted, period),
        "weeks": weeks,
        "trend": trend_of(weeks) if len(weeks) > 1 else None,
        "trend_names": trend_names(),
        "any_data": bool(counted.by_day),
        "hops": hops_of(area, period),
        "open": count_words(count_open(area)),
        "open_cases": _open_cases(area),
    }


def _open_cases(area: Area) -> str:
    """Where they are seen one by one; districts and subdistricts have no such list."""
    if area.kind == AreaKind.COMMUNITY:
        return f"{reverse('near')}?{urlencode({'community': area.code})}"
    return reverse("near") if area.kind == AreaKind.CITY else ""


def _lasts(area: Area | None) -> list[tuple[int, str]]:
    here = {"area": area.code} if area else {}
    return [(days, f"{reverse('figures')}?{urlencode({**here, 'days': days})}") for days in LAST]
