"""Whether somebody saw what a report says, so that it may be filed (R-17). Reads only."""

from dataclasses import dataclass

from wangge.cases.holding import is_open
from wangge.cases.models import SEEN_BY_STAFF, Case, Order, Photo, PhotoStage, PhotoState
from wangge.cases.verifying import NOT_SO, TRUE
from wangge.cases.workflow import OrderKind, OrderState
from wangge.catalogue.editions import Minor


@dataclass(frozen=True)
class Evidence:
    """``seen`` by a verifier or by the grid worker who reported it; ``refuted`` at the place; ``pending`` is asked."""

    seen: bool
    refuted: bool = False
    pending: bool = False


def evidence_of(case: Case, minor: Minor) -> Evidence:
    """What speaks for a case of class ``minor``: the last verification counts, else the worker's own eyes.

    Two statements at most. Where the class asks for a photo, a worker's report without one is no evidence.
    """
    orders = list(Order.objects.filter(case=case, kind=OrderKind.VERIFY).order_by("-id"))
    pending = any(is_open(order) for order in orders)
    found = next((order.result for order in orders if order.state == OrderState.DONE), None)
    if found is not None:
        return Evidence(seen=found == TRUE, refuted=found == NOT_SO, pending=pending)
    return Evidence(seen=_by_worker(case, minor), pending=pending)


def _by_worker(case: Case, minor: Minor) -> bool:
    if case.source not in SEEN_BY_STAFF:
        return False
    # An urgent case does not wait for its photo to come through.
    return minor.urgent or not minor.photo_needed or has_photo(case, PhotoStage.REPORT)


def has_photo(case: Case, stage: PhotoStage) -> bool:
    """Whether a photo of the stage came that was not refused: one statement."""
    return Photo.objects.filter(case=case, stage=stage).exclude(state=PhotoState.REFUSED).exists()
