"""Opening what lies in quarantine: each item is taken in as its owner's, or says why not. Always done by a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.refusals import Conflict, NotAllowed, Refusal, Unusable
from wangge.accounts.scopes import Scope
from wangge.cases.photos import digest_of
from wangge.fieldwork.actions.blobs import begin_blob, receive_chunk
from wangge.fieldwork.actions.items import take_in_item
from wangge.fieldwork.actions.pieces import Declared
from wangge.fieldwork.blob_files import read_whole
from wangge.fieldwork.models import OPEN, Outcome, Quarantined, SealedPhoto
from wangge.fieldwork.outbox import hash_of, read_body
from wangge.fieldwork.stations import station
from wangge.language import _
from wangge.territory.actors import Actor, actor_for
from wangge.territory.overseeing import owner_of_new_key
from wangge.trust.station import StationError, open_by

_LONGEST_REASON = 200


@dataclass(frozen=True)
class Opened:
    """How many were taken in, and how many were not."""

    taken: int
    refused: int


def take_in_quarantined(*, rows: Iterable[Quarantined], by: Actor) -> Opened:
    """Open each and take it in as its owner's; what is not taken in keeps its sentence and stops no other.

    Twice is harmless: the phone's id is the key. Raises NotAllowed and NotFound for who keeps no keys of an owner.
    """
    outcomes = [_take_in(row, _person(row.owner, by), by) for row in rows]
    return Opened(outcomes.count(Outcome.TAKEN), outcomes.count(Outcome.REFUSED))


@transaction.atomic
def discard_quarantined(*, rows: Iterable[Quarantined], reason: str, by: Actor) -> int:
    """Put them aside for good, with a reason; how many. Raises Unusable without one."""
    if not reason.strip():
        raise Unusable(_("Say why it is discarded"))
    count = 0
    for row in rows:
        person = _person(row.owner, by)
        if row.outcome not in OPEN:
            raise Conflict(_("This was taken in or discarded already"))
        _close(row, Outcome.DISCARDED, reason.strip()[:_LONGEST_REASON], person, by)
        count += 1
    return count


def _person(owner: User, by: Actor) -> User:
    """Who opens it: the owner, or who could make the owner a key; for taking in is acting as the owner."""
    if by.user is None or by.scopes is not None:
        raise NotAllowed(_("Sign in at a browser for this: a key does not open it"))
    owner_of_new_key(owner.username, by.user, by)
    return by.user


def _take_in(row: Quarantined, person: User, by: Actor) -> Outcome:
    if row.outcome not in OPEN:
        return Outcome(row.outcome)
    owner = actor_for(row.owner, by.at, frozenset({Scope.PHONE}))
    try:
        sentence = _opened(row, owner)
        outcome = Outcome.TAKEN
    except (StationError, Refusal) as refused:
        sentence, outcome = str(refused), Outcome.REFUSED
    with transaction.atomic():
        _close(row, outcome, sentence, person, by)
    return outcome


def _opened(row: Quarantined, owner: Actor) -> str:
    """Take it in, its photos first, as they may be its evidence; what there is to say about it."""
    content = station().open(row.sealed)
    try:
        body, body_hash = read_body(content), hash_of(content)
    except ValueError as wrong:
        raise Unusable(_("It opens, but what it asks for cannot be read: it comes from another version")) from wrong
    told = [_give(photo, row.owner, owner) for photo in row.photos.order_by("id")]
    taken = take_in_item(uuid=row.uuid, body=body, body_hash=body_hash, by=owner, person=row.owner)
    number = _("Taken in: {number}.").format(number=taken.item.about)
    return "\n".join([number, *filter(None, told)])


def _give(photo: SealedPhoto, person: User, owner: Actor) -> str:
    """Make it a photo that has come, as if in pieces; a photo that is no good holds up no item, and says why."""
    sealed = read_whole(photo)
    if sealed is None:
        return _("A photo has not come, or not wholly.")
    try:
        content = open_by(station().open(photo.photo_key), sealed)
        if digest_of(content) != photo.photo:
            return _("A photo is another one than its item names.")
        declared = Declared(photo.photo, len(content), max(1, len(content)), (photo.photo,))
        if not begin_blob(declared=declared, by=owner, person=person).complete:
            receive_chunk(person=person, hash=photo.photo, index=0, content=content, by=owner)
    except (StationError, Refusal) as refused:
        return str(refused)
    return ""


def _close(row: Quarantined, outcome: Outcome, sentence: str, person: User, by: Actor) -> None:
    row.outcome, row.sentence, row.opened_at, row.opened_by = outcome, sentence, by.at, person
    row.save(update_fields=["outcome", "sentence", "opened_at", "opened_by"])
    reason = f"{row.uuid} {outcome}"
    record_audit(action="open_sealed_item", at=by.at, actor=person, subject=f"user:{row.owner_id}", reason=reason)
