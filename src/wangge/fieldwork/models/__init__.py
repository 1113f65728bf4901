"""The models of the room, one module a noun."""

from wangge.fieldwork.models.blobs import Blob
from wangge.fieldwork.models.codes import PhoneCode
from wangge.fieldwork.models.instructions import Acknowledgement, Addressed, Instruction
from wangge.fieldwork.models.items import Item, ItemKind

__all__ = ["Acknowledgement", "Addressed", "Blob", "Instruction", "Item", "ItemKind", "PhoneCode"]
