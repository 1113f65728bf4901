"""What people read for kinds and states of orders, in the active language."""

from wangge.cases.workflow import OrderKind, OrderState
from wangge.language import _


def order_kind_words(kind: str) -> str:
    """Verification, check, part of a unit."""
    words = {
        OrderKind.VERIFY: _("verification"),
        OrderKind.CHECK: _("check on the spot"),
        OrderKind.PART: _("part of a unit"),
    }
    return words[OrderKind(kind)]


def order_state_words(state: str) -> str:
    """Where an order is."""
    words = {
        OrderState.WAITING: _("waiting"),
        OrderState.ACCEPTED: _("accepted"),
        OrderState.DONE: _("done"),
        OrderState.SENT_BACK: _("given back"),
        OrderState.CANCELLED: _("cancelled"),
    }
    return words[OrderState(state)]
