"""Editions of the catalogue, calendars and components as the spreadsheets that a city edits (R-18 to R-20)."""

from datetime import datetime
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Path, Router, Schema, Status
from ninja.files import UploadedFile

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.catalogue.actions.calendars import import_calendars
from wangge.catalogue.actions.components import import_components
from wangge.catalogue.actions.editions import adopt_catalogue, export_catalogue, import_catalogue
from wangge.catalogue.models import CatalogueVersion, MinorClass, VersionState
from wangge.catalogue.permissions import ask_editor
from wangge.language import _
from wangge.territory.datum import Datum
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import RowId
from wangge.territory.uploads import TABLES, WORKBOOKS, kept_on_disk

router = Router(auth=KNOWN)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOOK = {"responses": {200: {"description": "The workbook.", "content": {_XLSX: {"schema": {"type": "string"}}}}}}


class EditionOut(Schema):
    id: int
    number: int
    state: str
    source: str
    classes: int
    imported_at: datetime
    begins_at: datetime | None


class ChangedOut(Schema):
    changed: int


class ImportedOut(Schema):
    added: int
    updated: int


class DatumIn(Schema):
    datum: Datum = Field(Datum.WGS84, description="How the positions of the file are meant.")


@router.get("/editions", response=list[EditionOut], summary="List editions of the catalogue")
def list_editions(request: HttpRequest) -> list[dict[str, object]]:
    """Return every edition, the newest first; the 100 newest."""
    need(actor_of(request), Permission.SEE_TERRITORY)
    return [_shown(version) for version in CatalogueVersion.objects.order_by("-number")[:100]]


@router.post("/editions", response={201: EditionOut}, summary="Import an edition as a draft")
def create_edition(request: HttpRequest, file: File[UploadedFile]) -> Status[dict[str, object]]:
    """Read a workbook (.xlsx) as a draft; 422 names every bad row in ``rows``, and nothing is written."""
    by = actor_of(request)
    ask_editor(by)
    with kept_on_disk(file, WORKBOOKS) as path:
        version = import_catalogue(path=path, by=by)
    return Status(201, _shown(version))


@router.post("/editions/{edition}/adopt", response=EditionOut, summary="Put a draft in force")
def post_adopt_edition(request: HttpRequest, edition: Path[RowId]) -> dict[str, object]:
    """From now on new cases are filed under it; 409 where it is no draft any more."""
    by = actor_of(request)
    ask_editor(by)
    version = CatalogueVersion.objects.filter(pk=edition).first()
    if version is None:
        raise NotFound(_("There is no such edition"))
    return _shown(adopt_catalogue(version=version, by=by))


@router.get("/editions/in-force", response=None, openapi_extra=_BOOK, summary="The edition in force as a workbook")
def read_edition_in_force(request: HttpRequest) -> HttpResponse:
    """Return the workbook that ``POST /editions`` reads again, with calendars and rules of today."""
    need(actor_of(request), Permission.SEE_TERRITORY)
    version = CatalogueVersion.objects.filter(state=VersionState.IN_FORCE).first()
    if version is None:
        raise NotFound(_("no catalogue of classes is in force: there is nothing to export"))
    with TemporaryDirectory() as folder:
        path = FilePath(folder, "catalogue.xlsx")
        export_catalogue(path, version)
        answer = HttpResponse(path.read_bytes(), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="catalogue-{version.number}.xlsx"'
    return answer


@router.post("/imports/calendars", response=ChangedOut, summary="Import calendars")
def post_import_calendars(request: HttpRequest, file: File[UploadedFile]) -> dict[str, int]:
    """Give every calendar of the workbook that differs its next version; all of them or none."""
    by = actor_of(request)
    ask_editor(by)
    with kept_on_disk(file, WORKBOOKS) as path:
        return {"changed": len(import_calendars(path=path, by=by))}


@router.post("/imports/components", response=ImportedOut, summary="Import components")
def post_import_components(request: HttpRequest, body: Form[DatumIn], file: File[UploadedFile]) -> object:
    """Add and update pieces by their object codes (.xlsx or .csv); 422 names every bad row, and nothing is written."""
    by = actor_of(request)
    need(by, Permission.EDIT_COMPONENTS)
    with kept_on_disk(file, TABLES) as path:
        return import_components(path=path, datum=body.datum, by=by)


def _shown(version: CatalogueVersion) -> dict[str, object]:
    return {
        "id": version.pk,
        "number": version.number,
        "state": version.state,
        "source": version.source,
        "classes": MinorClass.objects.filter(major__version=version).count(),
        "imported_at": version.imported_at,
        "begins_at": version.begins_at,
    }
