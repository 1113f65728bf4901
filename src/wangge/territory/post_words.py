"""What people read for the codes of postings and of the organisation, in the active language."""

from collections.abc import Callable, Iterable

from wangge.accounts.models import Team
from wangge.accounts.permissions import Role
from wangge.language import _
from wangge.territory.models import AreaKind, OrganisationKind, Rank


def role_words(role: str) -> str:
    """The word of a role."""
    return _ROLES[Role(role)]()


def rank_words(rank: str) -> str:
    """Principal worker or deputy."""
    return {Rank.PRINCIPAL: _("principal worker"), Rank.DEPUTY: _("deputy")}[Rank(rank)]


def team_words(team: str) -> str:
    """The word of a team."""
    return _TEAMS[Team(team)]()


def area_kind_words(kind: str) -> str:
    """City, district, subdistrict, community."""
    return _AREA_KINDS[AreaKind(kind)]()


def organisation_kind_words(kind: str) -> str:
    """The word of a kind of organisation."""
    return _ORGANISATIONS[OrganisationKind(kind)]()


def listed(words: Iterable[str]) -> str:
    """Several words in one sentence."""
    return _(", ").join(words)


_Words = Callable[[], str]
_ROLES: dict[Role, _Words] = {
    Role.GRID_WORKER: lambda: _("grid worker"),
    Role.COMMUNITY_WORKER: lambda: _("community worker"),
    Role.VOLUNTEER: lambda: _("volunteer"),
    Role.SUBDISTRICT_OFFICER: lambda: _("subdistrict officer"),
    Role.INTAKE_OPERATOR: lambda: _("intake operator"),
    Role.DISPATCHER: lambda: _("dispatcher"),
    Role.DUTY_SUPERVISOR: lambda: _("duty supervisor"),
    Role.CENTRE_LEAD: lambda: _("head of the centre"),
    Role.UNIT_CLERK: lambda: _("clerk of the unit"),
    Role.HANDLER: lambda: _("handler"),
    Role.PLANNER: lambda: _("planner"),
    Role.CATALOGUE_EDITOR: lambda: _("catalogue editor"),
    Role.ADMINISTRATOR: lambda: _("administrator"),
    Role.AUDITOR: lambda: _("auditor"),
}
_TEAMS: dict[Team, _Words] = {
    Team.COMMUNITY_WORKER: lambda: _("community workers"),
    Team.GRID_WORKER: lambda: _("grid workers"),
    Team.VOLUNTEER: lambda: _("volunteers"),
    Team.OFFICE: lambda: _("offices"),
    Team.RESIDENT: lambda: _("residents"),
}
_AREA_KINDS: dict[AreaKind, _Words] = {
    AreaKind.CITY: lambda: _("city"),
    AreaKind.DISTRICT: lambda: _("district"),
    AreaKind.SUBDISTRICT: lambda: _("subdistrict"),
    AreaKind.COMMUNITY: lambda: _("community"),
}
_ORGANISATIONS: dict[OrganisationKind, _Words] = {
    OrganisationKind.CITY_CENTRE: lambda: _("city supervision centre"),
    OrganisationKind.DISTRICT_SUBCENTRE: lambda: _("district sub-centre"),
    OrganisationKind.SUBDISTRICT_OFFICE: lambda: _("subdistrict office"),
    OrganisationKind.CITIZEN_SERVICE_CENTRE: lambda: _("citizen service centre"),
    OrganisationKind.MEDIATION_CENTRE: lambda: _("safety and mediation centre"),
    OrganisationKind.GRID_CENTRE: lambda: _("grid management centre"),
    OrganisationKind.COMMUNITY_OFFICE: lambda: _("community office"),
    OrganisationKind.CITIZEN_SERVICE_STATION: lambda: _("citizen service station"),
    OrganisationKind.MEDIATION_STATION: lambda: _("safety and mediation station"),
    OrganisationKind.GRID_STATION: lambda: _("grid management station"),
    OrganisationKind.RESPONSIBLE_UNIT: lambda: _("responsible unit"),
}
