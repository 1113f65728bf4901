import pytest
from django.core.management import call_command
from django.db import IntegrityError

from tests.accounts.people import AT, PASSWORD, made_user
from tests.cases.threads import together
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


def test_a_name_or_an_address_that_differs_in_case_alone_is_taken():
    made_user(email="lin@city.example")
    with pytest.raises(Conflict, match="LinQiao is taken"):
        made_user("LinQiao")
    with pytest.raises(Conflict, match=r"Lin@City\.example is taken"):
        made_user("lin", email="Lin@City.example")
    assert User.objects.count() == 1


@pytest.mark.parametrize("other", [{"username": "LINQIAO"}, {"email": "LIN@city.example"}])
def test_the_database_keeps_them_apart_too(other):
    made_user(email="lin@city.example")
    with pytest.raises(IntegrityError, match="once_in_any_case"):
        User.objects.create(**{"username": "a", "work_name": "甲", "team": Team.OFFICE, **other})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_it_at_once_one_is_refused_with_a_sentence():
    refused = together(2, lambda number: made_user(["linqiao", "LinQiao"][number]))
    assert [type(one) for one in refused] == [Conflict]
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["lin at home", "a@b", f"lin@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 9}"]
)
def test_an_address_that_is_none_or_longer_than_its_column_is_refused(address):
    with pytest.raises(Unusable, match="no e-mail address"):
        made_user(email=address)


@pytest.mark.django_db(transaction=True)
def test_accounts_of_before_that_differ_in_case_alone_are_told_apart():
    call_command("migrate", "accounts", "0001", verbosity=0)
    old = [
        ("admin", "a@city.example", True),
        ("ADMIN", "A@city.example", True),
        ("a/b", "", True),
        ("Left", "l@x.cn", False),
    ]
    made = [
        User.objects.create(username=name, work_name=name, team=Team.OFFICE, email=email, is_active=active)
        for name, email, active in [*old, ("left", "L@x.cn", True)]
    ]
    call_command("migrate", verbosity=0)
    now = User.objects.order_by("pk").values_list("username", "email")
    assert list(now) == [
        ("admin", "a@city.example"),
        (f"ADMIN-{made[1].pk}", ""),
        (f"a-b-{made[2].pk}", ""),
        (f"Left-{made[3].pk}", ""),
        ("left", "L@x.cn"),
    ]


UNUSABLE = [
    ("", "赵敏"),
    ("zhao", " "),
    ("erased-3", "赵敏"),
    ("Erased-3", "赵敏"),
    ("a/b", "赵敏"),
    ("赵敏", "赵敏"),
    ("zhao min", "赵敏"),
    ("zhao\x00", "赵敏"),
    ("z" * 61, "赵敏"),
]


@pytest.mark.parametrize(("username", "work_name"), UNUSABLE)
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
