"""Filters, words and pages of case lists. They narrow what ``visible_to`` gave, and never widen it.

There is no filter by grid: one worker a grid makes such a figure a person's (R-61); a worker's own list is by seat.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case
from wangge.cases.nearness import Box, around, inside
from wangge.cases.numbers import CaseNumberError, row_of
from wangge.cases.visibility import Span, ways_of, with_what_is_shown
from wangge.cases.workflow import OPEN, State
from wangge.catalogue.models import MinorClass
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.addresses import find_addresses
from wangge.territory.models import Organisation, code_range, kind_of

LONGEST_PAGE = 200
NEAR_ADDRESS_METRES = 150.0
_WORDS_REACH_BACK = 200_000  # cases: without an index of words, more would be minutes of reading
_MOST_WORDS = 8


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty asks for nothing. ``area`` is a 12-digit code, ``unit`` a unit's code.

    ``words`` are looked for in description and place (each of them, in any order), or are a case number; ``address``
    is found in the city's address list, and cases near it are taken.
    """

    states: tuple[str, ...] = ()
    kind: str = ""
    minor: str = ""
    area: str = ""
    unit: str = ""
    source: str = ""
    open: bool | None = None
    overdue: bool = False
    urgent: bool = False
    needs_coordination: bool = False
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    address: str = ""
    box: Box | None = None

    @property
    def means_open(self) -> bool:
        """Whether only open cases can be found."""
        return bool(self.open or self.overdue or (self.states and OPEN.issuperset(self.states)))


@dataclass(frozen=True)
class Page:
    """Some rows, the newest first, and the cursor of the page after; None at the end."""

    rows: tuple[Case, ...]
    next: int | None


def found(cases: QuerySet[Case], filters: Filters, *, at: datetime) -> QuerySet[Case]:
    """Those of ``cases`` that the filters ask for; Unusable for what cannot be one.

    One statement for an address, and one for a class.
    """
    for narrow in (_by_state, _by_kind, _by_place, _by_words):
        cases = narrow(cases, filters)
    if filters.overdue:
        cases = cases.filter(open=True, stage_due_at__lt=at)
    if filters.since is not None:
        cases = cases.filter(reported_at__gte=filters.since)
    if filters.until is not None:
        cases = cases.filter(reported_at__lt=filters.until)
    return cases


def page(cases: QuerySet[Case], *, after: int | None, limit: int) -> Page:
    """The page that follows the cursor ``after``, with what a line shows: one statement.

    Ids stand still while cases come and go, so nothing is shown twice and nothing is left out.
    """
    limit = max(1, min(limit, LONGEST_PAGE))
    rest = cases if after is None else cases.filter(pk__lt=after)
    rows = list(with_what_is_shown(rest).order_by("-pk")[: limit + 1])
    return Page(tuple(rows[:limit]), rows[limit - 1].pk if len(rows) > limit else None)


def visible_page(filters: Filters, *, by: Actor, after: int | None, limit: int) -> Page:
    """The page of what ``by`` sees and the filters ask for: two statements.

    Each way to see cases gives its newest by an index of its own; one condition with all of them would be answered by
    reading back through the whole table.
    """
    cases = found(Case.objects.all(), filters, at=by.at)
    if by.is_system:
        return page(cases, after=after, limit=limit)
    limit = max(1, min(limit, LONGEST_PAGE))
    span: Span = () if after is None else (("lt", after),)
    parts = [way.newest(cases, span, limit + 1, only_open=filters.means_open) for way in ways_of(by)]
    return page(Case.objects.filter(pk__in=newest_ids(parts)[: limit + 1]), after=None, limit=limit)


def newest_ids(parts: Sequence[QuerySet[Case, Any]]) -> list[int]:
    """All ids of limited selections, the newest first; SQLite takes their union only one level deeper than the ORM's.

    Asked before the rows are: with seven tables to join, PostgreSQL plans around a list, and astray around a selection.
    """
    selects, params = list[str](), list[Any]()
    for place, part in enumerate(parts):
        with suppress(EmptyResultSet):
            sql, own = part.query.sql_with_params()
            selects.append(f"SELECT * FROM ({sql}) AS way_{place}")
            params += own
    if not selects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(selects), params)
        return sorted((row for (row,) in cursor.fetchall()), reverse=True)


def _by_state(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    unknown = sorted(set(filters.states) - set(State))
    if unknown:
        sentence = _("There is no state {unknown}: there are {known}")
        raise Unusable(sentence.format(unknown=unknown[0], known=", ".join(State)))
    if filters.states:
        cases = cases.filter(state__in=filters.states)
        if OPEN.issuperset(filters.states):
            cases = cases.filter(open=True)  # follows from the state, and leads to the index of open cases
    if filters.open is not None:
        cases = cases.filter(open=filters.open)
    if filters.urgent:
        cases = cases.filter(urgent=True)
    return cases.filter(needs_coordination=True) if filters.needs_coordination else cases


def _by_kind(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    """By code, not by row, for each version of the catalogue has rows of its own; put so that ids keep the order.

    With a plain join SQLite begins at the classes and sorts every case that they ever had.
    """
    minors = MinorClass.objects.filter(major__kind=filters.kind) if filters.kind else MinorClass.objects.all()
    if filters.minor:
        cases = cases.filter(minor__in=list(minors.filter(code=filters.minor).values_list("pk", flat=True)))
    elif filters.kind:
        cases = cases.filter(Exists(minors.filter(pk=OuterRef("minor"))))
    if filters.unit:
        cases = cases.filter(unit=Organisation.objects.filter(code=filters.unit).values("pk")[:1])
    return cases.filter(source=filters.source) if filters.source else cases


def _by_place(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.area:
        if not (len(filters.area) == 12 and filters.area.isascii() and filters.area.isdigit()):
            sentence = _("{code} is no code of an area: give 12 digits, zeros at the end for wider areas")
            raise Unusable(sentence.format(code=filters.area[:20]))
        first, last = code_range(filters.area, kind_of(filters.area))
        cases = cases.filter(community__gte=first, community__lte=last)
    if filters.box is not None:
        cases = cases.filter(inside(filters.box, only_open=bool(filters.open)))
    if filters.address:
        matches = find_addresses(filters.address, limit=1)
        cases = cases.filter(
            around(matches[0].longitude, matches[0].latitude, NEAR_ADDRESS_METRES, only_open=bool(filters.open))
            if matches
            else Q(pk__in=[])
        )
    return cases


def _by_words(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    words = filters.words.replace("\0", " ").split()  # PostgreSQL keeps no NUL
    if not words:
        return cases
    try:
        return cases.filter(pk=row_of(filters.words))
    except CaseNumberError:
        pass
    for word in words[:_MOST_WORDS]:
        cases = cases.filter(Q(description__icontains=word) | Q(place_words__icontains=word))
    if filters.open:
        return cases
    newest = Case.objects.order_by("-pk").values(beyond=F("pk") - _WORDS_REACH_BACK)[:1]
    return cases.filter(pk__gt=newest)
