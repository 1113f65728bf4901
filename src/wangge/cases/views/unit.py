"""The desk of a responsible unit and of its handlers: by deadline, many at once, work orders on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.bulk import Answer, acknowledge_many, assign_many
from wangge.cases.numbers import CaseNumberError, row_of
from wangge.cases.unit_answers import answers_for
from wangge.cases.unit_desk import cases_to_print, handlers_of_mine, pile, piles
from wangge.cases.work_orders import with_photos
from wangge.language import _
from wangge.screens.answers import asks_for_fragment, next_page
from wangge.screens.paging import asked_page
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff

_DONE = 10


@require_GET
@page_for_staff
def show_unit(request: HttpRequest, by: Actor) -> HttpResponse:
    """The pile that the address names; the list alone where the open page asks for news."""
    need_somewhere(by, Permission.ASSIGN)
    key = request.GET.get("pile", "open")
    page = asked_page(request)
    parts, more = pile(key, by=by, page=page)
    shown = {"parts": parts, "page": page, "more": more, "key": key, "now": by.at, "answers": answers_for(by)}
    if asks_for_fragment(request):
        return render(request, "cases/unit/parts.html", shown)
    return render(request, "cases/unit/desk.html", {**shown, "handlers": handlers_of_mine(by), "piles": piles(by)})


@require_GET
@page_for_staff
def show_handler(request: HttpRequest, by: Actor) -> HttpResponse:
    """A handler's own work on a phone: what to do next, nearest deadline first."""
    need_somewhere(by, Permission.RESOLVE)
    page = asked_page(request)
    (parts, more), (done, _older) = pile("open", by=by, page=page), pile("done", by=by)
    template = "cases/unit/own_parts.html" if asks_for_fragment(request) else "cases/unit/handler.html"
    return render(request, template, {"parts": parts, "page": page, "more": more, "done": done[:_DONE], "now": by.at})


@require_POST
@page_for_staff
def do_many(request: HttpRequest, by: Actor) -> HttpResponse:
    """Acknowledge, assign or print what is ticked; each case answers for itself, and the rest goes on.

    To print is a way on to a page with an address, which names the cases and no token of the form.
    """
    need_somewhere(by, Permission.ACKNOWLEDGE)
    numbers = request.POST.getlist("number")
    if not numbers:
        raise Unusable(_("Nothing is ticked: tick the cases first."))
    if request.POST.get("deed") == "print":
        query = urlencode([("number", number) for number in numbers])
        return HttpResponseRedirect(f"{reverse('unit_print')}?{query}", status=303)
    if request.POST.get("deed") == "assign":
        answers = assign_many(numbers=numbers, handler=request.POST.get("handler", ""), by=by)
    else:
        answers = acknowledge_many(numbers=numbers, by=by)
    _tell(request, answers)
    return next_page(request, reverse("unit_desk"))


@require_GET
@page_for_staff
def print_work_orders(request: HttpRequest, by: Actor) -> HttpResponse:
    """A page of paper for each open part that is named; all that wait where none is."""
    need_somewhere(by, Permission.RESOLVE)
    rows = [row for row in map(_row, request.GET.getlist("number")) if row]
    parts = cases_to_print(rows, by=by) if rows else pile("open", by=by)[0]
    return render(request, "cases/unit/print.html", {"orders": with_photos(parts), "now": by.at})


def _row(number: str) -> int | None:
    try:
        return row_of(number)
    except CaseNumberError:
        return None


def _tell(request: HttpRequest, answers: list[Answer]) -> None:
    done = sum(answer.done for answer in answers)
    if done:
        messages.success(request, _("{count} done.").format(count=done))
    for answer in answers:
        if not answer.done:
            messages.error(request, f"{answer.number}: {answer.sentence}")
