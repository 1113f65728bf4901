"""Who works where, as a city writes it down: a row for each posting, people who have several in several rows.

No row is written here: that is actions/staff.py.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from wangge.accounts.models import Team
from wangge.accounts.permissions import Role
from wangge.language import _
from wangge.territory.inputs import is_of_our_time
from wangge.territory.models import Rank
from wangge.territory.tables import Row, RowError, parse_rows, read_table

REQUIRED = ("username", "work_name", "team")
OPTIONAL = ("email", "role", "area", "organisation", "grid", "rank", "begins", "office_phone", "office_hours")

_LONGEST = {"work_name": 60, "office_phone": 40, "office_hours": 80}  # as the columns are; the action asks the rest

_Code = TypeVar("_Code", bound=StrEnum | Team | Rank)


@dataclass(frozen=True)
class Listed:
    """One row: somebody, and with a ``role`` one posting of theirs; area, unit and grid by their codes."""

    row: int
    username: str
    work_name: str
    team: Team
    email: str = ""
    role: Role | None = None
    area: str = ""
    organisation: str = ""
    grid: str = ""
    rank: Rank | None = None
    begins: date | None = None
    office_phone: str = ""
    office_hours: str = ""

    def begins_at(self, now: datetime) -> datetime:
        """The first moment of the day in the city's zone; now, where no day or today is given."""
        if self.begins is None or self.begins == timezone.localdate(now):
            return now
        return timezone.make_aware(datetime.combine(self.begins, time.min))


def read_staff(path: Path) -> list[Listed]:
    """The rows of a CSV or XLSX; TableError if it cannot be read, BadRows for words that are no code."""
    return parse_rows(read_table(path, required=REQUIRED, optional=OPTIONAL), _listed)


def _listed(row: Row) -> Listed:
    _refuse_unusable(row)
    role = _one_of(Role, row, "role") if row["role"] else None
    if role is not None and not row["area"]:
        raise RowError(_("area is empty: a role is held at an area, by its 12 digits."))
    return Listed(
        row.number,
        row["username"],
        row["work_name"],
        _one_of(Team, row, "team"),
        row["email"],
        role,
        row["area"],
        row["organisation"],
        row["grid"],
        _one_of(Rank, row, "rank") if row["rank"] else None,
        _day(row["begins"]),
        row["office_phone"],
        row["office_hours"],
    )


def _refuse_unusable(row: Row) -> None:
    for column, most in _LONGEST.items():
        if len(row[column]) > most:
            raise RowError(_("{column} has more than {most} characters.").format(column=column, most=most))


def _one_of(codes: type[_Code], row: Row, column: str) -> _Code:
    try:
        return codes(row[column])
    except ValueError:
        sentence = _("{column} is “{value}”; there are {known}.")
        known = ", ".join(str(one.value) for one in codes)
        raise RowError(sentence.format(column=column, value=row[column][:30], known=known)) from None


def _day(words: str) -> date | None:
    try:
        found = date.fromisoformat(words) if words else None
    except ValueError:
        raise RowError(_("begins is “{value}”; write a day as 2027-01-31.").format(value=words[:30])) from None
    if found and not is_of_our_time(found):
        raise RowError(_("begins is “{value}”; write a day of the years 2000 to 2099.").format(value=words[:30]))
    return found
