"""Outlines of communities and grids, as of today or of another day, for everybody."""

import gzip
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.territory.inputs import is_of_our_time
from wangge.territory.outlines import Outlined, outlines, stamp_at


@require_safe
def send_outlines(request: HttpRequest, outlined: Outlined) -> HttpResponseBase:
    """GeoJSON with an ETag; ``?on=2026-03-01`` is the plan that holds at the beginning of that day."""
    stamp = stamp_at(_moment(request.GET.get("on", "")))
    tag = f'"{outlined}-{stamp.plan}-{stamp.digest[:16]}-{stamp.areas}"'
    answer = get_conditional_response(request, etag=tag) or _content(request, outlines(outlined, stamp))
    answer["ETag"] = tag
    answer["Cache-Control"] = "public, no-cache"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def _moment(day: str) -> datetime:
    if not day:
        return timezone.now()
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Unusable(_("{day} is no day: write it as 2026-03-01").format(day=day[:20])) from None
    if not is_of_our_time(wanted):
        raise Unusable(_("{day} lies outside of the years 2000 to 2099: write another day").format(day=day[:20]))
    return timezone.make_aware(datetime.combine(wanted, time.min))


def _content(request: HttpRequest, packed: bytes) -> HttpResponse:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(packed, content_type="application/geo+json", headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(packed), content_type="application/geo+json")
