import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.accounts.people import AT
from wangge.accounts.actions.audit import record_audit
from wangge.accounts.actions.seals import seal_audit
from wangge.accounts.chain import canonical, verify_chain
from wangge.accounts.models import AuditEntry, AuditSeal
from wangge.accounts.registers import KEPT_DAYS


def record(number: int, reason: str = "asked by telephone") -> AuditEntry:
    return record_audit(action="read_contact", at=AT, actor=None, subject=f"case:{number}", reason=reason)


@pytest.fixture
def sealed(transactional_db):
    """Six entries under three seals. Without a transaction around the test, so that they settle."""
    for number in range(6):
        record(number)
    assert [seal.entries for seal in seal_audit(at=AT, most=2)] == [2, 2, 2]


def test_an_unchanged_audit_proves_itself(sealed):
    assert verify_chain(at=AT) == []
    assert [seal.serial for seal in AuditSeal.objects.order_by("serial")] == [1, 2, 3]


def test_sealing_again_changes_nothing_and_new_entries_go_under_the_next_seal(sealed):
    assert seal_audit(at=AT) == []
    record(6)
    assert [(seal.serial, seal.entries) for seal in seal_audit(at=AT)] == [(4, 1)]
    assert verify_chain(at=AT) == []


@pytest.mark.parametrize(
    "change", [{"reason": "none"}, {"subject": "case:99"}, {"action": "other"}, {"at": AT + timedelta(microseconds=1)}]
)
def test_a_changed_entry_shows_under_its_seal(sealed, change):
    AuditEntry.objects.filter(subject="case:2").update(**change)
    assert verify_chain(at=AT) == ["Under seal 2, an entry or the seal itself was changed."]


def test_a_missing_entry_shows(sealed):
    AuditEntry.objects.get(subject="case:5").delete()
    assert verify_chain(at=AT) == ["Under seal 3, 1 entries are missing."]


def test_an_entry_slipped_in_shows(sealed):
    first = AuditEntry.objects.earliest("id")
    AuditEntry.objects.create(id=first.pk - 1000, at=AT, action="x", transaction=first.transaction)
    assert verify_chain(at=AT) == ["Under seal 1, 1 entries were slipped in."]


def test_a_lost_seal_and_a_forged_one_show(sealed):
    AuditSeal.objects.filter(serial=2).delete()
    assert verify_chain(at=AT) == ["Seal 2 is missing.", "Under seal 3, 2 entries were slipped in."]


def test_a_seal_that_does_not_follow_shows(sealed):
    AuditSeal.objects.filter(serial=2).update(previous="f" * 64)
    assert verify_chain(at=AT) == [
        "Seal 2 does not follow from the seal before it.",
        "Under seal 2, an entry or the seal itself was changed.",
    ]


def test_entries_whose_retention_has_ended_may_be_gone_and_the_seals_still_link(sealed):
    AuditEntry.objects.all().delete()
    assert len(verify_chain(at=AT + timedelta(days=KEPT_DAYS - 60))) == 3
    assert verify_chain(at=AT + timedelta(days=KEPT_DAYS)) == []


def test_the_canonical_line_is_the_same_whatever_timezone_the_moment_is_told_in(db):
    entry = record(1, "门牌不清")
    before = canonical(entry)
    entry.refresh_from_db()
    assert canonical(entry) == before
    assert "门牌不清".encode() in before


def test_two_sealers_at_once_leave_one_whole_chain(transactional_db):
    for number in range(40):
        record(number)
    start = threading.Barrier(4)

    def seal() -> None:
        start.wait()
        seal_audit(at=AT, most=3)
        connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seal_audit(at=AT, most=3)
    assert verify_chain(at=AT) == []
    assert sum(AuditSeal.objects.values_list("entries", flat=True)) == 40


@pytest.mark.postgresql
def test_an_entry_that_commits_late_is_sealed_after_those_with_higher_ids_and_never_missed(transactional_db):
    """R-58: PostgreSQL gives ids before it commits; the sealer waits for the oldest running transaction."""
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record(1)
            written.set()
            may_commit.wait(60)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    assert written.wait(60)
    record(2)
    assert seal_audit(at=AT) == []
    may_commit.set()
    slow.join()
    assert [seal.entries for seal in seal_audit(at=AT)] == [2]
    assert verify_chain(at=AT) == []
