"""The first year that `chinesecalendar` does not know, as the State Council might announce it."""

from datetime import date, timedelta

from tests.city import City, at
from wangge.catalogue.actions.calendars import set_days
from wangge.catalogue.holidays import LAST_YEAR
from wangge.catalogue.sheetrows import DayRow

YEAR = LAST_YEAR + 1
SOON = at(f"{LAST_YEAR}-12-01")  # within the notice, and nothing of the year is known
NEW_YEAR = date(YEAR, 1, 1)
# Days in a row that need not be those of the year: only how many there are, and New Year's Day, are looked at.
DAYS_OFF = [NEW_YEAR, *(date(YEAR, 2, 1) + timedelta(days=count) for count in range(12))]


def enter(city: City, *days: date, worked: bool = False) -> None:
    """What the catalogue's editor enters in the city's calendar."""
    rows = [DayRow("city", day, worked, "节") for day in days]
    set_days(code="city", days=rows, by=city.actor("editor", SOON))
