"""Handled on the spot: by who reported it, with a photo from before and one from after."""

import pytest

from tests.cases.ends import load
from tests.cases.ways import DAY, add_photo, filed, reported, seen_by
from tests.city import City, at
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.cases.actions.following import follow_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.models import Case, PhotoStage, PhotoState, Source
from wangge.cases.refusals import Missing, MovedOn, NotYours, WrongStateRefusal
from wangge.cases.reports import Contact
from wangge.cases.workflow import State
from wangge.territory.actors import reporter


def test_the_worker_who_reported_it_ends_it_with_both_photos(city: City):
    case = reported(city)
    add_photo(case, PhotoStage.RESOLVE, at(DAY))
    handle_on_the_spot(case=case, note="已扫净", by=city.actor("lin", at(DAY)))
    case.refresh_from_db()
    assert (case.state, case.open, case.outcome) == (State.SELF_HANDLED, False, "fixed")
    assert (case.resolved_by, case.resolved_at, case.ended_at) == (city.people["lin"], at(DAY), at(DAY))
    assert case.stage_due_at is None


def test_a_photo_that_is_missing_or_was_refused_is_asked_for(city: City):
    case, by = reported(city), city.actor("lin", at(DAY))
    with pytest.raises(Missing, match="one from after"):
        handle_on_the_spot(case=case, note="", by=by)
    photo = add_photo(case, PhotoStage.RESOLVE, at(DAY))
    type(photo).objects.update(state=PhotoState.REFUSED)
    with pytest.raises(Missing):
        handle_on_the_spot(case=case, note="", by=by)


def test_a_class_that_asks_for_no_photo_needs_none(city: City):
    case = reported(city, photo=False, minor="0102")
    assert handle_on_the_spot(case=case, note="", by=city.actor("lin", at(DAY))).state == State.SELF_HANDLED


def test_without_a_class_it_is_not_ended(city: City):
    case = reported(city, minor="", kind=None, condition="")
    with pytest.raises(Missing, match="no class yet"):
        handle_on_the_spot(case=case, note="", by=city.actor("lin", at(DAY)))


@pytest.mark.parametrize(
    "who", ["deputy", "neighbour", "far", "community", "other_community", "xu", "intake", "sweeper"]
)
def test_nobody_ends_what_another_reported(city: City, who: str):
    case = reported(city, minor="0102", photo=False)
    with pytest.raises(NotYours):
        handle_on_the_spot(case=case, note="", by=city.actor(who, at(DAY)))
    assert Case.objects.get().state == State.REPORTED


@pytest.mark.parametrize(
    "told",
    [{"on_behalf": True}, {"on_behalf": True, "contact": Contact("周桂兰", "0717-6000000", may_call=True)},
     {"contact": Contact("周桂兰", "0717-6000000", may_call=True)}],
)  # fmt: skip
def test_what_a_resident_told_goes_the_usual_way_so_that_they_are_asked(city: City, told: dict[str, object]):
    case, by = reported(city, minor="0102", photo=False, **told), city.actor("lin", at(DAY))
    with pytest.raises(Unusable, match="goes the usual way"):
        handle_on_the_spot(case=case, note="已扫净", by=by)
    assert Case.objects.get().state == State.REPORTED


def test_what_others_wait_for_too_goes_the_usual_way(city: City):
    joined, twinned = (reported(city, minor="0102", photo=False) for _ in range(2))
    follow_case(case=joined, contact=None, by=reporter(at(DAY)))
    by, intake = city.actor("lin", at(DAY)), city.actor("intake", at(DAY))
    merge_case(case=load(reported(city, "xu", minor="0102", photo=False), intake), into=twinned, by=intake)
    for case in (joined, twinned):
        with pytest.raises(Unusable, match="goes the usual way"):
            handle_on_the_spot(case=load(case, by), note="已扫净", by=by)


def test_what_was_filed_goes_its_way(city: City):
    case = filed(city)
    with pytest.raises(WrongStateRefusal, match="waiting for dispatch"):
        handle_on_the_spot(case=case, note="", by=city.actor("lin", at(DAY)))


def test_what_intake_took_in_meanwhile_has_moved_on(city: City):
    case = reported(city, minor="0102", photo=False)
    Case.objects.filter(pk=case.pk).update(version=case.version + 1, state="taken_in")
    with pytest.raises(MovedOn, match="waiting to be filed"):
        handle_on_the_spot(case=seen_by(city, "lin", case), note="", by=city.actor("lin", at(DAY)), seen=case.version)


def test_a_community_worker_who_saw_it_needs_nobody_to_verify_it_and_may_end_it(city: City):
    case = reported(city, "community", source=Source.STATION)
    assert case.state == State.REPORTED
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "07:55"))
    handle_on_the_spot(case=case, note="已清走", by=city.actor("community", at(DAY, "08:00")))
    assert case.state == State.SELF_HANDLED


def test_only_a_community_worker_reports_for_the_station(city: City):
    with pytest.raises(NotAllowed, match="community worker for the station"):
        reported(city, "intake", source=Source.STATION)
