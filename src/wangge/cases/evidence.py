"""Whether somebody saw what a report says, so that it may be filed (R-17). Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from wangge.cases.holding import is_open
from wangge.cases.models import SEEN_BY_STAFF, Case, Order, Photo, PhotoStage, PhotoState
from wangge.cases.verifying import NOT_SO, TRUE
from wangge.cases.workflow import OrderKind, OrderState
from wangge.catalogue.editions import Minor
from wangge.catalogue.models import MinorClass


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
    return _verified(orders) or Evidence(seen=_by_worker(case, minor), pending=_is_asked(orders))


def evidence_among(case: Case, orders: Sequence[Order], photos: Sequence[Photo]) -> Evidence:
    """The same where all orders and photos of the case were read already: no statement.

    Before the class is known no photo is missed yet.
    """
    asked = sorted((order for order in orders if order.kind == OrderKind.VERIFY), key=lambda order: -order.pk)
    shown = any(photo.stage == PhotoStage.REPORT and photo.state != PhotoState.REFUSED for photo in photos)
    seen = case.source in SEEN_BY_STAFF and (case.minor is None or _needs_no_photo(case.minor) or shown)
    return _verified(asked) or Evidence(seen=seen, pending=_is_asked(asked))


def _verified(orders: Sequence[Order]) -> Evidence | None:
    """What the last verification found; None before one is done. The newest stands first."""
    found = next((order.result for order in orders if order.state == OrderState.DONE), None)
    if found is None:
        return None
    return Evidence(seen=found == TRUE, refuted=found == NOT_SO, pending=_is_asked(orders))


def _is_asked(orders: Sequence[Order]) -> bool:
    return any(is_open(order) for order in orders)


def _by_worker(case: Case, minor: Minor) -> bool:
    if case.source not in SEEN_BY_STAFF:
        return False
    return _needs_no_photo(minor) or has_photo(case, PhotoStage.REPORT)


def _needs_no_photo(minor: Minor | MinorClass) -> bool:
    """An urgent case does not wait for its photo to come through."""
    return minor.urgent or not minor.photo_needed


def has_photo(case: Case, stage: PhotoStage) -> bool:
    """Whether a photo of the stage came that was not refused: one statement."""
    return Photo.objects.filter(case=case, stage=stage).exclude(state=PhotoState.REFUSED).exists()
