"""Open cases at pieces of the component register: for a page of pieces, one statement."""

from collections.abc import Iterable, Mapping

from wangge.cases.models import Case
from wangge.cases.visibility import open_to
from wangge.territory.actors import Actor

_MOST = 200


def open_cases_at(components: Iterable[int], *, by: Actor) -> Mapping[int, list[Case]]:
    """The open cases that ``by`` sees, by piece, the newest first."""
    found: dict[int, list[Case]] = {}
    cases = open_to(by).filter(component__in=list(components))
    for case in cases.only("pk", "component", "state", "urgent").order_by("-pk")[:_MOST]:
        found.setdefault(case.component_id or 0, []).append(case)
    return found
