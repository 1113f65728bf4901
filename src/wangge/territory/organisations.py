"""The tree of centres, offices, stations and units as a city writes it down (R-09): its rules, its file, a first tree.

No row is written here: that is actions/organisations.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wangge.language import _
from wangge.territory.models import Area, AreaKind, Organisation, OrganisationKind, is_inside
from wangge.territory.post_words import area_kind_words, organisation_kind_words
from wangge.territory.tables import Row, read_table
from wangge.trust.words import screen_import

REQUIRED = ("code", "kind", "name_zh", "area")
OPTIONAL = ("name_en", "parent", "owner_kind", "calendar", "phone")

_LONGEST = {"name_zh": 80, "name_en": 120, "owner_kind": 30, "calendar": 30, "phone": 40}  # as the columns are
_CODE = re.compile(r"[A-Za-z0-9._-]{1,30}")
_K = OrganisationKind
# At which kind of area each kind of organisation stands; a responsible unit may stand at any.
STANDS_AT: Mapping[OrganisationKind, AreaKind] = {
    _K.CITY_CENTRE: AreaKind.CITY,
    _K.DISTRICT_SUBCENTRE: AreaKind.DISTRICT,
    _K.SUBDISTRICT_OFFICE: AreaKind.SUBDISTRICT,
    _K.CITIZEN_SERVICE_CENTRE: AreaKind.SUBDISTRICT,
    _K.MEDIATION_CENTRE: AreaKind.SUBDISTRICT,
    _K.GRID_CENTRE: AreaKind.SUBDISTRICT,
    _K.COMMUNITY_OFFICE: AreaKind.COMMUNITY,
    _K.CITIZEN_SERVICE_STATION: AreaKind.COMMUNITY,
    _K.MEDIATION_STATION: AreaKind.COMMUNITY,
    _K.GRID_STATION: AreaKind.COMMUNITY,
}
# The first tree: what stands at each kind of area. The first of each is the parent of the others.
_FIRST_TREE: Mapping[AreaKind, tuple[tuple[OrganisationKind, str, str, str], ...]] = {
    AreaKind.CITY: ((_K.CITY_CENTRE, "C", "监管中心", "supervision centre"),),
    AreaKind.DISTRICT: ((_K.DISTRICT_SUBCENTRE, "D", "监管分中心", "supervision sub-centre"),),
    AreaKind.SUBDISTRICT: (
        (_K.SUBDISTRICT_OFFICE, "S", "街道办事处", "subdistrict office"),
        (_K.CITIZEN_SERVICE_CENTRE, "S1", "便民服务中心", "citizen service centre"),
        (_K.MEDIATION_CENTRE, "S2", "平安调解中心", "safety and mediation centre"),
        (_K.GRID_CENTRE, "S3", "网格管理中心", "grid management centre"),
    ),
    AreaKind.COMMUNITY: (
        (_K.COMMUNITY_OFFICE, "R", "居委会", "residents' committee"),
        (_K.CITIZEN_SERVICE_STATION, "R1", "便民服务站", "citizen service station"),
        (_K.MEDIATION_STATION, "R2", "平安调解站", "safety and mediation station"),
        (_K.GRID_STATION, "R3", "网格管理站", "grid management station"),
    ),
}


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation as somebody writes it down; parent and area by their codes, ``row`` where it stands in a file."""

    code: str
    kind: str
    name_zh: str
    area: str
    name_en: str = ""
    parent: str = ""
    owner_kind: str = ""
    calendar: str = ""
    phone: str = ""
    row: int = 0


def read_organisations(path: Path, *, sheet: str = "") -> list[NewOrganisation]:
    """The rows of a CSV or XLSX, not yet judged; TableError or BadRows if it cannot be read."""
    return [_new(row) for row in read_table(path, sheet=sheet, required=REQUIRED, optional=OPTIONAL)]


def standard_tree(city: Area) -> list[NewOrganisation]:
    """A first tree for the areas of ``city``: three centres in each subdistrict, three stations in each community."""
    areas = sorted(
        Area.objects.filter(code__startswith=city.code[:4]), key=lambda area: (-_kind(area).width, area.code)
    )
    rows: list[NewOrganisation] = []
    head: dict[int, str] = {}
    for area in areas:
        parent = head.get(area.parent_id or 0, "")
        for number, (kind, letter, name_zh, name_en) in enumerate(_FIRST_TREE[_kind(area)]):
            code = f"{letter}-{area.code[: _kind(area).digits]}"
            name = f"{area.name_en} {name_en}" if area.name_en else ""
            rows.append(NewOrganisation(code, kind, area.name_zh + name_zh, area.code, name, parent))
            if number == 0:
                parent = head[area.pk] = code
    return rows


