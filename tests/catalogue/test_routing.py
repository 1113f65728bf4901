"""Which unit, and why: a truth table over an edition made by hand, without a database (R-20)."""

from typing import Any

import pytest

from wangge.catalogue.contents import Edition, Major, Minor, OwnerName, Rule, Scope, Unit
from wangge.catalogue.routing import Misfit, Route, Why, explain, explain_misfit, route, trace, units_for
from wangge.language import ENGLISH, activate
from wangge.territory.models import AreaKind

HERE, THERE, ELSEWHERE = "420502002021", "420502003001", "420503001001"

CITY = Scope("420500000000", AreaKind.CITY, "宜市", "Yishi")
DISTRICT = Scope("420502000000", AreaKind.DISTRICT, "西陵区", "Xiling district")
SUBDISTRICT = Scope("420502002000", AreaKind.SUBDISTRICT, "学院街道", "")
COMMUNITY = Scope(HERE, AreaKind.COMMUNITY, "桥头社区", "Qiaotou")


@pytest.fixture(autouse=True)
def _english() -> None:
    activate(ENGLISH)


def unit(number: int, owner_kind: str, area: Scope) -> Unit:
    return Unit(number, f"u{number}", f"单位{number}", f"Unit {number}", "", owner_kind, area)


def minor(kind: str = "event", code: str = "0101", owner_kind: str = "sanitation") -> Minor:
    return Minor(
        id=1, kind=kind, code=code, name_zh="暴露垃圾", name_en="exposed waste", owner_kind=owner_kind,
        photo_needed=True, urgent=False, inside_dwelling=False, public_when="always", urgent_call="", calendar="",
        description_zh="", description_en="", conditions=(), closures=(),
    )  # fmt: skip


def rule(number: int, unit_id: int, area: Scope = CITY, **changes: Any) -> Rule:
    fields = {"kind": "", "class_code": "", "owner_kind": "", "remark": "", **changes}
    return Rule(
        number=number,
        area=area,
        unit_id=unit_id,
        unit_name_zh=f"单位{unit_id}",
        unit_name_en=f"Unit {unit_id}",
        **fields,
    )


def edition(units: list[Unit], rules: list[Rule]) -> Edition:
    return Edition(
        version_id=1,
        number=1,
        majors=(Major("event", "01", "市容", "City appearance"),),
        minors={1: minor()},
        units={one.id: one for one in units},
        rules=tuple(rules),
        owner_kinds={"sanitation": OwnerName("sanitation", "环卫", "sanitation")},
        calendars={},
    )


CITY_UNIT, DISTRICT_UNIT, LOCAL_UNIT = (
    unit(1, "sanitation", CITY),
    unit(2, "sanitation", DISTRICT),
    unit(3, "greening", SUBDISTRICT),
)
UNITS = [CITY_UNIT, DISTRICT_UNIT, LOCAL_UNIT]

# One rule, a case of class 0101 (an event, sanitation) here: does the rule decide, and if not, why?
FITS: list[tuple[dict[str, Any], Misfit | None]] = [
    ({}, None),
    ({"area": DISTRICT}, None),
    ({"area": COMMUNITY}, None),
    ({"area": Scope("420503000000", AreaKind.DISTRICT, "伍家岗区", "")}, Misfit.AREA),
    ({"area": Scope(THERE, AreaKind.COMMUNITY, "对岸社区", "")}, Misfit.AREA),
    ({"kind": "event"}, None),
    ({"kind": "component"}, Misfit.KIND),
    ({"class_code": "01"}, None),
    ({"class_code": "0101"}, None),
    ({"class_code": "02"}, Misfit.CLASS),
    ({"class_code": "0102"}, Misfit.CLASS),
    ({"owner_kind": "sanitation"}, None),
    ({"owner_kind": "greening"}, Misfit.OWNER_KIND),
    ({"unit_id": 99}, Misfit.CLOSED),
    ({"area": COMMUNITY, "kind": "event", "class_code": "0101", "owner_kind": "sanitation"}, None),
    ({"area": COMMUNITY, "kind": "event", "class_code": "0101", "owner_kind": "greening"}, Misfit.OWNER_KIND),
]


@pytest.mark.parametrize(("condition", "misfit"), FITS)
def test_a_rule_decides_if_everything_that_it_says_fits(condition: dict[str, Any], misfit: Misfit | None):
    found = edition(UNITS, [rule(14, **{"unit_id": 3, **condition})])
    chosen = route(found, community_code=HERE, minor=minor())
    assert (chosen == Route(3, 14, Why.RULE)) is (misfit is None)
    assert [one.misfit for one in trace(found, community_code=HERE, minor=minor())] == [misfit]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([rule(1, 3, COMMUNITY), rule(2, 1)], Route(3, 1, Why.RULE)),
        ([rule(1, 1), rule(2, 3, COMMUNITY)], Route(1, 1, Why.RULE)),  # the order decides, not the width
        ([rule(1, 3, kind="component"), rule(2, 1)], Route(1, 2, Why.RULE)),
        ([rule(1, 99), rule(2, 1)], Route(1, 2, Why.RULE)),  # the unit of the first has closed
    ],
)
def test_the_first_rule_that_fits_decides(rules: list[Rule], expected: Route):
    assert route(edition(UNITS, rules), community_code=HERE, minor=minor()) == expected


