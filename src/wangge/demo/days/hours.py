"""When people do things: reports through the day, desks by minutes, units and workers by daylight. Pure."""

from datetime import datetime, time, timedelta
from random import Random

_BY_HOUR = {7: 4, 8: 12, 9: 14, 10: 10, 11: 7, 12: 4, 13: 4, 14: 9, 15: 10, 16: 9, 17: 7, 18: 6, 19: 6, 20: 4, 21: 2}
_MORNING, _EVENING = time(8), time(18, 30)


def moment_of_day(midnight: datetime, chance: Random) -> datetime:
    """When a report of the day that begins at ``midnight`` comes in: most in the morning, some in the evening."""
    (hour,) = chance.choices(list(_BY_HOUR), weights=list(_BY_HOUR.values()))
    return midnight + timedelta(hours=hour, seconds=chance.randrange(3600))


def minutes_after(at: datetime, chance: Random, least: int, most: int) -> datetime:
    """Some minutes later."""
    return at + timedelta(seconds=chance.randint(60 * least, 60 * most))


def by_daylight(at: datetime, chance: Random) -> datetime:
    """The same moment, or where people are at home the next morning, within its first two hours."""
    if _MORNING <= at.time() < _EVENING:
        return at
    day = at.date() if at.time() < _MORNING else at.date() + timedelta(days=1)
    morning = datetime.combine(day, _MORNING, tzinfo=at.tzinfo)
    return morning + timedelta(seconds=chance.randrange(7200))
