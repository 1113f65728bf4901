"""What the fields of this room tell about people, why, and for how long (R-55)."""

from wangge.trust.register import Basis, NotPersonal, Personal, Register, Retention, not_personal, personal

KEPT_DAYS = 5 * 365  # the audit

# What somebody did stays explainable for as long as contracts and complaints about it may be argued.
_AFTER_LEAVING = Retention(days=3 * 365, since="left_at")
_AFTER_REVOKING = Retention(days=365, since="revoked_at", erases="row")
_KEPT_FOR_AUDIT = Retention(days=KEPT_DAYS, since="at", erases="row")


def _of_user(purpose: str, *readers: str) -> Personal:
    return personal(purpose=purpose, basis=Basis.CONTRACT, retention=_AFTER_LEAVING, readers=readers)


def _of_key(purpose: str) -> Personal:
    return personal(
        purpose=purpose, basis=Basis.CONTRACT, retention=_AFTER_REVOKING, readers=("the owner", "administrator")
    )


def _of_audit(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.LEGAL_DUTY,
        retention=_KEPT_FOR_AUDIT,
        readers=("auditor", "the person whose record was read"),
    )


_CODE: NotPersonal = not_personal("a word of a fixed list")

FIELDS: Register = {
    "User.username": _of_user("signing in", "the person", "administrator"),
    "User.work_name": _of_user("colleagues and residents know who is responsible", "everybody who signs in"),
    "User.email": _of_user("messages about work", "the person", "administrator"),
    "User.password": not_personal("a salted hash; emptied when the account ends"),
    "User.team": _CODE,
    "User.language": not_personal("in which of two languages screens are shown"),
    "User.joined_at": not_personal("when the account began; names nobody once the names are erased"),
    "User.left_at": not_personal("when the account ended: the retention of the rest is counted from it"),
    "Key.kind": _CODE,
    "Key.owner": _of_key("whose rights the key has"),
    "Key.label": _of_key("the owner tells a lost phone from the others"),
    "Key.lookup": not_personal("chance"),
    "Key.digest": not_personal("a hash of chance"),
    "Key.scopes": _CODE,
    "Key.created_by": _of_key("who gave the key out"),
    "AuditEntry.action": _CODE,
    "AuditEntry.actor": _of_audit("who read or changed something"),
    "AuditEntry.subject": _of_audit("whose record it was, by number"),
    "AuditEntry.reason": _of_audit("why it was read or changed"),
    "AuditSeal.previous": not_personal("a hash over a whole batch"),
    "AuditSeal.digest": not_personal("a hash over a whole batch"),
}
