"""How many SQL statements the doors take, with the key of a device: the budgets of a city with many cases."""

from uuid import uuid4

import pytest

from tests.api.knocking import phone, send, statements
from tests.cases.ways import add_photo, at, dispatched, filed, in_progress, reported, returned, seen_by
from tests.cases.written_cases import written_case, written_order
from tests.city import COMMUNITY, City, inside
from wangge.accounts.permissions import Role
from wangge.cases.models import Case, Order, PhotoStage
from wangge.territory.models import Area, Posting

# What processes keep of catalogue and calendars is read once.
WARMING = "/deadline?kind=event&minor=0101&condition=1&start=2026-03-11T08:00:00Z"
STATES = [
    "reported",
    "verifying",
    "taken_in",
    "dispatched",
    "in_progress",
    "checking",
    "rework",
    "checked",
    "not_filed",
]


def three_postings(city: City) -> str:
    """Lin is deputy of the neighbour's grid and works for the community too."""
    area = Area.objects.get(code=COMMUNITY)
    values = {"user": city.people["lin"], "area": area, "begins_at": at("2025-01-01")}
    Posting.objects.create(role=Role.GRID_WORKER, grid_code="420502002021002", rank="deputy", **values)
    Posting.objects.create(role=Role.COMMUNITY_WORKER, **values)
    return "lin"


def some_cases(city: City, count: int) -> None:
    for place in range(count):
        unit = city.units["sanitation"] if place % 2 else None
        case = written_case(city, grid=place % 2, state=STATES[place % len(STATES)], unit=unit)
        if place % 3 == 0:
            written_order(case, "check", holder=city.people["lin"])


def a_body(**given: object) -> dict[str, object]:
    longitude, latitude = inside(0)
    return {
        "id": str(uuid4()),
        "source": "grid_worker",
        "longitude": longitude,
        "latitude": latitude,
        "description": "巷口有一堆垃圾",
        "kind": "event",
        "minor": "0101",
        "condition": "1",
        **given,
    }


IN_GCJ02 = {"longitude": 111.28714, "latitude": 30.69906}  # as a Chinese map application shows the first grid
REPORTS = {
    "by a grid worker": {},
    "urgent, on behalf, with a contact": {
        "kind": "component",
        "minor": "0101",
        "on_behalf": True,
        "contact": {"name": "周桂兰", "address": "13900000000", "channel": "sms", "may_call": True},
    },
    "of no class, in GCJ-02": {"kind": None, "minor": "", "condition": "", "datum": "GCJ02", **IN_GCJ02},
}


@pytest.mark.parametrize("given", REPORTS.values(), ids=REPORTS.keys())
def test_a_report_takes_at_most_twelve_statements(city, given):
    client = phone(city, "lin")
    send(client, "POST", "/cases", a_body(**given))  # what processes keep is read once
    assert statements(client, "POST", "/cases", a_body(**given)) <= 12


def test_a_list_takes_the_same_few_statements_for_five_and_for_fifty_cases(city):
    client = phone(city, three_postings(city))
    some_cases(city, 5)
    few = statements(client, "GET", "/cases?limit=50")
    some_cases(city, 45)
    many = statements(client, "GET", "/cases?limit=50")
    assert len(send(client, "GET", "/cases?limit=50").json()["items"]) == 50
    assert (few, many) == (few, few)
    assert many <= 6


def test_the_work_of_somebody_takes_the_same_few_statements_for_much_and_for_little(city):
    client = phone(city, three_postings(city))
    some_cases(city, 6)
    few = statements(client, "GET", "/orders")
    some_cases(city, 30)
    assert statements(client, "GET", "/orders") == few <= 6


def test_a_page_of_a_case_takes_at_most_eight_statements(city):
    case = in_progress(city, lead="enforcement", support=("ecology", "market"), unit="enforcement")
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "09:00"))
    for name in ("lin", "supervisor", "enforcement"):
        assert statements(phone(city, name), "GET", f"/cases/{case.number}") <= 8


def test_feeds_maps_and_counts_take_few_statements(city):
    some_cases(city, 30)
    client = phone(city, three_postings(city))
    for path in ("/steps", "/map?bbox=111,30,112,31", f"/counts/open?area={COMMUNITY}", "/public/cases"):
        assert statements(client, "GET", path) <= 6, path


def _take_in(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "intake", reported(city), "take-in", {}


def _file(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "intake", reported(city), "file", {"kind": "event", "minor": "0101", "condition": "2"}


def _verify(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "intake", reported(city), "send-to-verify", {}


def _dispatch(city: City) -> tuple[str, Case, str, dict[str, object]]:
    units = [city.units[name].pk for name in ("enforcement", "ecology", "market")]
    return "dispatcher", filed(city), "dispatch", {"lead": units[0], "support": units[1:]}


def _redispatch(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "dispatcher", returned(city), "redispatch", {"lead": city.units["drainage"].pk}


def _escalate(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return (
        "community",
        reported(city, level="community"),
        "escalate",
        {"reason": "beyond_our_means", "note": "三家餐馆"},
    )


def _change_class(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "intake", in_progress(city), "change-class", {"kind": "event", "minor": "0103", "condition": "1"}


def _acknowledge(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "sanitation", dispatched(city), "acknowledge", {}


def _assign(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "sanitation", in_progress(city), "assign", {"handler": "sweeper"}


def _return(city: City) -> tuple[str, Case, str, dict[str, object]]:
    owner = city.units["drainage"].pk
    return "sanitation", in_progress(city), "return", {"reason": "other_owner", "note": "井归排水", "owner": owner}


def _extend(city: City) -> tuple[str, Case, str, dict[str, object]]:
    case = in_progress(city)
    Order.objects.filter(case=case).update(due_at=at("2090-03-10"))  # not passed yet, whenever the tests run
    Case.objects.filter(pk=case.pk).update(due_at=at("2090-03-10"))
    return "sanitation", case, "ask-extension", {"reason": "weather", "note": "大雨"}


def _resolve(city: City) -> tuple[str, Case, str, dict[str, object]]:
    case = in_progress(city)
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "09:00"))
    return "sanitation", case, "resolve", {"note": "已清除"}


def _merge(city: City) -> tuple[str, Case, str, dict[str, object]]:
    into = filed(city)
    return "intake", reported(city, time="08:00"), "merge", {"into": into.number}


def _void(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "dispatcher", in_progress(city), "ask-void", {"reason": "test_entry"}


def _comment(city: City) -> tuple[str, Case, str, dict[str, object]]:
    return "lin", in_progress(city), "comments", {"note": "又有新的垃圾"}


MOVES = [_take_in, _file, _verify, _dispatch, _redispatch, _escalate, _change_class]
MOVES += [_acknowledge, _assign, _return, _extend, _resolve, _merge, _void, _comment]


@pytest.mark.parametrize("move", MOVES)
def test_a_move_takes_at_most_ten_statements(city, move):
    name, case, verb, body = move(city)
    version = seen_by(city, name, case).version
    scopes = ["cases:handle"] if name in city.units else []
    client = phone(city, name, *scopes)
    send(client, "GET", WARMING)
    assert statements(client, "POST", f"/cases/{case.number}/{verb}", {**body, "seen": version}) <= 10
