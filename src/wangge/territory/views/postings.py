"""Postings at an area: who holds what, grids without a principal worker, posting somebody, ending a posting."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.screens.answers import next_page
from wangge.territory.actions.postings import withdraw_posting
from wangge.territory.actors import Actor, areas_of
from wangge.territory.forming import answer_form, sent
from wangge.territory.forms.people import EndPostingForm, PostForm
from wangge.territory.models import Area, Organisation, Posting, code_range, kind_of
from wangge.territory.pages import need_somewhere, page_for_staff
from wangge.territory.post_words import role_words
from wangge.territory.vacancies import vacancies

_MOST = 200


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_postings(request: HttpRequest, by: Actor) -> HttpResponse:
    """The postings of the chosen area, narrowed by role; the form of a new one below."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    areas = Area.objects.filter(code__in=areas_of(by, Permission.MANAGE_PEOPLE)).defer("boundary")
    chosen = _chosen(request.GET.get("area", ""), by) or next(iter(areas), None)
    role = request.GET.get("role", "")
    found = _held(by, chosen, role if role in set(Role) else "")
    shown = {
        "areas": areas,
        "area": chosen,
        "role": role,
        "roles": [(one.value, role_words(one)) for one in Role],
        "postings": found[:_MOST],
        "more": found.count() > _MOST,
        "vacant": [code for code in vacancies(by.at) if by.may_at(Permission.MANAGE_PEOPLE, code)],
        "organisations": Organisation.objects.filter(closed_at__isnull=True).order_by("code")[:500],
        "now": by.at,
    }
    form = PostForm(sent(request), by=by, initial={"area": chosen.code if chosen else "", "begins_at": by.at})
    return answer_form(request, form, "office/postings.html", shown, request.get_full_path())


@require_http_methods(["GET", "POST"])
@page_for_staff
def end_one_posting(request: HttpRequest, by: Actor, posting: int) -> HttpResponse:
    """One posting and the form that ends it."""
    one = _one(posting, by)
    form = EndPostingForm(sent(request), by=by, posting=one)
    done = f"{reverse('postings')}?area={one.area.code}"
    return answer_form(request, form, "office/posting.html", {"posting": one, "now": by.at}, done)


@require_POST
@page_for_staff
def withdraw_one_posting(request: HttpRequest, by: Actor, posting: int) -> HttpResponse:
    """Take back a posting that has not begun."""
    withdraw_posting(posting=_one(posting, by), by=by)
    messages.success(request, _("The posting is withdrawn."))
    return next_page(request, reverse("postings"))


def _chosen(code: str, by: Actor) -> Area | None:
    if not (len(code) == 12 and code.isdigit() and by.may_at(Permission.MANAGE_PEOPLE, code)):
        return None
    return Area.objects.filter(code=code).defer("boundary").first()


def _held(by: Actor, area: Area | None, role: str) -> QuerySet[Posting]:
    """Those in force or to come, by area and role."""
    found = Posting.objects.within(by.at, None).select_related("user", "area", "organisation").defer("area__boundary")
    if area is None:
        return found.none()
    first, last = code_range(area.code, kind_of(area.code))
    found = found.filter(area__code__gte=first, area__code__lte=last)
    found = found.filter(role=role) if role else found
    return found.order_by("area__code", "role", "grid_code", "rank", "begins_at", "id")


def _one(posting: int, by: Actor) -> Posting:
    """One of an area whose people the actor posts; a 404 for every other."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    found = Posting.objects.select_related("user", "area", "organisation").defer("area__boundary")
    one = get_object_or_404(found, pk=posting)
    if not by.may_at(Permission.MANAGE_PEOPLE, one.area.code):
        raise NotFound(_("There is no such posting in your area"))
    return one
