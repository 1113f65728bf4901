"""Who may add a photo to which stage of a case, and who sees one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.pictures import jpeg
from tests.cases.received_photos import NOW, lins_case, received
from tests.cases.written_cases import written_case, written_order
from tests.city import City
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.cases.actions.photos import receive_photo
from wangge.cases.actions.preparing import make_sizes
from wangge.cases.models import Case, CaseStep, Follower, Photo, PhotoStage, PhotoState
from wangge.cases.photo_rights import photo_file
from wangge.cases.photos import PhotoSize
from wangge.cases.refusals import NotYours
from wangge.cases.reports import token_digest
from wangge.territory.actors import reporter

FULL, THUMB = PhotoSize.FULL, PhotoSize.THUMB
pytestmark = pytest.mark.usefixtures("photo_folder")


# Who may add to which stage


@pytest.fixture
def busy_case(city: City) -> Case:
    """Reported and verified by Lin, resolved by the sanitation unit, drainage still at it, checked from next door."""
    case = lins_case(city, state="in_progress", unit=city.units["sanitation"], handler=city.people["sweeper"])
    written_order(case, "part", unit=city.units["sanitation"], lead=True, state="done")
    written_order(case, "part", unit=city.units["drainage"])
    written_order(case, "verify", holder=city.people["lin"], state="done")
    written_order(case, "check", holder=city.people["neighbour"])
    written_order(case, "check", holder=city.people["far"], state="sent_back")
    return case


MAY_ADD = {
    PhotoStage.REPORT: {"lin"},
    PhotoStage.VERIFY: {"lin"},
    PhotoStage.RESOLVE: {"sanitation", "sweeper", "drainage"},
    PhotoStage.CHECK: {"neighbour"},
}
EVERYBODY = ("lin", "deputy", "neighbour", "far", "xu", "community", "intake", "supervisor", "sanitation", "sweeper",
             "drainage", "cameras", "auditor")  # fmt: skip


@pytest.mark.parametrize("stage", list(PhotoStage))
@pytest.mark.parametrize("name", EVERYBODY)
def test_each_stage_takes_photos_of_whoever_does_it(city: City, busy_case: Case, stage: PhotoStage, name: str):
    by = city.actor(name, NOW)
    if name in MAY_ADD[stage]:
        assert receive_photo(case=busy_case, stage=stage, content=jpeg(), by=by).stage == stage
    else:
        with pytest.raises(NotYours, match=busy_case.number):
            receive_photo(case=busy_case, stage=stage, content=jpeg(), by=by)


@pytest.mark.parametrize(("name", "may"), [("lin", True), ("deputy", False), ("neighbour", False), ("xu", False)])
def test_the_worker_who_reported_it_shows_what_was_handled_on_the_spot(city: City, name: str, may: bool):
    case, by = lins_case(city), city.actor(name, NOW)
    if may:
        assert receive_photo(case=case, stage=PhotoStage.RESOLVE, content=jpeg(), by=by).stage == PhotoStage.RESOLVE
    else:
        with pytest.raises(NotYours):
            receive_photo(case=case, stage=PhotoStage.RESOLVE, content=jpeg(), by=by)


def test_the_link_of_a_report_takes_photos_of_that_report_only(city: City):
    mine, other = written_case(city), written_case(city)
    for case, token in ((mine, "one"), (other, "two")):
        Follower.objects.create(case=case, reporter=True, token_digest=token_digest(token), since=NOW)
    Follower.objects.create(case=mine, token_digest=token_digest("me too"), since=NOW)
    photo = receive_photo(case=mine, stage=PhotoStage.REPORT, content=jpeg(), by=reporter(NOW), token="one")
    assert photo.received_by is None
    assert CaseStep.objects.get().role == "reporter"
    for token in ("two", "me too", ""):
        with pytest.raises(NotYours):
            receive_photo(case=mine, stage=PhotoStage.REPORT, content=jpeg(), by=reporter(NOW), token=token)


# Who sees a photo


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("lin", "file"), ("deputy", "file"), ("community", "file"), ("subdistrict", "file"), ("intake", "file"),
        ("supervisor", "file"), ("sanitation", "file"), ("sweeper", "file"), ("drainage", "file"),
        ("neighbour", "file"), ("xu", "not found"), ("far", "not allowed"), ("other_community", "not found"),
        ("cameras", "not found"), ("planner", "not found"), ("auditor", "not found"),
    ],
)  # fmt: skip
def test_the_cases_handlers_see_its_photos_and_nobody_else(
    city: City, busy_case: Case, django_capture_on_commit_callbacks: Any, name: str, answer: str
):
    photo = receive_photo(case=busy_case, stage=PhotoStage.REPORT, content=jpeg(), by=city.actor("lin", NOW))
    with django_capture_on_commit_callbacks(execute=True):
        make_sizes(photo=photo)
    by = city.actor(name, NOW)
    if answer == "file":
        with CaptureQueriesContext(connection) as captured:
            path = photo_file(number=busy_case.number, photo=photo.pk, size=THUMB, by=by)
        assert path.read_bytes().startswith(b"\xff\xd8")
        assert len(captured) <= 3
    else:
        with pytest.raises(NotFound if answer == "not found" else NotAllowed):
            photo_file(number=busy_case.number, photo=photo.pk, size=THUMB, by=by)


def test_the_volunteer_who_reported_it_sees_the_case_but_its_photos_only_blurred(
    city: City, django_capture_on_commit_callbacks: Any
):
    case = written_case(city, reported_by=city.people["xu"])
    photo = receive_photo(case=case, stage=PhotoStage.REPORT, content=jpeg(), by=city.actor("xu", NOW))
    with django_capture_on_commit_callbacks(execute=True):
        make_sizes(photo=photo)
    with pytest.raises(NotAllowed, match="Only those who handle"):
        photo_file(number=case.number, photo=photo.pk, size=FULL, by=city.actor("xu", NOW))
    Photo.objects.update(blurred=True)
    assert photo_file(number=case.number, photo=photo.pk, size=FULL, by=city.actor("xu", NOW)).exists()


def test_a_photo_that_is_not_ready_or_of_another_case_is_not_served(city: City):
    photo, by = received(city), city.actor("lin", NOW)
    with pytest.raises(NotFound, match="being prepared"):
        photo_file(number=photo.case.number, photo=photo.pk, size=FULL, by=by)
    Photo.objects.update(state=PhotoState.REFUSED, trouble="broken")
    with pytest.raises(NotFound, match="broken"):
        photo_file(number=photo.case.number, photo=photo.pk, size=FULL, by=by)
    other = lins_case(city)
    with pytest.raises(NotFound, match="no such photo"):
        photo_file(number=other.number, photo=photo.pk, size=FULL, by=by)
