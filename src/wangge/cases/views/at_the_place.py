"""What the form of a verb at the place shows beside its fields: photos before and after, and whose work it is not."""

from dataclasses import dataclass

from wangge.cases.actions.checking import never_own_work
from wangge.cases.forms import VerbForm
from wangge.cases.models import Photo, PhotoStage
from wangge.cases.refusals import SamePerson
from wangge.cases.standing import orders_of
from wangge.cases.workflow import Verb
from wangge.language import _

_BEFORE = (PhotoStage.REPORT, PhotoStage.VERIFY)


@dataclass(frozen=True)
class Side:
    """One of two sides that are compared."""

    words: str
    photos: tuple[Photo, ...]


def place_shown(form: VerbForm) -> dict[str, object]:
    """Two sides to compare, and why somebody may not check it: at most three statements, none without photos."""
    if form.stage is None:
        return {}
    photos = tuple(Photo.objects.filter(case=form.case).order_by("id"))
    before = tuple(photo for photo in photos if photo.stage in _BEFORE)
    after = tuple(photo for photo in photos if photo.stage not in _BEFORE)
    sides = [Side(_("Before"), before)]
    if form.verb is Verb.CHECK or after:
        sides.append(Side(_("After"), after))
    return {
        "sides": sides,
        "barred": _barred(form) if form.verb is Verb.CHECK else "",
    }


def _barred(form: VerbForm) -> str:
    try:
        never_own_work(form.case, orders_of(form.case), form.by)
    except SamePerson as refusal:
        return str(refusal)
    return ""
