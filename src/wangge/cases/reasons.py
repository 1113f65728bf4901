"""Why something was done, as codes: steps keep a code and never free words; what a city adds goes into the notes."""

from enum import StrEnum

from wangge.accounts.refusals import Unusable
from wangge.language import _


class Reason(StrEnum):
    """The code of a reason; screens translate it."""

    # Not filed.
    NOT_THERE = "not_there"
    NOT_OURS = "not_ours"
    ALREADY_KNOWN = "already_known"
    NO_CONDITION_MET = "no_condition_met"
    PRIVATE_MATTER = "private_matter"
    FOR_ANOTHER_OFFICE = "for_another_office"
    UNCLEAR = "unclear"
    # Returned.
    OTHER_OWNER = "other_owner"
    WRONG_PLACE = "wrong_place"
    # More time.
    WORKS = "works"
    SEASON = "season"
    MATERIAL = "material"
    WEATHER = "weather"
    NEEDS_OTHERS = "needs_others"
    # Check and rework.
    NOT_FIXED = "not_fixed"
    PARTLY_FIXED = "partly_fixed"
    CAME_BACK = "came_back"
    # Upwards, filed without verification, void, supervision, reopening, appeal.
    BEYOND_OUR_MEANS = "beyond_our_means"
    EVIDENT = "evident"
    ENTERED_BY_MISTAKE = "entered_by_mistake"
    TEST_ENTRY = "test_entry"
    OVERDUE = "overdue"
    DANGER = "danger"
    REPORTER_SAYS_NO = "reporter_says_no"
    SAMPLE_FAILED = "sample_failed"
    RULE = "rule"
    LEFT = "left"
    STANDS_IN = "stands_in"
    NEW_PLAN = "new_plan"
    OTHER = "other"


FOR_REFUTING = frozenset(
    {
        Reason.NOT_THERE,
        Reason.ALREADY_KNOWN,
        Reason.NO_CONDITION_MET,
        Reason.PRIVATE_MATTER,
        Reason.UNCLEAR,
        Reason.OTHER,
    }
)
FOR_FILING_UNVERIFIED = frozenset({Reason.EVIDENT, Reason.DANGER, Reason.OTHER})
FOR_REFUSING = frozenset(
    {
        Reason.NOT_THERE,
        Reason.NOT_OURS,
        Reason.ALREADY_KNOWN,
        Reason.NO_CONDITION_MET,
        Reason.PRIVATE_MATTER,
        Reason.FOR_ANOTHER_OFFICE,
        Reason.UNCLEAR,
        Reason.OTHER,
    }
)
FOR_RETURNING = frozenset({Reason.OTHER_OWNER, Reason.WRONG_PLACE})
FOR_EXTENDING = frozenset({Reason.WORKS, Reason.SEASON, Reason.MATERIAL, Reason.WEATHER, Reason.NEEDS_OTHERS})
FOR_SUSPENDING = frozenset({Reason.WORKS, Reason.SEASON, Reason.MATERIAL})
FOR_REWORK = frozenset({Reason.NOT_FIXED, Reason.PARTLY_FIXED, Reason.CAME_BACK})
FOR_ESCALATING = frozenset({Reason.BEYOND_OUR_MEANS, Reason.NEEDS_OTHERS, Reason.DANGER, Reason.OTHER})
FOR_VOIDING = frozenset({Reason.ENTERED_BY_MISTAKE, Reason.TEST_ENTRY, Reason.OTHER})
FOR_SUPERVISING = frozenset({Reason.OVERDUE, Reason.DANGER, Reason.OTHER})
FOR_REOPENING = frozenset({Reason.SAMPLE_FAILED, Reason.CAME_BACK})
FOR_APPEALING = frozenset({Reason.WEATHER, Reason.MATERIAL, Reason.NEEDS_OTHERS, Reason.WRONG_PLACE, Reason.OTHER})


def reason_among(reason: str, among: frozenset[Reason]) -> Reason:
    """The reason of this code; Unusable, naming those that are possible, for any other."""
    found = next((one for one in among if one == reason), None)
    if found is None:
        sentence = _("{reason} is no reason for this: give one of {known}")
        raise Unusable(sentence.format(reason=reason or "?", known=", ".join(sorted(among))))
    return found
