"""Photos in pieces: declared, received piece by piece, put together, and given to the case that waits for them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from wangge.accounts.models import User
from wangge.accounts.refusals import Refusal, Unusable
from wangge.cases.actions.promises import keep_promise, withdraw_promise
from wangge.cases.models import PhotoStage, PromisedPhoto
from wangge.cases.refusals import MovedOn
from wangge.fieldwork.actions.pieces import Declared, Progress, cut_anew, keep_piece, progress_of, put_together
from wangge.fieldwork.blob_files import chunks_kept, read_whole
from wangge.fieldwork.models import Blob
from wangge.language import _
from wangge.territory.actors import Actor

MOST_UNFINISHED = 2000
MOST_TOGETHER = 2_000_000_000  # bytes a person, until they are claimed


class TooMuch(Unusable):
    """More photos are on their way than can be kept for one person."""

    code = "too-much"


def begin_blob(*, declared: Declared, by: Actor, person: User) -> Progress:
    """Keep what is to come, or say what is there already; a photo that waits only to be put together is put together.

    Raises Unusable for pieces that do not fit the whole, and TooMuch.
    """
    declared.ensure_usable()
    blob = Blob.objects.filter(person=person, hash=declared.hash).first() or _begin(declared, by.at, person)
    if _is_lost(blob):
        cut_anew(blob, declared)
        Blob.objects.filter(pk=blob.pk).update(claimed_at=None)
    elif blob.chunks != declared.chunks and blob.whole_at is None:
        cut_anew(blob, declared)
    finish_blob(blob=blob, by=by)
    return progress_of(blob)


def receive_chunk(*, person: User, hash: str, index: int, content: bytes, by: Actor) -> None:  # noqa: A002 (its name)
    """Keep one piece; the last one puts the photo together. The same again is harmless.

    Raises NotFound for what was not declared, WrongBytes, and what the photo is refused for where a case waits for it.
    """
    blob = Blob.objects.filter(person=person, hash=hash).first()
    keep_piece(blob, index, content)
    if blob is not None:
        finish_blob(blob=blob, by=by)


def finish_blob(*, blob: Blob, by: Actor) -> None:
    """Put the photo together if all is there, and give it to the cases that wait for it. May be done twice."""
    if put_together(blob, by.at):
        _give_to_cases(blob, by)


def claim_blob(*, person: int, hash: str, at: datetime) -> bytes | None:  # noqa: A002 (as the column is called)
    """The content of a whole photo of the person, which is a case's from now on; None where it is not whole yet."""
    blob = Blob.objects.filter(person=person, hash=hash, whole_at__isnull=False).first()
    content = read_whole(blob) if blob else None
    if content is not None:
        Blob.objects.filter(person=person, hash=hash).update(claimed_at=at)
    return content


def _begin(declared: Declared, at: datetime, person: User) -> Blob:
    unfinished = Q(whole_at__isnull=True)
    there = Blob.objects.filter(person=person, claimed_at__isnull=True).aggregate(
        count=Count("pk", filter=unfinished), bytes=Sum("bytes")
    )
    if there["count"] >= MOST_UNFINISHED:
        sentence = _("{most} photos of yours are on their way already: send those to their end first")
        raise TooMuch(sentence.format(most=MOST_UNFINISHED))
    if (there["bytes"] or 0) + declared.bytes > MOST_TOGETHER:
        sentence = _("Your photos on their way have {most} GB already: send the reports that they belong to first")
        raise TooMuch(sentence.format(most=MOST_TOGETHER // 1_000_000_000))
    kept = {**declared.columns(), "begun_at": at}
    blob, _made = Blob.objects.get_or_create(person=person, hash=declared.hash, defaults=kept)
    return blob


def _is_lost(blob: Blob) -> bool:
    """Whether the row says that it is whole, and a restored backup or a broken disk has no file of what is needed."""
    if blob.whole_at is None or chunks_kept(blob):
        return False
    return blob.claimed_at is None or _waiting(blob).exists()


def _waiting(blob: Blob) -> QuerySet[PromisedPhoto]:
    return PromisedPhoto.objects.filter(promised_by=blob.person_id, hash=blob.hash, arrived_at__isnull=True)


def _give_to_cases(blob: Blob, by: Actor) -> None:
    refused = [refusal for promise in _waiting(blob).select_related("case") if (refusal := _given(promise, by))]
    if refused:
        raise refused[0]


def _given(promise: PromisedPhoto, by: Actor) -> Refusal | None:
    """Why the photo cannot be the case's for good; the case waits for it no longer then. MovedOn may be tried again."""
    stage = PhotoStage(promise.stage)
    try:
        with transaction.atomic():
            content = claim_blob(person=promise.promised_by_id, hash=promise.hash, at=by.at)
            if content is not None:
                keep_promise(case=promise.case, stage=stage, content=content, by=by)
    except MovedOn:
        raise
    except Refusal as refusal:
        withdraw_promise(case=promise.case, stage=stage, hash=promise.hash)
        return refusal
    return None
