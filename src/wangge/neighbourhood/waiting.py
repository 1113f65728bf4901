"""Public cases that rest until a date, and why: in words of the list of reasons, never in somebody's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wangge.cases.models import Case, CaseStep
from wangge.cases.public import public_cases
from wangge.cases.reason_words import reason_words
from wangge.cases.search import Filters, found, page
from wangge.cases.workflow import State, Verb
from wangge.catalogue.contents import in_language
from wangge.territory.actors import Actor

_PAGE = 30


@dataclass(frozen=True)
class Resting:
    """What everybody reads of it."""

    number: str
    name: str
    community: str
    unit: str
    until: date | None
    reason: str


@dataclass(frozen=True)
class RestingPage:
    """Some of them, the newest first, and the cursor of the page after."""

    rows: list[Resting]
    next: int | None


def resting(*, community: str, after: int | None, by: Actor) -> RestingPage:
    """A page: two statements."""
    filters = Filters(states=(State.SUSPENDED,), area=community)
    rows = page(found(public_cases(), filters, at=by.at), after=after, limit=_PAGE)
    reasons = _reasons(rows.rows)
    return RestingPage([_resting(case, reasons.get(case.pk, "")) for case in rows.rows], rows.next)


def _reasons(cases: Sequence[Case]) -> dict[int, str]:
    """The reason of each one's newest suspension."""
    steps = CaseStep.objects.filter(case__in=cases, verb=Verb.SUSPEND).order_by("serial")
    return dict(steps.values_list("case_id", "reason"))


def _resting(case: Case, reason: str) -> Resting:
    return Resting(
        number=case.number,
        name=in_language(case.minor.name_zh, case.minor.name_en) if case.minor else "",
        community=in_language(case.community.name_zh, case.community.name_en),
        unit=in_language(case.unit.name_zh, case.unit.name_en) if case.unit else "",
        until=case.suspended_until,
        reason=reason_words(reason),
    )
