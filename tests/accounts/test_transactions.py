import pytest
from django.db import connection

from tests.accounts.people import AT
from wangge.accounts.actions.audit import record_audit
from wangge.accounts.actions.seals import seal_audit
from wangge.accounts.chain import verify_chain
from wangge.accounts.models import AuditEntry, AuditSeal
from wangge.accounts.transactions import Cursor, count_above_restored, settled_after

FAR_ABOVE = 10**12


@pytest.fixture
def restored(transactional_db):
    """An entry and its seal as a server left them that had counted much further."""
    entry = record_audit(action="before", at=AT, actor=None)
    AuditEntry.objects.filter(pk=entry.pk).update(transaction=FAR_ABOVE)
    AuditSeal.objects.create(
        serial=1,
        last_transaction=FAR_ABOVE,
        last_entry=entry.pk,
        entries=1,
        previous="0" * 64,
        digest="0" * 64,
        sealed_at=AT,
    )
    yield
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} RESET wangge.transactions_before")
    connection.close()


@pytest.mark.postgresql
@pytest.mark.postgresql
def test_after_a_restore_readers_see_what_is_new(restored):
    added = count_above_restored()
    assert added > 0
    new = record_audit(action="after", at=AT, actor=None)
    new.refresh_from_db()
    assert new.transaction > FAR_ABOVE
    assert list(settled_after(AuditEntry.objects.all(), Cursor(FAR_ABOVE, new.pk - 1))) == [new]
    assert [seal.serial for seal in seal_audit(at=AT)] == [2]
    assert verify_chain(at=AT)[1:] == []


@pytest.mark.postgresql
@pytest.mark.postgresql
def test_connections_opened_later_count_on_as_well(restored):
    count_above_restored()
    connection.close()
    new = record_audit(action="after", at=AT, actor=None)
    new.refresh_from_db()
    assert new.transaction > FAR_ABOVE


@pytest.mark.postgresql
@pytest.mark.postgresql
def test_counting_above_twice_adds_nothing_more(restored):
    added = count_above_restored()
    record_audit(action="after", at=AT, actor=None)
    assert count_above_restored() == added


@pytest.mark.postgresql
def test_a_database_that_was_never_restored_adds_nothing(transactional_db):
    record_audit(action="x", at=AT, actor=None)
    assert count_above_restored() == 0
