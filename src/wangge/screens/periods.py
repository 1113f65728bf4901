"""Lengths of time and days in words: 1 h 20 min, 3 days 2 h; 11 March, 3月11日. And days as somebody types them."""

from datetime import date, timedelta

from wangge.language import CHINESE, _, active_language

# What somebody may ask for; at the ends of the calendar there is no day before or after, nor the hour of another zone.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def day_words(day: date) -> str:
    """Without its year. The month is a word: 4/3 is a day of March to one reader and of April to another."""
    return f"{day.month}月{day.day}日" if active_language() == CHINESE else f"{day.day} {day:%B}"


def typed_day(text: str) -> date:
    """The day as 2026-03-11; ValueError for what is none, or lies in no time that anybody asks for."""
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


def period_words(span: timedelta) -> str:
    """The two largest units of a length of time that is not negative; below a minute it is called so."""
    minutes = int(span.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours) if hours else _("{days} d").format(days=days)
    if hours:
        with_minutes = _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
        return with_minutes if minutes else _("{hours} h").format(hours=hours)
    return _("{minutes} min").format(minutes=minutes) if minutes else _("less than a minute")
