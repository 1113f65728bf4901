"""What an address of the centre asks for, and addresses that ask for a little else: every filter lies in them."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate

from wangge.cases.centre.flow import Days

PERIODS = (7, 30, 84)
MOST_RECENT = 30
SHOWS = ("open", "overdue", "per_1000")


@dataclass(frozen=True)
class Look:
    """Which area, how many days until today, what the map shows, and whether it hangs on a wall."""

    area: str = ""
    days: int = 30
    show: str = SHOWS[0]
    wall: bool = False

    def address(self, name: str = "centre", **other: Any) -> str:
        """The address of the page ``name``, with ``other`` instead of what is asked for now."""
        asked = asdict(replace(self, **other))
        kept = {key: value for key, value in asked.items() if value != _PLAIN[key]}
        return _path(name) + ("?" + urlencode({**kept, **({"wall": 1} if asked["wall"] else {})}) if kept else "")

    def period(self, at: datetime) -> Days:
        """The days, today among them."""
        until = localdate(at) + timedelta(days=1)
        return Days(until - timedelta(days=self.days), until)

    def recent(self, at: datetime) -> Days:
        """The last of them, a month at most: beyond, only the trend looks back."""
        return replace(self, days=min(self.days, MOST_RECENT)).period(at)

    def cases(self, **filters: str | int | date) -> str:
        """The list of the cases behind a number of this area."""
        return f"{_path('case_list')}?{urlencode({'area': self.area, **filters})}"


_PLAIN = asdict(Look())


@cache
def _path(name: str) -> str:
    """Asked for nearly two hundred times a page."""
    return reverse(name)


def look_from(query: QueryDict) -> Look:
    """What is asked for; what is no choice counts as not asked."""
    days, show = query.get("days", ""), query.get("show", "")
    return Look(
        area=query.get("area", ""),
        days=int(days) if days in map(str, PERIODS) else Look.days,
        show=show if show in SHOWS else Look.show,
        wall=query.get("wall", "") == "1",
    )
