"""The list of cases that somebody sees, narrowed by what the address says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.accounts.permissions import Permission
from wangge.cases.search import Filters, visible_page
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff


@require_GET
@page_for_staff
def list_cases(request: HttpRequest, by: Actor) -> HttpResponse:
    """Newest first, fifty a page."""
    need_somewhere(by, Permission.SEE_CASES)
    words = request.GET.get("words", "")
    found = visible_page(Filters(words=words), by=by, after=None, limit=50)
    return render(request, "cases/list.html", {"page": found, "words": words, "now": by.at})
