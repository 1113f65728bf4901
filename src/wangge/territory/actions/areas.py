"""Areas of a city are written here: communities from a file, and the city, districts and subdistricts above them."""

from collections.abc import Iterable
from pathlib import Path

import shapely
from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.areafiles import AreaRow, read_areas
from wangge.territory.datum import Datum
from wangge.territory.models import Area, AreaKind, kind_of, take_turn

_WRITTEN = ("kind", "name_zh", "name_en", "parent", "boundary", "households", "people")


@transaction.atomic
def import_areas(
    *, path: Path, city_code: str, city_name: str, by: Actor, datum: Datum = Datum.WGS84, crs: str | None = None
) -> Area:
    """Bring in the areas of a town, a plan or a table, and return the city; doing it again changes nothing more.

    What the file does not say stays as it is. BadRows names every bad row, and then nothing is written.
    """
    if not by.may_at(Permission.PLAN_GRIDS, city_code):
        raise NotAllowed(_("Only who plans grids of this city may import its areas; ask its planner."))
    if len(city_code) != 12 or kind_of(city_code) is not AreaKind.CITY:
        raise Unusable(
            _("The city's code “{code}” is not four digits and eight zeros; give the city's own code.").format(
                code=city_code[:30]
            )
        )
    rows = read_areas(path, city_code[: AreaKind.CITY.digits], datum, crs)
    take_turn("areas")
    known = _write([AreaRow(0, city_code, city_name), *_parents(rows), *rows])
    record_audit(action="import_areas", at=by.at, actor=by.user, subject=f"area:{city_code}")
    return known[city_code]


def _parents(rows: Iterable[AreaRow]) -> list[AreaRow]:
    """Subdistricts and districts above the rows, with the names that these give; "" where they give none."""
    names: dict[str, str] = {}
    for row in rows:
        for kind, name in ((AreaKind.DISTRICT, row.district), (AreaKind.SUBDISTRICT, row.subdistrict)):
            if kind.width > kind_of(row.code).width:
                code = row.code[: kind.digits].ljust(12, "0")
                names[code] = name or names.get(code, "")
    return [AreaRow(0, code, name) for code, name in names.items()]


def _write(rows: Iterable[AreaRow]) -> dict[str, Area]:
    """Bring areas up to date, the widest kind first, and return all of them by code."""
    known = {area.code: area for area in Area.objects.all()}
    for kind in reversed(AreaKind):
        told = [row for row in rows if kind_of(row.code) is kind]
        before = {row.code for row in told} & set(known)
        for row in told:
            area = known.setdefault(row.code, Area(code=row.code, kind=kind, name_zh=row.code))
            _tell(area, row)
            area.parent = _parent(row.code, kind, known)
        Area.objects.bulk_update([known[code] for code in sorted(before)], _WRITTEN, batch_size=200)
        Area.objects.bulk_create([known[code] for code in sorted({row.code for row in told} - before)], batch_size=200)
    return known


def _tell(area: Area, row: AreaRow) -> None:
    """Take over what the row says."""
    area.name_zh = row.name or area.name_zh
    area.name_en = row.name_en or area.name_en
    area.households = area.households if row.households is None else row.households
    area.people = area.people if row.people is None else row.people
    if row.boundary is not None:
        area.boundary = shapely.to_wkb(row.boundary)


def _parent(code: str, kind: AreaKind, known: dict[str, Area]) -> Area | None:
    wider = list(AreaKind)[kind.width + 1 :]
    return known[code[: wider[0].digits].ljust(12, "0")] if wider else None
