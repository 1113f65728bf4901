"""What people read for the code of a reason, in the active language."""

from wangge.cases.reasons import Reason
from wangge.language import _


def reason_words(reason: str) -> str:
    """The words of a reason; empty for none."""
    return _WORDS[Reason(reason)]() if reason else ""


_WORDS = {
    Reason.NOT_THERE: lambda: _("nothing found at the place"),
    Reason.NOT_OURS: lambda: _("not a matter of this service"),
    Reason.ALREADY_KNOWN: lambda: _("known already"),
    Reason.NO_CONDITION_MET: lambda: _("no filing condition is met"),
    Reason.PRIVATE_MATTER: lambda: _("a private matter"),
    Reason.FOR_ANOTHER_OFFICE: lambda: _("a matter for another office"),
    Reason.UNCLEAR: lambda: _("not clear enough"),
    Reason.OTHER_OWNER: lambda: _("another unit owns it"),
    Reason.WRONG_PLACE: lambda: _("the place is wrong"),
    Reason.WORKS: lambda: _("building works"),
    Reason.SEASON: lambda: _("the season"),
    Reason.MATERIAL: lambda: _("material is missing"),
    Reason.WEATHER: lambda: _("the weather"),
    Reason.NEEDS_OTHERS: lambda: _("others have to take part"),
    Reason.NOT_FIXED: lambda: _("not fixed"),
    Reason.PARTLY_FIXED: lambda: _("partly fixed"),
    Reason.CAME_BACK: lambda: _("it came back"),
    Reason.BEYOND_OUR_MEANS: lambda: _("beyond our means"),
    Reason.EVIDENT: lambda: _("evident without a visit"),
    Reason.ENTERED_BY_MISTAKE: lambda: _("entered by mistake"),
    Reason.TEST_ENTRY: lambda: _("a test entry"),
    Reason.OVERDUE: lambda: _("overdue"),
    Reason.DANGER: lambda: _("danger"),
    Reason.REPORTER_SAYS_NO: lambda: _("the reporter says it is not fixed"),
    Reason.SAMPLE_FAILED: lambda: _("a sample check failed"),
    Reason.RULE: lambda: _("by rule"),
    Reason.LEFT: lambda: _("somebody left"),
    Reason.STANDS_IN: lambda: _("another stands in"),
    Reason.NEW_PLAN: lambda: _("a new grid plan"),
    Reason.OTHER: lambda: _("another reason"),
}
