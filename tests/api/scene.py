"""Three of everything: in the own grid, in the neighbour's, in another community; and a request for each endpoint."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.api.knocking import key_of
from tests.cases.ways import add_photo
from tests.cases.written_cases import class_of, written_case, written_order, written_step
from tests.city import CITY, COMMUNITY, GRIDS, LONG_AGO, OTHER_COMMUNITY, City, at, inside
from wangge.accounts.models import Key, Team, User
from wangge.accounts.permissions import Role
from wangge.cases.models import Case, Follower, Photo, PhotoStage, PhotoState
from wangge.cases.photo_files import ready_path, store
from wangge.cases.photos import PhotoSize
from wangge.cases.reports import token_digest
from wangge.catalogue.models import CatalogueVersion
from wangge.fieldwork.actions.instructions import Wanted, give_instruction
from wangge.fieldwork.models import Instruction
from wangge.messages.webhooks import make_webhook
from wangge.territory.models import Absence, Area, GridPlan, Organisation, Posting, Shift

WORKERS = ("lin", "neighbour", "far")
UNITS = ("sanitation", "cameras", "drainage")
AREAS = (COMMUNITY, COMMUNITY, OTHER_COMMUNITY)
_LATER = at("2090-01-01")


@dataclass(frozen=True)
class Place:
    """What lies in one of the three places."""

    number: str
    token: str
    photo: int
    worker: str
    area: str
    grid: str
    key: int
    posting: int
    coming: int
    station: int
    shift: int
    absence: int
    edition: int
    plan: int
    webhook: int
    instruction: int

    def named(self) -> dict[str, Any]:
        """The values of paths and queries."""
        longitude, latitude = inside(GRIDS.index(self.grid))
        return {**self.__dict__, "longitude": longitude, "latitude": latitude}


def three_places(city: City) -> tuple[Place, ...]:
    """Write them; needs the city of the tests."""
    keeper = User.objects.create(username="keeper", work_name="凌管", team=Team.OFFICE, joined_at=LONG_AGO)
    area = Area.objects.get(code=COMMUNITY)
    Posting.objects.create(user=keeper, role=Role.ADMINISTRATOR, area=area, begins_at=LONG_AGO)
    city.people["keeper"] = keeper
    by = city.people["administrator"]
    webhook = make_webhook(url="https://example.org/steps", topics=["close"], at=LONG_AGO, by=by).webhook.pk
    city_area = Area.objects.get(code=CITY)
    plan = GridPlan.objects.create(city=city_area, title="2027", source="tests", digest="5d" * 32, drafted_at=LONG_AGO)
    return tuple(_place(city, number, plan.pk, webhook) for number in range(3))


def _place(city: City, number: int, plan: int, webhook: int) -> Place:
    case = _case(city, number)
    token = f"token-{number}"
    Follower.objects.create(case=case, reporter=True, token_digest=token_digest(token), since=LONG_AGO)
    photo = add_photo(case, PhotoStage.RESOLVE, at("2026-03-11"))
    Photo.objects.filter(pk=photo.pk).update(state=PhotoState.READY)
    store(ready_path(photo.pk, PhotoSize.THUMB), b"a photo")
    key_of(city, WORKERS[number])
    key_of(city, WORKERS[number])
    worker, area = city.people[WORKERS[number]], Area.objects.get(code=AREAS[number])
    coming = Posting.objects.create(user=worker, role=Role.VOLUNTEER, area=area, begins_at=_LATER)
    station = Organisation.objects.create(code=f"station-{number}", kind="grid_station", name_zh="站", area=area)
    shift = Shift.objects.create(
        user=worker, organisation=station, role=Role.VOLUNTEER, begins_at=_LATER, ends_at=at("2090-01-02")
    )
    absence = Absence.objects.create(user=worker, begins_at=_LATER, ends_at=at("2090-01-02"))
    return Place(
        number=case.number,
        token=token,
        photo=photo.pk,
        worker=WORKERS[number],
        area=AREAS[number],
        grid=GRIDS[number],
        key=Key.objects.filter(owner=worker).latest("pk").pk,
        posting=Posting.objects.get(user=worker, role=Role.GRID_WORKER).pk,
        coming=coming.pk,
        station=station.pk,
        shift=shift.pk,
        absence=absence.pk,
        edition=CatalogueVersion.objects.get().pk,
        plan=plan,
        webhook=webhook,
        instruction=_instruction(city, area).pk,
    )


def _case(city: City, number: int) -> Case:
    """In progress at a unit of its own, while the grid's worker verifies and checks it."""
    minor = class_of("event 0101")
    handler = city.people["sweeper"] if number == 0 else None
    worker = city.people[WORKERS[number]]
    case = written_case(
        city,
        grid=number,
        state="in_progress",
        level="community",
        reported_by=worker,
        unit=city.units[UNITS[number]],
        handler=handler,
        condition=minor.filing_conditions.get(code="1"),
        filed_at=LONG_AGO,
    )
    written_order(case, "part", unit=case.unit, lead=True, holder=handler, state="accepted")
    written_order(case, "verify", holder=worker)
    written_order(case, "check", holder=worker)
    written_step(case, "report")
    return case


def _instruction(city: City, area: Area) -> Instruction:
    """Given by the subdistrict to the grid workers of the community."""
    wanted = Wanted(title="查看消防通道", text="本周看一遍。")
    return give_instruction(wanted=wanted, area=area, by=city.actor("subdistrict", at("2026-03-11")))


