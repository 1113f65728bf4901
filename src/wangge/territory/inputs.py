"""What requests may hold: ids, codes, moments and degrees within the bounds that every database keeps."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from wangge.screens.periods import FIRST_DAY, LAST_DAY

LARGEST = 2**63 - 1  # the largest whole number of both databases
_EARLIEST = datetime.combine(FIRST_DAY, time(), UTC)
_LATEST = datetime.combine(LAST_DAY + timedelta(days=1), time(), UTC)


def is_of_our_time(day: date) -> bool:
    """Whether clocks of every zone can show it; of the years 1 and 9999 some cannot."""
    return FIRST_DAY.year <= day.year <= LAST_DAY.year


def _of_our_time(at: datetime) -> datetime:
    if not _EARLIEST <= at < _LATEST:
        raise ValueError("a moment between the years 2000 and 2100 is wanted")
    return at


def _of_the_wall(hour: time) -> time:
    if hour.tzinfo is not None:
        raise ValueError("a time by the city's clocks is wanted, without a time zone")
    return hour


WallClock = Annotated[time, AfterValidator(_of_the_wall)]
RowId = Annotated[int, Field(ge=1, le=LARGEST)]
Moment = Annotated[
    AwareDatetime,
    AfterValidator(_of_our_time),
    Field(description="A moment with its time zone, as 2026-03-11T08:06:00+08:00."),
]
AreaCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{12}$"), Field(description="12 digits; zeros at the end for wider areas.")
]
GridCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{15}$"), Field(description="15 digits: the community's 12 and a serial.")
]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="Degrees, east is positive.")]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="Degrees, north is positive.")]
Words = Annotated[str, StringConstraints(max_length=2000)]
Short = Annotated[str, StringConstraints(max_length=100)]
Limit = Annotated[int, Field(ge=1, le=200, description="How many at most.")]
ClassCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}$"), Field(description="4 digits: the major class and the minor one.")
]
ComponentCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,20}$"), Field(description="The number on its label.")
]
