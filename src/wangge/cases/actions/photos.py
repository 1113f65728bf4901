"""Receiving photos: the bytes are safe on disk before the row commits; the sizes are made by a job."""

from django.db import IntegrityError, transaction

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.preparing import prepare_photo
from wangge.cases.models import Case, Photo, PhotoStage, PhotoState
from wangge.cases.moving import Step, move
from wangge.cases.photo_files import received_path, store
from wangge.cases.photo_rights import stage_role
from wangge.cases.photos import MOST_A_STAGE, Trouble, digest_of, inspect_content, stage_words
from wangge.cases.refusals import MovedOn, moved_on
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor

_ATTEMPTS = 10  # a phone sends several photos at once, and each is a step of the same case


class TooManyPhotos(Unusable):
    """The stage has as many photos as it can have."""

    code = "too-many-photos"


def receive_photo(
    *, case: Case, stage: PhotoStage, content: bytes, by: Actor, claimed_type: str = "", token: str = ""
) -> Photo:
    """Keep a photo of the case, or find the one that it repeats: the same bytes at the same stage are the same photo.

    Raises NotYours, BadPhoto (the sentence says what to do), TooManyPhotos and, where the case never stands still,
    MovedOn. A photo decides nothing, so whoever moves the case meanwhile does not stop it. At most six statements.
    """
    role = stage_role(case, stage, by=by, token=token)
    inspect_content(content, claimed_type)
    for _attempt in range(_ATTEMPTS):
        photo = _new_or_known(case, stage, content, by)
        if photo.pk is not None:
            return _send_again(photo, content)
        store(received_path(photo), content)
        try:
            return _write(photo, Step(Verb.ADD_PHOTO, role), by)
        except (MovedOn, IntegrityError):  # another step, or the same photo, was first
            case = Case.objects.get(pk=case.pk)
    raise moved_on(case)


def _new_or_known(case: Case, stage: PhotoStage, content: bytes, by: Actor) -> Photo:
    """One statement for both questions: is it there, is there room. The case's version proves the answer later."""
    digest = digest_of(content)
    there = list(Photo.objects.filter(case=case, stage=stage))
    for photo in there:
        if photo.received_hash == digest:
            return photo
    if len(there) >= MOST_A_STAGE:
        sentence = _("{stage} of case {number} has {most} photos already, and more are not possible")
        raise TooManyPhotos(sentence.format(stage=stage_words(stage), number=case.number, most=MOST_A_STAGE))
    return Photo(case=case, stage=stage, received_hash=digest, received_at=by.at, received_by_id=by.user_id)


@transaction.atomic
def _write(photo: Photo, step: Step, by: Actor) -> Photo:
    photo.save(force_insert=True)
    move(photo.case, step, by=by)
    prepare_photo.enqueue(photo.pk)
    return photo


@transaction.atomic
def _send_again(photo: Photo, content: bytes) -> Photo:
    """A repeat changes nothing, unless the disk had lost what was sent first, or workers died preparing it."""
    if photo.trouble in {Trouble.MISSING, Trouble.EXHAUSTING}:
        store(received_path(photo), content)
        Photo.objects.filter(pk=photo.pk, state=PhotoState.REFUSED).update(
            state=PhotoState.RECEIVED, trouble="", attempts=0
        )
        photo.refresh_from_db()
        prepare_photo.enqueue(photo.pk)
    return photo
