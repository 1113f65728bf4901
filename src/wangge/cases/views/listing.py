"""The list of cases that somebody sees, narrowed by what the address says."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Refusal
from wangge.cases.forms.search import SearchForm
from wangge.cases.search import Filters, Page, visible_page
from wangge.language import _
from wangge.screens.cursors import cursor_of
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff

_PAGE = 50


@require_GET
@page_for_staff
def list_cases(request: HttpRequest, by: Actor) -> HttpResponse:
    """Newest first, fifty a page; what cannot be searched for is said, and nothing is found."""
    need_somewhere(by, Permission.SEE_CASES)
    form = SearchForm(request.GET)
    after = request.GET.get("after", "")
    page, refused = _found(form, after, by)
    query = urlencode([(name, value) for name, value in request.GET.items() if value and name != "after"])
    shown = {
        "form": form,
        "page": page,
        "refused": refused,
        "query": query,
        "narrowed": query and not query.startswith("words="),
        "now": by.at,
    }
    return render(request, "cases/list.html", {**shown, "export": f"/api/v1/exports/cases?{_for_export(form)}"})


def _found(form: SearchForm, after: str, by: Actor) -> tuple[Page, str]:
    if not form.is_valid():
        return Page((), None), _("Something in the search cannot be used: see the fields.")
    try:
        return visible_page(form.filters(), by=by, after=cursor_of(after), limit=_PAGE), ""
    except Refusal as refusal:
        return Page((), None), str(refusal)


def _for_export(form: SearchForm) -> str:
    """The same filters in the words of the API."""
    filters = form.filters() if form.is_valid() else Filters()
    asked = {
        "state": filters.states,
        "kind": filters.kind,
        "minor": filters.minor,
        "area": filters.area,
        "unit": filters.unit,
        "words": filters.words,
        "open": "" if filters.open is None else str(filters.open).lower(),
        "overdue": "true" if filters.overdue else "",
        "urgent": "true" if filters.urgent else "",
        "since": filters.since.isoformat() if filters.since else "",
        "until": filters.until.isoformat() if filters.until else "",
    }
    return urlencode({name: value for name, value in asked.items() if value}, doseq=True)