class Tree:
    """What stands already and what a list adds, to judge each row of the list against both."""

    def __init__(
        self, rows: Iterable[NewOrganisation], standing: Mapping[str, Organisation], areas: Mapping[str, Area]
    ) -> None:
        self._standing = standing
        self._areas = areas
        self._rows: dict[str, NewOrganisation] = {}
        self._twice: set[int] = set()
        for row in rows:
            if self._rows.setdefault(row.code, row) is not row:
                self._twice.add(row.row)

    def fault(self, row: NewOrganisation) -> str:
        """Why the row cannot be, in one sentence; empty if it can."""
        return _fault_of_words(row) or self._fault_of_code(row) or self._fault_of_place(row) or self._fault_above(row)

    def _fault_of_code(self, row: NewOrganisation) -> str:
        if row is not self._rows[row.code]:
            return _("code {code} stands twice in the list; give each its own.").format(code=row.code)
        standing = self._standing.get(row.code)
        if standing is None:
            return ""
        if standing.closed_at is not None:
            return _("{code} has been closed; a code is not used again, give a new one.").format(code=row.code)
        if (standing.kind, standing.area.code) != (row.kind, row.area):
            sentence = _("{code} is of another kind or area; close it and open another under a new code.")
            return sentence.format(code=row.code)
        return ""

    def _fault_of_place(self, row: NewOrganisation) -> str:
        area = self._areas.get(row.area)
        if area is None:
            return _("there is no area {area}; import the areas first, or mend its 12 digits.").format(area=row.area)
        wanted = STANDS_AT.get(OrganisationKind(row.kind))
        if wanted is not None and wanted != area.kind:
            sentence = _("{kind} stands at an area of the kind {wanted}, and {area} is of the kind {found}.")
            words = {"wanted": area_kind_words(wanted), "found": area_kind_words(area.kind)}
            return sentence.format(kind=organisation_kind_words(row.kind), area=row.area, **words)
        return ""

    def _fault_above(self, row: NewOrganisation) -> str:
        if not row.parent:
            return ""
        area_code = self._area_of(row.parent)
        if not area_code:
            return _("there is no organisation {parent} for its parent; name one above it.").format(parent=row.parent)
        if not is_inside(row.area, area_code, _kind(self._areas[area_code])):
            sentence = _("its area {area} lies outside the area {above} of its parent {parent}.")
            return sentence.format(area=row.area, above=area_code, parent=row.parent)
        return self._fault_of_circle(row)

    def _fault_of_circle(self, row: NewOrganisation) -> str:
        seen = {row.code}
        code = row.parent
        while code:
            if code in seen:
                return _("{code} would stand above itself; mend the parents.").format(code=code)
            seen.add(code)
            code = self._parent_of(code)
        return ""

    def _area_of(self, code: str) -> str:
        """The area of the organisation, if it is open, or in the list and its area exists; else nothing."""
        standing = self._standing.get(code)
        if standing is not None:
            return "" if standing.closed_at else standing.area.code
        row = self._rows.get(code)
        return row.area if row and row.area in self._areas else ""

    def _parent_of(self, code: str) -> str:
        if code in self._rows:
            return self._rows[code].parent
        parent = self._standing[code].parent if code in self._standing else None
        return parent.code if parent else ""


def _fault_of_words(row: NewOrganisation) -> str:
    if not _CODE.fullmatch(row.code):
        return _("code “{code}”: 1 to 30 letters, digits, dots and dashes are wanted.").format(code=row.code[:40])
    if row.kind not in OrganisationKind.values:
        kinds = ", ".join(OrganisationKind.values)
        return _("kind “{kind}” is not known; known are {kinds}.").format(kind=row.kind[:40], kinds=kinds)
    if (row.kind == OrganisationKind.RESPONSIBLE_UNIT) != bool(row.owner_kind):
        return _("a responsible unit, and nothing else, has an owner_kind: what it answers for.")
    if not row.name_zh:
        return _("it has no name_zh; give its name.")
    for column, longest in _LONGEST.items():
        if len(getattr(row, column)) > longest:
            return _("{column} is longer than {longest} characters.").format(column=column, longest=longest)
    return screen_import(f"{row.name_zh} {row.name_en}") or ""


def _new(row: Row) -> NewOrganisation:
    return NewOrganisation(**row.cells, row=row.number)


def _kind(area: Area) -> AreaKind:
    return AreaKind(area.kind)
