"""The holidays and make-up working days of the whole country, as the package `chinesecalendar` knows them.

What a city changes for itself, and what a weekend is, lies in `worktime`.
"""

from datetime import date

from chinese_calendar import holidays, workdays

# The dictionaries, not the package's own questions: those look through all years at every call.
FIRST_YEAR: int = min(holidays).year
LAST_YEAR: int = max(holidays).year


def is_announced(day: date) -> bool:
    """Whether the State Council's days off for the year of ``day`` are known here."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def announced(day: date) -> bool | None:
    """False: a national holiday. True: a weekend day that is worked to make up for one. None: a day like any other."""
    if day in holidays:
        return False
    return True if day in workdays else None
