"""How a report is made: by whom, where, of what, with which photos; and how the same is reported once more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from wangge.accounts.permissions import Role
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.actions.photos import receive_photo
from wangge.cases.actions.reporting import report_case
from wangge.cases.models import Case, PhotoStage, Source
from wangge.cases.reports import Contact, Report
from wangge.catalogue.editions import Condition, Edition, Minor
from wangge.catalogue.models import Kind
from wangge.demo.days.fates import Fate, Way
from wangge.demo.days.scene import Piece, Scene, Story
from wangge.demo.matters import EVENTS
from wangge.demo.pictures import drawn_photo
from wangge.demo.spots import Spot, spot_inside
from wangge.messages.models import Channel
from wangge.territory.actors import Actor, reporter
from wangge.territory.models import AreaKind

_COMMUNITY_DIGITS = 12
_NEAR = 0.0001  # degrees, about ten metres
_SOURCES = {
    Way.WORKER: Source.GRID_WORKER,
    Way.ON_THE_SPOT: Source.GRID_WORKER,
    Way.VOLUNTEER: Source.VOLUNTEER,
    Way.TELEPHONE: Source.TELEPHONE,
    Way.RESIDENT: Source.RESIDENT,
}
_CLASSED = {Way.WORKER, Way.ON_THE_SPOT}  # others only say what they see


@dataclass(frozen=True)
class Matter:
    """What is reported and where."""

    minor: Minor
    condition: Condition
    spot: Spot
    piece: Piece | None
    twin: int | None


def events_of(edition: Edition) -> list[Minor]:
    """The classes of EVENTS that the edition has."""
    found = (edition.minor_by_code(Kind.EVENT, code) for code in EVENTS)
    return [minor for minor in found if minor is not None]


def make_report(scene: Scene, fate: Fate, grid: str, at: datetime) -> Story:
    """Report it, with its photo; on the spot it is set right at once."""
    matter = _matter(scene, fate, grid)
    by = _who(scene, fate, grid, at)
    report = _report(fate, matter, scene.chance)
    case = report_case(report=report, by=by).case
    story = Story(fate, case.pk, matter.minor.kind, matter.minor.code, matter.condition.code, twin=matter.twin)
    scene.stories[case.pk] = story
    scene.recent[grid, matter.minor.code] = story
    if by.user is not None and fate.way is not Way.TELEPHONE:
        add_photo(scene, case, PhotoStage.REPORT, by)
    if fate.way is Way.ON_THE_SPOT and case.state == "reported":
        _set_right(scene, scene.case_of(story), by)
    return story


def add_photo(scene: Scene, case: Case, stage: PhotoStage, by: Actor) -> None:
    """A drawn photo, another each time."""
    content = drawn_photo(scene.chance, tidy=stage in {PhotoStage.RESOLVE, PhotoStage.CHECK})
    receive_photo(case=case, stage=stage, content=content, claimed_type="image/jpeg", by=by)


def _set_right(scene: Scene, case: Case, by: Actor) -> None:
    later = by.moved_to(by.at + timedelta(minutes=scene.chance.randint(2, 12)))
    add_photo(scene, case, PhotoStage.RESOLVE, later)
    handle_on_the_spot(case=scene.case_of(scene.stories[case.pk]), note="已当场处理", by=later)


def _matter(scene: Scene, fate: Fate, grid: str) -> Matter:
    pieces = scene.pieces.get(grid, [])
    piece = scene.chance.choice(pieces) if fate.component and pieces and fate.way is not Way.RESIDENT else None
    kind, code = (Kind.COMPONENT, piece.class_code) if piece else (Kind.EVENT, fate.event)
    minor = scene.edition.minor_by_code(kind, code)
    assert minor is not None  # both come from this edition
    earlier = scene.recent.get((grid, code)) if fate.again and piece is None else None
    if piece is not None:
        spot = piece.longitude, piece.latitude
    elif earlier is not None:
        spot = _near(scene.case_of(earlier), scene.chance)
    else:
        spot = spot_inside(scene.boundaries[grid], scene.chance)
    twin = None if earlier is None else earlier.case
    return Matter(minor, scene.chance.choice(minor.conditions), spot, piece, twin)


def _near(case: Case, chance: Random) -> Spot:
    """Beside the first report, in the same community."""
    return round(case.longitude + chance.uniform(0, _NEAR), 6), round(case.latitude + chance.uniform(0, _NEAR), 6)


def _who(scene: Scene, fate: Fate, grid: str, at: datetime) -> Actor:
    match fate.way:
        case Way.WORKER | Way.ON_THE_SPOT:
            return scene.cast.at_place(Role.GRID_WORKER, grid, at)
        case Way.VOLUNTEER:
            return scene.cast.at_place(Role.VOLUNTEER, grid[:_COMMUNITY_DIGITS], at)
        case Way.TELEPHONE:
            return scene.cast.one_of(Role.INTAKE_OPERATOR, scene.chance, at)
        case _:
            return reporter(at)


def _report(fate: Fate, matter: Matter, chance: Random) -> Report:
    classed = fate.way in _CLASSED
    return Report(
        client_id=UUID(int=chance.getrandbits(128), version=4),
        source=_SOURCES[fate.way],
        longitude=matter.spot[0],
        latitude=matter.spot[1],
        description=f"{matter.minor.name_zh}：{matter.condition.text_zh}",
        kind=Kind(matter.minor.kind) if classed or matter.piece else None,
        minor=matter.minor.code if classed or matter.piece else "",
        condition=matter.condition.code if classed or matter.piece else "",
        component=matter.piece.code if matter.piece else "",
        on_behalf=fate.way is Way.TELEPHONE,
        contact=_contact(chance) if fate.way in {Way.RESIDENT, Way.TELEPHONE} else None,
        level=AreaKind.COMMUNITY if fate.climbs else AreaKind.CITY,
    )


def _contact(chance: Random) -> Contact:
    """A number that no telephone has: +999 is no country."""
    return Contact("演示居民", f"+999{chance.randrange(10**8):08d}", Channel.SMS, may_call=True)
