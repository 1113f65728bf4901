"""Verification and check at the place: the own orders by deadline, and before and after side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.cases.forms import form_for
from wangge.cases.models import Order, PhotoStage
from wangge.cases.story import read_story
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import OrderKind, Verb
from wangge.cases.worklist import orders_for
from wangge.language import _
from wangge.screens.answers import asks_for_fragment
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff

_MOST = 200


@require_GET
@page_for_staff
def show_checks(request: HttpRequest, by: Actor) -> HttpResponse:
    """Own verifications and checks, the nearest deadline first; the list alone where the open page asks for news."""
    need_somewhere(by, Permission.CHECK)
    own = [order for order in orders_for(by, limit=_MOST) if order.kind != OrderKind.PART]
    template = "cases/check/orders.html" if asks_for_fragment(request) else "cases/check/desk.html"
    return render(request, template, {"orders": own, "now": by.at})


@require_GET
@page_for_staff
def show_check(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """One order at the place: what was reported beside what was done, and the question."""
    case = visible_case(number, by=by)
    story = read_story(case, by=by)
    order = _own(story.orders, by)
    if order is None:
        raise NotFound(_("No verification or check of case {number} is in your hands.").format(number=case.number))
    verbs = (Verb.CHECK,) if order.kind == OrderKind.CHECK else (Verb.VERIFY, Verb.REFUTE)
    shown = {
        "case": case,
        "story": story,
        "order": order,
        "now": by.at,
        "forms": [(verb, form_for(verb, case, by)) for verb in verbs],
        "before": [photo for photo in story.photos if photo.stage in {PhotoStage.REPORT, PhotoStage.VERIFY}],
        "after": [photo for photo in story.photos if photo.stage == PhotoStage.RESOLVE],
    }
    return render(request, "cases/check/order.html", shown)


def _own(orders: tuple[Order, ...], by: Actor) -> Order | None:
    own = (order for order in orders if order.kind != OrderKind.PART and order.open and order.holder_id == by.user_id)
    return next(own, None)
