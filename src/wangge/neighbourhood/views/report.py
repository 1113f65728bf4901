"""Reporting in three steps, without an account and without scripts: the state lies in the form."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from uuid6 import uuid7

from wangge.accounts.refusals import Refusal
from wangge.cases.actions.following import follow_case
from wangge.cases.models import Case
from wangge.cases.public import public_case
from wangge.cases.refusals import SentTwice
from wangge.cases.reporting import sender_of
from wangge.cases.reports import tracking_token
from wangge.catalogue.editions import edition_in_force
from wangge.language import _
from wangge.neighbourhood.danger import calls_first
from wangge.neighbourhood.forms.report import FIELDS, STEPS, ReportForm
from wangge.neighbourhood.matters import matter_code, minor_of, often_reported
from wangge.neighbourhood.sent_photos import keep_photo, photo_sent
from wangge.neighbourhood.strangers import page_for_residents
from wangge.neighbourhood.telephone import public_page
from wangge.territory.actors import Actor

_REACHED = {"where": 1, "who": 2, "sent": 3}  # how many steps must be answered for it


@require_http_methods(["GET", "POST"])
@page_for_residents
def report(request: HttpRequest, by: Actor) -> HttpResponse:
    """Show the step that is asked for, or the first one before it that is not answered yet."""
    opened = {"client_id": uuid7()}  # made once: whoever taps twice sends one report
    form = ReportForm(request.POST if request.method == "POST" else opened, edition=edition_in_force())
    if not form.is_valid() and "client_id" in form.errors:
        return _see_other(reverse("report"))
    reached = _REACHED.get(request.POST.get("to", ""), 0)
    if reached and not form.says_what():
        return _step(request, form, "what", 422)
    if reached > 1 and not form.says_where(by.at):
        return _step(request, form, "where", 422)
    if reached == 3:
        return _end(request, form, by)
    return _who(request, form, by) if reached == 2 else _step(request, form, STEPS[reached])


def _end(request: HttpRequest, form: ReportForm, by: Actor) -> HttpResponse:
    """Join the case whose number was pressed, or send the report."""
    if form.fault_of("who"):
        return _who(request, form, by, 422)
    try:
        return _join(request.POST["follow"], form, by) if request.POST.get("follow") else _send(request, form, by)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _who(request, form, by, refusal.status)


def _send(request: HttpRequest, form: ReportForm, by: Actor) -> HttpResponse:
    photo = photo_sent(request)
    try:
        done = form.report(photos=1 if photo else 0, by=by)
    except SentTwice:  # back, changed, and sent again: what came first is there, and is shown
        messages.warning(request, _("This was sent before, and is kept as it was then. For more, make a new report."))
        return _see_other(reverse("mine", args=[tracking_token(sender_of(by), form.cleaned_data["client_id"])]))
    if photo is not None:
        _add(request, photo, done.case, done.token, by)
    for sentence in done.notices:
        messages.info(request, sentence)
    return _see_other(reverse("my_report_sent", args=[done.token]))


def _add(request: HttpRequest, photo: "UploadedFile[bytes]", case: Case, token: str, by: Actor) -> None:
    """The report is in, whatever the photo is like."""
    try:
        keep_photo(photo, case=case, token=token, by=by)
    except Refusal as refusal:
        messages.warning(request, _("The report came in, the photo did not. {why}").format(why=str(refusal)))


def _join(number: str, form: ReportForm, by: Actor) -> HttpResponse:
    _follower, token = follow_case(
        case=public_case(number), contact=form.contact(), by=by, client_id=form.cleaned_data["client_id"]
    )
    return _see_other(reverse("my_report_sent", args=[token]))


def _who(request: HttpRequest, form: ReportForm, by: Actor, status: int = 200) -> HttpResponse:
    return _step(request, form, "who", status, known=form.known_already(by.at))


def _step(request: HttpRequest, form: ReportForm, step: str, status: int = 200, **more: object) -> HttpResponse:
    minor = form.minor
    maybe = [] if minor else form.suggestions()
    shown = {
        "form": form,
        "step": step,
        "number": STEPS.index(step) + 1,
        "carried": _carried(form, step),
        "often": often_reported(form.edition) if step == "what" else [],
        "minor": minor,
        "maybe": [(matter_code(one), one) for one in maybe],
        "calls": calls_first([minor] if minor else maybe),
        **more,
    }
    return public_page(request, f"report/{step}.html", shown, status)


def _carried(form: ReportForm, step: str) -> list[tuple[str, str]]:
    """What other steps said, to ride along."""
    chosen = minor_of(form.edition, str(form.data.get("matter", "")))
    own = {*FIELDS[step], *(("matter",) if step == "what" else ())} - (
        {"matter"} if step == "where" and chosen else set()
    )
    said = ((name, str(form.data.get(name) or "")) for name in form.fields if name not in own)
    return [(name, value) for name, value in said if value]


def _see_other(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer
