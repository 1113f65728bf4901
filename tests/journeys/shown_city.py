"""The city of the pictures: the small one with its names in both languages, and a morning's cases in every state."""

from datetime import timedelta
from pathlib import Path
from random import Random

from tests.cases.ends import checked, load, resolved
from tests.cases.test_dispatching import a_rule
from tests.cases.test_extensions import ask as ask_more_time
from tests.cases.test_suspensions import ask, suspend
from tests.cases.ways import dispatched, filed, in_progress, reported, returned, seen_by
from tests.city import COMMUNITY, DISTRICT, OTHER_COMMUNITY, SUBDISTRICT, City, at, inside
from tests.journeys.test_figures import weeks_of_work
from tests.pages.places import an_address
from tests.pages.test_dispatch import returned_twice
from tests.territory.drawn_town import drawn_town
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.actions.preparing import make_sizes
from wangge.cases.actions.tallies import count_steps
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.actions.unit import assign_handler
from wangge.cases.models import Case, Follower, Photo, Source
from wangge.cases.photo_files import received_path, store
from wangge.cases.reports import Contact, follower_token
from wangge.catalogue.models import FilingCondition, MajorClass
from wangge.demo.pictures import drawn_photo
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system
from wangge.territory.models import Absence, Area, Organisation, Posting, Shift, take_turn

AREAS = {"city": "Yi City", DISTRICT: "Xiling District", SUBDISTRICT: "Xueyuan Subdistrict",
         COMMUNITY: "Qiaotou Community", OTHER_COMMUNITY: "Hebin Community"}  # fmt: skip
UNITS = {
    "centre": ("市监管中心", "Supervision centre"), "sanitation": ("市容环卫中心", "Sanitation centre"),
    "cameras": ("监控维护公司", "Camera maintenance"), "drainage": ("排水管理所", "Drainage office"),
    "enforcement": ("城管执法大队", "Urban management"), "ecology": ("生态环境分局", "Ecology bureau"),
    "market": ("市场监管所", "Market supervision"),
}  # fmt: skip
NOON = at("2026-03-11", "11:30")


def show_city(city: City, folder: Path) -> dict[str, str]:
    """Everything that a screen may show, and by their names the numbers and links that its address asks for."""
    _name(city)
    make_basemap(path=drawn_town(folder), by=system(at("2026-03-11")))
    for house in (12, 14, 16):
        an_address(f"学院街{house}号")
    things = _cases(city)
    _office(city)
    count_steps()
    weeks_of_work(NOON.date() - timedelta(days=1))
    spread_tidings(NOON)
    for photo in Photo.objects.order_by("pk"):
        store(received_path(photo), drawn_photo(Random(photo.pk), tidy=photo.stage == "resolve"))
        make_sizes(photo=photo)
    return things


def _name(city: City) -> None:
    Area.objects.filter(kind="city").update(name_en=AREAS["city"])
    for code, words in AREAS.items():
        Area.objects.filter(code=code).update(name_en=words, households=1800)
    for code, (name_zh, name_en) in UNITS.items():
        Organisation.objects.filter(code=code).update(name_zh=name_zh, name_en=name_en)
    MajorClass.objects.update(name_zh="市容环境", name_en="street cleanliness")
    FilingCondition.objects.filter(code="1").update(text_zh="一般情形", text_en="usual")
    FilingCondition.objects.filter(code="2").update(text_zh="面积较大", text_en="of a large area")
    Organisation.objects.filter(code="centre").update(phone="0717-6012345")
    Posting.objects.filter(user=city.people["lin"]).update(office_phone="0717-6000001", office_hours="8:00-12:00")
    a_rule(city, "sanitation", area=DISTRICT)
    take_turn("units")
    take_turn("areas")
    take_turn("catalogue")


def _cases(city: City) -> dict[str, str]:
    """Some in each state; the names are those of docs/reference/screens.toml."""
    guilan = Contact("周桂兰", "0717-6000017", may_call=True)
    done = checked(city, "10:20", contact=guilan, place_words="桥头巷3号旁", **spot(0))
    by = city.actor("supervisor", at("2026-03-11", "10:30"))
    done = close_case(case=load(done, by), closure="1", answer="垃圾已清走。", by=by)
    ask_follow_ups(case=done, at=NOON)
    ends = {
        "closed": done,
        "checked": checked(city, "10:40", place_words="学院街14号后门", **spot(1)),
        "checking": resolved(city, place_words="学院街16号", **spot(2)),
        "called": reported(city, "intake", source=Source.TELEPHONE, told_at=at("2026-03-11", "07:48"),
                           place_words="学院街12号", contact=guilan, on_behalf=True, **spot(3)),
    }  # fmt: skip
    suspend(city, ask(city, in_progress(city, grid=1)))
    ask_more_time(city, in_progress(city, grid=1, place_words="柳巷口", **spot(4, grid=1)))
    for place, words in enumerate(("桥头路12号旁", "滨江大道人行道", "学院街16号后门", "柳巷5号对面")):
        reported(city, time=f"11:{10 + place}", grid=place, place_words=words, **spot(5, grid=place))
        filed(city, time=f"11:{15 + place}", grid=place, place_words=words, **spot(6, grid=place))
        dispatched(city, time=f"11:{20 + place}", grid=place, place_words=words, **spot(7, grid=place))
    filed(city, minor="0103", grid=2, place_words="河滨路8号")
    ends["returned"] = returned(city, place_words="河边步道", **spot(8))
    returned_twice(city)
    ends["in_progress"] = _in_hand(city)
    numbers = {name: case.number for name, case in ends.items()}
    return {**numbers, "token": _link(ends["in_progress"]), "asked": _link(done)}


def _in_hand(city: City) -> Case:
    case = in_progress(city, time="11:05", place_words="桥头巷7号旁", **spot(9))
    by = city.actor("sanitation", at("2026-03-11", "11:06"))
    return assign_handler(case=seen_by(city, "sanitation", case), handler=city.people["sweeper"], by=by)


def spot(place: int, grid: int = 0) -> dict[str, float]:
    """One of 25 places of a grid, more than 50 m from each other."""
    longitude, latitude = inside(grid)
    return {"longitude": longitude + (place // 5 - 2) * 0.00056, "latitude": latitude + (place % 5 - 2) * 0.00056}


def _link(case: Case) -> str:
    return follower_token(Follower.objects.select_related("case").get(case=case, reporter=True))


def _office(city: City) -> None:
    centre = Organisation.objects.get(code="centre")
    for name, role, hours in (("intake", "intake_operator", (8, 16)), ("dispatcher", "dispatcher", (8, 16))):
        begins, ends = (at("2026-03-11", f"{hour:02d}:00") for hour in hours)
        Shift.objects.create(user=city.people[name], organisation=centre, role=role, begins_at=begins, ends_at=ends)
    Absence.objects.create(
        user=city.people["neighbour"], begins_at=at("2026-03-12", "00:00"), ends_at=at("2026-03-14", "00:00")
    )
