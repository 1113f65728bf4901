"""People and their accounts; leave of those whom one posts."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wangge.accounts.models import Key, KeyKind
from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.answers import next_page
from wangge.territory.actions.absences import end_absence
from wangge.territory.actors import Actor
from wangge.territory.forming import answer_form, sent
from wangge.territory.forms.people import (
    AbsenceForm,
    EndServiceForm,
    OnePersonForm,
    PasswordForm,
    PersonForm,
    SecondFactorForm,
)
from wangge.territory.models import Absence
from wangge.territory.overseeing import oversees, people_seen, people_within, person_seen, postings_seen
from wangge.territory.pages import need_somewhere, page_for_staff

_MOST = 100
_DEEDS: dict[str, type[OnePersonForm]] = {
    "password": PasswordForm,
    "second-factor": SecondFactorForm,
    "end": EndServiceForm,
}


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_people(request: HttpRequest, by: Actor) -> HttpResponse:
    """Accounts by user name, found by words; and the form of a new one."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    words, after = request.GET.get("words", "")[:60], request.GET.get("after", "")[:60]
    found = people_seen(Permission.MANAGE_PEOPLE, by).filter(username__gt=after).order_by("username")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(work_name__icontains=words))
    rows = list(found[: _MOST + 1])
    shown = {"people": rows[:_MOST], "words": words, "next": rows[_MOST - 1].username if len(rows) > _MOST else ""}
    form = PersonForm(sent(request), by=by)
    return answer_form(request, form, "office/people.html", shown, reverse("people"))


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_person(request: HttpRequest, by: Actor, username: str, deed: str = "password") -> HttpResponse:
    """One account: what its owner holds and held; for who oversees them, a new password or second factor, the end."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    user = person_seen(username, Permission.MANAGE_PEOPLE, by)
    held = postings_seen(user, Permission.MANAGE_PEOPLE, by).select_related("area", "organisation")
    held = held.defer("area__boundary").order_by("-begins_at", "-id")
    phones = Key.objects.filter(owner=user, kind=KeyKind.DEVICE, revoked_at__isnull=True).order_by("-id")
    shown = {"person": user, "postings": held[:50], "deed": deed, "now": by.at}
    shown["overseen"] = oversees(user, Permission.MANAGE_PEOPLE, by)
    shown["phones"] = phones if oversees(user, Permission.MANAGE_KEYS, by) else ()
    form = _DEEDS.get(deed, PasswordForm)(sent(request), by=by, user=user)
    return answer_form(request, form, "office/person.html", shown, reverse("person", args=[user.username]))


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_absences(request: HttpRequest, by: Actor) -> HttpResponse:
    """Who is on leave now or soon; never why."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    shown = {"absences": _coming(by).order_by("begins_at", "id")[:200], "now": by.at}
    form = AbsenceForm(sent(request), by=by)
    return answer_form(request, form, "office/absences.html", shown, reverse("absences"))


@require_POST
@page_for_staff
def end_leave(request: HttpRequest, by: Actor, absence: int) -> HttpResponse:
    """Let leave end now, or take it back."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    end_absence(absence=get_object_or_404(_coming(by), pk=absence), by=by)
    messages.success(request, _("The leave has ended."))
    return next_page(request, reverse("absences"))


def _coming(by: Actor) -> QuerySet[Absence]:
    theirs = people_within(Permission.MANAGE_PEOPLE, by)
    return Absence.objects.filter(user__in=theirs, ends_at__gt=by.at).select_related("user")
