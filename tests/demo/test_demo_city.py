"""The demonstration city is a whole city: everybody posted, every class routed, nothing by anybody who may not."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.small_city import BEGINS, built
from wangge.accounts.keys import user_of_key
from wangge.accounts.models import AuditEntry, User
from wangge.accounts.permissions import Role
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Component
from wangge.catalogue.routing import Why, route
from wangge.demo.city import DemoCity, Files
from wangge.demo.city.names import invented_names
from wangge.demo.signins import SignIn, read_sign_ins, write_sign_ins
from wangge.demo.traffic.codes import one_time_code
from wangge.territory.actors import actor_for
from wangge.territory.models import Address, Area, Dwelling, Grid, GridPlan, Posting
from wangge.territory.whereabouts import locate, locate_many

LATER = BEGINS + timedelta(hours=1)


@pytest.fixture(scope="module")
def standing(demo_files: Files, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoCity]:
    """Built once for all tests of this module, and taken back at its end."""
    with django_db_blocker.unblock():
        taken_back = transaction.atomic()
        taken_back.__enter__()
        try:
            yield built(demo_files)
        finally:
            transaction.set_rollback(True)
            taken_back.__exit__(None, None, None)


@pytest.fixture
def people(standing: DemoCity, db: None) -> dict[str, SignIn]:
    """How they sign in, by their names; the city stands."""
    return {one.username: one for one in standing.sign_ins}


def test_every_grid_has_one_principal_and_some_have_a_deputy(people: dict[str, SignIn]):
    held = Posting.objects.in_force(LATER).filter(role=Role.GRID_WORKER)
    ranks = Counter(held.values_list("rank", flat=True))
    assert ranks["principal"] == Grid.objects.count() > 5
    assert 0 < ranks["deputy"] < ranks["principal"]
    assert held.filter(rank="principal").values("user").distinct().count() == ranks["principal"]


def test_every_role_that_a_case_needs_is_held_by_somebody(people: dict[str, SignIn]):
    held = Counter(Posting.objects.in_force(LATER).values_list("role", flat=True))
    assert set(held) == {role.value for role in Role}
    assert min(held[role] for role in (Role.INTAKE_OPERATOR, Role.DISPATCHER, Role.DUTY_SUPERVISOR)) == 2


def test_a_unit_follows_for_every_class_everywhere(people: dict[str, SignIn]):
    edition = edition_in_force()
    communities = Area.objects.filter(kind="community").values_list("code", flat=True)
    routes = [
        route(edition, community_code=code, minor=minor) for code in communities for minor in edition.minors.values()
    ]
    assert [chosen for chosen in routes if chosen.unit_id is None] == []
    assert {chosen.why for chosen in routes} == {Why.RULE, Why.ONLY_UNIT}


def test_the_register_has_camera_number_17_in_a_grid(people: dict[str, SignIn]):
    camera = Component.objects.get(label="监控摄像头17号")
    assert camera.code.endswith("0121000017")
    assert locate(camera.longitude, camera.latitude, at=LATER).grid_code.startswith(camera.community.code)


def test_dwellings_and_addresses_lie_in_grids(people: dict[str, SignIn]):
    assert Dwelling.objects.count() == Address.objects.count() > 100
    points = list(Address.objects.values_list("longitude", "latitude"))
    found = locate_many(points, at=LATER)
    assert sum(1 for spot in found if spot and spot.grid_code) > 0.95 * len(points)
    assert Address.objects.filter(text__endswith="1号").exists()


def test_the_plan_was_drafted_by_one_and_adopted_by_another(standing: DemoCity, db: None):
    plan = standing.plan
    assert (plan.drafted_by.username, plan.adopted_by.username) == ("planner", "lead")
    assert GridPlan.objects.in_force(BEGINS).get() == plan


def test_each_key_opens_the_door_to_its_owner_and_to_no_more_than_the_posting(people: dict[str, SignIn]):
    keyed = [one for one in people.values() if one.key]
    assert len(keyed) > 50
    for one in keyed[:: len(keyed) // 10]:
        user, scopes = user_of_key(one.key, LATER)
        assert user.username == one.username
        assert {seat.role for seat in actor_for(user, LATER, scopes).seats} >= {Role(one.role)}
    browsers = {one.role for one in people.values() if not one.key}
    assert browsers == {
        "administrator", "planner", "catalogue_editor", "auditor", "centre_lead", "duty_supervisor"
    }  # fmt: skip


def test_passwords_and_second_factors_are_new_each_time_and_work(people: dict[str, SignIn]):
    supervisor = people["supervisor-1"]
    assert User.objects.get(username="supervisor-1").check_password(supervisor.password)
    assert len({one.password for one in people.values() if one.password}) == sum(
        1 for one in people.values() if one.password
    )
    volunteers = [one for name, one in people.items() if name.startswith("volunteer-")]
    assert supervisor.second_factor
    assert [one.second_factor for one in volunteers] == ["", ""]  # whoever works with no reports needs none
    assert AuditEntry.objects.filter(action="add_second_factor", reason="demonstration").exists()


def test_codes_are_those_of_an_authenticator_app():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert one_time_code(secret, LATER) == format_hotp_value(hotp_value(secret, int(LATER.timestamp()) // 30))


def test_names_are_never_given_twice():
    names = invented_names(Random(1))
    found = [next(names) for _one in range(3000)]
    assert len(set(found)) == 3000
    assert {len(name) for name in found} == {2, 3}


def test_the_file_of_sign_ins_is_private_and_never_overwritten(people: dict[str, SignIn], tmp_path: Path):
    people = list(people.values())
    path = tmp_path / "people.json"
    write_sign_ins(path, people)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_sign_ins(path) == people
    with pytest.raises(FileExistsError):
        write_sign_ins(path, people)
