"""What people read for a request: what was asked, and what became of it."""

from wangge.cases.models import Request, RequestKind, RequestState
from wangge.language import _


def request_kind_words(request: Request) -> str:
    """What was asked."""
    return {
        RequestKind.EXTENSION: _("extension"),
        RequestKind.SUSPENSION: _("suspension"),
        RequestKind.VOID: _("voiding the case"),
        RequestKind.APPEAL: _("appeal"),
    }[RequestKind(request.kind)]


def request_state_words(request: Request) -> str:
    """Whether it was answered, and how."""
    return {
        RequestState.ASKED: _("waits for the answer"),
        RequestState.HALF_GRANTED: _("allowed by the first of two"),
        RequestState.GRANTED: _("granted"),
        RequestState.REFUSED: _("refused"),
    }[RequestState(request.state)]
