"""What buttons say: a verb as one asks for it ("File"), where ``words`` names it as a thing that one does."""

from wangge.cases.workflow import Verb
from wangge.language import _


def deed_words(verb: str) -> str:
    """The words on the button of a verb that a person does."""
    return _DEEDS[Verb(verb)]()


_DEEDS = {
    Verb.SEND_TO_VERIFY: lambda: _("Send to verification"),
    Verb.VERIFY: lambda: _("It is so"),
    Verb.REFUTE: lambda: _("It is not so"),
    Verb.TAKE_IN: lambda: _("Take in"),
    Verb.FILE: lambda: _("File"),
    Verb.REFUSE_FILING: lambda: _("Do not file"),
    Verb.MERGE: lambda: _("Merge"),
    Verb.HANDLE_ON_THE_SPOT: lambda: _("Handled on the spot"),
    Verb.CHANGE_CLASS: lambda: _("Change class"),
    Verb.ESCALATE: lambda: _("Escalate"),
    Verb.DISPATCH: lambda: _("Dispatch"),
    Verb.REDISPATCH: lambda: _("Re-dispatch"),
    Verb.SEND_BACK: lambda: _("Send back to intake"),
    Verb.ACKNOWLEDGE: lambda: _("Acknowledge"),
    Verb.ASSIGN: lambda: _("Assign a handler"),
    Verb.RESOLVE: lambda: _("Resolve"),
    Verb.RETURN: lambda: _("Return: not ours"),
    Verb.ASK_EXTENSION: lambda: _("Ask extension"),
    Verb.GRANT_EXTENSION: lambda: _("Grant extension"),
    Verb.REFUSE_EXTENSION: lambda: _("Refuse extension"),
    Verb.ASK_SUSPENSION: lambda: _("Ask suspension"),
    Verb.SUSPEND: lambda: _("Grant suspension"),
    Verb.REFUSE_SUSPENSION: lambda: _("Refuse suspension"),
    Verb.RESUME: lambda: _("End suspension"),
    Verb.SEND_TO_CHECK: lambda: _("Choose who checks"),
    Verb.CHECK: lambda: _("Check"),
    Verb.CLOSE: lambda: _("Close the case"),
    Verb.REOPEN: lambda: _("Reopen"),
    Verb.ASK_VOID: lambda: _("Ask to void"),
    Verb.VOID: lambda: _("Void"),
    Verb.REFUSE_VOID: lambda: _("Refuse to void"),
    Verb.SUPERVISE: lambda: _("Supervision order"),
    Verb.ASK_APPEAL: lambda: _("Appeal"),
    Verb.REVIEW_APPEAL: lambda: _("Review appeal"),
    Verb.COMMENT: lambda: _("Comment"),
    Verb.NOTE: lambda: _("Internal note"),
}
