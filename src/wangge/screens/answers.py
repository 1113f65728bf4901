"""How a page answers: with itself, with the way to another page, or with a sentence into the page that asked (htmx)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme


def asks_for_fragment(request: HttpRequest) -> bool:
    """Whether a script in an open page asks, which puts the answer into that page."""
    return request.headers.get("HX-Request") == "true"


def next_page(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """The way to the page that the form named as ``next`` if it is one of ours, else to ``otherwise``; as 303."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(wanted if ours else otherwise)
    answer.status_code = 303
    return answer


def notice(sentence: str, status: int) -> HttpResponse:
    """A sentence for the place of notices of the page that is open; what was typed there stays."""
    answer = HttpResponse(render_to_string("screens/notice.html", {"sentence": sentence}), status=status)
    answer["HX-Retarget"] = "#notices"
    answer["HX-Reswap"] = "innerHTML"
    answer["HX-Reselect"] = ".notice"
    return answer
