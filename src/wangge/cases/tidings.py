"""What a step means to who follows the case: messages in their own language, or a call for who is to be called.

Pure over rows that were read: ``actions/tidings.py`` reads the steps by cursor and writes the drafts. What units,
desks and holders of orders hear is in ``tidings_inside``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from wangge.accounts.vaults import vault
from wangge.cases.models import CaseStep, Follower
from wangge.cases.moments import deadline_words
from wangge.cases.reason_words import reason_words
from wangge.cases.reports import follower_token
from wangge.cases.workflow import State, Verb
from wangge.catalogue.contents import in_language
from wangge.language import CHINESE, _, speaking
from wangge.messages.models import Channel
from wangge.messages.outbox import Draft
from wangge.messages.timing import SMS_QUIET
from wangge.territory.desks import CENTRE
from wangge.trust.vault import VaultError


@dataclass(frozen=True)
class Setting:
    """What the words need beside the step: the moment, the city's zone, the address of the public site.

    ``addresses`` are those of the followers, by their ids: each contact is opened once, however many steps it hears of.
    """

    now: datetime
    zone: ZoneInfo
    site: str
    addresses: Mapping[int, str | None]

    def until(self, due_at: datetime | None) -> str:
        """A deadline in the active language; nothing where there is none."""
        return deadline_words(due_at, self.now, self.zone) if due_at else ""

    @property
    def morning(self) -> datetime | None:
        """When the night ends in which nobody is rung; None by day."""
        return SMS_QUIET.end_after(self.now, self.zone)

    def by_day(self) -> "Setting":
        """The same when it is read: what waits for the morning must not call that day tomorrow."""
        return replace(self, now=self.morning or self.now)


def follower_drafts(
    step: CaseStep, followers: Sequence[Follower], answers: Sequence[str], setting: Setting
) -> Iterator[Draft]:
    """A message, or a call to be made, for each follower; ``answers`` are the public words beside the step."""
    if not is_told(step):
        return
    for follower in followers:
        draft = _message(step, follower, answers, setting) or _call(step, follower, answers, setting)
        if draft is not None:
            yield draft


_TOLD = frozenset(
    {
        Verb.REPORT, Verb.DISPATCH, Verb.REDISPATCH, Verb.REFUSE_FILING, Verb.MERGE, Verb.GRANT_EXTENSION, Verb.SUSPEND,
        Verb.RESUME, Verb.RESOLVE, Verb.SEND_TO_REWORK, Verb.FIND_UNHANDLED, Verb.CLOSE, Verb.REOPEN, Verb.VOID,
        Verb.HANDLE_ON_THE_SPOT,
    }
)  # fmt: skip
_TOLD_WITH_A_DEADLINE = frozenset({Verb.RETURN_PART, Verb.CHANGE_CLASS})  # only where the lead's was reckoned anew


def without_prelude(steps: Sequence[CaseStep]) -> list[CaseStep]:
    """The steps without those that open a case again and send it on in the same moment: that is told, with its date."""
    sent_on = {(step.case_id, step.at) for step in steps if step.verb == Verb.SEND_TO_REWORK}
    return [step for step in steps if step.verb != Verb.REOPEN or (step.case_id, step.at) not in sent_on]


def is_told(step: CaseStep) -> bool:
    """Whether followers hear of it.

    What a supporting unit is granted is told only where it is of no order: then it moves what a follower was told. What
    such a unit gives back last begins the lead's limit anew.
    """
    if step.verb == Verb.GRANT_EXTENSION:
        return step.order is None or step.order.lead
    if step.verb in _TOLD_WITH_A_DEADLINE:
        return step.due_at is not None and step.after != State.SUSPENDED  # a case that rests has none until it goes on
    return step.verb in _TOLD


def _message(step: CaseStep, follower: Follower, answers: Sequence[str], setting: Setting) -> Draft | None:
    """By the channel that the follower chose; None for who has only the link, is to be called, or wants no more."""
    to_user = follower.user_id if follower.channel == Channel.INBOX else None
    address = "" if to_user is not None else setting.addresses.get(follower.pk) or ""
    if to_user is None and not address:
        return None
    at_once = _is_answer(step, setting)
    read = setting if at_once or follower.channel != Channel.SMS else setting.by_day()
    with speaking(follower.language):
        text = _with_link(_words(step, follower, answers, read), follower, setting)
    return Draft(
        f"step:{step.pk}:follower:{follower.pk}",
        Channel(follower.channel),
        step.verb,
        text,
        to_user_id=to_user,
        to_address=address,
        language=follower.language,
        urgent=at_once,
    )


def address_of(follower: Follower) -> str | None:
    """Where they are told by SMS or e-mail, empty for who is not.

    None where no key of ours opens it: one follower must not silence the case to all others.
    """
    if follower.sealed is None or follower.channel not in {Channel.SMS, Channel.EMAIL}:
        return ""
    try:
        return vault().open(bytes(follower.sealed)).split("\n", 1)[1]
    except VaultError:
        return None


def _is_answer(step: CaseStep, setting: Setting) -> bool:
    """Whoever writes at night is awake: that it came is said at once, and only then."""
    return (
        step.verb == Verb.REPORT and not step.case.on_behalf and SMS_QUIET.end_after(step.at, setting.zone) is not None
    )


def _call(step: CaseStep, follower: Follower, answers: Sequence[str], setting: Setting) -> Draft | None:
    """What the centre is to say by telephone to who agreed to it and reads no messages: who reported, or joined.

    Nobody is named here: who calls reads the contact, with the reason, and the reading is kept. That it was received
    they were told when they reported.
    """
    if not follower.may_call or follower.sealed is None or step.verb == Verb.REPORT:
        return None
    with speaking(CHINESE):
        words = _words(step, follower, answers, setting.by_day())
        sentence = _("Please call the reporter of case {number}: {words}")
        if not follower.reporter:
            sentence = _("Please call who joined case {number} as follower {follower}: {words}")
        text = sentence.format(number=follower.case.number, follower=follower.pk, words=words)
    key = f"step:{step.pk}:call:{follower.pk}"
    return Draft(key, Channel.INBOX, "call", text, to_desk=CENTRE, not_before=setting.morning)


def _words(step: CaseStep, follower: Follower, answers: Sequence[str], setting: Setting) -> str:
    unit = step.unit or step.case.unit
    words = _sentences()[Verb(step.verb)].format(
        number=follower.case.number,
        unit=in_language(unit.name_zh, unit.name_en) if unit else "",
        until=setting.until(step.due_at or step.case.due_at),
        day=step.until or "",
        answer=" ".join(answers),
        reason=reason_words(step.reason),
    )
    return " ".join(words.split())  # an answer that was not given leaves no gap


def _with_link(words: str, follower: Follower, setting: Setting) -> str:
    if not setting.site:
        return words
    link = f"{setting.site}/track/{follower_token(follower)}"
    return _("{words} {link}").format(words=words, link=link)


def _sentences() -> dict[Verb, str]:
    return {
        Verb.REPORT: _("Your report {number} was received."),
        Verb.DISPATCH: _("{unit} now has your report {number} and is to resolve it {until}."),
        Verb.REDISPATCH: _("{unit} now has your report {number} and is to resolve it {until}."),
        Verb.REFUSE_FILING: _("Report {number} is not taken up: {answer}"),
        Verb.MERGE: _("Others reported the same as {number}; you will be told how it ends."),
        Verb.GRANT_EXTENSION: _("Report {number} needs more time; it is to be resolved {until}."),
        Verb.RETURN_PART: _("Report {number} needs more time; it is to be resolved {until}."),
        Verb.CHANGE_CLASS: _("Report {number} was looked at again and is now to be resolved {until}."),
        Verb.SUSPEND: _("Report {number} rests until {day}; the reason: {reason}."),
        Verb.RESUME: _("Work on report {number} goes on; it is to be resolved {until}."),
        Verb.RESOLVE: _("{unit} says that report {number} is resolved; somebody else will look at it on the spot."),
        Verb.SEND_TO_REWORK: _(
            "Report {number} is not fixed yet; {unit} goes on with it and is to resolve it {until}."
        ),
        Verb.FIND_UNHANDLED: _("Report {number} is not fixed yet; the centre looks for a unit that does it."),
        Verb.CLOSE: _("Report {number} is done and was checked on the spot. {answer} Is it really fixed?"),
        Verb.REOPEN: _("Report {number} was taken up again."),
        Verb.VOID: _("Report {number} was entered by mistake and ends here. {answer}"),
        Verb.HANDLE_ON_THE_SPOT: _("Report {number} was handled on the spot. {answer}"),
    }
