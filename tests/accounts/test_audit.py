from datetime import timedelta

import pytest

from tests.accounts.people import AT, made_user
from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_person_sees_who_read_their_record_and_why_newest_first(django_assert_num_queries):
    reader = made_user()
    record_audit(action="read_contact", at=AT, actor=reader, subject="follower:7", reason="called back")
    record_audit(action="read_contact", at=AT + timedelta(hours=1), actor=reader, subject="follower:7", reason="again")
    record_audit(action="read_contact", at=AT, actor=reader, subject="follower:8", reason="another's")
    with django_assert_num_queries(1):
        seen = [(str(entry.actor), entry.reason) for entry in AuditEntry.objects.about("follower:7")]
    assert seen == [("林巧", "again"), ("林巧", "called back")]


def test_a_reason_that_is_too_long_is_cut_and_recorded_all_the_same():
    entry = record_audit(action="x", at=AT, actor=None, reason="长" * 300)
    entry.refresh_from_db()
    assert len(entry.reason) == 200


def test_an_entry_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record_audit(action="x", at=AT, actor=None)
