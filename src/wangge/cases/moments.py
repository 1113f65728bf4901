"""A moment in words, as people say it: "today (11 March) before 14:10", 今天（3月11日）下午2点10分前.

For deadlines in messages and pages; the date stands beside "today", because a message may be read tomorrow.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from wangge.language import CHINESE, _, active_language
from wangge.screens.periods import day_words


def deadline_words(due_at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Say until when, seen from ``now`` in the city's ``zone``, in the active language."""
    local, today = due_at.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    gaps = {"time": _clock_words(local), "date": day_words(local), "year": local.year}
    if days == 0:
        return _("today ({date}) before {time}").format(**gaps)
    if days == 1:
        return _("tomorrow ({date}) before {time}").format(**gaps)
    if local.year == today.year:
        return _("before {time} on {date}").format(**gaps)
    return _("before {time} on {date} {year}").format(**gaps)


def _clock_words(local: datetime) -> str:
    """English counts hours to 24; Chinese to 12, and says the part of the day that the gap is named for."""
    hour = local.hour - 12 if active_language() == CHINESE and local.hour > 12 else local.hour
    minute = f"{local.minute:02d}"
    if local.hour < 6:
        return _("{hour_at_night}:{minute}").format(hour_at_night=hour, minute=minute)
    if local.hour < 12:
        return _("{hour_of_morning}:{minute}").format(hour_of_morning=hour, minute=minute)
    if local.hour == 12:
        return _("{hour_at_noon}:{minute}").format(hour_at_noon=hour, minute=minute)
    if local.hour < 18:
        return _("{hour_of_afternoon}:{minute}").format(hour_of_afternoon=hour, minute=minute)
    return _("{hour_of_evening}:{minute}").format(hour_of_evening=hour, minute=minute)
