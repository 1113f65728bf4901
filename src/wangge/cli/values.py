"""What may stand behind an option: readers of one value each, which refuse with a sentence. No options here."""

import math
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from datetime import date

from wangge.language import _


def integer(text: str) -> int:
    """Any whole number."""
    try:
        return int(text)
    except ValueError as error:
        raise ArgumentTypeError(_("{value} is not a whole number").format(value=_short(text))) from error


def count(text: str) -> int:
    """A whole number from 1 on."""
    number = integer(text)
    if number < 1:
        raise ArgumentTypeError(_("{value} is below 1").format(value=_short(text)))
    return number


def port(text: str) -> int:
    """A number that a port can have."""
    number = count(text)
    if number > 65535:
        raise ArgumentTypeError(_("{value} is above 65535, the last port").format(value=_short(text)))
    return number


def day(text: str) -> date:
    """A date as 2026-03-11."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("{value} is no date like 2026-03-11").format(value=_short(text))) from error


def positive(text: str) -> float:
    """A number above 0."""
    number = _number(text)
    if not number > 0:
        raise ArgumentTypeError(_("{value} is not above 0").format(value=_short(text)))
    return number


def area(text: str) -> float:
    """A number from 0 on."""
    number = _number(text)
    if not number >= 0:
        raise ArgumentTypeError(_("{value} is below 0").format(value=_short(text)))
    return number


def share(text: str) -> float:
    """A number above 0 and not above 1."""
    number = positive(text)
    if number > 1:
        raise ArgumentTypeError(_("{value} is more than the whole, which is 1").format(value=_short(text)))
    return number


def words(text: str) -> frozenset[str]:
    """Words with commas between them, at least one."""
    found = frozenset(word.strip() for word in text.split(",")) - {""}
    if not found:
        raise ArgumentTypeError(_("at least one word is wanted, with commas between several"))
    return found


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """A reader that takes the ``choices`` and nothing else."""
    known = list(choices)

    def read(text: str) -> str:
        if text not in known:
            sentence = _("{value} is not one of {choices}")
            raise ArgumentTypeError(sentence.format(value=_short(text), choices=", ".join(known)))
        return text

    return read


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ArgumentTypeError(_("{value} is not a number").format(value=_short(text)))
    return number


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
