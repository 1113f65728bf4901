"""What the registers of cases say must be gone is gone, and the story of the case stays (R-55, R-60)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cases.written_cases import REPORTED_AT, written_case, written_order, written_step
from tests.city import City
from wangge.accounts.actions.erasure import erase_expired
from wangge.accounts.retention import overdue
from wangge.cases.models import Case, CaseNote, CaseStep, Follower, Photo, Request
from wangge.cases.registers import FIELDS
from wangge.trust.register import Personal

ENDED_AT = REPORTED_AT + timedelta(hours=1)


@pytest.fixture
def old_case(city: City) -> Case:
    """Not filed, and with everything that a case can tell of people."""
    lin = city.people["lin"]
    case = written_case(
        city, state="not_filed", ended_at=ENDED_AT, reported_by=lin, description="the neighbour's rubbish",
        place_words="at the Wangs'", handler=lin, resolved_by=lin, checked_by=lin, sender=f"user:{lin.pk}",
    )  # fmt: skip
    step = written_step(case, "refuse_filing", by=lin)
    CaseNote.objects.create(case=case, step=step, kind="public", text="the neighbour says no")
    written_order(case, "verify", holder=lin, state="done")
    Follower.objects.create(case=case, user=lin, sealed=b"sealed", token_digest="digest", since=REPORTED_AT)
    Photo.objects.create(case=case, stage="report", received_hash="hash", received_at=REPORTED_AT, received_by=lin)
    Request.objects.create(case=case, kind="void", reason="other", asked_at=REPORTED_AT, asked_by=lin)
    return case


def test_contacts_go_half_a_year_after_the_end(old_case: Case):
    erase_expired(at=ENDED_AT + timedelta(days=179))
    assert Follower.objects.get().sealed is not None
    erase_expired(at=ENDED_AT + timedelta(days=181))
    assert Follower.objects.get().sealed is None


def test_who_follows_a_merged_case_is_told_until_half_a_year_after_the_main_one_ended(city: City):
    main = written_case(city)
    merged = written_case(city, state="merged", merged_into=main, ended_at=ENDED_AT)
    told = {"user": city.people["lin"], "sealed": b"sealed", "contact_digest": "known", "token_digest": "digest"}
    told["since"] = REPORTED_AT
    Follower.objects.create(case=merged, **told)
    erase_expired(at=ENDED_AT + timedelta(days=4 * 365))
    follower = Follower.objects.get()
    assert (follower.sealed is not None, follower.contact_digest, follower.user) == (True, "known", city.people["lin"])
    ended = ENDED_AT + timedelta(days=4 * 365)
    Case.objects.filter(pk=main.pk).update(state="void", open=False, ended_at=ended)
    erase_expired(at=ended + timedelta(days=179))
    assert Follower.objects.get().sealed is not None
    erase_expired(at=ended + timedelta(days=181))
    assert Follower.objects.get().sealed is None


def test_words_reporters_and_photos_go_three_years_after_the_end(old_case: Case):
    moment = ENDED_AT + timedelta(days=3 * 365 + 1)
    erase_expired(at=moment)
    old_case.refresh_from_db()
    assert (old_case.description, old_case.place_words, old_case.reported_by) == ("", "", None)
    assert old_case.sender == f"erased-{old_case.pk}"
    assert CaseNote.objects.get().text == ""
    assert not Photo.objects.exists()
    assert old_case.handler is not None
    assert overdue(moment) == {}


def test_reports_that_two_sent_under_one_id_are_both_erased(city: City):
    one_id = uuid4()
    for sender in ("user:1", "public"):
        written_case(city, state="not_filed", ended_at=ENDED_AT, sender=sender, client_id=one_id)
    moment = ENDED_AT + timedelta(days=3 * 365 + 1)
    assert erase_expired(at=moment)["Case.sender"] == 2
    assert overdue(moment) == {}
    assert erase_expired(at=moment) == {}


def test_what_nobody_ever_filled_in_is_neither_erased_nor_overdue(old_case: Case):
    moment = ENDED_AT + timedelta(days=181)
    assert "Follower.contact_digest" not in overdue(moment)
    assert "Follower.contact_digest" not in erase_expired(at=moment)
    assert Follower.objects.get().contact_digest == ""


def test_in_the_end_nobody_is_left_and_the_steps_are_still_there(old_case: Case):
    moment = ENDED_AT + timedelta(days=10 * 365 + 3)
    erase_expired(at=moment)
    assert {name: count for name, count in overdue(moment).items() if name.split(".")[0] in _models()} == {}
    old_case.refresh_from_db()
    assert (old_case.handler, old_case.resolved_by, old_case.checked_by) == (None, None, None)
    assert CaseStep.objects.get().by is None
    assert not Request.objects.exists()


def test_an_open_case_is_kept_whole(city: City):
    case = written_case(city, description="rubbish", reported_by=city.people["lin"])
    erase_expired(at=ENDED_AT + timedelta(days=20 * 365))
    case.refresh_from_db()
    assert (case.description, case.reported_by) == ("rubbish", city.people["lin"])


def _models() -> set[str]:
    return {name.split(".")[0] for name, entry in FIELDS.items() if isinstance(entry, Personal)}
