"""Answers to reporters whose report is not filed, by reason: to choose and to edit, in the language of the reader."""

from wangge.cases.reasons import Reason
from wangge.language import _


def phrase_for(reason: str) -> str:
    """What may be answered for a reason; empty where own words are needed."""
    return _PHRASES[Reason(reason)]() if reason in _PHRASES else ""


def closing_phrase(outcome: str) -> str:
    """What may be answered when a case is closed with this outcome; empty where own words are needed."""
    return (
        _("Thank you for your report. It was resolved, and somebody looked at the place.") if outcome == "fixed" else ""
    )


_PHRASES = {
    Reason.NOT_THERE: lambda: _(
        "Thank you for your report. We looked at the place and did not find it any more. If you see it again, please"
        " report it with a photo."
    ),
    Reason.NOT_OURS: lambda: _(
        "Thank you for your report. This service cannot take it up; the service centre of your community tells you who"
        " can."
    ),
    Reason.ALREADY_KNOWN: lambda: _("Thank you for your report. It is known already and somebody is at work on it."),
    Reason.NO_CONDITION_MET: lambda: _(
        "Thank you for your report. What is to be seen now does not reach the measure from which we send somebody. If"
        " it gets worse, please report it again."
    ),
    Reason.PRIVATE_MATTER: lambda: _(
        "Thank you for your report. It is a matter between neighbours; if all agree, the mediation station of your"
        " community helps you free of charge."
    ),
    Reason.FOR_ANOTHER_OFFICE: lambda: _(
        "Thank you for your report. Another office is in charge of it; please call 12345, where it is passed on."
    ),
    Reason.UNCLEAR: lambda: _(
        "Thank you for your report. We could not find out where or what it is. Please report it again with the place"
        " and, if you can, a photo."
    ),
}
