"""Whom to telephone before anything else is typed, by the class of what is reported."""

from collections.abc import Iterable
from dataclasses import dataclass

from wangge.catalogue.contents import Minor, name_of
from wangge.language import _


@dataclass(frozen=True)
class CallFirst:
    """What is dangerous, whom to call, and the number where it is one for the whole country."""

    danger: str
    words: str
    number: str


def calls_first(minors: Iterable[Minor]) -> list[CallFirst]:
    """For each class that has somebody to call at once."""
    return [_call(minor) for minor in minors if minor.urgent_call]


def _call(minor: Minor) -> CallFirst:
    supplier = {
        "gas": _("the emergency number of the gas company"),
        "water": _("the emergency number of the water company"),
        "power": _("95598, the electricity company"),
    }
    call = minor.urgent_call
    number = "95598" if call == "power" else call if call.isdigit() else ""
    return CallFirst(name_of(minor), supplier.get(call, call), number)
