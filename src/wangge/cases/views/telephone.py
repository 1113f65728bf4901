"""A report by telephone: typed while the caller speaks, then the number to read out and a slip to print."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from uuid6 import uuid7

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Refusal
from wangge.cases.forms.telephone import FIELD_OF, CallForm
from wangge.cases.models import Case, Follower, Source
from wangge.cases.refusals import NotForHere
from wangge.cases.reports import follower_token
from wangge.cases.visibility import visible_case
from wangge.catalogue.class_choices import class_options
from wangge.catalogue.editions import edition_in_force
from wangge.territory.actors import Actor
from wangge.territory.findable_places import find_places
from wangge.territory.pages import need_somewhere, page_for_staff


@require_http_methods(["GET", "POST"])
@page_for_staff
def take_call(request: HttpRequest, by: Actor) -> HttpResponse:
    """The form; ``find`` looks for the address and keeps all that was typed."""
    need_somewhere(by, Permission.REPORT_ON_BEHALF)
    if request.method == "GET":
        return _page(request, CallForm(initial={"client_id": uuid7()}), 200)
    form = CallForm(request.POST)
    if "find" in request.POST:
        form.search()
        return _page(request, _unjudged(form), 200)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        done = form.report(by=by)
    except Refusal as refusal:
        form.add_error(FIELD_OF.get(refusal.field) if isinstance(refusal, NotForHere) else None, str(refusal))
        return _page(request, form, refusal.status)
    answer = HttpResponseRedirect(reverse("desk_call", args=[done.case.number]))
    answer.status_code = 303
    return answer


@require_GET
@page_for_staff
def find_place(request: HttpRequest, by: Actor) -> HttpResponse:
    """Addresses and communities as they are typed."""
    need_somewhere(by, Permission.REPORT_ON_BEHALF)
    places = find_places(request.GET.get("q", "")[:100])
    return render(request, "desk/parts/places.html", {"places": places, "chosen_spot": "", "asked": True})


@require_GET
@page_for_staff
def show_call(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """What is read out to the caller, and the slip."""
    need_somewhere(by, Permission.REPORT_ON_BEHALF)
    case = visible_case(number, by=by)
    return render(request, "desk/call.html", {"case": case, "link": _link(case, by), "now": by.at})


def _link(case: Case, by: Actor) -> str:
    """The caller's private link, for the slip of who took the call alone; empty where the city has no public site."""
    mine = case.source == Source.TELEPHONE and case.reported_by_id == by.user_id
    follower = Follower.objects.select_related("case").filter(case=case, reporter=True).first() if mine else None
    return f"{settings.SITE}/track/{follower_token(follower)}" if follower is not None and settings.SITE else ""


def _unjudged(form: CallForm) -> CallForm:
    """The same words in a form that nobody has judged yet: a search is no mistake."""
    typed = CallForm(initial={name: form.data.get(name, "") for name in form.fields})
    typed.places = form.places
    return typed


def _page(request: HttpRequest, form: CallForm, status: int) -> HttpResponse:
    chosen = str(form["spot"].value() or "")
    shown = {
        "form": form,
        "options": class_options(edition_in_force()),
        "optional": True,
        "places": form.places,
        "chosen_spot": chosen or (form.places[0].key if len(form.places) == 1 else ""),
        "asked": bool(form["address"].value()),
    }
    return render(request, "desk/telephone.html", shown, status=status)
