"""The models of the room, one module a noun."""

from wangge.territory.models.absences import Absence
from wangge.territory.models.areas import Area, AreaKind, code_range, is_inside, kind_of
from wangge.territory.models.counts import Counted, DwellingCount
from wangge.territory.models.organisations import Organisation, OrganisationKind
from wangge.territory.models.places import Address, Dwelling, Premises, PremisesKind
from wangge.territory.models.plans import Grid, GridLineage, GridPlan, PlanState
from wangge.territory.models.postings import Posting, Rank, Shift
from wangge.territory.models.turns import Turn, take_turn

__all__ = [
    "Absence",
    "Address",
    "Area",
    "AreaKind",
    "Counted",
    "Dwelling",
    "DwellingCount",
    "Grid",
    "GridLineage",
    "GridPlan",
    "Organisation",
    "OrganisationKind",
    "PlanState",
    "Posting",
    "Premises",
    "PremisesKind",
    "Rank",
    "Shift",
    "Turn",
    "code_range",
    "is_inside",
    "kind_of",
    "take_turn",
]
