"""Whom to telephone before anything else is typed, by the class of what is reported."""

from collections.abc import Iterable
from dataclasses import dataclass

from wangge.cases.urgent_calls import number_to_call, words_to_call
from wangge.catalogue.contents import Minor, name_of


@dataclass(frozen=True)
class CallFirst:
    """What is dangerous, whom to call, and the number where one is known."""

    danger: str
    words: str
    number: str


def calls_first(minors: Iterable[Minor]) -> list[CallFirst]:
    """For each class that has somebody to call at once."""
    return [_call(minor) for minor in minors if minor.urgent_call]


def _call(minor: Minor) -> CallFirst:
    call = minor.urgent_call
    return CallFirst(name_of(minor), words_to_call(call), number_to_call(call))
