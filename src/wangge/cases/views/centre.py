"""The supervision centre: a page of parts that refresh themselves; the map's figures; tables to take away."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.cases.centre.looks import MOST_RECENT, PERIODS, SHOWS, look_from
from wangge.cases.centre.panels import flow_panel, hops_panel, map_values, now_panel, show_words
from wangge.cases.centre.regions import region_for
from wangge.cases.centre.tables import TABLES
from wangge.screens.answers import asks_for_fragment
from wangge.screens.sheets import csv_answer
from wangge.territory.actors import Actor
from wangge.territory.pages import page_for_staff


@require_GET
@page_for_staff
def show_centre(request: HttpRequest, by: Actor) -> HttpResponse:
    """What is open in an area, with its map; what passed there comes after it, so that the counters need not wait."""
    look = look_from(request.GET)
    region = region_for(by, look.area)
    shown = {
        "look": look,
        "region": region,
        "around": [(one, look.address(area=one.code)) for one in region.around],
        "periods": [(days, look.address(days=days)) for days in PERIODS],
        "shows": [(show, show_words(show), look.address(show=show)) for show in SHOWS],
        "wall_address": look.address(wall=not look.wall),
        "map_url": look.address("centre_areas", wall=False),
        "live_now": look.address("centre_now"),
        "live_flow": look.address("centre_flow"),
        **now_panel(region, look, by=by),
    }
    return render(request, "cases/centre/centre.html", shown)


@require_GET
@page_for_staff
def show_now(request: HttpRequest, by: Actor) -> HttpResponse:
    """What is open now, for a page that is open."""
    look = look_from(request.GET)
    region = region_for(by, look.area)
    shown = {"look": look, "region": region, **now_panel(region, look, by=by)}
    return render(request, "cases/centre/now.html", shown)


@require_GET
@page_for_staff
def show_flow(request: HttpRequest, by: Actor) -> HttpResponse:
    """What passed: as a part of the open page, and as a page of its own for who has no scripts."""
    look = look_from(request.GET)
    region = region_for(by, look.area)
    shown = {"look": look, "region": region, "back": look.address(), **flow_panel(region, look, by=by)}
    return render(request, f"cases/centre/{'flow' if asks_for_fragment(request) else 'passed'}.html", shown)


@require_GET
@page_for_staff
def show_hops(request: HttpRequest, by: Actor) -> HttpResponse:
    """How long each stage takes in each part of the area."""
    look = look_from(request.GET)
    region = region_for(by, look.area)
    shown = {
        "look": look,
        "region": region,
        "around": [(one, look.address("centre_hops", area=one.code)) for one in region.around],
        "back": look.address(),
        "recent": min(look.days, MOST_RECENT),
        **hops_panel(region, look, by=by),
    }
    return render(request, "cases/centre/hops.html", shown)


@require_GET
@page_for_staff
def show_areas(request: HttpRequest, by: Actor) -> HttpResponse:
    """The figure of each community for the map, by its code: what is asked for, and what it is called."""
    look = look_from(request.GET)
    region = region_for(by, look.area)
    values = map_values(region, look.show, by=by)
    return JsonResponse({"show": look.show, "title": show_words(look.show), "values": values})


@require_GET
@page_for_staff
def take_table(request: HttpRequest, by: Actor, table: str) -> HttpResponse:
    """One of the tables, as it is seen, as CSV."""
    if table not in TABLES:
        raise Http404
    look = look_from(request.GET)
    region = region_for(by, look.area)
    head, rows = TABLES[table](region, look, by)
    return csv_answer(f"{table}-{region.area.code}-{look.period(by.at).until:%Y%m%d}", head, rows)
