"""The own grids in figures, and who works in them and beside them. Of the neighbours what everybody may know (R-12)."""

from collections import Counter, defaultdict
from typing import Any

import numpy as np
import shapely

from wangge.fieldwork.ground import Ground
from wangge.territory.models import Absence, Grid, Posting, Premises, Rank
from wangge.territory.whereabouts import neighbours_of
from wangge.territory.workers import ContactCard, contact_cards

Told = dict[str, Any]


def grids_of(ground: Ground) -> list[Grid]:
    """The rows of the own grids, with their communities: one statement."""
    found = Grid.objects.filter(plan=ground.plan, code__in=ground.codes).select_related("community")
    return list(found.order_by("code")) if ground.codes else []


def within(grids: list[Grid], rows: list[Told]) -> list[Told]:
    """The rows whose point lies in one of the grids, each with the code of its grid."""
    if not rows:
        return []
    places = shapely.points([(row["longitude"], row["latitude"]) for row in rows])
    grid_of = np.full(len(rows), -1)
    for place, grid in enumerate(grids):
        shape = shapely.from_wkb(bytes(grid.boundary))
        shapely.prepare(shape)
        grid_of[shapely.intersects(shape, places) & (grid_of < 0)] = place
    return [{**row, "grid": grids[place].code} for row, place in zip(rows, grid_of, strict=True) if place >= 0]


def read_grids(ground: Ground) -> Told:
    """What *My grid* shows: six statements, and one more for each grid beside the first."""
    grids = grids_of(ground)
    around = {grid.code: neighbours_of(ground.plan, grid.code) for grid in grids}
    beside = sorted({code for codes in around.values() for code in codes})
    cards = contact_cards(beside, ground.at)
    names = dict(Grid.objects.filter(plan=ground.plan, code__in=beside).values_list("code", "name"))
    holders, premises = _holders(ground), _premises(grids)
    return {
        "grids": [
            {
                **_profile(grid),
                "holders": holders.get(grid.code, []),
                "premises": premises[grid.code],
                "neighbours": [_neighbour(code, names.get(code, ""), cards.get(code)) for code in around[grid.code]],
            }
            for grid in grids
        ]
    }


def _profile(grid: Grid) -> Told:
    return {
        "code": grid.code,
        "name": grid.name,
        "community_zh": grid.community.name_zh,
        "community_en": grid.community.name_en,
        "square_metres": round(grid.square_metres),
        "households": grid.households,
        "people": grid.people,
        "streets": [name for name in grid.streets.split("; ") if name],
    }


def _holders(ground: Ground) -> dict[str, list[Told]]:
    """Principal and deputy of each own grid; whoever is away is stood in for, and both have to know."""
    held = Posting.objects.in_force(ground.at).filter(grid_code__in=ground.codes)
    away = set(Absence.objects.running(ground.at).filter(user__in=held.values("user")).values_list("user", flat=True))
    found: dict[str, list[Told]] = defaultdict(list)
    columns = ("grid_code", "user", "user__work_name", "rank", "office_phone", "office_hours")
    for code, user, name, rank, telephone, hours in held.order_by("rank", "id").values_list(*columns):
        told = {"name": name, "principal": rank == Rank.PRINCIPAL, "telephone": telephone, "hours": hours}
        found[code].append({**told, "away": user in away})
    return {code: sorted(every, key=lambda one: not one["principal"]) for code, every in found.items()}


def _premises(grids: list[Grid]) -> dict[str, Counter[str]]:
    """How many open ones of each kind lie in each grid."""
    standing = Premises.objects.filter(community__in={grid.community_id for grid in grids}, closed_at__isnull=True)
    rows = within(grids, [dict(row) for row in standing.order_by("code").values("kind", "longitude", "latitude")])
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row["grid"]][row["kind"]] += 1
    return found


def _neighbour(code: str, name: str, card: ContactCard | None) -> Told:
    told = {"code": code, "name": name, "worker": "", "telephone": "", "hours": ""}
    if card is None:
        return told
    return {**told, "worker": card.work_name, "telephone": card.office_phone, "hours": card.office_hours}
