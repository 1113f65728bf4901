"""What the fields of this room tell about people, why, and for how long (R-55)."""

from wangge.trust.register import Basis, NotPersonal, Personal, Register, Retention, not_personal, personal

_THREE_YEARS, _TEN_YEARS, _HALF_A_YEAR = 3 * 365, 10 * 365, 180
_HANDLERS = ("the case's centre, unit, handler and grid worker",)
_OFFICES = ("the case's centre", "auditor")

_CODE: NotPersonal = not_personal("a word of a fixed list")
_STATE: NotPersonal = not_personal("a word of the workflow's table")
_GROUND: NotPersonal = not_personal("where something is; who works there lies in the posting")
_HASH: NotPersonal = not_personal("a hash, from which nothing can be read")


def _reporters(
    purpose: str, *, since: str = "ended_at", also: str = "", readers: tuple[str, ...] = _HANDLERS
) -> Personal:
    """What the reporter said or is: until nobody asks about the case any more."""
    kept = Retention(_THREE_YEARS, since, also=also)
    return personal(purpose=purpose, basis=Basis.PUBLIC_TASK, retention=kept, readers=readers)


def _staff(purpose: str, *, since: str = "case__ended_at", erases: str = "field") -> Personal:
    """Who did it, at work: as long as claims from work and complaints about it may be argued."""
    return personal(
        purpose=purpose, basis=Basis.PUBLIC_TASK, retention=Retention(_TEN_YEARS, since, erases), readers=_OFFICES
    )


def _photo(purpose: str) -> Personal:
    """The whole row goes, and its files follow within two days."""
    return personal(
        purpose=purpose,
        basis=Basis.PUBLIC_TASK,
        retention=Retention(_THREE_YEARS, "case__ended_at", "row"),
        readers=_HANDLERS,
    )


_CASES: Register = {
    "Case.state": _STATE,
    "Case.level": _CODE,
    "Case.source": _CODE,
    "Case.sender": _reporters("a report that is sent twice is one case", readers=("the system",)),
    "Case.client_id": not_personal("chance, made by the phone"),
    "Case.body_hash": _HASH,
    "Case.reported_by": _reporters(
        "the reporter sees the case, and is told how it goes on", readers=("the reporter", "the case's centre")
    ),
    "Case.description": _reporters("what is wrong; the words may name somebody"),
    "Case.place_words": _reporters("how to find the place; the words may name somebody"),
    "Case.grid_code": _GROUND,
    "Case.handler": _staff("who has it in hand", since="ended_at"),
    "Case.resolved_by": _staff("who resolved never checks nor closes", since="ended_at"),
    "Case.checked_by": _staff("who checked on the spot, never who resolved", since="ended_at"),
    "Case.outcome": _CODE,
    "CaseStep.verb": _STATE,
    "CaseStep.before": _STATE,
    "CaseStep.after": _STATE,
    "CaseStep.by": _staff("who answers for the step"),
    "CaseStep.role": _CODE,
    "CaseStep.reason": _CODE,
    "CaseNote.kind": _CODE,
    "CaseNote.text": _reporters("reasons and answers in words; they may name somebody", since="case__ended_at"),
}

# A merged case ends at once, and whoever follows it hears how the one goes on that it was merged into.
_MAIN_ENDED = "case__merged_into__ended_at"

_FOLLOWERS: Register = {
    "Follower.user": _reporters(
        "who is told how the case goes on",
        since="case__ended_at",
        also=_MAIN_ENDED,
        readers=("the follower", "the system"),
    ),
    "Follower.channel": _CODE,
    "Follower.sealed": personal(
        purpose="name and address of somebody without an account, to be told and asked whether it is fixed",
        basis=Basis.CONSENT,
        retention=Retention(_HALF_A_YEAR, "case__ended_at", also=_MAIN_ENDED),
        readers=("the gateway", "who reads it with a reason, which is logged"),
    ),
    "Follower.contact_digest": personal(
        purpose="an address that joins a case again and again is told once",
        basis=Basis.CONSENT,
        retention=Retention(_HALF_A_YEAR, "case__ended_at", also=_MAIN_ENDED),
        readers=("the system",),
    ),
    "Follower.language": not_personal("in which of two languages messages are written"),
    "Follower.token_digest": _HASH,
}

_ORDERS: Register = {
    "Order.kind": _CODE,
    "Order.state": _STATE,
    "Order.holder": _staff("whose work of the day it is, and who did it"),
    "Order.grid_code": _GROUND,
    "Order.limit_unit": _CODE,
    "Order.result": _CODE,
    "Request.kind": _CODE,
    "Request.state": _STATE,
    "Request.reason": _CODE,
    "Request.asked_by": _staff("who asks never decides", erases="row"),
    "Request.first_reviewer": _staff("two people review an appeal", erases="row"),
    "Request.decided_by": _staff("who answers for the decision", erases="row"),
}

_DESK: Register = {
    "Hold.holder": personal(
        purpose="a colleague sees who has the case open at this moment and takes the next one",
        basis=Basis.PUBLIC_TASK,
        retention=Retention(0, "until", "row"),
        readers=("colleagues at the same desk, while it lasts",),
    ),
}

_PHOTOS: Register = {
    "Photo.stage": _CODE,
    "Photo.state": _STATE,
    "Photo.received_hash": _photo("the photo of a place, known again when it is sent twice; people may be on it"),
    "Photo.ready_hash": _photo("the photo that is served, whole and unchanged; people may be on it"),
    "Photo.trouble": _CODE,
    "Photo.attempts": not_personal("how often the server tried"),
    "Photo.received_by": _photo("who took the photo, for the case's story"),
    "PromisedPhoto.stage": _CODE,
    "PromisedPhoto.hash": _HASH,
    "PromisedPhoto.promised_by": _photo("a photo is taken from the phone that promised it, and from no other"),
}

_COUNTERS: Register = {
    "Reader.name": not_personal("a reader is a program"),
    "Tally.community": not_personal("figures of a community and wider areas, never of a grid"),
    "Tally.verb": _STATE,
    "Tally.kind": _CODE,
    "Tally.class_code": _CODE,
    "FlowTally.area": not_personal("figures of a community and wider areas, never of a grid"),
    "FlowTally.verb": _STATE,
    "FlowTally.stage": _STATE,
}

FIELDS: Register = {**_CASES, **_FOLLOWERS, **_ORDERS, **_DESK, **_PHOTOS, **_COUNTERS}
