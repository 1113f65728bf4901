"""The rows of the catalogue's sheets and how each is read by itself. What rows say of one another: `sheets`."""

import re
from dataclasses import dataclass
from datetime import date

from wangge.catalogue.calendars import hours_of, weekdays_of
from wangge.catalogue.cells import choice, count, day, digits, short_code, text, yes_no
from wangge.catalogue.limits import LimitUnit
from wangge.catalogue.models import Kind, PublicWhen
from wangge.language import _
from wangge.territory.tables import Row, RowError

MOST_LIMIT = 1000
MOST_RULES = 1_000_000
KINDS = {"部件": Kind.COMPONENT.value, "事件": Kind.EVENT.value}  # as they may be written, too
_URGENT_CALL = re.compile(r"[0-9]{3,12}|gas|water|power")


@dataclass(frozen=True)
class OwnerRow:
    """A kind of responsible unit."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class MajorRow:
    """A major class; ``code`` is two digits."""

    kind: str
    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class MinorRow:
    """A minor class; ``code`` is four digits, the major one's and its own."""

    kind: str
    code: str
    name_zh: str
    name_en: str
    owner_kind: str
    photo_needed: bool
    urgent: bool
    inside_dwelling: bool
    public_when: str
    urgent_call: str
    calendar: str
    description_zh: str
    description_en: str


@dataclass(frozen=True)
class FilingRow:
    """A filing condition of the class with the four digits ``minor``."""

    kind: str
    minor: str
    code: str
    text_zh: str
    text_en: str
    limit: int
    unit: str


@dataclass(frozen=True)
class ClosureRow:
    """A closure condition of the class with the four digits ``minor``."""

    kind: str
    minor: str
    code: str
    text_zh: str
    text_en: str


@dataclass(frozen=True)
class RuleRow:
    """A routing rule by codes: area of 12 digits, unit as the organisation tree names it."""

    number: int
    area: str
    kind: str
    class_code: str
    owner_kind: str
    unit: str
    remark: str


@dataclass(frozen=True)
class CalendarRow:
    """A working calendar without its own days."""

    code: str
    name_zh: str
    name_en: str
    hours: str
    weekdays: str
    national: bool


@dataclass(frozen=True)
class DayRow:
    """A day that a calendar decides itself."""

    calendar: str
    day: date
    worked: bool
    name: str


def owner_row(row: Row) -> OwnerRow:
    return OwnerRow(short_code(row, "code", 30), text(row, "name_zh", 60), text(row, "name_en", 80))


def major_row(row: Row) -> MajorRow:
    return MajorRow(_kind(row), digits(row, "code", 2), text(row, "name_zh", 60), text(row, "name_en", 80))


def minor_row(row: Row) -> MinorRow:
    read = MinorRow(
        kind=_kind(row),
        code=digits(row, "major", 2) + digits(row, "code", 2),
        name_zh=text(row, "name_zh", 60),
        name_en=text(row, "name_en", 100),
        owner_kind=short_code(row, "owner_kind", 30),
        photo_needed=yes_no(row, "photo_needed"),
        urgent=yes_no(row, "urgent"),
        inside_dwelling=yes_no(row, "inside_dwelling"),
        public_when=choice(row, "public_when", PublicWhen.values),
        urgent_call=row["urgent_call"],
        calendar=row["calendar"],
        description_zh=text(row, "description_zh", 300, needed=False),
        description_en=text(row, "description_en", 300, needed=False),
    )
    if read.urgent_call and not _URGENT_CALL.fullmatch(read.urgent_call):
        sentence = _("urgent_call is “{value}”; give a telephone number such as 119, or gas, water or power.")
        raise RowError(sentence.format(value=read.urgent_call[:30]))
    if read.inside_dwelling and read.public_when != PublicWhen.COMMUNITY:
        raise RowError(_("what lies inside dwellings is public at the community only: set public_when to community."))
    return read


def filing_row(row: Row) -> FilingRow:
    return FilingRow(
        kind=_kind(row),
        minor=_minor(row),
        code=short_code(row, "code", 2),
        text_zh=text(row, "text_zh", 200),
        text_en=text(row, "text_en", 300),
        limit=count(row, "limit", MOST_LIMIT),
        unit=choice(row, "unit", [unit.value for unit in LimitUnit]),
    )


def closure_row(row: Row) -> ClosureRow:
    words = (text(row, "text_zh", 200), text(row, "text_en", 300))
    return ClosureRow(_kind(row), _minor(row), short_code(row, "code", 2), *words)


def rule_row(row: Row) -> RuleRow:
    return RuleRow(
        number=count(row, "number", MOST_RULES),
        area=digits(row, "area", 12),
        kind=_kind(row) if row["kind"] else "",
        class_code=digits(row, "class_code", 2, 4) if row["class_code"] else "",
        owner_kind=row["owner_kind"],
        unit=short_code(row, "unit", 30),
        remark=text(row, "remark", 200, needed=False),
    )


def calendar_row(row: Row) -> CalendarRow:
    try:
        hours = hours_of(row["hours"]).words().replace(",", "")
        weekdays = "".join(map(str, sorted(weekdays_of(row["weekdays"]))))
    except ValueError as error:
        raise RowError(str(error)) from error
    return CalendarRow(
        code=short_code(row, "code", 30),
        name_zh=text(row, "name_zh", 60),
        name_en=text(row, "name_en", 80, needed=False),
        hours=hours,
        weekdays=weekdays,
        national=yes_no(row, "national"),
    )


def day_row(row: Row) -> DayRow:
    names = text(row, "name", 60, needed=False)
    return DayRow(short_code(row, "calendar", 30), day(row, "day"), yes_no(row, "worked"), names)


def _kind(row: Row) -> str:
    return choice(row, "kind", Kind.values, KINDS)


def _minor(row: Row) -> str:
    return digits(row, "major", 2) + digits(row, "minor", 2)
