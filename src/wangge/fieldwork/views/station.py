"""The station's side of phones: the code for one, and the desk of what phones handed over sealed."""

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.fieldwork.actions.codes import make_phone_code
from wangge.fieldwork.codes import shown_code
from wangge.fieldwork.codes_shown import address_of_code, qr_of
from wangge.fieldwork.forms.station import DiscardForm, RescueFileForm, TakeInForm
from wangge.fieldwork.models import Outcome, Quarantined
from wangge.fieldwork.visibility import quarantine_of
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.forming import ActingForm, answer_form, files_sent, sent
from wangge.territory.overseeing import owner_of_new_key
from wangge.territory.pages import page_for_staff

_MOST_REFUSED = 100


@require_POST
@page_for_staff
def show_phone_code(request: HttpRequest, by: Actor) -> HttpResponse:
    """A code for a phone of one's own, or of somebody whose keys one keeps; shown now and never again."""
    if by.user is None:
        raise NotAllowed(_("Only somebody who is signed in asks for this"))
    owner = owner_of_new_key(_name(request.POST.get("owner", "")), by.user, by)
    made = make_phone_code(owner=owner, at=by.at, by=by.user)
    code = shown_code(made.code)
    address = address_of_code(settings.SITE or request.build_absolute_uri("/").rstrip("/"), code)
    shown = {"owner": owner, "own": owner == by.user, "code": code, "until": made.expires_at, "qr": qr_of(address)}
    return render(request, "station/code.html", {**shown, "site": address.partition("#")[0]})


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_sealed_outboxes(request: HttpRequest, by: Actor) -> HttpResponse:
    """What waits, person by person, and what was not taken in; the form for a file."""
    form = RescueFileForm(sent(request), files_sent(request), by=by)
    return answer_form(request, form, "station/sealed.html", _desk(by), reverse("sealed_outboxes"))


@require_POST
@page_for_staff
def take_in_outbox(request: HttpRequest, by: Actor, username: str) -> HttpResponse:
    """Open what waits of somebody; what is not taken in keeps its sentence."""
    return _done(request, by, TakeInForm(sent(request), rows=_rows(by, owner__username=_name(username)), by=by))


@require_POST
@page_for_staff
def discard_outbox(request: HttpRequest, by: Actor, username: str) -> HttpResponse:
    """Put aside all that waits of somebody."""
    return _done(request, by, DiscardForm(sent(request), rows=_rows(by, owner__username=_name(username)), by=by))


@require_POST
@page_for_staff
def discard_sealed(request: HttpRequest, by: Actor, row: int) -> HttpResponse:
    """Put aside one thing."""
    return _done(request, by, DiscardForm(sent(request), rows=_rows(by, pk=row), by=by))


def _done(request: HttpRequest, by: Actor, form: ActingForm) -> HttpResponse:
    return answer_form(request, form, "station/refused.html", _desk(by), reverse("sealed_outboxes"))


def _rows(by: Actor, **wanted: object) -> QuerySet[Quarantined]:
    rows = quarantine_of(by).filter(**wanted)
    if not rows.exists():
        raise NotFound(_("Nothing of this waits that you may open"))
    return rows


def _name(text: str) -> str:
    """A user name out of an address or a form; PostgreSQL refuses a NUL in a parameter."""
    return text.replace("\0", "")[:60]


def _desk(by: Actor) -> dict[str, object]:
    rows = quarantine_of(by)
    people = rows.values("owner__username", "owner__work_name").annotate(
        count=Count("pk", distinct=True),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED), distinct=True),
        missing=Count("photos", filter=Q(photos__whole_at__isnull=True), distinct=True),
        since=Min("received_at"),
    )
    refused = rows.filter(outcome=Outcome.REFUSED).select_related("owner").order_by("opened_at", "id")
    return {"people": people.order_by("since", "owner__username"), "refused": refused[:_MOST_REFUSED]}
