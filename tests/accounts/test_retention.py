from datetime import timedelta

import pytest

from tests.accounts.people import AT, made_user
from wangge.accounts import registers
from wangge.accounts.actions.audit import record_audit
from wangge.accounts.actions.erasure import erase_expired
from wangge.accounts.actions.keys import make_key, revoke_key
from wangge.accounts.actions.seals import seal_audit
from wangge.accounts.actions.users import deactivate_user
from wangge.accounts.chain import verify_chain
from wangge.accounts.models import AuditEntry, Key, KeyKind, User
from wangge.accounts.registers import KEPT_DAYS
from wangge.accounts.retention import all_due, empty_value, field_of, overdue
from wangge.messages.models import Channel, Message, Preference
from wangge.trust.register import Basis, Retention, personal

LATER = AT + timedelta(days=3 * 365 + 1)

pytestmark = pytest.mark.django_db


def write_message(key: str, **given) -> Message:
    wanted = {"channel": Channel.SMS, "topic": "case", "text": "x", "written_at": AT, "not_before": AT}
    return Message.objects.create(key=key, to_desk="unit:1", **(wanted | given))


def test_nothing_is_erased_before_its_time():
    user = made_user(email="lin@example.org")
    deactivate_user(user=user, at=AT, by=None)
    write_message("a")
    assert erase_expired(at=AT + timedelta(days=1)) == {}
    user.refresh_from_db()
    assert (user.work_name, user.email) == ("林巧", "lin@example.org")


def test_the_names_of_whoever_left_long_ago_are_erased_and_the_row_stays():
    gone, here = made_user(email="lin@example.org"), made_user("wangling", work_name="王玲")
    deactivate_user(user=gone, at=AT, by=None)
    assert overdue(LATER) == {"User.username": 1, "User.work_name": 1, "User.email": 1}
    erased = erase_expired(at=LATER)
    assert erased == {"User.username": 1, "User.work_name": 1, "User.email": 1}
    gone.refresh_from_db()
    here.refresh_from_db()
    assert (gone.username, gone.work_name, gone.email) == (f"erased-{gone.pk}", "", "")
    assert here.work_name == "王玲"


def test_after_the_job_nothing_is_overdue_and_a_second_run_does_nothing():
    for number in range(7):
        deactivate_user(user=made_user(f"user{number}"), at=AT, by=None)
        write_message(f"m{number}", to_sealed=b"sealed")
    assert overdue(LATER)
    assert erase_expired(at=LATER, batch=3)["Message"] == 7
    assert overdue(LATER) == {}
    assert erase_expired(at=LATER) == {}


def test_the_audit_keeps_how_much_was_erased_and_of_what():
    write_message("a", to_sealed=b"sealed", state="sent", gone_at=AT)
    write_message("b", to_sealed=b"sealed")
    erase_expired(at=AT + timedelta(days=1))
    entry = AuditEntry.objects.get(action="erase")
    assert (entry.subject, entry.reason) == ("Message.to_sealed", "1 rows, retention ended")
    assert Message.objects.get(key="a").to_sealed is None
    assert Message.objects.get(key="b").to_sealed is not None


def test_what_the_database_refuses_to_erase_is_told_and_stops_nothing_else(monkeypatch, caplog):
    impossible = Retention(days=0, since="joined_at", erases="row")
    entry = personal(purpose="protected", basis=Basis.CONTRACT, retention=impossible, readers=("nobody",))
    monkeypatch.setattr(registers, "FIELDS", {**registers.FIELDS, "User.team": entry})
    owner = made_user()
    make_key(owner=owner, kind=KeyKind.API, label="x", scopes=["cases:read"], at=AT, by=owner)
    record_audit(action="x", at=AT, actor=owner)
    write_message("a", to_sealed=b"sealed", state="sent", gone_at=AT)
    assert erase_expired(at=AT + timedelta(days=1))["Message.to_sealed"] == 1
    assert "User cannot be erased" in caplog.text


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_a_row_that_the_database_refuses_keeps_no_later_one(monkeypatch, caplog, batch):
    everything = Retention(days=0, since="joined_at", erases="row")
    entry = personal(purpose="protected", basis=Basis.CONTRACT, retention=everything, readers=("nobody",))
    monkeypatch.setattr(registers, "FIELDS", {**registers.FIELDS, "User.team": entry})
    made_user("first")
    owner = made_user("owner")
    make_key(owner=owner, kind=KeyKind.API, label="x", scopes=["cases:read"], at=AT, by=owner)
    for name in ("third", "fourth"):
        made_user(name)
    assert erase_expired(at=AT + timedelta(days=1), batch=batch)["User"] == 3
    assert list(User.objects.values_list("username", flat=True)) == ["owner"]
    assert overdue(AT + timedelta(days=1)) == {"User": 1}
    assert f"User cannot be erased in 1 rows, of which the first are [{owner.pk}]" in caplog.text


def test_rows_are_deleted_where_the_register_says_so():
    owner = made_user()
    key = make_key(owner=owner, kind=KeyKind.API, label="x", scopes=["cases:read"], at=AT, by=owner).key
    Preference.objects.create(user=owner)
    revoke_key(key=key, at=AT, by=owner)
    deactivate_user(user=owner, at=AT, by=None)
    assert set(erase_expired(at=AT + timedelta(days=366))) == {"Key", "Preference"}
    assert not Key.objects.exists()
    assert not Preference.objects.exists()
    assert User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_audit_whose_retention_has_ended_goes_and_the_chain_still_holds():
    record_audit(action="read_contact", at=AT, actor=None, subject="case:1")
    seal_audit(at=AT)
    end = AT + timedelta(days=KEPT_DAYS + 1)
    assert erase_expired(at=end) == {"AuditEntry": 1}
    assert verify_chain(at=end) == []


def test_every_retention_of_every_app_can_be_carried_out():
    impossible = {}
    for due in all_due():
        try:
            due.rows(AT).count()
            if due.field and not field_of(due.model, due.field).unique:
                empty_value(field_of(due.model, due.field))
        except Exception as wrong:  # noqa: BLE001 (whatever it is, it is named)
            impossible[due.name] = str(wrong)
    assert impossible == {}
