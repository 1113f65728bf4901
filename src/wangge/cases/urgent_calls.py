"""Whom to telephone at once for a dangerous class: its words, and its number where one is known."""

from django.conf import settings

from wangge.language import _


def words_to_call(call: str) -> str:
    """For people: ``119``, or ``0717-6000119, the emergency number of the gas company``."""
    supplier, number = _supplier(call), number_to_call(call)
    if not supplier:
        return call
    return _("{number}, {supplier}").format(number=number, supplier=supplier) if number else supplier


def number_to_call(call: str) -> str:
    """The digits to dial; empty for a supplier whose number this city has not set."""
    own = {"gas": settings.GAS_TELEPHONE, "water": settings.WATER_TELEPHONE, "power": "95598"}
    return str(own.get(call, call if call.isdigit() else ""))


def _supplier(call: str) -> str:
    words = {
        "gas": _("the emergency number of the gas company"),
        "water": _("the emergency number of the water company"),
        "power": _("the electricity company"),
    }
    return words.get(call, "")
