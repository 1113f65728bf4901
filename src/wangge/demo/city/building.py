"""The demonstration city in an empty database, by the same actions that a real city is set up with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import shapely
from django.db import transaction

from wangge.accounts.models import Team, User
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Conflict
from wangge.catalogue.actions.calendars import ensure_standard_calendar
from wangge.catalogue.actions.components import import_components
from wangge.catalogue.actions.editions import adopt_catalogue, import_catalogue
from wangge.catalogue.rows import draft_of, known_now
from wangge.catalogue.sheets import read_draft, shipped_catalogue
from wangge.demo.city import staff
from wangge.demo.city.components import write_components
from wangge.demo.city.hiring import Registry
from wangge.demo.city.names import invented_names
from wangge.demo.city.places import write_addresses, write_dwellings
from wangge.demo.city.units import catalogue_with_rules, responsible_units
from wangge.demo.signins import SignIn
from wangge.demo.spots import Spot, spot_in_the_middle
from wangge.language import _
from wangge.territory.actions.areas import import_areas
from wangge.territory.actions.organisations import import_organisations
from wangge.territory.actions.places import import_addresses, import_dwellings
from wangge.territory.actions.plans import adopt_plan, draft_plan
from wangge.territory.actors import Actor, actor_for, system
from wangge.territory.datum import Datum
from wangge.territory.models import Area, AreaKind, Grid, GridPlan, Organisation, OrganisationKind
from wangge.territory.organisations import standard_tree
from wangge.territory.seating import Place

CITY_CODE, CITY_NAME = "420500000000", "演示市"


class NotEmpty(Conflict):
    """Somebody is at home in this database."""

    code = "not-empty"


@dataclass(frozen=True)
class Files:
    """The town as ``wangge town`` makes it, and its division by ``wangge divide``."""

    town: Path
    plan: Path


@dataclass(frozen=True)
class DemoCity:
    """What stands now, and how its people sign in."""

    area: Area
    plan: GridPlan
    sign_ins: Sequence[SignIn]


def build_demo_city(*, files: Files, seed: int, at: datetime) -> DemoCity:
    """Set up everything as of ``at``, or nothing; NotEmpty where a city or a user is there already.

    The same seed gives the same city; passwords, keys and second factors are new each time.
    """
    if User.objects.exists() or Area.objects.exists():
        raise NotEmpty(
            _("This database is not empty, and a demonstration never mixes with anything else: use a folder of its own")
        )
    with TemporaryDirectory(prefix="wangge-demo-") as folder, transaction.atomic():
        return _Building(files, Path(folder), Random(seed), system(at)).build()


@dataclass
class _Building:
    """The files to build from, a folder for lists on their way, chance, and the system at the moment."""

    files: Files
    folder: Path
    chance: Random
    by: Actor

    def build(self) -> DemoCity:
        ensure_standard_calendar(at=self.by.at)
        city = import_areas(path=self.files.town, city_code=CITY_CODE, city_name=CITY_NAME, by=self.by)
        registry = Registry(invented_names(self.chance), {}, [])
        first = staff.Hire("administrator", Team.OFFICE, (Place(Role.ADMINISTRATOR, city),), by_browser=True)
        administrator = actor_for(registry.hire(first, self.by, None), self.by.at)
        self._organise(city, administrator)
        leading = registry.hire_all(staff.leading_people(city), administrator)
        by_role = {hire.places[0].role: user for hire, user in zip(staff.leading_people(city), leading, strict=True)}
        plan = self._divide(city, by_role[Role.PLANNER], by_role[Role.CENTRE_LEAD])
        grids = list(plan.grids.order_by("code"))
        registry.spots = _spots(grids)
        registry.hire_all(_everybody(city, grids), administrator)
        self._catalogue(city, grids, by_role[Role.CATALOGUE_EDITOR])
        self._places(by_role[Role.PLANNER])
        return DemoCity(city, plan, tuple(registry.sign_ins))

    def _organise(self, city: Area, administrator: Actor) -> None:
        owners = read_draft(shipped_catalogue(), known_now(with_rules=False)).owner_kinds
        import_organisations(rows=[*standard_tree(city), *responsible_units(city, owners)], by=administrator)

    def _divide(self, city: Area, planner: User, lead: User) -> GridPlan:
        """Drafted by one, adopted by another."""
        title = f"{CITY_NAME} {self.by.at.year}"
        plan = draft_plan(path=self.files.plan, city=city, title=title, by=self._actor(planner))
        return adopt_plan(plan=plan, begins_at=self.by.at, by=self._actor(lead))

    def _catalogue(self, city: Area, grids: Sequence[Grid], editor: User) -> None:
        by = self._actor(editor)
        version = import_catalogue(path=catalogue_with_rules(self.folder, city), by=by)
        adopt_catalogue(version=version, by=by)
        minors = draft_of(version).minors
        register = write_components(grids, minors, self.chance, self.folder / "components.csv")
        import_components(path=register, datum=Datum.WGS84, by=by)

    def _places(self, planner: User) -> None:
        by = self._actor(planner)
        dwellings = write_dwellings(self.files.plan, self.folder / "dwellings.csv")
        import_dwellings(path=dwellings, datum=Datum.WGS84, by=by)
        addresses = write_addresses(self.files.town, self.files.plan, self.folder / "addresses.csv")
        import_addresses(path=addresses, datum=Datum.WGS84, by=by)

    def _actor(self, user: User) -> Actor:
        return actor_for(user, self.by.at)


def _everybody(city: Area, grids: Sequence[Grid]) -> list[staff.Hire]:
    """All but those who lead."""
    areas = list(Area.objects.filter(code__startswith=city.code[: AreaKind.CITY.digits]).order_by("code"))
    units = Organisation.objects.filter(kind=OrganisationKind.RESPONSIBLE_UNIT).order_by("code")
    return [
        *staff.centre(city, len(grids)),
        *staff.units_people(city, units),
        *staff.people_of_areas(areas, grids),
        *staff.grid_workers(grids, {area.code: area for area in areas}),
    ]


def _spots(grids: Sequence[Grid]) -> dict[str, Spot]:
    """Where the worker of each grid stands."""
    return {grid.code: spot_in_the_middle(shapely.from_wkb(bytes(grid.boundary))) for grid in grids}
