"""What the phone fetches once and keeps: the page, what keeps it, and how it is installed. The same for everybody."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from wangge.fieldwork.shell import assets, first_scripts, map_files, version_of
from wangge.fieldwork.spoken import chinese


@require_safe
def show_phone(request: HttpRequest) -> HttpResponseBase:
    """The page; whose phone it is, only the phone knows."""
    page = _page()
    tag = f'"{version_of(page)}"'
    answer = get_conditional_response(request, etag=tag) or HttpResponse(page)
    answer["ETag"] = tag
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def send_keeper(_request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of files of today."""
    page = _page()
    kept = {"assets": json.dumps(list(assets())), "map": json.dumps(map_files())}
    shown = {"version": version_of(page), "shell": reverse("phone"), **kept}
    answer = HttpResponse(render_to_string("phone/sw.js", shown), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def send_manifest(_request: HttpRequest) -> JsonResponse:
    """How it stands on the home screen."""
    icons = [
        {"src": static(f"phone/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    about = {
        "name": "社区E通 Community E-link",
        "short_name": "社区E通",
        "lang": "zh-Hans",
        "start_url": reverse("phone"),
        "scope": reverse("phone"),
        "display": "standalone",
        "background_color": "#f5f7f6",
        "theme_color": "#0b6b63",
        "icons": icons,
    }
    return JsonResponse(about, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def _page() -> str:
    shown = {"words": chinese(), "scripts": first_scripts(), "map": map_files()}
    return render_to_string("phone/shell.html", shown)
