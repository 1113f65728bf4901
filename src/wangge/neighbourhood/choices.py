"""What a resident chooses from: the classes that most reports are of, the communities, what an address may mean."""

from dataclasses import dataclass

from django.db.models import Count

from wangge.cases.models import Case
from wangge.catalogue.class_search import find_classes
from wangge.catalogue.contents import Minor, in_language
from wangge.catalogue.editions import edition_in_force
from wangge.language import _, active_language
from wangge.territory.addresses import find_addresses
from wangge.territory.models import Area, AreaKind

_OFTEN = 8
_LOOKED_BACK = 2_000  # cases; what people report changes with the season


@dataclass(frozen=True)
class Choice:
    """Something to tap: what is sent, what is read, and whom to telephone first where it is dangerous."""

    value: str
    words: str
    call: str = ""


def frequent_classes() -> list[Choice]:
    """The classes of the newest reports, the most frequent first; where there are too few, the catalogue's first."""
    here = edition_in_force()
    newest = Case.objects.order_by("-pk").values("pk")[:_LOOKED_BACK]
    counted = Case.objects.filter(pk__in=newest, minor__isnull=False)
    rows = counted.values_list("minor").annotate(count=Count("pk")).order_by("-count", "minor")[:_OFTEN]
    found = [here.minors[minor] for minor, _count in rows if minor in here.minors]
    rest = [minor for minor in here.minors.values() if minor not in found]
    return [choice_of(minor) for minor in (found + rest)[:_OFTEN]]


def classes_like(words: str) -> list[Choice]:
    """What the words may mean, as people type them: Chinese, pinyin, initials, English."""
    return [choice_of(minor) for minor in find_classes(edition_in_force(), words, active_language(), limit=8)]


def choice_of(minor: Minor) -> Choice:
    """A class as a choice."""
    return Choice(f"{minor.kind}:{minor.code}", in_language(minor.name_zh, minor.name_en), minor.urgent_call)


def class_of(value: str) -> Minor | None:
    """The class behind a choice; None for none, or one that is not in the catalogue."""
    kind, _colon, code = value.partition(":")
    minors = edition_in_force().minors.values()
    return next((minor for minor in minors if (minor.kind, minor.code) == (kind, code)), None)


def communities() -> list[Choice]:
    """Every community by its name."""
    rows = Area.objects.filter(kind=AreaKind.COMMUNITY).defer("boundary").order_by("code")
    return [Choice(row.code, in_language(row.name_zh, row.name_en)) for row in rows]


@dataclass(frozen=True)
class AreaGroup:
    """The areas of one kind, to choose from."""

    words: str
    areas: tuple[Area, ...]


def areas_by_kind() -> list[AreaGroup]:
    """Every area, the widest kind first: one statement."""
    rows = list(Area.objects.defer("boundary").order_by("code"))
    names = {
        AreaKind.CITY: _("The whole city"),
        AreaKind.DISTRICT: _("Districts"),
        AreaKind.SUBDISTRICT: _("Subdistricts"),
        AreaKind.COMMUNITY: _("Communities"),
    }
    groups = [AreaGroup(words, tuple(row for row in rows if row.kind == kind)) for kind, words in names.items()]
    return [group for group in groups if group.areas]


def area_of(groups: list[AreaGroup], code: str) -> Area | None:
    """The area with this code; the widest where none is asked for; None for a code that is none."""
    areas = [area for group in groups for area in group.areas]
    return next((area for area in areas if code in {"", area.code}), None)


def addresses_like(words: str) -> list[Choice]:
    """Addresses that the words may mean; the value is longitude and latitude."""
    return [Choice(f"{one.longitude:.6f},{one.latitude:.6f}", one.text) for one in find_addresses(words, limit=6)]
