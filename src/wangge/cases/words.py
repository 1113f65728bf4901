"""What screens and sentences say for states and verbs, in the active language."""

from wangge.cases.workflow import State, Verb
from wangge.language import _


def state_words(state: str) -> str:
    """The word of the state."""
    return {
        State.REPORTED: _("waiting for intake"),
        State.VERIFYING: _("being verified"),
        State.TAKEN_IN: _("waiting to be filed"),
        State.FILED: _("waiting for dispatch"),
        State.DISPATCHED: _("waiting for the unit to acknowledge"),
        State.IN_PROGRESS: _("in progress"),
        State.RETURNED: _("returned"),
        State.SUSPENDED: _("suspended"),
        State.RESOLVED: _("resolved"),
        State.CHECKING: _("waiting for the check"),
        State.REWORK: _("in rework"),
        State.CHECKED: _("waiting to be closed"),
        State.REOPENED: _("reopened"),
        State.CLOSED: _("closed"),
        State.NOT_FILED: _("not filed"),
        State.MERGED: _("merged"),
        State.SELF_HANDLED: _("handled on the spot"),
        State.VOID: _("void"),
    }[State(state)]


def verb_words(verb: str) -> str:
    """The word of the verb, as a thing that one does."""
    return _VERBS[Verb(verb)]()


_VERBS = {
    Verb.REPORT: lambda: _("reporting"),
    Verb.HANDLE_ON_THE_SPOT: lambda: _("handling on the spot"),
    Verb.SEND_TO_VERIFY: lambda: _("sending to verification"),
    Verb.VERIFY: lambda: _("verifying"),
    Verb.REFUTE: lambda: _("reporting that it is not so"),
    Verb.TAKE_IN: lambda: _("taking in"),
    Verb.FILE: lambda: _("filing"),
    Verb.REFUSE_FILING: lambda: _("refusing to file"),
    Verb.MERGE: lambda: _("merging"),
    Verb.CHANGE_CLASS: lambda: _("changing the class"),
    Verb.ESCALATE: lambda: _("escalating"),
    Verb.DISPATCH: lambda: _("dispatching"),
    Verb.REDISPATCH: lambda: _("re-dispatching"),
    Verb.SEND_BACK: lambda: _("sending back to intake"),
    Verb.ACKNOWLEDGE: lambda: _("acknowledging"),
    Verb.ACKNOWLEDGE_PART: lambda: _("acknowledging a part"),
    Verb.ASSIGN: lambda: _("assigning a handler"),
    Verb.RETURN: lambda: _("returning"),
    Verb.RETURN_PART: lambda: _("returning a part"),
    Verb.ASK_EXTENSION: lambda: _("asking for an extension"),
    Verb.GRANT_EXTENSION: lambda: _("granting an extension"),
    Verb.REFUSE_EXTENSION: lambda: _("refusing an extension"),
    Verb.ASK_SUSPENSION: lambda: _("asking for a suspension"),
    Verb.REFUSE_SUSPENSION: lambda: _("refusing a suspension"),
    Verb.SUSPEND: lambda: _("suspending"),
    Verb.RESUME: lambda: _("resuming"),
    Verb.RESOLVE_PART: lambda: _("resolving a part"),
    Verb.RESOLVE: lambda: _("resolving"),
    Verb.SEND_TO_CHECK: lambda: _("sending to the check"),
    Verb.CHECK: lambda: _("checking"),
    Verb.SEND_TO_REWORK: lambda: _("sending to rework"),
    Verb.REWORK_PART: lambda: _("sending a part to rework"),
    Verb.FIND_UNHANDLED: lambda: _("finding it not handled"),
    Verb.CLOSE: lambda: _("closing"),
    Verb.REOPEN: lambda: _("reopening"),
    Verb.ASK_VOID: lambda: _("asking to void"),
    Verb.REFUSE_VOID: lambda: _("refusing to void"),
    Verb.VOID: lambda: _("voiding"),
    Verb.SUPERVISE: lambda: _("a supervision order"),
    Verb.ASK_APPEAL: lambda: _("appealing"),
    Verb.REVIEW_APPEAL: lambda: _("reviewing an appeal"),
    Verb.COMMENT: lambda: _("commenting"),
    Verb.NOTE: lambda: _("an internal note"),
    Verb.ADD_PHOTO: lambda: _("adding a photo"),
    Verb.FOLLOW_UP: lambda: _("the follow-up"),
    Verb.WARN: lambda: _("warning"),
    Verb.MARK_OVERDUE: lambda: _("marking overdue"),
    Verb.REHOME: lambda: _("moving to another grid"),
    Verb.HAND_OVER: lambda: _("handing over"),
}
