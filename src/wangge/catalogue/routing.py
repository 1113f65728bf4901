"""Which unit a case goes to and why (R-20): pure over an edition, so that every answer can be tested and explained."""

from dataclasses import dataclass, replace
from enum import StrEnum

from wangge.catalogue.contents import Edition, Major, Minor, Rule, Unit, in_language, name_of
from wangge.language import _


class Why(StrEnum):
    """What decided, or what kept the rules from deciding."""

    OWNER = "owner"  # the register names who owns the component
    RULE = "rule"
    ONLY_UNIT = "only_unit"  # no rule fits, but one unit alone answers for the class there
    SEVERAL_UNITS = "several_units"
    NO_UNIT = "no_unit"


class Misfit(StrEnum):
    """Why a rule does not hold for a case; the first that applies."""

    AREA = "area"
    KIND = "kind"
    CLASS = "class"
    OWNER_KIND = "owner_kind"
    CLOSED = "closed"


@dataclass(frozen=True)
class Route:
    """The unit, or None where a dispatcher must choose; ``candidates`` are the units that the choice lay between.

    ``owner_elsewhere`` is the registered owner where it was passed over, because the place lies outside its area.
    """

    unit_id: int | None
    rule_number: int | None
    why: Why
    candidates: tuple[int, ...] = ()
    owner_elsewhere: int | None = None


@dataclass(frozen=True)
class Trace:
    """One rule that was considered; ``misfit`` None for the one that decided."""

    rule: Rule
    misfit: Misfit | None


def route(edition: Edition, *, community_code: str, minor: Minor, owner_unit_id: int | None = None) -> Route:
    """The registered owner; else the first rule that fits; else the only unit of the class's kind, nearest area first.

    A unit that has closed is passed over, as owner and in rules; so is an owner whose area does not contain the place.
    """
    owner = edition.units.get(owner_unit_id) if owner_unit_id is not None else None
    if owner is None:
        return _without_owner(edition, community_code, minor)
    if owner.area.contains(community_code):
        return Route(owner.id, None, Why.OWNER)
    return replace(_without_owner(edition, community_code, minor), owner_elsewhere=owner.id)


def _without_owner(edition: Edition, community_code: str, minor: Minor) -> Route:
    rule = next((rule for rule in edition.rules if _misfit(edition, rule, community_code, minor) is None), None)
    if rule is not None:
        return Route(rule.unit_id, rule.number, Why.RULE)
    return _by_kind(edition, community_code, minor)


def trace(edition: Edition, *, community_code: str, minor: Minor) -> tuple[Trace, ...]:
    """The rules in their order, each with why it does not fit, as far as the one that decides."""
    considered = []
    for rule in edition.rules:
        considered.append(Trace(rule, _misfit(edition, rule, community_code, minor)))
        if considered[-1].misfit is None:
            break
    return tuple(considered)


def units_for(edition: Edition, minor: Minor, community_code: str) -> tuple[Unit, ...]:
    """Units that a dispatcher may well mean: those of the class's kind whose area contains the place, nearest first."""
    there = [unit for unit in edition.units_of(minor.owner_kind) if unit.area.contains(community_code)]
    return tuple(sorted(there, key=lambda unit: (unit.area.kind.width, unit.code)))


def explain(edition: Edition, chosen: Route, minor: Minor) -> str:
    """Why this unit, or why none, in one sentence of the active language."""
    why = _explain_choice(edition, chosen, minor)
    if chosen.owner_elsewhere is None:
        return why
    owner = edition.units[chosen.owner_elsewhere]
    sentence = _("the registered owner, {unit}, works in {area}, and the place lies elsewhere; {why}")
    return sentence.format(unit=name_of(owner), area=name_of(owner.area), why=why)


