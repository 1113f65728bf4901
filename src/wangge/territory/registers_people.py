"""What each field of organisations, postings, leave and shifts is: staff at work, never residents (R-55)."""

from wangge.trust.register import Basis, Register, Retention, not_personal, personal

_UNIT = "a public body or company and its office"
_POST = "what a role is and where; whose it is lies in the posting's user"
# Pay may be objected to, and who answered for a grid asked after, as long as claims from work last.
_AFTER_POSTING = Retention(days=3650, since="ends_at", erases="row")
_AFTER_POSTING_FIELD = Retention(days=3650, since="ends_at")
_AFTER_SHIFT = Retention(days=730, since="ends_at", erases="row")
_AFTER_ABSENCE = Retention(days=90, since="ends_at", erases="row")
_STAFF = ("administrator", "centre_lead", "auditor")

PEOPLE: Register = {
    "Organisation.code": not_personal(_UNIT),
    "Organisation.kind": not_personal(_UNIT),
    "Organisation.name_zh": not_personal(_UNIT),
    "Organisation.name_en": not_personal(_UNIT),
    "Organisation.owner_kind": not_personal("what the unit answers for"),
    "Organisation.calendar": not_personal("the code of a calendar"),
    "Organisation.phone": not_personal("the office's telephone"),
    "Posting.user": personal(
        purpose="who holds a role at an area: authority, and who is asked for a grid",
        basis=Basis.PUBLIC_TASK,
        retention=_AFTER_POSTING,
        readers=("everybody for a grid's present worker", *_STAFF),
    ),
    "Posting.role": not_personal(_POST),
    "Posting.grid_code": not_personal(_POST),
    "Posting.rank": not_personal(_POST),
    "Posting.office_phone": personal(
        purpose="the public contact card of the grid's worker: an office telephone, never a private one",
        basis=Basis.PUBLIC_TASK,
        retention=_AFTER_POSTING_FIELD,
        readers=("everybody",),
    ),
    "Posting.office_hours": personal(
        purpose="the public contact card: when somebody can be met",
        basis=Basis.PUBLIC_TASK,
        retention=_AFTER_POSTING_FIELD,
        readers=("everybody",),
    ),
    "Posting.end_reason": personal(
        purpose="why a posting ended, in one of six fixed words",
        basis=Basis.CONTRACT,
        retention=_AFTER_POSTING_FIELD,
        readers=_STAFF,
    ),
    "Posting.posted_by": personal(
        purpose="who gave the role",
        basis=Basis.PUBLIC_TASK,
        retention=_AFTER_POSTING_FIELD,
        readers=_STAFF,
    ),
    "Absence.user": personal(
        purpose="the deputy stands in while somebody is on leave; why they are away is not kept",
        basis=Basis.CONTRACT,
        retention=_AFTER_ABSENCE,
        readers=("administrator",),
    ),
    "Absence.entered_by": personal(
        purpose="who entered the leave",
        basis=Basis.CONTRACT,
        retention=_AFTER_ABSENCE,
        readers=("administrator",),
    ),
    "Shift.user": personal(
        purpose="who is on duty in a centre",
        basis=Basis.CONTRACT,
        retention=_AFTER_SHIFT,
        readers=("the centre's staff", "duty_supervisor"),
    ),
    "Shift.role": not_personal(_POST),
}
