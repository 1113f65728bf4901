"""Who may do what: every verb and role at the own place, the neighbour's and a foreign one; and the page of it."""

from itertools import product

import pytest

from tests.city import CITY, COMMUNITY, DISTRICT, GRIDS, LONG_AGO, OTHER_COMMUNITY, SUBDISTRICT
from tests.contracts.repository import TOP
from wangge.accounts.models import User
from wangge.accounts.permissions import OF_THE_UNIT, Role
from wangge.cases.models import Case, Order
from wangge.cases.permissions import TABLE, Sphere, authorise, role_for
from wangge.cases.refusals import NotYours
from wangge.cases.tables import permission_table, state_diagram, transition_table
from wangge.cases.workflow import OrderKind, OrderState, Verb
from wangge.territory.actors import Actor, Seat, system
from wangge.territory.models import AreaKind

OWN, NEIGHBOUR, FOREIGN = "own", "neighbour", "foreign"
PLACES = {
    OWN: {"community_id": COMMUNITY, "grid_code": GRIDS[0], "unit_id": 1},
    NEIGHBOUR: {"community_id": OTHER_COMMUNITY, "grid_code": GRIDS[2], "unit_id": 2},
    FOREIGN: {"community_id": "420503001001", "grid_code": "420503001001001", "unit_id": 3},
}
ME, ANOTHER = 7, 8


def actor(role: Role, code: str = COMMUNITY, kind: AreaKind = AreaKind.COMMUNITY) -> Actor:
    grid = GRIDS[0] if role is Role.GRID_WORKER else ""
    unit = 1 if role in OF_THE_UNIT else None
    return Actor(LONG_AGO, User(pk=ME), (Seat(role, code, kind, unit, grid),))


def a_case(place: str, **given: object) -> Case:
    return Case(pk=1, **{"level": AreaKind.COMMUNITY, **PLACES[place], **given})


def an_order(holder: int, **given: object) -> Order:
    return Order(kind=OrderKind.VERIFY, holder_id=holder, **{"state": OrderState.WAITING, **given})


def own_case(verb: Verb, role: Role) -> tuple[Case, Order | None]:
    """A case for which the seat counts, if it ever does."""
    sphere = TABLE[verb][1]
    if sphere is Sphere.HOLDER:
        return a_case(OWN), an_order(ME)
    mine = ME if role in {Role.HANDLER, Role.VOLUNTEER} else None
    return a_case(OWN, handler_id=mine, reported_by_id=mine), None


def printed() -> dict[str, set[str]]:
    """The roles of each verb as the page lists them."""
    page = (TOP / "docs" / "reference" / "permissions.md").read_text(encoding="utf-8")
    rows = [line.strip("| \n").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): set() if row[3] == "–" else set(row[3].split(", ")) for row in rows}


def test_the_pages_say_what_the_code_decides():
    permissions = (TOP / "docs" / "reference" / "permissions.md").read_text(encoding="utf-8")
    workflow = (TOP / "docs" / "reference" / "workflow.md").read_text(encoding="utf-8")
    assert permission_table() in permissions, (
        f"put this table into docs/reference/permissions.md:\n{permission_table()}"
    )
    for text in (state_diagram(), transition_table()):
        assert text in workflow, f"put this into docs/reference/workflow.md:\n{text}"


def test_every_verb_has_its_row():
    assert set(printed()) == {verb.value for verb in Verb} == {verb.value for verb in TABLE}


@pytest.mark.parametrize("verb", list(Verb))
def test_at_the_own_place_exactly_the_roles_of_the_page_may(verb: Verb):
    allowed = set()
    for role in Role:
        case, order = own_case(verb, role)
        if role_for(verb, case, by=actor(role), order=order) is not None:
            allowed.add(role.value)
    assert allowed == printed()[verb]


@pytest.mark.parametrize(("verb", "place"), list(product(Verb, [NEIGHBOUR, FOREIGN])))
def test_at_the_neighbours_and_at_a_foreign_place_nobody_may(verb: Verb, place: str):
    case = a_case(place, handler_id=ANOTHER, reported_by_id=ANOTHER)
    order = an_order(ANOTHER, unit_id=PLACES[place]["unit_id"])
    assert [role for role in Role if role_for(verb, case, by=actor(role), order=order)] == []


@pytest.mark.parametrize("verb", [verb for verb in Verb if TABLE[verb][1] is not Sphere.SIGHT])
def test_in_the_next_grid_of_the_same_community_a_grid_worker_may_nothing(verb: Verb):
    case = a_case(OWN, grid_code=GRIDS[1])
    assert role_for(verb, case, by=actor(Role.GRID_WORKER)) is None


@pytest.mark.parametrize("verb", [verb for verb in Verb if TABLE[verb][1] is Sphere.UNIT])
def test_a_handler_acts_on_what_was_assigned_to_them_only(verb: Verb):
    assert role_for(verb, a_case(OWN, handler_id=ANOTHER), by=actor(Role.HANDLER)) is None
    part = Order(kind=OrderKind.PART, state=OrderState.ACCEPTED, unit_id=1, holder_id=ANOTHER)
    assert role_for(verb, a_case(NEIGHBOUR), by=actor(Role.HANDLER), order=part) is None


@pytest.mark.parametrize("verb", [verb for verb in Verb if TABLE[verb][1] is Sphere.HOLDER])
def test_an_order_that_is_over_or_of_another_person_gives_no_right(verb: Verb):
    for order in (
        None,
        an_order(ANOTHER),
        *(an_order(ME, state=state) for state in ("done", "sent_back", "cancelled")),
    ):
        assert role_for(verb, a_case(OWN), by=actor(Role.GRID_WORKER), order=order) is None


LADDER = [
    (COMMUNITY, AreaKind.COMMUNITY),
    (SUBDISTRICT, AreaKind.SUBDISTRICT),
    (DISTRICT, AreaKind.DISTRICT),
    (CITY, AreaKind.CITY),
]


@pytest.mark.parametrize(("seat", "level"), list(product(LADDER, AreaKind)))
def test_a_desk_decides_up_to_its_own_level(seat: tuple[str, AreaKind], level: AreaKind):
    code, kind = seat
    found = role_for(Verb.DISPATCH, a_case(OWN, level=level), by=actor(Role.DISPATCHER, code, kind))
    assert (found is not None) == (kind.width >= level.width)


@pytest.mark.parametrize("verb", list(Verb))
def test_rules_act_as_the_system_and_who_is_not_posted_may_nothing(verb: Verb):
    case = a_case(OWN)
    assert authorise(verb, case, by=system(LONG_AGO)) == "system"
    with pytest.raises(NotYours, match=case.number):
        authorise(verb, case, by=Actor(LONG_AGO, User(pk=ME)))
