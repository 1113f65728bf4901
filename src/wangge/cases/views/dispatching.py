"""The dispatcher's desk: piles by deadline, all certain cases in one go; every other verb goes through its own form."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wangge.accounts.permissions import Permission
from wangge.cases import dispatch_desk
from wangge.cases.actions.bulk import Answer, dispatch_many
from wangge.cases.deed_words import deed_words
from wangge.cases.proposals import proposals_for
from wangge.cases.returns import PassedOn, passed_on
from wangge.cases.story import possible_verbs
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.screens.cursors import cursor_of
from wangge.screens.paging import asked_page
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff

_MOST_TOLD = 8  # refusals; the cases themselves stay on the desk
_AT_A_MEETING = (Verb.DISPATCH, Verb.REDISPATCH, Verb.SEND_BACK, Verb.ESCALATE, Verb.SUPERVISE, Verb.COMMENT)


@require_GET
@page_for_staff
def show_filed(request: HttpRequest, by: Actor) -> HttpResponse:
    """Filed cases with the unit that the rules propose: nine statements, those of the session among them."""
    need_somewhere(by, Permission.DISPATCH)
    pile = dispatch_desk.filed(by=by, page=asked_page(request))
    proposals = proposals_for(pile.cases)
    shown = {
        "certain": [one for one in proposals if one.is_certain],
        "open": [one for one in proposals if not one.is_certain],
    }
    return _pile_page(request, by, "filed", pile, shown)


@require_POST
@page_for_staff
def dispatch_chosen(request: HttpRequest, by: Actor) -> HttpResponse:
    """Dispatch the ticked ones, each as ``number:version``; one that moved on since stays as it is, and says so."""
    need_somewhere(by, Permission.DISPATCH)
    chosen = [one.rpartition(":") for one in request.POST.getlist("chosen")]
    versions = {number: cursor_of(version) for number, _colon, version in chosen}
    seen = {number: version for number, version in versions.items() if version is not None}
    _tell(request, dispatch_many(numbers=list(seen), by=by, seen=seen))
    answer = redirect("dispatch_desk")
    answer.status_code = 303
    return answer


@require_GET
@page_for_staff
def show_returned(request: HttpRequest, by: Actor) -> HttpResponse:
    """Returned cases with who gave them back, why, whose they are said to be and how one sees it."""
    need_somewhere(by, Permission.DISPATCH)
    pile = dispatch_desk.returned(by=by, page=asked_page(request))
    return _pile_page(request, by, "returned", pile, {"stories": passed_on(pile.cases)})


@require_GET
@page_for_staff
def show_coordination(request: HttpRequest, by: Actor) -> HttpResponse:
    """What units passed to and fro, or left lying for their whole limit: with the story, for the meeting about it."""
    need_somewhere(by, Permission.DISPATCH, Permission.SUPERVISE)
    pile = dispatch_desk.to_coordinate(by=by, page=asked_page(request))
    stories = [(story, _deeds(story, by)) for story in passed_on(pile.cases)]
    return _pile_page(request, by, "coordination", pile, {"stories": stories})


@require_GET
@page_for_staff
def show_suspended(request: HttpRequest, by: Actor) -> HttpResponse:
    """What rests: why, until when, who granted it."""
    need_somewhere(by, *dispatch_desk.OPENING)
    pile = dispatch_desk.suspended(by=by, page=asked_page(request))
    rows = [
        (row, Verb.RESUME in possible_verbs(row.case, (), by=by)) for row in dispatch_desk.with_who_granted(pile.cases)
    ]
    return _pile_page(request, by, "suspended", pile, {"rows": rows})


@require_GET
@page_for_staff
def show_piles(request: HttpRequest, by: Actor) -> HttpResponse:
    """The piles and how high they are, for a page that is open."""
    need_somewhere(by, *dispatch_desk.OPENING)
    shown = {"piles": dispatch_desk.count_piles(by=by), "at": request.GET.get("at", ""), **_allowed(by)}
    return render(request, "cases/dispatch/piles.html", shown)


def _pile_page(
    request: HttpRequest, by: Actor, at: str, pile: dispatch_desk.Pile, shown: Mapping[str, object]
) -> HttpResponse:
    frame = {"at": at, "pile": pile, "piles": dispatch_desk.count_piles(by=by), "now": by.at, **_allowed(by)}
    return render(request, f"cases/dispatch/{at}.html", {**frame, **shown})


def _allowed(by: Actor) -> dict[str, bool]:
    """Which piles somebody may open."""
    dispatches = bool(by.seats_with(Permission.DISPATCH))
    return {"dispatches": dispatches, "coordinates": dispatches or bool(by.seats_with(Permission.SUPERVISE))}


def _deeds(story: PassedOn, by: Actor) -> list[tuple[Verb, str]]:
    possible = possible_verbs(story.case, (), by=by)
    return [(verb, deed_words(verb)) for verb in _AT_A_MEETING if verb in possible]


def _tell(request: HttpRequest, answers: list[Answer]) -> None:
    done = sum(answer.done for answer in answers)
    if done or not answers:
        messages.success(request, _("Dispatched: {count}").format(count=done))
    for answer in [one for one in answers if not one.done][:_MOST_TOLD]:
        messages.warning(request, answer.sentence)
