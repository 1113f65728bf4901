"""Who works a grid, by posting and never by where a person is; each answer is one statement.

Posting people is in actions/postings.py; grids without a worker are in vacancies.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from wangge.territory.models import Absence, Posting, Rank

_COLUMNS = ("user_id", "user__work_name", "rank", "office_phone", "office_hours", "grid_code")


@dataclass(frozen=True)
class Worker:
    """Whoever holds a grid at a moment: the work name and the office's phone and hours, nothing private."""

    user_id: int
    work_name: str
    rank: Rank
    office_phone: str
    office_hours: str
    grid_code: str


@dataclass(frozen=True)
class ContactCard:
    """What everybody may know of a grid's worker, without signing in (R-12)."""

    grid_code: str
    work_name: str
    office_phone: str
    office_hours: str
    deputy_name: str
    deputy_phone: str


def worker_of(grid_code: str, at: datetime) -> Worker | None:
    """The principal worker of the grid, else (on leave too) the deputy; None where there is neither."""
    return workers_of([grid_code], at).get(grid_code)


def workers_of(grid_codes: Collection[str], at: datetime) -> dict[str, Worker]:
    """The worker of each grid that has one, by grid code."""
    found: dict[str, Worker] = {}
    for worker in _holders(grid_codes, at):
        found.setdefault(worker.grid_code, worker)
    return found


def verifier_candidates(
    grid_code: str,
    neighbours: Sequence[str],
    at: datetime,
    excluding: frozenset[int] = frozenset(),
    units: Collection[int] = (),
    barred: QuerySet[Model, Any] | None = None,
) -> list[Worker]:
    """Who may verify or check on the spot, first choice first, each person once.

    The grid's principal, then its deputy, then those of the adjoining grids in the order given; never anyone in
    ``excluding``, nobody who is posted in one of ``units`` too and no user that the query ``barred`` finds: whoever
    resolved a case does not check it (R-17).
    """
    place = {code: number for number, code in reversed(list(enumerate([grid_code, *neighbours])))}
    seen = set(excluding)
    found = []
    for worker in sorted(_holders(place, at, units, barred), key=lambda worker: place[worker.grid_code]):
        if worker.user_id not in seen:
            seen.add(worker.user_id)
            found.append(worker)
    return found


def contact_card(grid_code: str, at: datetime) -> ContactCard | None:
    """The card of the grid's worker with the deputy's; None where the grid has no worker at all."""
    return contact_cards([grid_code], at).get(grid_code)


def contact_cards(grid_codes: Collection[str], at: datetime) -> dict[str, ContactCard]:
    """The card of each grid that has a worker, by grid code."""
    held: dict[str, list[Worker]] = {}
    for worker in _holders(grid_codes, at):
        held.setdefault(worker.grid_code, []).append(worker)
    return {code: _card(holders) for code, holders in held.items()}


def _card(holders: Sequence[Worker]) -> ContactCard:
    worker = holders[0]
    deputy = next((one for one in holders[1:] if one.rank == Rank.DEPUTY), None)
    return ContactCard(
        worker.grid_code,
        worker.work_name,
        worker.office_phone,
        worker.office_hours,
        deputy_name=deputy.work_name if deputy else "",
        deputy_phone=deputy.office_phone if deputy else "",
    )


def _holders(
    grid_codes: Collection[str],
    at: datetime,
    units: Collection[int] = (),
    barred: QuerySet[Model, Any] | None = None,
) -> list[Worker]:
    """Principals before deputies, without members of ``units`` and without users of ``barred``."""
    named = [code for code in grid_codes if code]  # a point in no grid has the code "", as postings of offices have
    held = Posting.objects.in_force(at)
    found = held.filter(grid_code__in=named).exclude(user__in=Absence.objects.running(at).values("user"))
    if units:
        found = found.exclude(user__in=held.filter(organisation__in=units).values("user"))
    if barred is not None:
        found = found.exclude(user__in=barred)
    rows = found.values_list(*_COLUMNS)
    workers = [Worker(user, name, Rank(rank), phone, hours, grid) for user, name, rank, phone, hours, grid in rows]
    return sorted(workers, key=lambda worker: (worker.rank != Rank.PRINCIPAL, worker.grid_code))