@pytest.mark.parametrize(
    ("units", "community", "expected"),
    [
        ([CITY_UNIT], HERE, Route(1, None, Why.ONLY_UNIT)),
        ([CITY_UNIT, DISTRICT_UNIT], HERE, Route(2, None, Why.ONLY_UNIT)),  # the nearest area
        ([CITY_UNIT, DISTRICT_UNIT], ELSEWHERE, Route(1, None, Why.ONLY_UNIT)),
        ([DISTRICT_UNIT], ELSEWHERE, Route(None, None, Why.NO_UNIT)),
        ([LOCAL_UNIT], HERE, Route(None, None, Why.NO_UNIT)),
        ([], HERE, Route(None, None, Why.NO_UNIT)),
        ([CITY_UNIT, unit(4, "sanitation", CITY)], HERE, Route(None, None, Why.SEVERAL_UNITS, (1, 4))),
        (
            [CITY_UNIT, DISTRICT_UNIT, unit(4, "sanitation", DISTRICT)],
            HERE,
            Route(None, None, Why.SEVERAL_UNITS, (2, 4)),
        ),
    ],
)
def test_without_a_rule_the_only_unit_of_the_nearest_area_is_taken(units, community, expected):
    assert route(edition(units, []), community_code=community, minor=minor()) == expected


def test_the_registered_owner_of_a_component_wins_over_every_rule():
    found = edition(UNITS, [rule(1, 1)])
    chosen = route(found, community_code=HERE, minor=minor("component"), owner_unit_id=3)
    assert chosen == Route(3, None, Why.OWNER)


def test_an_owner_that_works_elsewhere_leaves_the_choice_to_the_rules_and_that_is_explained():
    found = edition(UNITS, [rule(1, 1)])
    chosen = route(found, community_code=ELSEWHERE, minor=minor("component"), owner_unit_id=2)
    assert (chosen.unit_id, chosen.rule_number, chosen.why, chosen.owner_elsewhere) == (1, 1, Why.RULE, 2)
    told = explain(found, chosen, minor("component"))
    assert told.startswith("the registered owner, Unit 2, works in Xiling district, and the place lies elsewhere; ")
    assert told.endswith("Yishi, rule 1: Unit 1")
    nobody = edition([DISTRICT_UNIT], [])
    assert route(nobody, community_code=ELSEWHERE, minor=minor("component"), owner_unit_id=2).why is Why.NO_UNIT


def test_an_owner_that_has_closed_leaves_the_choice_to_the_rules():
    found = edition(UNITS, [rule(1, 1)])
    assert route(found, community_code=HERE, minor=minor("component"), owner_unit_id=99) == Route(1, 1, Why.RULE)


def test_a_class_that_nobody_answers_for_is_nobody_s():
    chosen = route(edition([unit(1, "", CITY)], []), community_code=HERE, minor=minor(owner_kind=""))
    assert chosen == Route(None, None, Why.NO_UNIT)


EXPLAINED: list[tuple[list[Unit], list[Rule], str]] = [
    (UNITS, [rule(14, 2, DISTRICT, class_code="0101")], "exposed waste, Xiling district, rule 14: Unit 2"),
    (UNITS, [rule(14, 2, SUBDISTRICT, class_code="01")], "City appearance, 学院街道, rule 14: Unit 2"),
    (UNITS, [rule(3, 1, owner_kind="sanitation")], "sanitation, Yishi, rule 3: Unit 1"),
    (UNITS, [rule(3, 1, kind="event")], "events, Yishi, rule 3: Unit 1"),
    (UNITS, [rule(3, 1)], "all classes, Yishi, rule 3: Unit 1"),
    (UNITS, [], "the only unit for “sanitation” in Xiling district: Unit 2"),
    ([LOCAL_UNIT], [], "no rule fits, and no unit for “sanitation” works there"),
    (
        [CITY_UNIT, unit(4, "sanitation", CITY)],
        [],
        "several units for “sanitation”, and no rule chooses: Unit 1; Unit 4",
    ),
]


@pytest.mark.parametrize(("units", "rules", "words"), EXPLAINED)
def test_every_choice_is_explained(units: list[Unit], rules: list[Rule], words: str):
    found = edition(units, rules)
    assert explain(found, route(found, community_code=HERE, minor=minor()), minor()) == words


def test_the_owner_is_explained():
    found = edition(UNITS, [])
    chosen = route(found, community_code=HERE, minor=minor(), owner_unit_id=3)
    assert explain(found, chosen, minor()) == "the component register names the owner: Unit 3"


def test_the_rules_that_were_considered_are_told_as_far_as_the_one_that_decides():
    rules = [rule(1, 1, kind="component"), rule(2, 99), rule(3, 1, class_code="02"), rule(4, 2), rule(5, 1)]
    rules.insert(0, rule(0, 1, owner_kind="greening"))
    found = edition(UNITS, rules)
    considered = trace(found, community_code=HERE, minor=minor())
    assert [explain_misfit(found, one, minor()) for one in considered] == [
        "rule 0 is for classes that “greening” answers for, and this is none of them",
        "rule 1 is for components, and the case is something else",
        "rule 2 names Unit 99, which has closed",
        "rule 3 is for class 02, and the case is of class 0101",
        "rule 4 fits",
    ]


def test_the_units_that_a_dispatcher_may_mean_come_nearest_first():
    found = edition(UNITS, [])
    assert [one.id for one in units_for(found, minor(), HERE)] == [2, 1]
    assert [one.id for one in units_for(found, minor(), ELSEWHERE)] == [1]
