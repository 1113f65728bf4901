"""What the rows of a catalogue say of one another and of the city: classes, owners, areas, units that must exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wangge.catalogue.class_words import kind_words
from wangge.catalogue.draft import CalendarDraft, Draft
from wangge.catalogue.limits import LimitUnit
from wangge.catalogue.sheetrows import KINDS, MinorRow, RuleRow
from wangge.language import _

Key = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What the city has already: areas and open organisations by code with their ids, and codes of calendars."""

    areas: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    calendars: frozenset[str] = frozenset()


@dataclass
class Named:
    """What the rows of one sheet name, bad rows too, so that one bad row does not make ten others bad."""

    first: dict[Key, int] = field(default_factory=dict)
    classes: dict[Key, int] = field(default_factory=dict)  # how many rows begin with kind, major and minor

    def add(self, key: Key, number: int) -> int:
        """The number of the first row that named it."""
        self.classes[key[:3]] = self.classes.get(key[:3], 0) + 1
        return self.first.setdefault(key, number)


@dataclass(frozen=True)
class Fault:
    """A row that reads well by itself but does not fit the others."""

    sheet: str
    row: object
    sentence: str


def key_part(cell: str) -> str:
    """A cell of a row's key as it is compared: zeros that a spreadsheet took away are put back."""
    return KINDS.get(cell, cell.lower()).zfill(2)


def faults_of(draft: Draft, named: Mapping[str, Named], known: Known) -> Iterator[Fault]:
    """Every fault of every row, at most one a row."""
    sentences = _Sentences(draft, named, known)
    for minor in draft.minors:
        yield from _faults("minor_classes", minor, sentences.of_minor(minor))
    for name, conditions in (("filing_conditions", draft.filing), ("closure_conditions", draft.closure)):
        for condition in conditions:
            if not sentences.has_minor(condition.kind, condition.minor):
                yield from _faults(name, condition, _no_class(condition.kind, condition.minor))
    for rule in draft.rules or ():
        yield from _faults("routing_rules", rule, sentences.of_rule(rule))
    if draft.calendars is not None:
        yield from calendar_faults(draft.calendars, named)


def calendar_faults(draft: CalendarDraft, named: Mapping[str, Named]) -> Iterator[Fault]:
    """Days of calendars that are not in the sheet."""
    for row in draft.days:
        if (key_part(row.calendar),) not in named["calendars"].first:
            sentence = _("there is no calendar “{code}” in the sheet calendars.")
            yield Fault("calendar_days", row, sentence.format(code=row.calendar))


@dataclass(frozen=True)
class _Sentences:
    """What is wrong with a row, "" for nothing."""

    draft: Draft
    named: Mapping[str, Named]
    known: Known
    twins: dict[tuple[str, str], str] = field(default_factory=dict)

    def of_minor(self, row: MinorRow) -> str:
        key = (row.kind, row.code[:2], row.code[2:])
        if key[:2] not in self.named["major_classes"].first:
            return _("there is no major class {code} of kind {kind}.").format(
                code=row.code[:2], kind=kind_words(row.kind)
            )
        if not self._has_owner(row.owner_kind):
            return _no_owner(row.owner_kind)
        if row.calendar and not self._has_calendar(row.calendar):
            return _("there is no calendar “{code}”.").format(code=row.calendar[:30])
        twin = self.twins.setdefault((row.kind, row.name_zh), row.code)
        if twin != row.code:
            return _("class {code} has the same name; whoever chooses could not tell them apart.").format(code=twin)
        return self._conditions_fault(row, key)

    def of_rule(self, row: RuleRow) -> str:
        if row.area not in self.known.areas:
            return _("there is no area {code}; give the 12 digits of an area of the city.").format(code=row.area)
        if row.unit not in self.known.units:
            return _("there is no open unit {code} in the organisation tree.").format(code=row.unit)
        if row.owner_kind and not self._has_owner(row.owner_kind):
            return _no_owner(row.owner_kind)
        if row.class_code and not self._has_class(row.kind, row.class_code):
            return _no_class(row.kind or _("any"), row.class_code)
        return ""

    def has_minor(self, kind: str, code: str) -> bool:
        return (kind, code[:2], code[2:]) in self.named["minor_classes"].first

    def _has_class(self, kind: str, code: str) -> bool:
        kinds = [kind] if kind else ["component", "event"]
        if len(code) == 2:
            return any((one, code) in self.named["major_classes"].first for one in kinds)
        return any(self.has_minor(one, code) for one in kinds)

    def _has_owner(self, code: str) -> bool:
        return (key_part(code),) in self.named["owner_kinds"].first

    def _has_calendar(self, code: str) -> bool:
        sheet = self.named.get("calendars", Named())
        return code in self.known.calendars or (key_part(code),) in sheet.first

    def _conditions_fault(self, row: MinorRow, key: Key) -> str:
        if key not in self.named["filing_conditions"].classes:
            return _("the class has no filing condition; give it one at least.")
        if key not in self.named["closure_conditions"].classes:
            return _("the class has no closure condition; give it one at least.")
        units = [one.unit for one in self.draft.filing if (one.kind, one.minor) == (row.kind, row.code)]
        if len(units) < self.named["filing_conditions"].classes[key]:
            return ""  # one of them is bad itself
        if row.urgent and LimitUnit.URGENT_HOUR not in units:
            return _("the class is urgent, but no filing condition of it is in urgent hours.")
        if not row.urgent and LimitUnit.URGENT_HOUR in units:
            return _("a filing condition of it is in urgent hours, so the class must be urgent.")
        return ""


def _faults(sheet: str, row: object, sentence: str) -> Iterator[Fault]:
    if sentence:
        yield Fault(sheet, row, sentence)


def _no_class(kind: str, code: str) -> str:
    return _("there is no class {code} of kind {kind}.").format(code=code, kind=kind_words(kind))


def _no_owner(code: str) -> str:
    return _("there is no kind of unit “{code}” in the sheet owner_kinds.").format(code=code[:30])
