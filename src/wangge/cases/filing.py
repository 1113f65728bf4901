"""What a case is: class and filing condition from the catalogue, by the codes that people and programs send."""

from dataclasses import dataclass
from typing import Any

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case
from wangge.cases.refusals import Missing
from wangge.catalogue.class_words import kind_words
from wangge.catalogue.editions import Condition, Edition, Minor, edition
from wangge.language import _


@dataclass(frozen=True)
class Filing:
    """A minor class and one of its filing conditions; without the condition only the class is known yet."""

    minor: Minor
    condition: Condition | None


def filing_by_codes(edition: Edition, kind: str, minor_code: str, condition_code: str) -> Filing:
    """The class ``minor_code`` (four digits) of ``kind``, and its condition; Unusable for codes that do not exist."""
    minor = edition.minor_by_code(kind, minor_code) if kind else None
    if minor is None:
        sentence = _("The catalogue has no class {code} of kind {kind}: choose one that it lists")
        raise Unusable(sentence.format(code=minor_code or "?", kind=kind_words(kind)))
    if not condition_code:
        return Filing(minor, None)
    return Filing(minor, condition_of(minor, condition_code))


def condition_of(minor: Minor, code: str) -> Condition:
    """The filing condition ``code`` of the class; Unusable where it has none such."""
    for condition in minor.conditions:
        if condition.code == code:
            return condition
    sentence = _("Class {minor} has no filing condition {code}; it has {known}")
    known = ", ".join(one.code for one in minor.conditions)
    raise Unusable(sentence.format(minor=minor.code, code=code, known=known))


def urgent_condition(minor: Minor) -> Condition:
    """The condition that counts when an urgent class comes without one: the shortest limit on the safe side."""
    urgent = [one for one in minor.conditions if one.limit.unit == "urgent_hour"] or list(minor.conditions)
    return min(urgent, key=lambda one: one.limit.amount)


def complete_filing(edition: Edition, kind: str, minor_code: str, condition_code: str) -> Filing:
    """Class and condition, both; Missing where the condition is left out."""
    filing = filing_by_codes(edition, kind, minor_code, condition_code)
    if filing.condition is None:
        sentence = _("A case of class {minor} is filed with one of its conditions: choose from {known}")
        known = ", ".join(one.code for one in filing.minor.conditions)
        raise Missing(sentence.format(minor=filing.minor.code, known=known))
    return filing


def condition_given(filing: Filing) -> Condition:
    """The condition of a filing that is known to be complete: a constraint of the table keeps it so for filed cases."""
    assert filing.condition is not None
    return filing.condition


def class_columns(case: Case, filing: Filing) -> dict[str, Any]:
    """The columns of a case that is of this class; a component of another class was beside it, not it."""
    return {
        "minor_id": filing.minor.id,
        "condition_id": filing.condition.id if filing.condition else None,
        "urgent": filing.minor.urgent,
        "component_id": case.component_id if owner_of(case, filing.minor) else None,
    }


def owner_of(case: Case, minor: Minor) -> int | None:
    """Who owns the component that the case is about, by the register; None for an event or a piece of another class."""
    piece = case.component
    return piece.owner_id if piece and (minor.kind, minor.code) == ("component", piece.class_code) else None


def filing_of(case: Case, current: Edition) -> Filing:
    """What a case is, by the edition that it was filed under; Missing for a case without class or condition."""
    if case.minor is None or case.condition_id is None:
        raise Missing(_("Case {number} has no class and condition yet: file it first").format(number=case.number))
    minor = current.minors.get(case.minor.pk) or edition(case.minor.major.version_id).minors[case.minor.pk]
    condition = next(one for one in minor.conditions if one.id == case.condition_id)
    return Filing(minor, condition)
