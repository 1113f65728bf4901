"""The catalogue as its editor sees it: editions, the workbook out and in, calendars, and where a case would go."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound, Refusal
from wangge.catalogue.actions.editions import export_catalogue
from wangge.catalogue.calendars import current_calendars
from wangge.catalogue.forms import AdoptForm, CalendarsForm, EditionForm, RouteForm
from wangge.catalogue.models import CatalogueVersion, VersionState
from wangge.catalogue.unknown_holidays import holiday_warnings
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.forming import ActingForm, answer_form, files_sent, sent
from wangge.territory.pages import need_somewhere, page_for_staff

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS: dict[str, type[ActingForm]] = {"edition": EditionForm, "calendars": CalendarsForm}


@require_http_methods(["GET", "POST"])
@page_for_staff
def show_catalogue(request: HttpRequest, by: Actor, what: str = "edition") -> HttpResponse:
    """Editions with their state, the form for a workbook of ``what``, and the answer to where a case would go."""
    need_somewhere(by, Permission.EDIT_CATALOGUE)
    versions = CatalogueVersion.objects.annotate(classes=Count("majors__minors")).order_by("-number")[:50]
    calendars = current_calendars()
    tried = RouteForm(request.GET) if request.GET.get("minor") else RouteForm()
    shown = {
        "versions": versions,
        "calendars": sorted(calendars.items()),
        "holiday_warnings": holiday_warnings(calendars, by.at),
        "what": what if what in _FORMS else "edition",
        "tried": tried,
        "whither": _whither(tried, by),
    }
    form = _FORMS.get(what, EditionForm)(sent(request), files_sent(request), by=by)
    return answer_form(request, form, "office/catalogue.html", shown, reverse("catalogue"))


@require_POST
@page_for_staff
def adopt_edition(request: HttpRequest, by: Actor, edition: int) -> HttpResponse:
    """Put a draft in force; a refusal says why not."""
    need_somewhere(by, Permission.EDIT_CATALOGUE)
    version = get_object_or_404(CatalogueVersion, pk=edition)
    messages.success(request, AdoptForm({}, by=by, version=version).act())
    return show_again()


@require_GET
@page_for_staff
def download_edition(_request: HttpRequest, by: Actor) -> HttpResponse:
    """The edition in force as the workbook that is edited and imported."""
    need_somewhere(by, Permission.SEE_TERRITORY)
    version = CatalogueVersion.objects.filter(state=VersionState.IN_FORCE).first()
    if version is None:
        raise NotFound(_("no catalogue of classes is in force: there is nothing to export"))
    with TemporaryDirectory() as folder:
        path = Path(folder, "catalogue.xlsx")
        export_catalogue(path, version)
        answer = HttpResponse(path.read_bytes(), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="catalogue-{version.number}.xlsx"'
    return answer


def show_again() -> HttpResponse:
    """Back to the page, as 303."""
    answer = HttpResponse(status=303)
    answer["Location"] = reverse("catalogue")
    return answer


def _whither(tried: RouteForm, by: Actor) -> str:
    if not (tried.is_bound and tried.is_valid()):
        return ""
    try:
        return tried.answer(by.at)
    except Refusal as refusal:
        return str(refusal)
