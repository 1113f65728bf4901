"""The component register: looked through, imported with a word on every bad row, and taken out as a workbook."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Unusable
from wangge.cases.at_components import open_cases_at
from wangge.cases.forms.register import RegisterForm
from wangge.catalogue.contents import name_of
from wangge.catalogue.editions import Edition, Minor, edition_in_force
from wangge.catalogue.models import Component, Kind
from wangge.catalogue.register_search import Wanted, all_found, register_page
from wangge.catalogue.registerbook import write_register
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.pages import need_somewhere, page_for_staff
from wangge.territory.tables import BadRows

_NAMES = ("words", "class_code", "owner", "address")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@page_for_staff
def show_register(request: HttpRequest, by: Actor) -> HttpResponse:
    """Fifty pieces a page, each with its open cases."""
    need_somewhere(by, Permission.SEE_TERRITORY)
    asked, edition = _asked(request.GET), edition_in_force()
    page = register_page(Wanted(**asked), edition, after=request.GET.get("after", "")[:20])
    cases = open_cases_at([piece.pk for piece in page.rows], by=by)
    place = page.around or next(((piece.longitude, piece.latitude) for piece in page.rows), None)
    shown = {
        "rows": [_told(piece, edition) | {"cases": cases.get(piece.pk, [])} for piece in page.rows],
        "asked": asked,
        "searched": bool(asked),
        "place": place,
        "zoom": 17 if asked else 15,
        "next": urlencode(asked | {"after": page.next}) if page.next else "",
        "query": urlencode(asked),
        "classes": [(one.code, name_of(one)) for one in _component_classes(edition)],
        "owners": sorted((unit.code, name_of(unit)) for unit in edition.units.values()),
        "may_edit": bool(by.seats_with(Permission.EDIT_COMPONENTS)),
    }
    return render(request, "cases/register/page.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@page_for_staff
def take_register_in(request: HttpRequest, by: Actor) -> HttpResponse:
    """All rows or none; bad ones are told one by one, in the words of the spreadsheet."""
    need_somewhere(by, Permission.EDIT_COMPONENTS)
    form = RegisterForm(request.POST or None, request.FILES or None)
    bad: BadRows | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = form.take_in(by)
        except BadRows as refusal:
            bad = refusal
        except Unusable as refusal:
            form.add_error("file", str(refusal))
        else:
            told = _("The register was taken in: {added} pieces are new, {updated} were there already.")
            messages.success(request, told.format(added=done.added, updated=done.updated))
            return redirect("register")
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/register/import.html", {"form": form, "bad": bad}, status=status)


@require_GET
@page_for_staff
def take_register_out(request: HttpRequest, by: Actor) -> HttpResponse:
    """What the same search finds, all of it, in the columns that the import reads."""
    need_somewhere(by, Permission.SEE_TERRITORY)
    edition = edition_in_force()
    with TemporaryDirectory(prefix="wangge-register-") as folder:
        path = Path(folder) / "components.xlsx"
        write_register(path, all_found(Wanted(**_asked(request.GET)), edition), edition)
        content = path.read_bytes()
    named = {"Content-Disposition": 'attachment; filename="components.xlsx"'}
    return HttpResponse(content, content_type=_XLSX, headers=named)


def _asked(given: QueryDict) -> dict[str, str]:
    texts = {name: str(given.get(name, "")).strip()[:100] for name in _NAMES}
    return {name: text for name, text in texts.items() if text}


def _component_classes(edition: Edition) -> list[Minor]:
    return sorted((one for one in edition.minors.values() if one.kind == Kind.COMPONENT), key=lambda one: one.code)


def _told(piece: Component, edition: Edition) -> dict[str, object]:
    minor = edition.minor_by_code(Kind.COMPONENT, piece.class_code)
    owner = edition.units.get(piece.owner_id)
    return {
        "piece": piece,
        "class_name": name_of(minor) if minor else piece.class_code,
        "owner": name_of(owner) if owner else "",
    }
