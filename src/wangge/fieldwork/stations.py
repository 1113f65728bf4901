"""The station of this installation, with the keys of its settings."""

from functools import cache

from django.conf import settings

from wangge.trust.station import Station


def station() -> Station:
    """The station that opens what phones sealed."""
    return _station(tuple(settings.STATION_KEYS))


@cache
def _station(keys: tuple[str, ...]) -> Station:
    return Station(keys)
