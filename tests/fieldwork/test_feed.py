"""A phone carries its own grids' cases, hears of every change once, and begins anew where it is posted elsewhere."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.api.knocking import phone, send, statements
from tests.cases.ways import add_photo
from tests.cases.written_cases import written_case, written_order, written_step
from tests.city import GRIDS, City, build_city
from tests.fieldwork.outboxes import promised, put, report
from wangge.cases.models import Case, PhotoStage
from wangge.fieldwork import feed
from wangge.territory.models import Area, GridPlan, Posting


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed: PostgreSQL holds back the steps of transactions that still run."""
    return build_city()


def told(client: Client, cursor: str = "") -> dict[str, Any]:
    answer = send(client, "GET", f"/phone/feed?cursor={cursor}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def numbers(page: dict[str, Any]) -> set[str]:
    return {case["number"] for case in page["cases"]}


def stepped(case: Case, verb: str = "comment", **columns: Any) -> Case:
    """Something happened to the case."""
    written_step(case, verb, **columns)
    Case.objects.filter(pk=case.pk).update(version=Case.objects.get(pk=case.pk).version + 1)
    return case


def lately(city: City, **columns: Any) -> Case:
    return written_case(city, **{"reported_at": timezone.now() - timedelta(days=3), **columns})


def test_a_first_reading_holds_the_own_grids_and_what_one_holds(city):
    here, other = lately(city), lately(city)
    held = lately(city, grid=1)
    written_order(held, "verify", holder=city.people["lin"])
    lately(city, grid=1)
    long_ago = lately(city, state="not_filed", reported_at=timezone.now() - timedelta(days=400))
    last_month = lately(city, state="not_filed", reported_at=timezone.now() - timedelta(days=30))
    page = told(phone(city, "lin"))
    assert numbers(page) == {case.number for case in (here, other, held, last_month)}
    assert long_ago.number not in numbers(page)
    assert (page["reset"], page["more"], page["gone"]) == (True, False, [])
    assert [order["number"] for order in page["orders"]] == [held.number]
    assert page["me"] == {
        "name": "林巧",
        "username": "lin",
        "grids": [{"code": GRIDS[0], "name": "", "principal": True}],
        "roles": ["grid_worker"],
    }


def test_a_line_holds_what_a_phone_shows_and_nobody(city):
    case = lately(city, description="巷口有一堆垃圾", place_words="河边", reported_by=city.people["xu"])
    photo = add_photo(case, PhotoStage.REPORT, timezone.now())
    (line,) = told(phone(city, "lin"))["cases"]
    assert (line["number"], line["state"], line["description"]) == (case.number, "reported", "巷口有一堆垃圾")
    assert line["minor"]["name_zh"] == "暴露垃圾"
    assert (line["photos"], line["photos_awaited"], line["place"]) == ([{"id": photo.pk, "stage": "report"}], 0, "河边")
    assert line["state_words"]
    assert "许文" not in str(line)


def test_photos_on_their_way_are_counted(city):
    client = phone(city, "lin")
    put(client, report(photos=promised(b"one", b"two")))
    assert [case["photos_awaited"] for case in told(client)["cases"]] == [2]


def test_then_only_what_changed_is_told(city):
    here, client = lately(city), phone(city, "lin")
    lately(city)
    first = told(client)
    assert told(client, first["cursor"])["cases"] == []
    stepped(here)
    second = told(client, first["cursor"])
    assert numbers(second) == {here.number}
    assert (second["reset"], second["gone"]) == (False, [])
    assert told(client, second["cursor"])["cases"] == []
    assert second["cases"][0]["version"] == 2


def test_a_case_of_another_grid_is_told_to_nobody_else(city):
    client = phone(city, "lin")
    first = told(client)
    stepped(lately(city, grid=2))
    second = told(client, first["cursor"])
    assert (second["cases"], second["gone"]) == ([], [])
    assert second["cursor"] != first["cursor"]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_first_reading_in_pages_shows_every_case_once(city, count, monkeypatch):
    monkeypatch.setattr(feed, "LONGEST", count)
    cases = {lately(city).number for _number in range(7)}
    client, page = phone(city, "lin"), told(phone(city, "lin"))
    assert page["reset"]
    shown = [case["number"] for case in page["cases"]]
    while page["more"]:
        page = told(client, page["cursor"])
        assert not page["reset"]
        shown += [case["number"] for case in page["cases"]]
    assert sorted(shown) == sorted(cases)


def test_what_happens_between_two_pages_is_told_after_them(city, monkeypatch):
    monkeypatch.setattr(feed, "LONGEST", 2)
    cases, client = [lately(city) for _number in range(4)], phone(city, "lin")
    page = told(client)
    stepped(cases[-1])
    fresh = stepped(lately(city), "report")
    seen = set()
    while page["more"]:
        page = told(client, page["cursor"])
    page = told(client, page["cursor"])
    seen |= numbers(page)
    assert seen == {cases[-1].number, fresh.number}


def test_changes_come_in_pages_too_and_none_is_left_out(city, monkeypatch):
    client = phone(city, "lin")
    page = told(client)
    monkeypatch.setattr(feed, "LONGEST", 2)
    cases = [stepped(stepped(lately(city))) for _number in range(5)]
    seen, more = set(), True
    while more:
        page = told(client, page["cursor"])
        assert len(page["cases"]) <= 2
        seen |= numbers(page)
        more = page["more"]
    assert seen == {case.number for case in cases}


def test_whoever_is_posted_to_another_grid_begins_anew(city):
    here, there = lately(city), lately(city, grid=2)
    client = phone(city, "lin")
    first = told(client)
    assert numbers(first) == {here.number}
    now = timezone.now()
    Posting.objects.filter(user=city.people["lin"]).update(ends_at=now)
    Posting.objects.filter(user=city.people["far"]).update(ends_at=now)
    Posting.objects.create(
        user=city.people["lin"], role="grid_worker", area=Area.objects.get(code=GRIDS[2][:12]), grid_code=GRIDS[2],
        rank="principal", begins_at=now,
    )  # fmt: skip
    second = told(client, first["cursor"])
    assert second["reset"]
    assert numbers(second) == {there.number}


def test_another_plan_is_a_new_beginning(city):
    client = phone(city, "lin")
    first = told(client)
    GridPlan.objects.filter(pk=city.plan.pk).update(digest="5e" * 32)
    assert told(client, first["cursor"])["reset"]


@pytest.mark.parametrize("cursor", ["rubbish", "a_b_c", "0123456789abcdef_-1.0_0", "x" * 100])
def test_a_cursor_that_is_none_is_a_new_beginning(city, cursor):
    lately(city)
    page = told(phone(city, "lin"), cursor)
    assert page["reset"]
    assert len(page["cases"]) == 1


def test_the_cursor_of_a_colleague_is_a_new_beginning(city):
    Posting.objects.filter(user=city.people["deputy"]).update(rank="deputy")
    cursor = told(phone(city, "lin"))["cursor"]
    assert told(phone(city, "deputy"), cursor)["reset"]


def test_far_behind_or_ahead_of_everything_is_a_new_beginning(city, monkeypatch):
    client, case = phone(city, "lin"), lately(city)
    stepped(case)
    page = told(client)
    ground = page["cursor"].partition("_")[0]
    assert told(client, f"{ground}_9000000000.9000000000_0")["reset"]
    for _number in range(4):
        stepped(case)
    monkeypatch.setattr(feed, "_TOO_FAR", 3)
    assert told(client, page["cursor"])["reset"]


def test_what_moved_out_of_sight_is_gone(city):
    case, client = lately(city), phone(city, "lin")
    first = told(client)
    Case.objects.filter(pk=case.pk).update(grid_code=GRIDS[1])
    stepped(case, "rehome")
    second = told(client, first["cursor"])
    assert (second["cases"], second["gone"]) == ([], [case.number])


def test_what_a_unit_gave_back_is_gone_for_it(city):
    unit = city.units["sanitation"]
    case = lately(city, state="in_progress", unit=unit, handler=city.people["sweeper"])
    written_order(case, "part", unit=unit, lead=True, holder=city.people["sweeper"], state="accepted")
    client = phone(city, "sweeper")
    first = told(client)
    assert numbers(first) == {case.number}
    Case.objects.filter(pk=case.pk).update(unit=None, handler=None, state="returned")
    case.orders.update(state="sent_back")
    stepped(Case.objects.get(pk=case.pk), "return")
    assert told(client, first["cursor"])["gone"] == [case.number]


def test_the_feed_takes_the_same_few_statements_for_five_and_for_fifty_cases(city):
    client = phone(city, "lin")
    for _number in range(5):
        stepped(lately(city))
    send(client, "GET", "/phone/feed")
    few = statements(client, "GET", "/phone/feed")
    for _number in range(45):
        case = stepped(lately(city))
        add_photo(case, PhotoStage.REPORT, timezone.now())
        written_order(case, "check", holder=city.people["lin"])
    assert len(told(client)["cases"]) == 50
    assert statements(client, "GET", "/phone/feed") == few <= 14


def test_a_delta_takes_few_statements(city):
    client = phone(city, "lin")
    cursor = told(client)["cursor"]
    for number in range(20):
        stepped(lately(city, grid=number % 3))
    assert statements(client, "GET", f"/phone/feed?cursor={cursor}") <= 14


def test_a_step_whose_transaction_was_held_open_is_not_lost(city):
    """On PostgreSQL a later one commits first; SQLite lets nobody else write meanwhile."""
    slow, quick, client = lately(city), lately(city), phone(city, "lin")
    cursor, written, done = told(client)["cursor"], Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                stepped(slow)
                written.set()
                assert done.wait(timeout=30)
        finally:
            connection.close()

    thread = Thread(target=hold)
    thread.start()
    assert written.wait(timeout=30)
    if connection.vendor == "postgresql":
        stepped(quick)
        page = told(client, cursor)
        anew = told(client)
    done.set()
    thread.join()
    if connection.vendor != "postgresql":
        stepped(quick)
        page = anew = told(client, cursor)
    after = told(client, page["cursor"])
    assert numbers(page) | numbers(after) == {slow.number, quick.number}
    assert slow.number in numbers(told(client, anew["cursor"])) | numbers(anew)
    line = [
        case for one in (anew, told(client, anew["cursor"])) for case in one["cases"] if case["number"] == slow.number
    ]
    assert line[-1]["version"] == 2


def test_a_community_worker_carries_the_community(city):
    cases = {lately(city, grid=grid).number for grid in (0, 1, 2)}
    page = told(phone(city, "community"))
    assert len(numbers(page)) == 2
    assert numbers(page) < cases
    assert page["me"]["grids"] == []


def test_a_program_has_no_feed(city):
    assert send(phone(city, "lin", "cases:read"), "GET", "/phone/feed").status_code == 403
