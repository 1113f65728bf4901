"""Grids of the plan in force without a principal worker (R-11). A deputy alone leaves the grid vacant."""

from datetime import datetime

from wangge.accounts.permissions import Role
from wangge.territory.models import Grid, GridPlan, Posting, Rank


def vacancies(at: datetime) -> list[str]:
    """The codes of the vacant grids, in order: two statements, however many grids there are."""
    held = set(Posting.objects.in_force(at).filter(rank=Rank.PRINCIPAL).values_list("grid_code", flat=True))
    codes = Grid.objects.filter(plan__in=GridPlan.objects.in_force(at)).values_list("code", flat=True)
    return sorted(set(codes) - held)


def community_postings(community_codes: set[str], at: datetime) -> dict[str, Posting]:
    """A community worker's posting for each community that has one, the longest serving first; with its person."""
    rows = Posting.objects.in_force(at).filter(role=Role.COMMUNITY_WORKER, area__code__in=community_codes)
    found: dict[str, Posting] = {}
    for posting in rows.select_related("user", "area").defer("area__boundary").order_by("begins_at", "id"):
        found.setdefault(posting.area.code, posting)
    return found
