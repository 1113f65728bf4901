"""What a report is to become, drawn by lot before it is made: which way it comes, and what goes wrong. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from wangge.catalogue.editions import Minor
from wangge.demo.matters import EVENTS


class Way(StrEnum):
    """Who tells of it, and how."""

    WORKER = "worker"
    ON_THE_SPOT = "on_the_spot"
    VOLUNTEER = "volunteer"
    TELEPHONE = "telephone"
    RESIDENT = "resident"


_WAYS = {Way.WORKER: 66, Way.ON_THE_SPOT: 5, Way.VOLUNTEER: 6, Way.TELEPHONE: 9, Way.RESIDENT: 14}


@dataclass(frozen=True)
class Fate:
    """``share`` is how much of its limit the unit uses: above 1 it is late; figures count how often it goes wrong."""

    way: Way
    event: str  # code of the class, unless it is about a component of the register
    component: bool
    share: float
    returns: int
    reworks: int
    rest_days: int  # 0: it is never suspended
    untrue: bool
    refused: bool
    again: bool  # somebody reported the same before
    mistaken: bool
    climbs: bool
    supported: bool
    by_handler: bool
    extended: bool
    partly: bool
    answered: bool
    says_no: bool


def draw_fate(events: Sequence[Minor], chance: Random) -> Fate:
    """One of many; ``events`` are those that the edition has of EVENTS."""
    (way,) = chance.choices(list(_WAYS), weights=list(_WAYS.values()))
    (event,) = chance.choices(events, weights=[EVENTS[minor.code] for minor in events])
    resident = way in {Way.RESIDENT, Way.TELEPHONE, Way.VOLUNTEER}
    return Fate(
        way=way,
        event=event.code,
        component=chance.random() < 0.15,
        share=chance.uniform(0.1, 0.95) if chance.random() < 0.93 else chance.uniform(1.05, 2.6),
        returns=chance.choices((0, 1, 2), weights=(95, 4, 1))[0],
        reworks=chance.choices((0, 1, 2), weights=(93, 6, 1))[0],
        rest_days=chance.randint(1, 6) if chance.random() < 0.015 else 0,
        untrue=resident and chance.random() < 0.07,
        refused=resident and chance.random() < 0.05,
        again=chance.random() < 0.05,
        mistaken=chance.random() < 0.006,
        climbs=way is Way.WORKER and chance.random() < 0.03,
        supported=chance.random() < 0.03,
        by_handler=chance.random() < 0.3,
        extended=chance.random() < 0.04,
        partly=chance.random() < 0.02,
        answered=chance.random() < 0.4,
        says_no=chance.random() < 0.1,
    )
