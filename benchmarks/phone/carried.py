"""Inside the installation: one grid as full as a phone has to carry it, with the catalogue that comes with Wangge.

What is drawn has a seed. Descriptions differ from each other as those of people do: they are what packs badly.
"""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wangge.accounts.models import User
from wangge.accounts.permissions import Role
from wangge.cases.models import Case, CaseStep, Photo
from wangge.catalogue.actions.editions import adopt_catalogue, import_catalogue
from wangge.catalogue.models import ClosureCondition, Component, FilingCondition, MinorClass
from wangge.catalogue.sheets import shipped_catalogue
from wangge.territory.actors import actor_for
from wangge.territory.models import Dwelling, Grid, GridPlan, Organisation, take_turn
from wangge.territory.placecodes import place_code

_WHAT = [
    "井盖", "垃圾", "路灯", "污水", "护栏", "树枝", "电线", "车辆",
    "油烟", "广告", "积水", "墙面", "台阶", "门禁", "水管", "摊位",
]  # fmt: skip
_HOW = [
    "破损", "堆放", "不亮", "外溢", "松动", "倒伏", "下垂", "乱停",
    "扰民", "脱落", "渗水", "开裂", "堵塞", "缺失", "占道", "反复",
]  # fmt: skip
_WHERE = [
    "东侧", "西门", "楼下", "路口", "单元旁", "围墙边", "公交站", "学校前",
    "菜场", "车棚", "屋顶", "地下室", "河边", "桥头", "楼梯间", "停车场",
]  # fmt: skip
_OPEN = 30  # of the cases
_YEAR = 365 * 86_400  # seconds


@transaction.atomic
def answer(dwellings: int, components: int, cases: int) -> dict[str, object]:
    """Fill the grid of the first grid worker; everything is drawn with one seed."""
    worker = User.objects.filter(postings__role=Role.GRID_WORKER).order_by("id")[0]
    grid = Grid.objects.select_related("community").get(code=worker.postings.get().grid_code)
    chance = random.Random(5)
    _catalogue()
    _dwellings(grid, dwellings, chance)
    _components(grid, components, chance)
    _cases(grid, worker, cases, chance)
    for name in ("areas", "components", "dwellings"):
        take_turn(name)
    return {"grid": grid.code}


def _catalogue() -> None:
    editor = User.objects.get(username="catalogue_editor")
    by = actor_for(editor, timezone.now())
    adopt_catalogue(version=import_catalogue(path=shipped_catalogue(), by=by), by=by)


def _spot(grid: Grid, chance: random.Random) -> dict[str, float]:
    west, south = chance.uniform(grid.west, grid.east), chance.uniform(grid.south, grid.north)
    return {"longitude": round(west, 6), "latitude": round(south, 6)}


def _dwellings(grid: Grid, count: int, chance: random.Random) -> None:
    Dwelling.objects.bulk_create(
        Dwelling(
            community=grid.community, code=f"{grid.code}-{number:04d}", households=chance.randint(1, 60),
            people=chance.randint(2, 150), storeys=chance.randint(1, 30), **_spot(grid, chance),
        )
        for number in range(count)
    )  # fmt: skip


def _components(grid: Grid, count: int, chance: random.Random) -> None:
    owner = Organisation.objects.filter(kind="responsible_unit").order_by("id")[0]
    classes = list(MinorClass.objects.filter(major__kind="component").values_list("code", flat=True))
    rows = [(_spot(grid, chance), chance.choice(classes)) for _ in range(count)]
    Component.objects.bulk_create(
        Component(
            code=f"{grid.code[:6]}{code}{number:06d}", class_code=code, label=f"{chance.choice(_WHERE)}{number}",
            owner=owner, community=grid.community, place_code=place_code(**spot), **spot,
        )
        for number, (spot, code) in enumerate(rows)
    )  # fmt: skip


def _cases(grid: Grid, worker: User, count: int, chance: random.Random) -> None:
    """The newest are open; two photos each."""
    conditions = list(FilingCondition.objects.select_related("minor"))
    closure, plan, now = ClosureCondition.objects.all()[0], GridPlan.objects.get(), timezone.now()
    rows = []
    for number in range(count):
        at, is_open = now - timedelta(seconds=_YEAR * (count - number) / (count + 1)), number >= count - _OPEN
        row = Case(**_case(number, at, chance), **_state(at, is_open=is_open), plan=plan, grid_code=grid.code)
        row.community, row.reported_by, row.condition = grid.community, worker, chance.choice(conditions)
        row.minor, row.closure = row.condition.minor, None if is_open else closure
        rows.append(row)
    for row, spot in zip(rows, [_spot(grid, chance) for _ in rows], strict=True):
        row.longitude, row.latitude, row.place_code = spot["longitude"], spot["latitude"], place_code(**spot)
    made = Case.objects.bulk_create(rows)
    CaseStep.objects.bulk_create(
        CaseStep(
            case=case, serial=1, verb="report", after="reported", at=case.reported_at, by=worker, role="grid_worker"
        )
        for case in made
    )
    Photo.objects.bulk_create(
        Photo(case=case, stage="report", received_hash=f"{2 * case.pk + photo:064x}", received_at=case.reported_at)
        for case in made
        for photo in range(2)
    )


def _case(number: int, at: Any, chance: random.Random) -> dict[str, Any]:
    words = "，".join(chance.choice(_WHERE) + chance.choice(_WHAT) + chance.choice(_HOW) for _ in range(3))
    place = f"桥头路 {chance.randint(1, 400)} 号 {chance.randint(1, 6)} 单元 {chance.randint(1, 30)} 楼"
    return {
        "source": "grid_worker", "sender": "benchmark", "client_id": UUID(int=number + 1),
        "body_hash": f"{number:064x}",
        "description": f"{words}，已有 {chance.randint(1, 30)} 天", "place_words": place, "reported_at": at,
    }  # fmt: skip


def _state(at: Any, *, is_open: bool) -> dict[str, Any]:
    due = at + timedelta(days=3)
    if is_open:
        return {"state": "filed", "open": True, "version": 3, "filed_at": at, "due_at": due, "original_due_at": due}
    ended = at + timedelta(days=2)
    return {
        "state": "closed", "open": False, "version": 9, "outcome": "fixed", "filed_at": at, "dispatched_at": at,
        "due_at": due, "original_due_at": due, "resolved_at": ended, "checked_at": ended, "closed_at": ended,
        "ended_at": ended,
    }  # fmt: skip
