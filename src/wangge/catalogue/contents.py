"""What an edition of the catalogue contains: frozen, without the database. Where it is read and kept: `editions`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wangge.accounts.refusals import Conflict
from wangge.catalogue.calendars import STANDARD, Dated
from wangge.catalogue.limits import Limit
from wangge.language import CHINESE, _, active_language
from wangge.territory.models import AreaKind


class NoCatalogue(Conflict):
    """Nothing can be classed, routed or timed yet."""

    code = "no-catalogue"


@dataclass(frozen=True)
class Condition:
    """A filing condition and the limit that then holds."""

    id: int
    code: str
    text_zh: str
    text_en: str
    limit: Limit


@dataclass(frozen=True)
class Closure:
    """A closure condition: what can be seen at the place."""

    id: int
    code: str
    text_zh: str
    text_en: str


@dataclass(frozen=True)
class Major:
    """A major class, two digits."""

    kind: str
    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Minor:
    """A minor class: ``code`` is four digits, ``calendar`` "" where it has none of its own."""

    id: int
    kind: str
    code: str
    name_zh: str
    name_en: str
    owner_kind: str
    photo_needed: bool
    urgent: bool
    inside_dwelling: bool
    public_when: str
    urgent_call: str
    calendar: str
    description_zh: str
    description_en: str
    conditions: tuple[Condition, ...]
    closures: tuple[Closure, ...]


@dataclass(frozen=True)
class Scope:
    """An area as rules and units name it."""

    code: str
    kind: AreaKind
    name_zh: str
    name_en: str

    def contains(self, code: str) -> bool:
        """Whether a community (12 digits) or grid (15) lies in it."""
        return code.startswith(self._own_digits)

    @cached_property
    def _own_digits(self) -> str:
        return self.code[: self.kind.digits]


@dataclass(frozen=True)
class Unit:
    """An organisation that is open and may be dispatched to."""

    id: int
    code: str
    name_zh: str
    name_en: str
    calendar: str
    owner_kind: str
    area: Scope

    @property
    def area_code(self) -> str:
        return self.area.code

    @property
    def area_kind(self) -> AreaKind:
        return self.area.kind


@dataclass(frozen=True)
class Rule:
    """A routing rule; what is blank fits everything. ``unit_name_*`` are kept for a unit that has closed."""

    number: int
    area: Scope
    kind: str
    class_code: str
    owner_kind: str
    unit_id: int
    unit_name_zh: str
    unit_name_en: str
    remark: str


@dataclass(frozen=True)
class OwnerName:
    """How a kind of responsible unit is called."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, eq=False)
class Edition:
    """One version of classes and rules with the units and calendars of the moment. Compared by identity: it is kept."""

    version_id: int
    number: int
    majors: tuple[Major, ...]
    minors: Mapping[int, Minor]
    units: Mapping[int, Unit]
    rules: tuple[Rule, ...]
    owner_kinds: Mapping[str, OwnerName]
    calendars: Mapping[str, Dated]

    def minor_by_code(self, kind: str, code: str) -> Minor | None:
        """The class of ``kind`` with the four digits."""
        return self._by_code.get((kind, code))

    def calendar_for(self, minor: Minor | None, unit_id: int | None) -> Dated:
        """The calendar of the class, else of the unit, else of the city."""
        unit = None if unit_id is None else self.units.get(unit_id)
        for code in (minor.calendar if minor else "", unit.calendar if unit else "", STANDARD):
            if code in self.calendars:
                return self.calendars[code]
        raise NoCatalogue(_("There is no working calendar “city” yet: run `wangge migrate`, which makes it."))

    def units_of(self, owner_kind: str) -> tuple[Unit, ...]:
        """The open units of a kind, in the order of their codes."""
        return self._by_owner.get(owner_kind, ())

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], Minor]:
        return {(minor.kind, minor.code): minor for minor in self.minors.values()}

    @cached_property
    def _by_owner(self) -> dict[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {}
        for unit in sorted(self.units.values(), key=lambda one: one.code):
            found.setdefault(unit.owner_kind, []).append(unit)
        return {owner: tuple(units) for owner, units in found.items()}


def name_of(named: Major | Minor | Unit | Scope | OwnerName) -> str:
    """Its name in the active language; the Chinese one where the city gave no other."""
    return in_language(named.name_zh, named.name_en)


def in_language(chinese: str, english: str) -> str:
    """Of two names the one in the active language; the Chinese one where the city gave no other."""
    return chinese if active_language() == CHINESE else english or chinese