def report_at(place: Place) -> dict[str, Any]:
    """A resident's report there."""
    longitude, latitude = inside(GRIDS.index(place.grid))
    return {
        "id": str(uuid4()),
        "source": "resident",
        "longitude": longitude,
        "latitude": latitude,
        "description": "巷口垃圾",
    }


CLASSED = {"kind": "event", "minor": "0101", "condition": "1"}
_POINT = "longitude={longitude}&latitude={latitude}"
_PERIOD = "since=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z"

# What follows the path of an operation that asks more in its query.
QUERIES = {
    "list_keys": "owner={worker}",
    "read_where": _POINT,
    "list_addresses": "q=a",
    "list_grids": "community={area}",
    "list_postings": "area={area}",
    "list_shifts": "organisation={station}&" + _PERIOD,
    "search_classes": "q=a",
    "list_components": _POINT,
    "read_routing": _POINT + "&kind=event&minor=0101",
    "read_deadline": "kind=event&minor=0101&condition=1&start=2026-03-11T08:00:00Z",
    "read_map": "bbox=111,30,112,31",
    "list_near_cases": _POINT + "&kind=event&minor=0101",
    "count_open": "area={area}",
    "count_totals": "area={area}&verb=report&since=2026-01-01&until=2026-02-01",
    "read_contact_of": "reason=to call back",
    "post_photo": "stage=resolve",
}
# What stands in a path where the name alone does not say it.
_OWN_NAME = {"username": "worker"}
PATHS = {
    "post_password": _OWN_NAME,
    "post_second_factor": _OWN_NAME,
    "post_end_service": _OWN_NAME,
    "delete_posting": {"posting": "coming"},
    "post_close_organisation": {"organisation": "station"},
    "read_instruction": {"row": "instruction"},
    "post_withdraw_instruction": {"row": "instruction"},
}
_REASONS = {
    "post_refute": "not_there",
    "post_escalate": "needs_others",
    "post_supervise": "danger",
    "post_return": "wrong_place",
    "post_ask_extension": "weather",
    "post_ask_suspension": "works",
    "post_reopen": "came_back",
    "post_ask_void": "test_entry",
    "post_ask_appeal": "weather",
    "post_refuse_filing": "unclear",
}


_FROM, _UNTIL = "2090-01-01T00:00:00Z", "2090-01-02T00:00:00Z"
# Bodies that say the same of every place; {} says enough for most verbs.
_BODIES: dict[str, dict[str, Any]] = {
    "put_language": {"language": "en"},
    "post_read": {"ids": [1]},
    "create_person": {"username": "anew", "work_name": "新人", "team": "volunteer"},
    "post_password": {"password": "lanes-and-lamps-41"},
    "create_webhook": {"url": "https://example.org/", "topics": ["close"]},
    "post_adopt_plan": {"begins_at": _FROM},
    "post_end_posting": {"at": _FROM, "reason": "term over"},
    "post_answer": {"fixed": True},
    "post_follow_up": {"fixed": True},
    "post_file": CLASSED,
    "post_change_class": CLASSED,
    "post_refuse_filing": {"answer": "看不清"},
    "post_comment": {"note": "看过"},
    "post_note": {"note": "看过"},
    "post_assign": {"handler": "sweeper"},
    "post_return": {"note": "河道"},
    "post_refuse_extension": {"answer": "不行"},
    "post_ask_suspension": {"until": "2090-01-01"},
    "post_check": {"outcome": "fixed"},
    "post_assign_check": {"checker": "community"},
    "post_close": {"closure": "1"},
    "post_review_appeal": {"allow": True},
    "post_enrol": {"code": "2345-6789", "label": "phone"},
    "post_quarantine": {"items": [{"id": "0199a0b4-0000-7000-8000-000000000001", "sealed": "A" * 200}]},
    "post_blob": {"hash": "0f" * 32, "bytes": 5, "chunk_bytes": 16_000, "chunks": ["0e" * 32]},
}


def body_of(operation: str, place: Place) -> dict[str, Any]:
    """A body that the endpoint can read."""
    if operation.endswith("_many"):
        return {"numbers": [place.number]}
    reason = {"reason": _REASONS[operation]} if operation in _REASONS else {}
    return {**reason, **_BODIES.get(operation, {}), **_placed(place).get(operation, {})}


def _placed(place: Place) -> dict[str, dict[str, Any]]:
    """Bodies that name the place."""
    time = {"begins_at": _FROM, "ends_at": _UNTIL}
    return {
        "create_key": {"kind": "device", "label": "phone", "scopes": ["phone"], "owner": place.worker},
        "create_phone_code": {"owner": place.worker},
        "put_item": {"kind": "comment", "made_at": _FROM, "number": place.number, "note": "看过"},
        "create_organisation": {"code": "new", "kind": "grid_station", "name_zh": "站", "area": place.area},
        "create_posting": {"username": "xu", "role": "volunteer", "area": place.area, **time},
        "create_absence": {"username": place.worker, "begins_at": _UNTIL, "ends_at": "2090-01-03T00:00:00Z"},
        "create_shift": {"username": "xu", "organisation": place.station, "role": "volunteer", **time},
        "post_report": report_at(place),
        "post_merge": {"into": place.number},
        "post_instruction": {"area": place.area, "title": "查看", "text": "本周看一遍。"},
    }
