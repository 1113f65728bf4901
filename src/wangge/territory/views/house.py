"""The organisation tree, the duty roster, one's own keys, and the audit."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangge.accounts.models import AuditSeal, Key
from wangge.accounts.permissions import Permission
from wangge.language import _
from wangge.screens.answers import next_page
from wangge.screens.cursors import cursor_of
from wangge.territory.actions.organisations import close_organisation
from wangge.territory.actions.shifts import drop_shift
from wangge.territory.actors import Actor
from wangge.territory.forming import answer_form, sent
from wangge.territory.forms.house import KeyForm, OrganisationForm, RevokeKeyForm, ShiftForm
from wangge.territory.inputs import is_of_our_time
from wangge.territory.models import Organisation, Shift
from wangge.territory.organisation_tree import branches
from wangge.territory.overseeing import key_within, readable_audit
from wangge.territory.pages import need_somewhere, page_for_staff

_PAGE = 100


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_organisations(request: HttpRequest, by: Actor) -> HttpResponse:
    """The tree, as far as it reaches into one's areas; the form of a new organisation."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    form = OrganisationForm(sent(request), by=by)
    return answer_form(request, form, "office/organisations.html", {"branches": branches(by)}, reverse("organisations"))


@require_POST
@page_for_staff
def close_one_organisation(request: HttpRequest, by: Actor, organisation: int) -> HttpResponse:
    """Close it from now on; a refusal says who is still posted to it."""
    need_somewhere(by, Permission.MANAGE_PEOPLE)
    found = Organisation.objects.select_related("area").defer("area__boundary")
    closed = close_organisation(organisation=get_object_or_404(found, pk=organisation), by=by)
    messages.success(request, _("{name} is closed.").format(name=closed.name_zh))
    return next_page(request, reverse("organisations"))


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_roster(request: HttpRequest, by: Actor) -> HttpResponse:
    """A week of a centre: who is on duty when, and the form of a shift."""
    need_somewhere(by, Permission.KEEP_ROSTER)
    centres = [one for one in _centres() if by.may_at(Permission.KEEP_ROSTER, one.area.code)]
    chosen = next((one for one in centres if one.code == request.GET.get("centre")), next(iter(centres), None))
    monday = _monday(request.GET.get("week", ""), by.at)
    shown = {
        "centres": centres,
        "centre": chosen,
        "monday": monday,
        "before": f"{monday - timedelta(days=7):%Y-%m-%d}",
        "after": f"{monday + timedelta(days=7):%Y-%m-%d}",
        "shifts": _week(chosen, monday),
        "now": by.at,
    }
    if chosen is None:
        return render(request, "office/roster.html", shown)
    form = ShiftForm(sent(request), by=by, organisation=chosen)
    return answer_form(request, form, "office/roster.html", shown, request.get_full_path())


@require_POST
@page_for_staff
def drop_one_shift(request: HttpRequest, by: Actor, shift: int) -> HttpResponse:
    """Take back a shift that has not begun."""
    need_somewhere(by, Permission.KEEP_ROSTER)
    found = Shift.objects.select_related("organisation__area").defer("organisation__area__boundary")
    drop_shift(shift=get_object_or_404(found, pk=shift), by=by)
    messages.success(request, _("The shift is taken back."))
    return next_page(request, reverse("roster"))


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_keys(request: HttpRequest, by: Actor) -> HttpResponse:
    """One's own keys of phones and programs, and the form of a new one; the secret is shown once."""
    keys = Key.objects.filter(owner=by.user_id).order_by("-id")[:_PAGE]
    return answer_form(request, KeyForm(sent(request), by=by), "office/keys.html", {"keys": keys}, reverse("keys"))


@require_POST
@page_for_staff
def revoke_one_key(request: HttpRequest, by: Actor, key: int) -> HttpResponse:
    """End one of one's own keys, or of somebody whose keys one keeps: a lost phone."""
    found = key_within(key, by)
    form = RevokeKeyForm(sent(request), by=by, key=found)
    done = reverse("keys") if found.owner_id == by.user_id else reverse("person", args=[found.owner.username])
    return answer_form(request, form, "office/keys.html", {"keys": ()}, done)


@require_GET
@page_for_staff
def show_audit(request: HttpRequest, by: Actor) -> HttpResponse:
    """Sign-ins, readings of personal data and changes of rights, newest first, with the last seal over them."""
    need_somewhere(by, Permission.READ_AUDIT)
    entries = readable_audit(by).select_related("actor").order_by("-id")
    subject, after = request.GET.get("subject", "")[:80], cursor_of(request.GET.get("after", ""))
    if subject:
        entries = entries.filter(subject=subject)
    if after is not None:
        entries = entries.filter(pk__lt=after)
    rows = list(entries[: _PAGE + 1])
    shown = {
        "entries": rows[:_PAGE],
        "subject": subject,
        "next": rows[_PAGE - 1].pk if len(rows) > _PAGE else "",
        "seal": AuditSeal.objects.order_by("-serial").first(),
    }
    return render(request, "office/audit.html", shown)


def _centres() -> list[Organisation]:
    found = Organisation.objects.filter(closed_at__isnull=True).exclude(kind="responsible_unit")
    return list(found.select_related("area").defer("area__boundary").order_by("code"))


def _monday(day: str, at: datetime) -> datetime:
    """The beginning of the week of a day as it stands in the address, else of this week."""
    wanted = _day(day) or localtime(at).date()
    first = wanted - timedelta(days=wanted.weekday())
    return datetime.combine(first, time(), localtime(at).tzinfo)


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and is_of_our_time(found) else None


def _week(centre: Organisation | None, monday: datetime) -> list[Shift]:
    if centre is None:
        return []
    found = Shift.objects.within(monday, monday + timedelta(days=7)).filter(organisation=centre)
    return list(found.select_related("user").order_by("begins_at", "id")[:500])
