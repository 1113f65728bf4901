"""What the fields of this room tell about people, why, and for how long (R-55)."""

from wangge.trust.register import Basis, NotPersonal, Personal, Register, Retention, not_personal, personal

_THREE_YEARS, _HALF_A_YEAR, _A_MONTH, _A_DAY = 3 * 365, 183, 30, 1

_CODE: NotPersonal = not_personal("a word of a fixed list")
_CHANCE: NotPersonal = not_personal("chance, made by the phone")
_HASH: NotPersonal = not_personal("a hash, from which nothing can be read")


def _of_code(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.CONTRACT,
        retention=Retention(_A_DAY, "expires_at", "row"),
        readers=("the system",),
    )


def _of_item(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.PUBLIC_TASK,
        retention=Retention(_THREE_YEARS, "received_at", "row"),
        readers=("the person's own phone",),
    )


def _of_blob(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.PUBLIC_TASK,
        retention=Retention(_A_MONTH, "begun_at", "row"),
        readers=("the person's own phone",),
    )


def _of_quarantine(purpose: str, since: str = "received_at") -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.PUBLIC_TASK,
        retention=Retention(_HALF_A_YEAR, since, "row"),
        readers=("who keeps the keys of the person's area, and the person",),
    )


def _of_instruction(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.PUBLIC_TASK,
        retention=Retention(_THREE_YEARS, "given_at", "row"),
        readers=("whoever it addresses", "whoever may give instructions for its area"),
    )


def _of_acknowledgement(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.PUBLIC_TASK,
        retention=Retention(_THREE_YEARS, "acknowledged_at", "row"),
        readers=("the person", "whoever gave it or may give instructions for its area"),
    )


FIELDS: Register = {
    "PhoneCode.owner": _of_code("whose key the phone gets"),
    "PhoneCode.digest": _HASH,
    "PhoneCode.made_by": _of_code("who gave the code out, for the audit of the key"),
    "Item.person": _of_item("what a phone sends twice is done once"),
    "Item.body_hash": _HASH,
    "Item.kind": _CODE,
    "Item.about": not_personal("the number of a case or an instruction, or the code of a building"),
    "Item.state": not_personal("a word of the workflow's table"),
    "Item.notices": not_personal("sentences of the platform about what it put right"),
    "Instruction.grid_code": not_personal("a piece of ground"),
    "Instruction.addressed": _CODE,
    "Instruction.title": _of_instruction("what is to be done; the words may name somebody at work"),
    "Instruction.text": _of_instruction("what is to be done; the words may name somebody at work"),
    "Instruction.given_by": _of_instruction("whom those who are asked can ask back"),
    "Acknowledgement.person": _of_acknowledgement("that it was read, so that it is not asked twice"),
    "Acknowledgement.answer": _of_acknowledgement("what was done, in the worker's words"),
    "Blob.person": _of_blob("pieces of a photo are put together for who sends them, and for nobody else"),
    "Blob.hash": _of_blob("the photo of a place, known again when it is sent twice; people may be on it"),
    "Blob.chunk_hashes": _HASH,
    "SealedPhoto.owner": _of_quarantine("whose photo it is, once it is opened", "begun_at"),
    "SealedPhoto.key": _of_quarantine("a phone that was lost sends no more than its share", "begun_at"),
    "SealedPhoto.hash": _HASH,
    "SealedPhoto.photo": _of_quarantine("which photo of an item it is; people may be on it", "begun_at"),
    "SealedPhoto.photo_key": _of_quarantine("opens the photo, for the station alone", "begun_at"),
    "SealedPhoto.chunk_hashes": _HASH,
    "Quarantined.owner": _of_quarantine("in whose name it is taken in"),
    "Quarantined.key": _of_quarantine("a phone that was lost sends no more than its share"),
    "Quarantined.sealed": _of_quarantine("what the person wrote where there was no network, for the station alone"),
    "Quarantined.sealed_hash": _HASH,
    "Quarantined.way": _CODE,
    "Quarantined.brought_by": _of_quarantine("who brought the file"),
    "Quarantined.outcome": _CODE,
    "Quarantined.opened_by": _of_quarantine("who answers for taking it in or discarding it"),
    "Quarantined.sentence": _of_quarantine("why it was not taken in, so that a person can put it right"),
}
