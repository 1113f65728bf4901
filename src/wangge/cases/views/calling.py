"""A follow-up call: the contact is opened with a reason, which is kept; then what the reporter said is typed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Refusal, Unusable
from wangge.cases.actions.follow_ups import answer_follow_up
from wangge.cases.actions.following import read_contact, reporter_of
from wangge.cases.visibility import visible_case
from wangge.language import _
from wangge.screens.answers import next_page
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff

_ANSWERS = {"yes": True, "no": False}


@require_http_methods(["GET", "POST"])
@page_for_staff
def open_contact(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Ask for the reason; once it is given show the contact, on this answer only, and never in an address."""
    need_somewhere(by, Permission.FOLLOW_UP)
    case = visible_case(number, by=by)
    shown = {"case": case, "asked": request.method == "POST", "contact": None, "trouble": ""}
    if request.method == "GET":
        return render(request, "desk/calling.html", shown)
    try:
        shown["contact"] = read_contact(case=case, reason=request.POST.get("reason", ""), by=by)
    except Refusal as refusal:
        return render(request, "desk/calling.html", {**shown, "asked": False, "trouble": str(refusal)}, status=422)
    return render(request, "desk/calling.html", shown)


@require_POST
@page_for_staff
def answer_call(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Keep the reporter's answer to "is it really fixed?"."""
    case = visible_case(number, by=by)
    fixed = _ANSWERS.get(request.POST.get("fixed", ""))
    if fixed is None:
        raise Unusable(_("Say whether the reporter finds it fixed: yes or no"))
    follower = reporter_of(case)
    satisfied = _ANSWERS.get(request.POST.get("satisfied", ""))
    done = answer_follow_up(follower=follower, fixed=fixed, satisfied=satisfied, by=by)
    messages.success(request, done.sentence)
    return next_page(request, reverse("desk_supervisor"))
