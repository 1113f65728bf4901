import pytest

from tests.accounts.people import AT, PASSWORD, made_user
from wangge.accounts.actions.keys import make_key
from wangge.accounts.actions.users import change_team, deactivate_user, make_user, set_password
from wangge.accounts.keys import user_of_key
from wangge.accounts.models import AuditEntry, KeyKind, Team, User
from wangge.accounts.refusals import Conflict, Unusable

pytestmark = pytest.mark.django_db


def audited() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("id").values_list("action", "subject"))


def test_making_a_user_is_audited_in_the_same_transaction():
    user = made_user()
    assert user.check_password(PASSWORD)
    assert audited() == [("make_user", f"user:{user.pk}")]


def test_a_user_without_a_password_cannot_sign_in_with_one():
    user = make_user(username="zhao", work_name="赵敏", team=Team.OFFICE, at=AT, by=None)
    assert not user.has_usable_password()


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234"])
def test_a_weak_password_is_refused_with_a_sentence_and_nothing_is_written(password):
    with pytest.raises(Unusable):
        make_user(username="zhao", work_name="赵敏", team=Team.OFFICE, password=password, at=AT, by=None)
    assert not User.objects.exists()
    assert audited() == []


def test_a_name_that_is_taken_is_refused():
    made_user()
    with pytest.raises(Conflict, match="linqiao"):
        made_user()
    assert len(audited()) == 1


@pytest.mark.parametrize(("username", "work_name"), [("", "赵敏"), ("zhao", " "), ("erased-3", "赵敏")])
def test_an_account_needs_usable_names(username, work_name):
    with pytest.raises(Unusable):
        make_user(username=username, work_name=work_name, team=Team.OFFICE, at=AT, by=None)


def test_whoever_leaves_loses_password_and_keys_but_stays_in_the_history():
    user = made_user()
    boss = made_user("wangling", Team.OFFICE, work_name="王玲")
    secret = make_key(owner=user, kind=KeyKind.DEVICE, label="phone", scopes=["phone"], at=AT, by=boss).secret
    assert user_of_key(secret, AT) is not None
    deactivate_user(user=user, at=AT, by=boss, reason="contract ended")
    user.refresh_from_db()
    assert (user.is_active, user.left_at) == (False, AT)
    assert not user.has_usable_password()
    assert user_of_key(secret, AT) is None
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.actor, entry.reason) == ("deactivate_user", boss, "contract ended")


def test_nobody_leaves_twice():
    user = made_user()
    deactivate_user(user=user, at=AT, by=None)
    with pytest.raises(Conflict, match="林巧"):
        deactivate_user(user=user, at=AT, by=None)


def test_a_change_of_team_and_a_new_password_are_audited():
    user = made_user(team=Team.VOLUNTEER)
    change_team(user=user, team=Team.GRID_WORKER, at=AT, by=None)
    set_password(user=user, password="another-good-one-7", at=AT, by=None)
    user.refresh_from_db()
    assert user.needs_second_factor
    assert user.check_password("another-good-one-7")
    assert [action for action, _ in audited()] == ["make_user", "change_team", "set_password"]


def test_when_somebody_was_last_online_is_kept_nowhere():
    assert "last_login" not in {field.name for field in User._meta.get_fields()}


@pytest.mark.parametrize(
    ("team", "needed"),
    [
        (Team.COMMUNITY_WORKER, True),
        (Team.GRID_WORKER, True),
        (Team.OFFICE, True),
        (Team.VOLUNTEER, False),
        (Team.RESIDENT, False),
    ],
)
def test_who_needs_a_second_factor(team, needed):
    assert User(team=team).needs_second_factor is needed
