"""What the middle of the intake desk shows and offers for one case: class, deeds, and which of them comes first."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from wangge.accounts.permissions import Permission
from wangge.cases.deed_words import deed_words
from wangge.cases.intake_desk import Opened
from wangge.cases.models import Case
from wangge.cases.phrases import phrase_for
from wangge.cases.reason_words import reason_words
from wangge.cases.reasons import FOR_FILING_UNVERIFIED, FOR_REFUSING, Reason
from wangge.cases.workflow import Verb
from wangge.catalogue.class_choices import chosen_option, class_options
from wangge.catalogue.contents import Condition, Edition, Minor
from wangge.language import _
from wangge.territory.actors import Actor

_MORE = (Verb.ESCALATE, Verb.COMMENT, Verb.NOTE, Verb.ASK_VOID)


@dataclass(frozen=True)
class Filing:
    """Whether it can be filed now: ``trouble`` says why not; ``reasons`` are asked where nobody has seen it."""

    trouble: str
    reasons: tuple[tuple[str, str], ...]


def page_of(opened: Opened, edition: Edition, *, by: Actor) -> dict[str, object]:
    """The choices of the template."""
    minor = _in_edition(opened.case, edition)
    chosen = _chosen(opened.case, minor)
    filing = _filing(opened, by)
    return {
        "opened": opened,
        "case": opened.case,
        "minor": minor,
        "chosen": chosen,
        "options": class_options(edition),
        "offered": () if chosen else _offered(minor, opened),
        "filing": filing,
        "primary": _primary(opened, filing),
        "reasons": [(code.value, reason_words(code), phrase_for(code)) for code in _last(FOR_REFUSING)],
        "more": [(verb, deed_words(verb)) for verb in _MORE if verb in opened.possible],
    }


def _in_edition(case: Case, edition: Edition) -> Minor | None:
    """Its class as the edition in force has it: a case may have been reported under the one before."""
    return edition.minor_by_code(case.minor.major.kind, case.minor.code) if case.minor else None


def _chosen(case: Case, minor: Minor | None) -> SafeString | str:
    """The option that is chosen already; empty where somebody has to choose."""
    if minor is None:
        return ""
    code = case.condition.code if case.condition else ""
    met = [one for one in minor.conditions if one.code == code or len(minor.conditions) == 1]
    return chosen_option(minor, met[0]) if met else ""


def _offered(minor: Minor | None, opened: Opened) -> list[tuple[Minor, Condition]]:
    """What to choose from at one touch: the conditions of the class, else the likely classes by their first one."""
    if minor is not None:
        return [(minor, one) for one in minor.conditions]
    return [(one, one.conditions[0]) for one in opened.suggested if one.conditions]


def _filing(opened: Opened, by: Actor) -> Filing:
    evidence, case = opened.evidence, opened.case
    urgent = case.minor is not None and case.minor.urgent
    if evidence.seen or (urgent and not evidence.refuted):
        return Filing("", ())
    if by.may_at(Permission.FILE_UNVERIFIED, case.community_id):
        return Filing("", tuple((code.value, reason_words(code)) for code in _last(FOR_FILING_UNVERIFIED)))
    if evidence.pending:
        return Filing(_("Somebody is asked to look at it on the spot; it can be filed when they have seen it."), ())
    if evidence.refuted:
        return Filing(_("Somebody looked and says that it is not so: do not file it, or have it verified again."), ())
    return Filing(_("Nobody has seen it yet: send it to verification first, then it can be filed."), ())


def _primary(opened: Opened, filing: Filing) -> str:
    """The deed that nearly always comes next; empty while others are at work."""
    if opened.evidence.refuted:
        wanted = Verb.REFUSE_FILING
    elif filing.trouble:
        wanted = Verb.SEND_TO_VERIFY
    else:
        wanted = Verb.FILE if not (filing.reasons and opened.evidence.pending) else Verb.REPORT
    return wanted if wanted in opened.possible else ""


def _last(codes: frozenset[Reason]) -> list[Reason]:
    """In one order for every page, "another reason" at the end."""
    return sorted(codes, key=lambda code: (code is Reason.OTHER, list(Reason).index(code)))
