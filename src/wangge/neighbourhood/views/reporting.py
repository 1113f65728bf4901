"""Report something: what, where, who; one address, three steps, without an account and without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wangge.accounts.refusals import Refusal
from wangge.cases.actions.photos import receive_photo
from wangge.cases.actions.reporting import Reported, report_case
from wangge.cases.duplicates import Likeness, near
from wangge.cases.models import PhotoStage
from wangge.cases.photos import MOST_BYTES
from wangge.catalogue.contents import in_language
from wangge.language import _
from wangge.neighbourhood.choices import addresses_like, class_of, classes_like, communities, frequent_classes
from wangge.neighbourhood.forms.reporting import ReportForm, new_id
from wangge.neighbourhood.visits import public_page, show_page
from wangge.territory.actors import Actor, reporter
from wangge.territory.whereabouts import locate

_SAID = ("id", "minor", "description", "at", "address", "community", "place", "inside", "gcj02")


@require_http_methods(["GET", "POST"])
@public_page
def report_something(request: HttpRequest, by: Actor) -> HttpResponse:
    """Each step is a form that carries the ones before; ``step`` says which one was filled in."""
    if request.method == "GET":
        return _what(request, ReportForm(initial={"id": new_id()}), request.GET.get("words", "")[:60])
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _what(request, form, "", status=422)
    steps = {"what": _after_what, "where": _after_where, "all": _after_all, "who": _send}
    return steps.get(request.POST.get("step", ""), _after_what)(request, form, by)


def _after_what(request: HttpRequest, form: ReportForm, by: Actor) -> HttpResponse:  # noqa: ARG001 (as the others)
    if not (form.cleaned_data["minor"] or form.cleaned_data["description"].strip()):
        return _what(request, form, "", _("Choose what it is, or say it in your own words."), 422)
    return _where(request, form)


def _after_where(request: HttpRequest, form: ReportForm, by: Actor) -> HttpResponse:
    given = form.cleaned_data
    if form.position is None and given["address"]:
        found = addresses_like(given["address"])
        sentence = "" if found else _("This address is not on the city's list: choose the community, and say where.")
        return _where(request, form, sentence, 200 if found else 422, found=found)
    refused = _misplaced(form, by)
    if refused:
        return _where(request, form, refused, 422)
    known = _known(form, by)
    return _me_too(request, form, known) if known else _who(request, form)


def _after_all(request: HttpRequest, form: ReportForm, by: Actor) -> HttpResponse:  # noqa: ARG001 (as the others)
    """It is another one than those that are known already."""
    return _who(request, form)


def _send(request: HttpRequest, form: ReportForm, by: Actor) -> HttpResponse:
    refused = _misplaced(form, by)
    if refused:
        return _where(request, form, refused, 422)
    try:
        done = report_case(report=form.report(), by=reporter(by.at))
    except Refusal as refusal:
        return _who(request, form, str(refusal), refusal.status)
    _keep_photos(request, form, done, by)
    answer = HttpResponseRedirect(f"{reverse('mine', args=[done.token])}?new=1")
    answer.status_code = 303
    return answer


def _keep_photos(request: HttpRequest, form: ReportForm, done: Reported, by: Actor) -> None:
    """The report stands, whatever becomes of a photo; what is wrong with one is said on the next page."""
    for file in form.cleaned_data["photos"]:
        content, claimed = file.read(MOST_BYTES + 1), file.content_type or ""
        try:
            receive_photo(
                case=done.case,
                stage=PhotoStage.REPORT,
                content=content,
                by=reporter(by.at),
                claimed_type=claimed,
                token=done.token,
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))


def _misplaced(form: ReportForm, by: Actor) -> str:
    """Why the place cannot be used, in a sentence; nothing where it can."""
    if form.position is None:
        return _("Say where it is: search the address, use where you stand, or choose the community.")
    try:
        locate(*form.position, at=by.at)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _known(form: ReportForm, by: Actor) -> list[Likeness]:
    """Open public cases of the same class at the place, to say "me too"."""
    minor, position = class_of(form.cleaned_data["minor"]), form.position
    if minor is None or position is None or not form.cleaned_data["at"]:
        return []
    return near(*position, kind=minor.kind, minor=minor.code, at=by.at)


def _what(request: HttpRequest, form: ReportForm, words: str, refused: str = "", status: int = 200) -> HttpResponse:
    choices = classes_like(words) if words else frequent_classes()
    shown = {"form": form, "choices": choices, "words": words, "refused": refused}
    return show_page(request, "public/report_what.html", shown, status)


def _where(
    request: HttpRequest, form: ReportForm, refused: str = "", status: int = 200, found: Any = ()
) -> HttpResponse:
    shown = {**_said(form), "communities": communities(), "refused": refused, "found": found}
    return show_page(request, "public/report_where.html", shown, status)


def _me_too(request: HttpRequest, form: ReportForm, known: list[Likeness]) -> HttpResponse:
    return show_page(request, "public/report_known.html", {**_said(form), "known": known})


def _who(request: HttpRequest, form: ReportForm, refused: str = "", status: int = 200) -> HttpResponse:
    return show_page(request, "public/report_who.html", {**_said(form), "refused": refused}, status)


def _said(form: ReportForm) -> dict[str, Any]:
    """The form, what was said so far as hidden fields, and the class in words with whom to call first."""
    given = form.cleaned_data
    minor = class_of(given["minor"])
    return {
        "form": form,
        "said": [(name, given[name]) for name in _SAID if given.get(name)],
        "minor": in_language(minor.name_zh, minor.name_en) if minor else "",
        "call": minor.urgent_call if minor else "",
        "given": given,
    }
