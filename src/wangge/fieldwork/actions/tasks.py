"""Tasks: instructions to volunteers, who take them while there is a place, and may give them back (R-39)."""

from django.db import transaction

from wangge.accounts.refusals import Conflict, NotFound
from wangge.fieldwork.addressed import was_addressed
from wangge.fieldwork.models import Acknowledgement, Instruction
from wangge.language import _
from wangge.territory.actors import Actor


class AllTaken(Conflict):
    """As many have taken it as are wanted."""

    code = "all-taken"


def ensure_place(task: Instruction, *, by: Actor) -> None:
    """Raise AllTaken where no place is left, Conflict where it was withdrawn; who has a place keeps it.

    Inside a transaction: of two who want the last place the second waits here.
    """
    now = Instruction.objects.select_for_update().get(pk=task.pk)
    taken = set(Acknowledgement.objects.filter(instruction=now).values_list("person", flat=True))
    if by.user_id in taken:
        return
    if now.withdrawn_at is not None:
        raise Conflict(_("This task was withdrawn meanwhile: nothing is to be done any more."))
    if len(taken) >= now.places:
        raise AllTaken(_("All places of this task are taken already. Thank you; perhaps there is another one."))


@transaction.atomic
def give_back_task(*, task: Instruction, by: Actor) -> None:
    """Leave one's place to another; nothing changes where one has none.

    Raises NotFound for what is no task of theirs, and Conflict where they have reported that it is done.
    """
    if not task.places or not was_addressed(task, by):
        raise NotFound(_("This task is not for you"))
    Instruction.objects.select_for_update().get(pk=task.pk)  # a report of the same moment waits, or is waited for
    own = Acknowledgement.objects.filter(instruction=task, person=by.user_id)
    # The condition stands in the deletion itself: a report that was taken meanwhile would go with it.
    own.filter(answered_at__isnull=True).delete()
    if own.exists():
        raise Conflict(_("You have reported that this task is done: it cannot be given back."))
