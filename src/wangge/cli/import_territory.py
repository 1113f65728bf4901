"""Imports of areas, organisations, plans and places: each calls one action and tells in a sentence what came of it."""

from django.db import transaction

from wangge.cli.errand import Errand
from wangge.cli.parser import OptionError
from wangge.language import _
from wangge.territory.actions.areas import import_areas
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actions.organisations import import_organisations
from wangge.territory.actions.places import PlacesImported, import_addresses, import_dwellings, import_premises
from wangge.territory.actions.plans import adopt_plan, draft_plan
from wangge.territory.actions.staff import import_staff
from wangge.territory.basemap.archive import basemap_file
from wangge.territory.basemap.drawing import has_streets
from wangge.territory.models import Area, AreaKind
from wangge.territory.organisations import read_organisations
from wangge.territory.stafflists import read_staff


def areas(errand: Errand) -> str:
    """The city, its districts, subdistricts and communities; the basemap too, where the file has streets."""
    code, name = _city_words(errand)
    with transaction.atomic():  # a file that gives no map gives no areas either
        import_areas(path=errand.path, city_code=code, city_name=name, datum=errand.datum, by=errand.by)
        drawn = basemap(errand) if has_streets(errand.path) else ""
    number = Area.objects.filter(kind=AreaKind.COMMUNITY).count()
    return f"{_('{city}: {number} communities are known now.').format(city=name, number=number)} {drawn}".rstrip()


def basemap(errand: Errand) -> str:
    """The map that lies under everything, drawn anew from the streets and buildings of a town."""
    tiles = make_basemap(path=errand.path, datum=errand.datum, by=errand.by)
    size = basemap_file().stat().st_size
    return _("The basemap was made: {tiles:,} tiles, {size:,} kB.").format(tiles=tiles, size=size // 1000)


def _city_words(errand: Errand) -> tuple[str, str]:
    """Asked for once; afterwards the city is known."""
    if errand.city_code and errand.city_name:
        return errand.city_code, errand.city_name
    if not Area.objects.filter(kind=AreaKind.CITY).exists():
        raise OptionError(_("--city and --city-name are missing: the 12-digit code of the city and its name"))
    known = errand.city()
    return known.code, errand.city_name or known.name_zh


def organisations(errand: Errand) -> str:
    """Centres, offices, stations and responsible units."""
    done = import_organisations(rows=read_organisations(errand.path), by=errand.by)
    told = _("{added} organisations are new, {changed} changed, {unchanged} are as they were.")
    return told.format(added=done.added, changed=done.changed, unchanged=done.unchanged)


def staff(errand: Errand) -> str:
    """Accounts of people, and what they are posted as."""
    done = import_staff(rows=read_staff(errand.path), by=errand.by)
    told = _("{people} accounts and {postings} postings are new, {unchanged} postings stood already.")
    return told.format(people=done.people, postings=done.postings, unchanged=done.unchanged)


def plan(errand: Errand) -> str:
    """A draft, or with ``--adopt`` a plan in force, for which two persons answer."""
    path, city = errand.path, errand.city()
    title = errand.title or path.stem
    if not errand.adopt:
        drafted = draft_plan(path=path, city=city, title=title, datum=errand.datum, by=errand.by)
        return _("Plan {title}: drafted with {number} grids.").format(title=title, number=drafted.grids.count())
    if errand.by.user is None or errand.approver is None:
        raise OptionError(
            _("--adopt: two persons answer for a plan; give --as for one and --approved-by for the other")
        )
    with transaction.atomic():
        drafted = draft_plan(path=path, city=city, title=title, datum=errand.datum, by=errand.by)
        adopt_plan(plan=drafted, begins_at=errand.begins_at, by=errand.approver)
    told = _("Plan {title}: {number} grids, in force from {moment}.")
    return told.format(title=title, number=drafted.grids.count(), moment=f"{errand.begins_at:%Y-%m-%d}")


def addresses(errand: Errand) -> str:
    """The city's own list of addresses."""
    return _told(import_addresses(path=errand.path, datum=errand.datum, by=errand.by))


def dwellings(errand: Errand) -> str:
    """Buildings in which people live, as counts."""
    return _told(import_dwellings(path=errand.path, datum=errand.datum, by=errand.by))


def premises(errand: Errand) -> str:
    """Shops, schools and other premises."""
    return _told(import_premises(path=errand.path, datum=errand.datum, by=errand.by))


def _told(done: PlacesImported) -> str:
    return _("{rows:,} rows were written ({encoding}).").format(rows=done.rows, encoding=done.encoding)