def _explain_choice(edition: Edition, chosen: Route, minor: Minor) -> str:
    if chosen.why is Why.RULE:
        return _explain_rule(edition, chosen)
    if chosen.why is Why.OWNER and chosen.unit_id is not None:
        owner = name_of(edition.units[chosen.unit_id])
        return _("the component register names the owner: {unit}").format(unit=owner)
    owner_kind = _owner_name(edition, minor.owner_kind)
    if chosen.why is Why.ONLY_UNIT and chosen.unit_id is not None:
        unit = edition.units[chosen.unit_id]
        sentence = _("the only unit for “{owner}” in {area}: {unit}")
        return sentence.format(owner=owner_kind, area=name_of(unit.area), unit=name_of(unit))
    if chosen.why is Why.SEVERAL_UNITS:
        names = _("; ").join(name_of(edition.units[unit]) for unit in chosen.candidates)
        return _("several units for “{owner}”, and no rule chooses: {units}").format(owner=owner_kind, units=names)
    return _("no rule fits, and no unit for “{owner}” works there").format(owner=owner_kind)


def explain_misfit(edition: Edition, considered: Trace, minor: Minor) -> str:
    """Why a considered rule decided, or did not, in one sentence of the active language."""
    rule = considered.rule
    if considered.misfit is None:
        return _("rule {number} fits").format(number=rule.number)
    return _misfits()[considered.misfit].format(
        number=rule.number,
        area=name_of(rule.area),
        kind=_kind_words(rule.kind),
        digits=rule.class_code,
        minor=minor.code,
        owner=_owner_name(edition, rule.owner_kind),
        unit=in_language(rule.unit_name_zh, rule.unit_name_en),
    )


def _misfit(edition: Edition, rule: Rule, community_code: str, minor: Minor) -> Misfit | None:
    if not rule.area.contains(community_code):
        return Misfit.AREA
    if rule.kind not in {"", minor.kind}:
        return Misfit.KIND
    if not minor.code.startswith(rule.class_code):
        return Misfit.CLASS
    if rule.owner_kind not in {"", minor.owner_kind}:
        return Misfit.OWNER_KIND
    return None if rule.unit_id in edition.units else Misfit.CLOSED


def _by_kind(edition: Edition, community_code: str, minor: Minor) -> Route:
    """Whoever answers for the class in the narrowest area around the community, if that is one unit alone."""
    there = units_for(edition, minor, community_code)
    if not minor.owner_kind or not there:
        return Route(None, None, Why.NO_UNIT)
    nearest = [unit.id for unit in there if unit.area.kind is there[0].area.kind]
    if len(nearest) > 1:
        return Route(None, None, Why.SEVERAL_UNITS, tuple(nearest))
    return Route(nearest[0], None, Why.ONLY_UNIT)


def _explain_rule(edition: Edition, chosen: Route) -> str:
    rule = next(rule for rule in edition.rules if rule.number == chosen.rule_number)
    sentence = _("{what}, {area}, rule {number}: {unit}")
    return sentence.format(
        what=_scope_words(edition, rule),
        area=name_of(rule.area),
        number=rule.number,
        unit=in_language(rule.unit_name_zh, rule.unit_name_en),
    )


def _scope_words(edition: Edition, rule: Rule) -> str:
    """What the rule is about: its class, else the kind of owner, else the kind of case."""
    if rule.class_code:
        return _class_name(edition, rule)
    if rule.owner_kind:
        return _owner_name(edition, rule.owner_kind)
    return _kind_words(rule.kind)


def _kind_words(kind: str) -> str:
    return {"component": _("components"), "event": _("events")}.get(kind, _("all classes"))


def _class_name(edition: Edition, rule: Rule) -> str:
    every: list[Major | Minor] = [*edition.majors, *edition.minors.values()]
    named = [one for one in every if one.code == rule.class_code and rule.kind in {"", one.kind}]
    return " / ".join(name_of(one) for one in named) or rule.class_code


def _owner_name(edition: Edition, owner_kind: str) -> str:
    owner = edition.owner_kinds.get(owner_kind)
    return name_of(owner) if owner else owner_kind


def _misfits() -> dict[Misfit, str]:
    return {
        Misfit.AREA: _("rule {number} is for {area}, and the place lies elsewhere"),
        Misfit.KIND: _("rule {number} is for {kind}, and the case is something else"),
        Misfit.CLASS: _("rule {number} is for class {digits}, and the case is of class {minor}"),
        Misfit.OWNER_KIND: _("rule {number} is for classes that “{owner}” answers for, and this is none of them"),
        Misfit.CLOSED: _("rule {number} names {unit}, which has closed"),
    }
