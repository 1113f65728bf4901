from datetime import timedelta

import pytest

from tests.accounts.people import AT, made_user
from wangge.accounts.actions.keys import make_key, revoke_key
from wangge.accounts.actions.users import deactivate_user
from wangge.accounts.keys import user_of_key
from wangge.accounts.models import AuditEntry, Key, KeyKind
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.accounts.scopes import PERMISSIONS, Scope, scopes_allow

pytestmark = pytest.mark.django_db


def new_key(owner=None, **given):
    owner = owner or made_user()
    wanted = {"kind": KeyKind.API, "label": "hotline", "scopes": ["cases:read", "cases:report"], "at": AT, "by": owner}
    return make_key(owner=owner, **(wanted | given))


def test_a_key_opens_with_its_owner_and_scopes_in_one_statement(django_assert_num_queries):
    made = new_key()
    with django_assert_num_queries(1):
        found = user_of_key(made.secret, AT)
    assert found == (made.key.owner, frozenset({"cases:read", "cases:report"}))
    assert found[0].is_active is True


def test_only_a_hash_of_the_secret_is_kept():
    made = new_key()
    kept = " ".join(str(value) for value in Key.objects.values_list().get())
    assert made.secret.startswith(f"wg_{made.key.lookup}_")
    assert made.secret.rsplit("_", 1)[1] not in kept


def test_making_and_revoking_are_audited_without_the_secret():
    made = new_key()
    revoke_key(key=made.key, at=AT, by=made.key.owner, reason="lost")
    entries = list(AuditEntry.objects.order_by("id").values_list("action", "reason"))
    assert [action for action, _ in entries] == ["make_user", "make_key", "revoke_key"]
    assert not any(made.secret.rsplit("_", 1)[1] in reason for _, reason in entries)


@pytest.mark.parametrize(
    "raw", ["", "wg", "wg_", "wg__", "wg_0000_0000", "xx_a_b", "Bearer x", "wg_" + "a" * 500, "wg_\x00_"]
)
def test_nonsense_opens_nothing(raw):
    assert user_of_key(raw, AT) is None


def test_a_wrong_secret_under_a_right_lookup_opens_nothing():
    made = new_key()
    assert user_of_key(made.secret[:-1] + ("0" if made.secret[-1] != "0" else "1"), AT) is None


def test_a_revoked_key_opens_nothing_and_is_not_revoked_twice():
    made = new_key()
    revoke_key(key=made.key, at=AT, by=None)
    assert user_of_key(made.secret, AT) is None
    with pytest.raises(Conflict, match="hotline"):
        revoke_key(key=made.key, at=AT, by=None)


def test_a_key_ends_at_its_moment():
    made = new_key(expires_at=AT + timedelta(days=1))
    assert user_of_key(made.secret, AT + timedelta(days=1, microseconds=-1)) is not None
    assert user_of_key(made.secret, AT + timedelta(days=1)) is None


def test_the_key_of_somebody_who_left_opens_nothing():
    made = new_key()
    deactivate_user(user=made.key.owner, at=AT, by=None)
    assert user_of_key(made.secret, AT) is None


def test_that_a_key_was_used_is_written_nowhere():
    made = new_key()
    before = list(Key.objects.values()), AuditEntry.objects.count()
    user_of_key(made.secret, AT)
    assert (list(Key.objects.values()), AuditEntry.objects.count()) == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"scopes": ["cases:everything"]}, "There is no scope cases:everything"),
        ({"scopes": []}, "at least one"),
        ({"kind": KeyKind.DEVICE}, "scope phone"),
        ({"scopes": ["phone"]}, "scope phone"),
        ({"expires_at": AT}, "later date"),
    ],
)
def test_an_unusable_key_is_refused_with_a_sentence(given, sentence):
    with pytest.raises(Unusable, match=sentence):
        new_key(**given)
    assert not Key.objects.exists()


def test_whoever_left_gets_no_key():
    user = deactivate_user(user=made_user(), at=AT, by=None)
    with pytest.raises(NotAllowed, match="林巧"):
        new_key(user)


def test_scopes_narrow_and_no_scope_is_everything():
    reads = frozenset({Scope.CASES_READ.value})
    assert scopes_allow(None, Permission.CLOSE)
    assert scopes_allow(reads, Permission.SEE_CASES)
    assert not scopes_allow(reads, Permission.CLOSE)
    assert not scopes_allow(frozenset(), Permission.SEE_CASES)
    assert set(PERMISSIONS) == set(Scope)
