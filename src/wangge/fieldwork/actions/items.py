"""Taking in what a phone's outbox sends: the deed, its photos and its answer in one transaction, once each (R-39)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from wangge.accounts.models import User
from wangge.accounts.refusals import Refusal, Unusable
from wangge.cases.actions.promises import Promise, keep_promise, promise_photos, withdraw_promise
from wangge.cases.actions.reporting import report_case
from wangge.cases.models import Case, CaseStep, PhotoStage, PromisedPhoto
from wangge.cases.refusals import MovedOn, SentTwice, moved_on
from wangge.cases.reporting import clock_notices
from wangge.cases.reports import tracking_token
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.fieldwork.actions.blobs import claim_blob
from wangge.fieldwork.models import Item, ItemKind
from wangge.fieldwork.outbox import (
    AnyItem,
    CountItem,
    InstructionItem,
    ReportItem,
    VerbItem,
    promises_of,
    stage_of,
)
from wangge.language import _
from wangge.territory.actors import Actor

# Steps that decide nothing: whoever decided before them has decided upon the case as it is.
_BESIDE = frozenset({Verb.ADD_PHOTO, Verb.WARN, Verb.MARK_OVERDUE})


@dataclass(frozen=True)
class Taken:
    """An item that was taken in, its photos as they stand now, and whether it had come before."""

    item: Item
    token: str
    photos: tuple[PromisedPhoto, ...]
    repeated: bool = False


@dataclass(frozen=True)
class _Done:
    """What an item was for, and what there is to say about it."""

    case: Case | None
    about: str
    notices: Sequence[str]


def take_in_item(*, uuid: UUID, body: AnyItem, body_hash: str, by: Actor, person: User) -> Taken:
    """Do what the item asks for, or answer as the first time.

    Raises SentTwice for another body under the same id and whatever the verb raises; nothing is kept then.
    """
    known = _earlier(uuid, body_hash, person)
    if known is not None:
        return known
    try:
        return _take_in(uuid, body, body_hash, by, person)
    except (IntegrityError, Refusal):  # the same item may have come twice at the same moment
        known = _earlier(uuid, body_hash, person)
        if known is None:
            raise
        return known


def _earlier(uuid: UUID, body_hash: str, person: User) -> Taken | None:
    item = Item.objects.filter(person=person, uuid=uuid).select_related("case").first()
    if item is None:
        return None
    if item.body_hash != body_hash:
        sentence = _("An item with this id came before for {number}, with another content: send it with a new id")
        raise SentTwice(sentence.format(number=item.about))
    return Taken(item, _token(item), _photos_of(item), repeated=True)


@transaction.atomic
def _take_in(uuid: UUID, body: AnyItem, body_hash: str, by: Actor, person: User) -> Taken:
    what = _done(uuid, body, by)
    item = Item.objects.create(
        person=person,
        uuid=uuid,
        body_hash=body_hash,
        kind=ItemKind(body.kind),
        case=what.case,
        about=what.about,
        version=what.case.version if what.case else 0,
        state=what.case.state if what.case else "",
        notices="\n".join(what.notices),
        received_at=by.at,
    )
    return Taken(item, _token(item), _photos_of(item))


def _done(uuid: UUID, body: AnyItem, by: Actor) -> _Done:
    if isinstance(body, CountItem):
        return _Done(None, body.dwelling, _count(body, by))
    if isinstance(body, InstructionItem):
        body.tell(by)
        return _Done(None, str(body.instruction), clock_notices(body.made_at, by.at))
    case, notices = _report(uuid, body, by) if isinstance(body, ReportItem) else _act(uuid, body, by)
    return _Done(case, case.number, notices)


def _count(body: CountItem, by: Actor) -> list[str]:
    """A clock that cannot be right is not believed; what stands beside another value is told."""
    wrong = clock_notices(body.made_at, by.at)
    kept = body.count(by, by.at if wrong else body.made_at)
    sentence = _(
        "Somebody else counted meanwhile: their value stands, yours is kept beside it; count once more together"
    )
    return [*wrong, *([sentence] if any(row.beside for row in kept) else [])]


def _report(uuid: UUID, body: ReportItem, by: Actor) -> tuple[Case, Sequence[str]]:
    """The report counts whatever becomes of its photos: one that cannot be used is told, and waited for no longer."""
    done = report_case(report=body.report(uuid), by=by)
    promises = promises_of(body)
    promise_photos(case=done.case, stage=PhotoStage.REPORT, photos=promises, item=uuid, by=by)
    notices = list(done.notices)
    for promise in promises:
        try:
            _attach(done.case, PhotoStage.REPORT, promise, by)
        except MovedOn:
            raise
        except Refusal as refusal:
            withdraw_promise(case=done.case, stage=PhotoStage.REPORT, hash=promise.hash)
            notices.append(str(refusal))
    return Case.objects.get(pk=done.case.pk) if promises else done.case, notices


def _act(uuid: UUID, body: VerbItem, by: Actor) -> tuple[Case, Sequence[str]]:
    """The photos that have come are the case's before the verb, which may ask for them."""
    case = visible_case(body.number, by=by)
    _ensure_seen(case, body.seen, by)
    stage, promises = stage_of(body), promises_of(body)
    if stage is not None:
        promise_photos(case=case, stage=stage, photos=promises, item=uuid, by=by)
        for promise in promises:
            _attach(case, stage, promise, by)
    body.act(case, by, None if body.seen is None else case.version)
    return case, clock_notices(body.made_at, by.at)


def _ensure_seen(case: Case, seen: int | None, by: Actor) -> None:
    """MovedOn where somebody else decided something since; photos and the marks of clocks decide nothing.

    What the actor did is no news to them: without network a phone acknowledges and resolves from the same version.
    """
    if seen is None or seen == case.version:
        return
    since = CaseStep.objects.filter(case=case, serial__gt=seen).exclude(by=by.user_id)
    if seen > case.version or not _BESIDE.issuperset(since.values_list("verb", flat=True)):
        raise moved_on(case)


def _attach(case: Case, stage: PhotoStage, promise: Promise, by: Actor) -> None:
    """Give the case a photo whose pieces have all come; one that has not is waited for."""
    if by.user_id is None:
        raise Unusable(_("Only somebody who is known sends photos in pieces"))
    content = claim_blob(person=by.user_id, hash=promise.hash, at=by.at)
    if content is not None:
        keep_promise(case=case, stage=stage, content=content, by=by)


def _token(item: Item) -> str:
    """The secret of the private link of a report; none for other items."""
    return tracking_token(f"user:{item.person_id}", item.uuid) if item.kind == ItemKind.REPORT else ""


def _photos_of(item: Item) -> tuple[PromisedPhoto, ...]:
    return tuple(PromisedPhoto.objects.filter(promised_by=item.person_id, item=item.uuid).order_by("id"))
