"""Near me: open and recently closed public cases, one of them, and "me too" instead of a second report."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from wangge.accounts.refusals import Refusal
from wangge.cases.actions.following import follow_case
from wangge.cases.models import Case
from wangge.cases.nearness import around
from wangge.cases.public import public_case, public_cases, public_place, with_public_place
from wangge.cases.reports import Contact
from wangge.cases.search import Filters, found, page
from wangge.cases.tracking import status_of, status_words
from wangge.cases.workflow import State
from wangge.catalogue.contents import in_language
from wangge.language import _, active_language
from wangge.messages.models import Channel
from wangge.neighbourhood.choices import communities
from wangge.neighbourhood.places import place_given
from wangge.neighbourhood.visits import public_page, show_page
from wangge.territory.actors import Actor, reporter

_METRES = 500.0
_LATELY = timedelta(days=30)
_PAGE = 30


@dataclass(frozen=True)
class Shown:
    """A case as everybody may see it: no word of the reporter, no photo, no name (R-24, R-63)."""

    number: str
    status: str
    words: str
    name: str
    community: str
    unit: str
    reported_on: date
    due_at: datetime | None
    place: tuple[float, float] | None
    open: bool


@require_GET
@public_page
def show_near(request: HttpRequest, by: Actor) -> HttpResponse:
    """By where one stands, by community, or all; newest first."""
    place, community = place_given(request.GET.get("at", "")), request.GET.get("community", "")
    known = communities()
    chosen = community if any(one.value == community for one in known) else ""
    after = request.GET.get("after", "")
    rows = page(_cases(place, chosen, by), after=int(after) if after[:18].isdecimal() else None, limit=_PAGE)
    shown = {
        "cases": [shown_publicly(case) for case in rows.rows],
        "next": rows.next,
        "communities": known,
        "community": chosen,
        "at": request.GET.get("at", "") if place else "",
        "now": by.at,
    }
    return show_page(request, "public/near.html", shown)


@require_GET
@public_page
def show_public_case(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """One public case, with the form of "me too"; a 404 for one that is not public, or not yet."""
    shown = {"case": shown_publicly(public_case(number)), "now": by.at}
    return show_page(request, "public/case.html", shown)


@require_http_methods(["POST"])
@public_page
def follow_near(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Join it: the answer is the way to a private link of one's own."""
    case = public_case(number)
    phone = request.POST.get("phone", "").strip()[:40]
    contact = Contact("", phone, Channel.SMS, language=active_language()) if phone else None
    try:
        _follower, token = follow_case(case=case, contact=contact, by=reporter(by.at))
    except Refusal as refusal:
        shown = {"case": shown_publicly(case), "now": by.at, "refused": str(refusal), "phone": phone}
        return show_page(request, "public/case.html", shown, refusal.status)
    answer = HttpResponseRedirect(f"{reverse('mine', args=[token])}?new=1")
    answer.status_code = 303
    return answer


def shown_publicly(case: Case) -> Shown:
    """What everybody may see of a case whose class, unit and community were joined."""
    status = status_of(State(case.state))
    return Shown(
        number=case.number,
        status=status,
        words=_("put off") if case.state == State.SUSPENDED else status_words(status),
        name=in_language(case.minor.name_zh, case.minor.name_en) if case.minor else "",
        community=in_language(case.community.name_zh, case.community.name_en),
        unit=in_language(case.unit.name_zh, case.unit.name_en) if case.unit else "",
        reported_on=localtime(case.reported_at).date(),
        due_at=case.due_at if case.open else None,
        place=public_place(case),
        open=case.open,
    )


def _cases(place: tuple[float, float] | None, community: str, by: Actor) -> QuerySet[Case]:
    cases = public_cases().filter(Q(open=True) | Q(ended_at__gte=by.at - _LATELY))
    if place is not None:
        cases = with_public_place(cases).filter(around(*place, _METRES), reported_at__gte=by.at - _LATELY)
    return found(cases, Filters(area=community), at=by.at)
