"""Two reports of one thing: the later one ends in the other, whose end the followers of both hear (R-23)."""

from django.db import transaction

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.orders import cancel_orders
from wangge.cases.models import Case
from wangge.cases.moving import Step, move
from wangge.cases.permissions import authorise, role_for
from wangge.cases.refusals import moved_on, not_yours
from wangge.cases.stages import stage_until
from wangge.cases.workflow import OrderKind, Verb
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.placecodes import metres_between

FARTHEST_TWIN = 200  # metres between merged cases of two communities


@transaction.atomic
def merge_case(*, case: Case, into: Case, by: Actor, seen: int | None = None) -> Case:
    """The case ends as a duplicate of ``into``, which goes on; a person decided it (R-23)."""
    role = authorise(Verb.MERGE, case, by=by)
    if role_for(Verb.COMMENT, into, by=by) is None:
        raise not_yours(into, Verb.MERGE)
    _may_merge(case, into)
    cancel_orders(case, OrderKind.VERIFY)
    changes = {"merged_into_id": into.pk, **stage_until(None)}
    # Both rows are written in the order of their ids: two who merge at once never wait for each other for ever.
    if into.pk < case.pk:
        _hold_open(into)
    move(case, Step(Verb.MERGE, role), by=by, seen=seen, changes=changes)
    if into.pk > case.pk:
        _hold_open(into)
    Case.objects.filter(merged_into=case).update(merged_into=into)  # whoever follows looks one case ahead, never two
    return case


def _may_merge(case: Case, into: Case) -> None:
    """Raise Unusable unless ``into`` goes on and lies at the same place."""
    named = {"number": case.number, "into": into.number}
    if case.pk == into.pk:
        raise Unusable(_("Case {number} cannot be merged into itself").format(**named))
    if not into.open:
        raise Unusable(_("Case {into} has ended: merge case {number} into one that goes on").format(**named))
    apart = metres_between(case.longitude, case.latitude, into.longitude, into.latitude)
    if case.community_id != into.community_id and apart > FARTHEST_TWIN:
        sentence = _("Case {into} lies {metres} m from case {number}, in another community: they are not the same")
        raise Unusable(sentence.format(metres=round(apart), **named))


def _hold_open(into: Case) -> None:
    """Write its row as it is, so that it cannot end before this is written."""
    if not Case.objects.filter(pk=into.pk, open=True).update(open=True):
        raise moved_on(Case.objects.get(pk=into.pk))
