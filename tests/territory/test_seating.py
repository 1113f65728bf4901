"""What fits: team, role, kind of area, organisation and grid of a posting."""

from datetime import timedelta

import pytest

from tests.city import CITY, COMMUNITY, DISTRICT, GRIDS, LONG_AGO, OTHER_COMMUNITY, SUBDISTRICT, City, at, build_city
from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Unusable
from wangge.territory.actions.organisations import close_organisation
from wangge.territory.actions.postings import end_postings_of, post
from wangge.territory.actors import Actor
from wangge.territory.models import Area, GridPlan, Organisation, Posting, Rank
from wangge.territory.post_words import role_words
from wangge.territory.seating import AREAS, TEAMS, EndReason

NOW = at("2026-03-11")
DAY = timedelta(days=1)
FREE = GRIDS[3]  # the one grid of the city without anybody


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def administrator(city: City) -> Actor:
    return city.actor("administrator", NOW)


def somebody(team: Team = Team.GRID_WORKER, name: str = "新人") -> User:
    number = User.objects.count()
    return User.objects.create(username=f"new{number}", work_name=f"{name}{number}", team=team, joined_at=LONG_AGO)


def area(code: str) -> Area:
    return Area.objects.get(code=code)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("team", Team)
def test_a_role_is_held_by_its_teams_only(administrator: Actor, city: City, role: Role, team: Team) -> None:
    kind = max(AREAS[role], key=lambda kind: kind.width)
    code = {"community": OTHER_COMMUNITY, "subdistrict": SUBDISTRICT, "district": DISTRICT, "city": CITY}[kind]
    worker = role == Role.GRID_WORKER

    def post_one() -> Posting:
        return post(
            user=somebody(team), role=role, area=area(code), organisation=city.units["sanitation"],
            grid_code=FREE if worker else "", rank=Rank.PRINCIPAL if worker else None, begins_at=NOW, by=administrator,
        )  # fmt: skip

    if team in TEAMS[role]:
        assert post_one().role == role
    else:
        with pytest.raises(Unusable, match=f"does not hold the role {role_words(role)}"):
            post_one()


def test_a_volunteer_and_a_resident_hold_no_office() -> None:
    held = {team: {role for role in Role if team in TEAMS[role]} for team in Team}
    assert held[Team.VOLUNTEER] == {Role.VOLUNTEER}
    assert held[Team.RESIDENT] == set()
    assert held[Team.GRID_WORKER] == {Role.GRID_WORKER}
    assert held[Team.COMMUNITY_WORKER] == {Role.COMMUNITY_WORKER, Role.GRID_WORKER}
    assert set(TEAMS) == set(AREAS) == set(Role)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.COMMUNITY_WORKER, SUBDISTRICT),
        (Role.VOLUNTEER, CITY),
        (Role.SUBDISTRICT_OFFICER, COMMUNITY),
        (Role.INTAKE_OPERATOR, COMMUNITY),
        (Role.DISPATCHER, COMMUNITY),
        (Role.CATALOGUE_EDITOR, DISTRICT),
        (Role.AUDITOR, SUBDISTRICT),
    ],
)
def test_a_role_is_held_at_its_kinds_of_area_only(administrator: Actor, role: Role, code: str) -> None:
    user = somebody(min(TEAMS[role]))
    with pytest.raises(Unusable, match=f"The role {role_words(role)} is not held at an area of the kind"):
        post(user=user, role=role, area=area(code), begins_at=NOW, by=administrator)


def test_a_unit_s_role_names_its_unit_and_stays_in_its_area(administrator: Actor, city: City) -> None:
    user = somebody(Team.OFFICE)
    with pytest.raises(Unusable, match="name its organisation"):
        post(user=user, role=Role.HANDLER, area=area(CITY), begins_at=NOW, by=administrator)
    unit = city.units["market"]
    unit.area = area(COMMUNITY)
    unit.save()
    with pytest.raises(Unusable, match="does not reach as far as 西陵区"):
        post(user=user, role=Role.HANDLER, area=area(DISTRICT), organisation=unit, begins_at=NOW, by=administrator)


def test_nobody_is_posted_to_a_closed_organisation(administrator: Actor, city: City) -> None:
    unit = Organisation.objects.get(pk=city.units["market"].pk)
    end_postings_of(user=city.people["market"], at=NOW, reason=EndReason.MOVED, by=administrator)
    close_organisation(organisation=unit, by=administrator)
    with pytest.raises(Unusable, match="has been closed"):
        post(
            user=somebody(Team.OFFICE), role=Role.HANDLER, area=area(CITY), organisation=city.units["market"],
            begins_at=NOW, by=administrator,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("grid", "at_area", "rank", "sentence"),
    [
        ("42050200202200", OTHER_COMMUNITY, Rank.PRINCIPAL, "15 digits are wanted"),
        (FREE, COMMUNITY, Rank.PRINCIPAL, "does not lie in 桥头社区"),
        (f"{OTHER_COMMUNITY}007", OTHER_COMMUNITY, Rank.PRINCIPAL, "in the plan in force on 2026-03-11"),
        (FREE, OTHER_COMMUNITY, None, "as principal or as deputy"),
    ],
)
def test_a_grid_worker_has_a_grid_of_the_plan_in_force(
    administrator: Actor, grid: str, at_area: str, rank: Rank | None, sentence: str
) -> None:
    with pytest.raises(Unusable, match=sentence):
        post(
            user=somebody(), role=Role.GRID_WORKER, area=area(at_area), grid_code=grid, rank=rank, begins_at=NOW,
            by=administrator,
        )  # fmt: skip


def test_before_the_first_plan_a_well_formed_code_is_believed(administrator: Actor, city: City) -> None:
    GridPlan.objects.filter(pk=city.plan.pk).update(begins_at=NOW + DAY)
    posting = post(
        user=somebody(), role=Role.GRID_WORKER, area=area(OTHER_COMMUNITY), grid_code=f"{OTHER_COMMUNITY}007",
        rank=Rank.PRINCIPAL, begins_at=NOW, by=administrator,
    )  # fmt: skip
    assert posting.grid_code == f"{OTHER_COMMUNITY}007"


def test_only_a_grid_worker_has_a_grid(administrator: Actor) -> None:
    with pytest.raises(Unusable, match="Only a grid worker has a grid"):
        post(
            user=somebody(Team.VOLUNTEER), role=Role.VOLUNTEER, area=area(OTHER_COMMUNITY), grid_code=FREE,
            begins_at=NOW, by=administrator,
        )  # fmt: skip
