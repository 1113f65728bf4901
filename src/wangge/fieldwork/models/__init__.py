"""The models of the room, one module a noun."""

from wangge.fieldwork.models.blobs import Blob
from wangge.fieldwork.models.codes import PhoneCode
from wangge.fieldwork.models.instructions import Acknowledgement, Addressed, Instruction
from wangge.fieldwork.models.items import Item, ItemKind
from wangge.fieldwork.models.pieces import InPieces
from wangge.fieldwork.models.quarantine import OPEN, Outcome, Quarantined, SealedPhoto, Way

__all__ = [
    "OPEN",
    "Acknowledgement",
    "Addressed",
    "Blob",
    "InPieces",
    "Instruction",
    "Item",
    "ItemKind",
    "Outcome",
    "PhoneCode",
    "Quarantined",
    "SealedPhoto",
    "Way",
]
