"""Cases as a sheet for other programs: the columns of a list, without the reporter's words and without a name.

"Overdue" says of what was resolved that it was resolved after the unit's deadline; of the rest, that it is late now.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.utils.timezone import localtime

from wangge.cases.models import Case
from wangge.cases.outcomes import outcome_words
from wangge.cases.search import LONGEST_PAGE, Filters, Page, visible_page
from wangge.cases.words import state_words
from wangge.catalogue.contents import in_language
from wangge.language import _
from wangge.territory.actors import Actor

MOST_ROWS = 100_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def case_rows(filters: Filters, *, by: Actor) -> Iterator[list[str]]:
    """The heads, then a row for each case that ``by`` sees and the filters ask for, newest first; 100,000 at most.

    Two statements for each 200 rows. No cell begins like a formula, so that a spreadsheet shows what was written.
    """
    first = visible_page(filters, by=by, after=None, limit=LONGEST_PAGE)  # at once: a refusal comes before any row
    return chain([_heads()], _rows(first, filters, by))


def _rows(page: Page, filters: Filters, by: Actor) -> Iterator[list[str]]:
    left = MOST_ROWS
    while True:
        yield from (_row(case) for case in page.rows[:left])
        left -= len(page.rows)
        if page.next is None or left <= 0:
            return
        page = visible_page(filters, by=by, after=page.next, limit=LONGEST_PAGE)


def plain_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _heads() -> list[str]:
    return [
        _("number"),
        _("state"),
        _("urgent"),
        _("class code"),
        _("class"),
        _("community"),
        _("unit"),
        _("reported at"),
        _("filed at"),
        _("due at"),
        _("resolved at"),
        _("closed at"),
        _("overdue"),
        _("outcome"),
        _("returns"),
        _("reworks"),
        _("extensions"),
    ]


def _row(case: Case) -> list[str]:
    minor, unit = case.minor, case.unit
    cells = [
        case.number,
        state_words(case.state),
        _yes(told=case.urgent),
        f"{minor.major.kind} {minor.code}" if minor else "",
        in_language(minor.name_zh, minor.name_en) if minor else "",
        in_language(case.community.name_zh, case.community.name_en),
        in_language(unit.name_zh, unit.name_en) if unit else "",
        *(_moment(at) for at in (case.reported_at, case.filed_at, case.due_at, case.resolved_at, case.closed_at)),
        _yes(told=_is_late(case)),
        outcome_words(case.outcome),
        *(str(count) for count in (case.returns, case.reworks, case.extensions)),
    ]
    return [plain_cell(cell) for cell in cells]


def _is_late(case: Case) -> bool:
    """The mark is of the stage that a case is in, and goes with it; whether the unit was in time stays."""
    if case.resolved_at is None or case.due_at is None:
        return case.overdue_at is not None
    return case.resolved_at > case.due_at


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _yes(*, told: bool) -> str:
    return _("yes") if told else ""
