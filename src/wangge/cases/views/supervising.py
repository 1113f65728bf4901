"""The page of the duty supervisor and the centre's lead: what waits for a decision. Verbs go through ``acting``."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from wangge.accounts.permissions import Permission
from wangge.cases.actions.bulk import close_many
from wangge.cases.permissions import DECIDES
from wangge.cases.phrases import closing_phrase
from wangge.cases.supervision import (
    answers_not_fixed,
    calls_to_make,
    cases_to_close,
    late_verifications,
    requests_to_decide,
)
from wangge.cases.views.many import answers_page
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.unknown_holidays import holiday_warnings
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff


@require_GET
@page_for_staff
def show_supervisor(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every list with its number; twelve statements at most."""
    need_somewhere(by, *DECIDES)
    edition = edition_in_force()
    shown = {
        "requests": requests_to_decide(by=by),
        "late": late_verifications(by=by),
        "closing": cases_to_close(edition, by=by),
        "calls": calls_to_make(by=by) if by.seats_with(Permission.FOLLOW_UP) else [],
        "not_fixed": answers_not_fixed(by=by),
        "may_close": bool(by.seats_with(Permission.CLOSE)),
        "holiday_warnings": holiday_warnings(edition.calendars, by.at),
        "now": by.at,
    }
    return render(request, "desk/supervisor.html", shown)


@require_POST
@page_for_staff
def close_ticked(request: HttpRequest, by: Actor) -> HttpResponse:
    """Close what was ticked, each under its condition, with one answer for all reporters."""
    numbers = request.POST.getlist("number")
    closures = {number: request.POST.get(f"closure-{number}", "") for number in numbers}
    answers = close_many(numbers=numbers, closures=closures, answer=closing_phrase("fixed"), by=by)
    return answers_page(request, _("Closed at once"), answers, reverse("desk_supervisor"))
