"""Photos of a case: how they are received, what the job makes of them, which files stay."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from tests.cases.pictures import jpeg, jpeg_of_a_phone, picture
from tests.cases.received_photos import NOW, lins_case, ready, received
from tests.cases.threads import together
from tests.cases.written_cases import written_order
from tests.city import City, build_city
from wangge.cases.actions import preparing
from wangge.cases.actions.photos import TooManyPhotos, receive_photo
from wangge.cases.actions.preparing import make_sizes, prepare_photo
from wangge.cases.models import Case, CaseStep, Photo, PhotoStage, PhotoState
from wangge.cases.photo_files import ready_path, received_path, refused_path, store
from wangge.cases.photo_jobs import (
    drop_ready_orphans,
    drop_received_orphans,
    drop_refused_photos,
    prepare_waiting_photos,
)
from wangge.cases.photos import BadPhoto, PhotoSize, trouble_words
from wangge.cli.worker import run_waiting_jobs

FULL, THUMB = PhotoSize.FULL, PhotoSize.THUMB
pytestmark = pytest.mark.usefixtures("photo_folder")


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def age(path: Path, days: float) -> None:
    moment = NOW.timestamp() - days * 86_400
    os.utime(path, (moment, moment))


# Receiving


def test_a_refused_photo_leaves_neither_row_nor_step_nor_file(city: City, photo_folder: Path):
    case = lins_case(city)
    with pytest.raises(BadPhoto):
        receive_photo(case=case, stage=PhotoStage.REPORT, content=b"text", by=city.actor("lin", NOW))
    assert not Photo.objects.exists()
    assert not CaseStep.objects.exists()
    assert not photo_folder.exists()


def test_a_photo_lies_on_disk_is_a_step_and_waits_for_its_job(city: City, photo_folder: Path):
    content = jpeg_of_a_phone()
    photo = received(city, content)
    assert received_path(photo).read_bytes() == content
    assert files_below(photo_folder) == [str(received_path(photo).relative_to(photo_folder))]
    assert (photo.state, photo.received_by, photo.received_at) == (PhotoState.RECEIVED, city.people["lin"], NOW)
    (step,) = CaseStep.objects.all()
    assert (step.verb, step.role, step.before, step.after) == ("add_photo", "grid_worker", "reported", "reported")
    assert Case.objects.get().version == 2
    assert DBTaskResult.objects.get().args_kwargs["args"] == [photo.pk]


def test_the_same_photo_sent_again_is_the_same_photo(city: City):
    photo = received(city)
    again = receive_photo(case=Case.objects.get(), stage=PhotoStage.REPORT, content=jpeg(), by=city.actor("lin", NOW))
    assert again == photo
    assert (Photo.objects.count(), CaseStep.objects.count(), DBTaskResult.objects.count()) == (1, 1, 1)


def test_the_same_photo_of_another_case_has_a_file_of_its_own(city: City):
    assert received_path(received(city)) != received_path(received(city))


def test_a_photo_takes_few_statements(city: City):
    case, by = lins_case(city, state="in_progress"), city.actor("sweeper", NOW)
    case.handler_id, case.unit_id = by.user_id, city.units["sanitation"].pk
    written_order(case, "part", unit=city.units["sanitation"], lead=True)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        receive_photo(case=case, stage=PhotoStage.RESOLVE, content=jpeg(), by=by)
    sent = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"] and query["sql"] != "BEGIN"]
    assert len(sent) <= 6, sent


def test_a_stage_has_room_for_twenty_photos(city: City):
    case, by = lins_case(city), city.actor("lin", NOW)
    for width in range(20):
        receive_photo(case=case, stage=PhotoStage.REPORT, content=jpeg(picture(20 + width, 20)), by=by)
    with pytest.raises(TooManyPhotos, match="20 photos already"):
        receive_photo(case=case, stage=PhotoStage.REPORT, content=jpeg(), by=by)
    assert receive_photo(case=case, stage=PhotoStage.REPORT, content=jpeg(picture(20, 20)), by=by).pk
    assert Photo.objects.count() == 20


def test_a_step_that_came_in_between_does_not_stop_a_photo(city: City):
    case = lins_case(city)
    seen = Case.objects.get(pk=case.pk)
    by = city.actor("lin", NOW)
    receive_photo(case=case, stage=PhotoStage.REPORT, content=jpeg(picture(50, 50)), by=by)
    assert seen.version < case.version
    receive_photo(case=seen, stage=PhotoStage.REPORT, content=jpeg(), by=by)
    assert [step.serial for step in CaseStep.objects.order_by("id")] == [2, 3]


# The job


def test_the_job_makes_the_sizes_and_deletes_what_was_sent(
    city: City, photo_folder: Path, django_capture_on_commit_callbacks: Any
):
    photo = received(city, jpeg_of_a_phone(6))
    with django_capture_on_commit_callbacks(execute=True):
        assert prepare_photo.func(photo.pk) == "ready"
    photo.refresh_from_db()
    assert (photo.state, photo.width, photo.height, photo.trouble) == ("ready", 300, 400, "")
    assert files_below(photo_folder) == sorted(
        str(ready_path(photo.pk, size).relative_to(photo_folder)) for size in (FULL, THUMB)
    )
    before = ready_path(photo.pk, FULL).read_bytes()
    assert prepare_photo.func(photo.pk) == "ready"
    assert ready_path(photo.pk, FULL).read_bytes() == before


def test_a_photo_that_is_cut_off_is_refused_kept_for_a_month_and_blocks_nobody(
    city: City, photo_folder: Path, django_capture_on_commit_callbacks: Any
):
    whole = jpeg(picture(1200, 900))
    photo = ready(city, django_capture_on_commit_callbacks, whole[: len(whole) // 2])
    assert (photo.state, photo.trouble) == (PhotoState.REFUSED, "broken")
    assert files_below(photo_folder) == [str(refused_path(photo).relative_to(photo_folder))]
    assert Case.objects.get().open
    age(refused_path(photo), 29)
    assert drop_refused_photos(NOW) == 0
    age(refused_path(photo), 31)
    assert drop_refused_photos(NOW) == 1
    assert files_below(photo_folder) == []


def test_a_photo_that_the_disk_lost_may_be_sent_again(city: City, django_capture_on_commit_callbacks: Any):
    photo = received(city)
    received_path(photo).unlink()
    assert make_sizes(photo=photo).trouble == "missing"
    again = receive_photo(case=photo.case, stage=PhotoStage.REPORT, content=jpeg(), by=city.actor("lin", NOW))
    assert again == photo
    assert again.state == PhotoState.RECEIVED
    assert DBTaskResult.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert make_sizes(photo=again).state == PhotoState.READY


def test_a_photo_whose_job_was_lost_is_prepared_by_the_sweep(city: City):
    photo = received(city)
    assert prepare_waiting_photos(NOW + timedelta(minutes=4)) == 0
    assert prepare_waiting_photos(NOW + timedelta(minutes=6)) == 1
    assert prepare_waiting_photos(NOW + timedelta(minutes=6)) == 0
    photo.refresh_from_db()
    assert photo.state == PhotoState.READY


def test_a_photo_that_workers_die_of_is_refused_after_three_attempts(
    city: City, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
):
    photo, later = received(city), NOW + timedelta(minutes=6)

    def dies(_content: bytes) -> None:
        raise SystemExit  # as near to being killed as a test comes: nothing of ours catches it

    monkeypatch.setattr(preparing, "sizes_of", dies)
    for _worker in range(3):
        with pytest.raises(SystemExit):
            prepare_waiting_photos(later)
    with django_capture_on_commit_callbacks(execute=True):
        assert prepare_waiting_photos(later) == 1
    photo.refresh_from_db()
    assert (photo.state, photo.trouble, photo.attempts) == (PhotoState.REFUSED, "exhausting", 3)
    assert "send it again as a JPEG" in trouble_words(photo.trouble)
    assert (refused_path(photo).exists(), received_path(photo).exists()) == (True, False)


@pytest.mark.parametrize("place", ["read", "write"])
def test_a_disk_in_trouble_costs_no_attempt_and_the_photo_is_made_once_it_is_well(
    city: City, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, place: str
):
    photo, later = received(city), NOW + timedelta(minutes=6)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(*((Path, "read_bytes") if place == "read" else (preparing, "store")), full)
        for _time in range(4):
            with pytest.raises(OSError, match="No space left"):
                make_sizes(photo=photo)
        assert prepare_waiting_photos(later) == 0  # and does not stop at it
    with django_capture_on_commit_callbacks(execute=True):
        assert make_sizes(photo=photo).state == PhotoState.READY


def test_a_photo_that_was_refused_as_exhausting_may_be_sent_again(city: City, django_capture_on_commit_callbacks: Any):
    photo = received(city)
    Photo.objects.update(attempts=3)
    with django_capture_on_commit_callbacks(execute=True):
        assert make_sizes(photo=photo).trouble == "exhausting"
    again = receive_photo(case=photo.case, stage=PhotoStage.REPORT, content=jpeg(), by=city.actor("lin", NOW))
    assert (again, again.state, again.attempts) == (photo, PhotoState.RECEIVED, 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert make_sizes(photo=again).state == PhotoState.READY


def test_the_job_of_a_photo_that_is_gone_does_nothing(db: None):
    assert prepare_photo.func(7) == "gone"


# Files that nobody needs


def test_received_files_without_a_row_go_after_a_day(city: City, photo_folder: Path):
    photo = received(city)
    orphan = photo_folder / "received" / "ab" / "cdef"
    store(orphan, b"the row never committed")
    age(received_path(photo), 2)
    assert drop_received_orphans(NOW) == 0
    age(orphan, 2)
    assert drop_received_orphans(NOW) == 1
    assert received_path(photo).exists()


def test_a_refused_file_that_stayed_behind_is_put_where_it_is_kept(city: City):
    photo = received(city)
    Photo.objects.update(state=PhotoState.REFUSED, trouble="broken")
    age(received_path(photo), 2)
    assert drop_received_orphans(NOW) == 0
    assert refused_path(photo).exists()


def test_ready_files_go_once_their_row_is_gone(city: City, photo_folder: Path, django_capture_on_commit_callbacks: Any):
    gone, kept = (ready(city, django_capture_on_commit_callbacks) for _ in range(2))
    paths = {photo.pk: [ready_path(photo.pk, size) for size in (FULL, THUMB)] for photo in (gone, kept)}
    for path in (*paths[gone.pk], *paths[kept.pk]):
        age(path, 2)
    number = gone.pk
    gone.delete()
    rounds = [NOW + timedelta(minutes=10 * step) for step in range(256)]
    assert sum(drop_ready_orphans(moment) for moment in rounds) == 2
    assert [path.exists() for path in paths[number]] == [False, False]
    assert [path.exists() for path in paths[kept.pk]] == [True, True]


# At once


@pytest.fixture
def committed_city(transactional_db: None) -> City:
    return build_city()


def test_photos_sent_at_once_all_arrive_and_the_same_one_once(committed_city: City):
    case, by = lins_case(committed_city), committed_city.actor("lin", NOW)
    contents = [jpeg(picture(60 + number // 2, 40)) for number in range(6)]

    def send(number: int) -> None:
        seen = Case.objects.get(pk=case.pk)
        receive_photo(case=seen, stage=PhotoStage.REPORT, content=contents[number], by=by)

    assert together(6, send) == []
    assert Photo.objects.count() == CaseStep.objects.count() == 3
    assert sorted(CaseStep.objects.values_list("serial", flat=True)) == [2, 3, 4]


def test_the_worker_takes_up_what_was_received(committed_city: City):
    photo = received(committed_city)
    run_waiting_jobs(None)
    photo.refresh_from_db()
    assert photo.state == PhotoState.READY


def test_two_workers_at_the_same_photo_make_it_once(committed_city: City, photo_folder: Path):
    photo = received(committed_city)
    assert together(2, lambda _number: prepare_photo.func(photo.pk)) == []
    photo.refresh_from_db()
    assert photo.state == PhotoState.READY
    assert len(files_below(photo_folder)) == 2
