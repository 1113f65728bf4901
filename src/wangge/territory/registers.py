"""What each field of the room is: nothing here tells of a resident; who drafted and adopted a plan is staff (R-55)."""

from wangge.territory.registers_people import PEOPLE
from wangge.trust.register import Basis, Register, Retention, not_personal, personal

_PUBLIC_GROUND = "public geography of the city"
_BY_STAFF = "a word of the staff who planned the grids; about ground, not about a person"
_COUNTED = "a number that names a building or a business, not who lives or works there"

_AREAS: Register = {
    "Area.code": not_personal(_PUBLIC_GROUND),
    "Area.kind": not_personal(_PUBLIC_GROUND),
    "Area.name_zh": not_personal(_PUBLIC_GROUND),
    "Area.name_en": not_personal(_PUBLIC_GROUND),
    "Area.boundary": not_personal(_PUBLIC_GROUND),
    "Turn.name": not_personal("the name of a counter"),
}

# Who divided the city is part of the plan for as long as figures stand on it; the account itself ends by its own rule.
_PLANNERS = Retention(days=3650, since="ends_at")

_PLANS: Register = {
    "GridPlan.title": not_personal(_BY_STAFF),
    "GridPlan.state": not_personal("a word of the plan's own way"),
    "GridPlan.source": not_personal("the name of a file"),
    "GridPlan.digest": not_personal("computed from codes and boundaries"),
    "GridPlan.drafted_by": personal(
        purpose="a plan is adopted by another person than the one who drafted it",
        basis=Basis.PUBLIC_TASK,
        retention=_PLANNERS,
        readers=("planner", "centre_lead", "auditor"),
    ),
    "GridPlan.adopted_by": personal(
        purpose="who answers for putting a plan in force",
        basis=Basis.PUBLIC_TASK,
        retention=_PLANNERS,
        readers=("planner", "centre_lead", "auditor"),
    ),
    "Grid.code": not_personal(_PUBLIC_GROUND),
    "Grid.name": not_personal(_PUBLIC_GROUND),
    "Grid.streets": not_personal(_PUBLIC_GROUND),
    "Grid.boundary": not_personal(_PUBLIC_GROUND),
    "GridLineage.former_code": not_personal(_PUBLIC_GROUND),
    "GridLineage.code": not_personal(_PUBLIC_GROUND),
}

_PLACES: Register = {
    "Dwelling.code": not_personal(_COUNTED),
    "DwellingCount.field": not_personal("a word of a fixed list"),
    "DwellingCount.counted_by": personal(
        purpose="of two values that differ, whom to ask; nobody is measured by it",
        basis=Basis.PUBLIC_TASK,
        retention=Retention(days=730, since="counted_at", erases="row"),
        readers=("who works in the same grid", "community_worker"),
    ),
    "Premises.code": not_personal(_COUNTED),
    "Premises.kind": not_personal("what is done there"),
    "Premises.name": not_personal("the sign over the door"),
    "Address.text": not_personal("an address of the city's public list, without who lives there"),
    "Address.plain": not_personal("the same, as a search compares it"),
    "Address.pinyin": not_personal("the same, in letters"),
    "Address.initials": not_personal("the same, in initials"),
}

FIELDS: Register = {**_AREAS, **_PLANS, **_PLACES, **PEOPLE}
