"""Comments, internal notes and supervision orders: who says what, and that they move nothing."""

import pytest

from tests.cases.ways import DAY, dispatched, filed, reported, seen_by
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.remarks import comment_case, note_case, supervise_case
from wangge.cases.models import Case, CaseNote, NoteKind
from wangge.cases.refusals import Missing, NotYours


@pytest.mark.parametrize("who", ["lin", "community", "intake", "supervisor", "sanitation", "market"])
def test_whoever_handles_the_case_comments_it(city: City, who: str):
    case = dispatched(city, support=("market",))
    comment_case(case=seen_by(city, who, case), note=" 明早去 ", by=city.actor(who, at(DAY)))
    note = CaseNote.objects.get(case=case)
    assert (note.kind, note.text) == (NoteKind.COMMENT, "明早去")
    assert (case.state, Case.objects.get().version) == ("dispatched", case.version + 1)


@pytest.mark.parametrize("who", ["neighbour", "far", "other_community", "cameras", "sweeper", "planner", "auditor"])
def test_who_does_not_see_it_does_not_comment_it(city: City, who: str):
    case, by = dispatched(city), city.actor(who, at(DAY))
    with pytest.raises(NotYours):
        comment_case(case=case, note="？", by=by)
    with pytest.raises(NotYours):
        note_case(case=case, note="？", by=by)
    with pytest.raises(NotYours):
        supervise_case(case=case, reason="overdue", note="？", by=by)


def test_a_verifier_from_the_next_grid_comments_what_they_were_asked_about(city: City):
    case = reported(city, "xu")
    case.orders.update(holder=city.people["neighbour"])
    comment_case(case=seen_by(city, "neighbour", case), note="路不通", by=city.actor("neighbour", at(DAY)))
    assert CaseNote.objects.get().text == "路不通"


def test_internal_notes_are_the_centres(city: City):
    case = filed(city)
    note_case(case=case, note="来电三次", by=city.actor("intake", at(DAY)))
    assert CaseNote.objects.get(case=case).kind == NoteKind.INTERNAL
    for who in ("lin", "sanitation"):
        with pytest.raises(NotYours):
            note_case(case=case, note="？", by=city.actor(who, at(DAY)))


def test_a_supervision_order_has_a_reason_and_stays_marked(city: City):
    case, by = dispatched(city), city.actor("supervisor", at(DAY))
    with pytest.raises(Unusable, match="danger, other, overdue"):
        supervise_case(case=case, reason="evident", note="请今天办", by=by)
    with pytest.raises(Missing):
        supervise_case(case=case, reason="danger", note="", by=by)
    supervise_case(case=case, reason="danger", note="请今天办", by=by)
    assert Case.objects.get().supervised
    with pytest.raises(NotYours):
        supervise_case(case=case, reason="danger", note="请今天办", by=city.actor("dispatcher", at(DAY)))


@pytest.mark.parametrize("words", ["", "  \n", "长" * 2001, "坏\x00字"])
def test_words_that_say_nothing_or_cannot_be_kept_are_refused(city: City, words: str):
    case = filed(city)
    with pytest.raises(Unusable):
        comment_case(case=case, note=words, by=city.actor("intake", at(DAY)))
    assert not CaseNote.objects.exists()


def test_hidden_signs_are_left_out_of_words(city: City):
    comment_case(case=filed(city), note="明\x08早\n去\x1f", by=city.actor("intake", at(DAY)))
    assert CaseNote.objects.get().text == "明早\n去"


def test_an_ended_case_is_still_commented(city: City):
    case = reported(city)
    Case.objects.filter(pk=case.pk).update(state="void", open=False)
    comment_case(case=seen_by(city, "intake", case), note="归档", by=city.actor("intake", at(DAY)))
    assert not Case.objects.get().open
