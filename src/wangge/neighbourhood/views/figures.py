"""Statistics for everybody: an area down to the community, a week or a month; each lies in the address."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from wangge.catalogue.editions import edition_in_force
from wangge.neighbourhood.areas import region_of
from wangge.neighbourhood.figures import count_open, figures_of, read_counts, read_took, read_trend, shares_of
from wangge.neighbourhood.periods import Period, period_around, period_of
from wangge.neighbourhood.strangers import page_for_residents
from wangge.neighbourhood.telephone import public_page
from wangge.territory.actors import Actor


@require_GET
@page_for_residents
def show_figures(request: HttpRequest, by: Actor) -> HttpResponse:
    """Nine statements."""
    region = region_of(request.GET.get("area", ""))
    today = localdate(by.at)
    period = period_of(request.GET.get("period", ""), today)
    area = region.area.code
    counts = read_counts(area, period)
    stages, units = read_took(region, period, edition_in_force())
    shown = {
        "region": region,
        "period": period,
        "before": _address(area, period.before()),
        "after": _address(area, period.after()) if period.until <= today else "",
        "weekly": _address(area, period_around(min(today, period.since), weekly=True)),
        "monthly": _address(area, period_around(min(today, period.since), weekly=False)),
        "around": [(one, _address(one.code, period)) for one in region.around],
        "children": [(one, _address(one.code, period)) for one in region.children],
        "figures": figures_of(counts),
        "shares": shares_of(counts),
        "open": zip(count_open(region, by.at), (f"{reverse('near')}?area={area}", ""), strict=True),
        "trend": read_trend(area, period),
        "stages": stages,
        "units": units,
    }
    return public_page(request, "figures.html", shown)


def _address(area: str, period: Period) -> str:
    return f"{reverse('figures')}?{urlencode({'area': area, 'period': period.code})}"
