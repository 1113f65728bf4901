"""The models of the room, one module a noun."""

from wangge.cases.models.case import SEEN_BY_STAFF, Case, Outcome, Source
from wangge.cases.models.followers import Follower, FollowUp
from wangge.cases.models.holds import Hold
from wangge.cases.models.orders import Order, Request, RequestKind, RequestState
from wangge.cases.models.photos import Photo, PhotoStage, PhotoState, PromisedPhoto
from wangge.cases.models.steps import CaseNote, CaseStep, NoteKind
from wangge.cases.models.tallies import FlowTally, Reader, Tally

__all__ = [
    "SEEN_BY_STAFF",
    "Case",
    "CaseNote",
    "CaseStep",
    "FlowTally",
    "FollowUp",
    "Follower",
    "Hold",
    "NoteKind",
    "Order",
    "Outcome",
    "Photo",
    "PhotoStage",
    "PhotoState",
    "PromisedPhoto",
    "Reader",
    "Request",
    "RequestKind",
    "RequestState",
    "Source",
    "Tally",
]
